"""The files of tests that a command names, and the folder of policies that they are about."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text, UsageError
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.policy_tests import PolicyTests
from policy_engine.policyset.repository import FOLDER
from policy_engine.source.files import read_bytes

TESTS = "tests"
_SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True)
class Suite:
    """A file of tests."""

    path: Path
    loaded: Loaded[PolicyTests]


def files_of_tests(paths: Sequence[Path]) -> list[Path]:
    """Files named, and those in `tests` folders in folders named. Raises UsageError where there are none."""
    found: dict[str, Path] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(_no_such_path(path))
        for file in _below(path) if path.is_dir() else (path,):
            found.setdefault(os.path.realpath(file), file)
    if not found:
        raise UsageError(_no_tests(paths))
    return list(found.values())


def _below(folder: Path) -> Iterator[Path]:
    inside = TESTS in folder.resolve().parts[-2:]
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        if Path(place).name != TESTS and not (inside and Path(place) == folder):
            continue
        for name in sorted(names):
            if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
                yield Path(place, name)


def policies_around(paths: Iterable[Path]) -> Path:
    """The folder of policies that the tests stand in. Raises UsageError where they stand in none."""
    for path in paths:
        for folder in (path, *path.parents, *path.resolve().parents):
            if FOLDER.fullmatch(folder.name):
                return folder.parent
            if folder.is_dir() and any(FOLDER.fullmatch(e.name) for e in folder.iterdir() if e.is_dir()):
                return folder
    raise UsageError(_no_policies())


def load_suite(path: Path) -> Suite:
    """Raises DocumentError where it cannot be read, has no tests or two of one name, or lies elsewhere."""
    try:
        data = read_bytes(path)
    except UsageError as error:  # one of many: the others are run all the same
        place = Span(path.as_posix(), 1, 1, 1, 1)
        raise DocumentError([replace(error.diagnostic, span=place)]) from error
    loaded = load(PolicyTests, data, path.as_posix())
    if not loaded.document.tests:
        raise DocumentError([_empty(loaded)])
    folder = FOLDER.fullmatch(path.resolve().parent.parent.name) if path.parent.name == TESTS else None
    if folder is not None and folder[1] != loaded.document.jurisdiction:
        raise DocumentError([_wrong_folder(loaded, folder[1])])
    counted = Counter(test.name for test in loaded.document.tests)
    twice = [
        _same_name(loaded, number)
        for number, test in enumerate(loaded.document.tests)
        if counted[test.name] > 1
    ]
    if twice:
        raise DocumentError(twice)
    return Suite(path, loaded)


def _same_name(loaded: Loaded[PolicyTests], number: int) -> Diagnostic:
    name = loaded.document.tests[number].name
    return Diagnostic(
        "tests.same-name",
        Text(
            f"名称“{name}”在这份文件里不止一条测试用。", f"More than one test of this file is called {name}."
        ),
        loaded.tree.span_of(("tests", number, "name")),
        help=Text("请各起一个名称，说明各自测什么。", "Give each a name that says what it is about."),
    )


def _empty(loaded: Loaded[PolicyTests]) -> Diagnostic:
    return Diagnostic(
        "tests.empty",
        Text("“测试”里一条也没有，这份文件什么也不测。", "It lists no test: this file tests nothing."),
        loaded.tree.key_span(("tests",)),
        help=Text("请写上测试，或删去这份文件；写法见 docs/testing.md。",
                  "Write some tests, or remove the file; see docs/testing.md."),
    )  # fmt: skip


def _wrong_folder(loaded: Loaded[PolicyTests], code: str) -> Diagnostic:
    own = loaded.document.jurisdiction
    return Diagnostic(
        "tests.wrong-folder",
        Text(f"测试在 {code} 的文件夹中，辖区代码却是 {own}，测不到 {code} 的政策。",
             f"The tests lie in the folder of {code} but are of {own}: nothing of {code} would be tested."),
        loaded.tree.span_of(("jurisdiction",)),
        help=Text("移到对应文件夹，或更正辖区代码。", "Move them, or correct their jurisdiction."),
    )  # fmt: skip


def _no_such_path(path: Path) -> Diagnostic:
    return Diagnostic(
        "tests.no-such-path",
        Text(f"没有文件或文件夹“{path}”。", f"There is no file or folder {path}."),
        help=Text("请核对路径。", "Check the path."),
    )


def _no_tests(paths: Sequence[Path]) -> Diagnostic:
    listed = "、".join(map(str, paths))
    return Diagnostic(
        "tests.none",
        Text(f"“{listed}”中没有测试。", f"There are no tests in {', '.join(map(str, paths))}."),
        help=Text("测试放在 <政策文件夹>/<辖区代码>-<名称>/tests/*.yaml，写法见 docs/testing.md。",
                  "Tests are <policies>/<code>-<name>/tests/*.yaml; see docs/testing.md."),
    )  # fmt: skip


def _no_policies() -> Diagnostic:
    return Diagnostic(
        "tests.no-policies",
        Text(
            "看不出这些测试属于哪个政策文件夹。",
            "It is not clear to which folder of policies these tests belong.",
        ),
        help=Text("请用 --policies 指明政策文件夹。", "Name the folder of policies with --policies."),
    )
