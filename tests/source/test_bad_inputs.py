"""Every bad input gives located messages, never anything else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.diagnostics import DocumentError
from policy_engine.source.read import ReadResult, read_tree
from tests.effort import tried

from .golden import FOLDER, compare, what_is_said

CASES = sorted(FOLDER.glob("*/input.*"))
PIECES = [
    "a", "名称", ":", "：", " ", ": ", "\n", "  ", "- ", "\t", "{", "}", "[", "]", ",", "，", '"', "'",
    "#", " #", "*x", "&x ", "!!str ", "<<", "---\n", "...\n", "? ", "|\n", ">-\n", "%YAML 1.1\n",
    "012", "1:30", "no", "2024-02-30", "1.5", ".nan", "null", "true", "１２", "1e9999", "-",
    "\\u0000", "\\ud800", "\x00", "\r", "\ufeff",
]  # fmt: skip


# Where the opening alone is well-formed as far as it goes, depth is what is said.
TOO_DEEP = {("yaml", "["), ("yaml", "- "), ("yaml", "a:\n"), ("json", "["), ("json", '{"a":')}


def _case(path: Path) -> str:
    return path.parent.name


def test_there_is_a_golden_for_every_bad_input_on_the_list() -> None:
    stored = {path.parent.name for path in CASES}
    assert stored >= {
        "empty-file", "not-yaml", "truncated-json", "gbk", "duplicate-keys", "tags", "billion-laughs",
        "ambiguous-scalars", "nan", "impossible-date",
    }  # fmt: skip


@pytest.mark.parametrize("path", CASES, ids=_case)
def test_what_is_said_about_a_bad_input(path: Path) -> None:
    compare(what_is_said(path.read_bytes(), path.name), path.parent / "expected.txt")


@pytest.mark.parametrize("name", ["input.yaml", "input.json"])
@pytest.mark.parametrize("opening", ["[", '{"a":', "{a: ", "- ", "a:\n"])
def test_nesting_100000_deep_is_refused_and_does_not_end_the_process(opening: str, name: str) -> None:
    script = (
        "import sys\n"
        "from policy_engine.diagnostics import DocumentError\n"
        "from policy_engine.source.read import read_tree\n"
        "try:\n"
        "    read_tree(sys.stdin.buffer.read(), sys.argv[1])\n"
        "except DocumentError as error:\n"
        "    print(error.diagnostics[0].code)\n"
    )
    deep = "".join(" " * n + "a:\n" for n in range(1000)) if opening == "a:\n" else opening * 100_000
    command = [sys.executable, "-c", script, name]
    run = subprocess.run(command, input=deep.encode(), capture_output=True, check=False, timeout=60)
    assert run.returncode == 0, run.stderr
    family, _, slug = run.stdout.decode().strip().partition(".")
    assert family == name.removeprefix("input.")
    if (family, opening) in TOO_DEEP:
        assert slug == "too-deep"


def test_a_hundred_mistakes_are_enough() -> None:
    data = "\n".join(f"k{n}: 0{n}" for n in range(300)).encode()
    with pytest.raises(DocumentError) as caught:
        read_tree(data, "x.yaml")
    assert len(caught.value.diagnostics) == 100


def test_a_hundred_levels_are_read() -> None:
    for text in ("{" + '"a":{' * 98 + "}" * 99, "a: " + "[" * 99 + "]" * 99):
        assert isinstance(read_tree(text.encode(), "-"), ReadResult)


def _read_or_explain(data: bytes, name: str) -> None:
    try:
        said = read_tree(data, name).warnings
    except DocumentError as error:
        said = error.diagnostics
        if not said:
            raise
    for found in said:
        assert found.span is not None
        assert found.span.file == name
        assert found.span.line >= 1
        assert found.span.column >= 1
        assert found.message.zh
        assert found.message.en
        assert found.help is not None


@tried(80, thorough=300)
@given(st.binary(max_size=60), st.sampled_from(["x.yaml", "x.json", "-"]))
def test_any_bytes_are_read_or_explained(data: bytes, name: str) -> None:
    _read_or_explain(data, name)


@tried(350, thorough=1500)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["x.yaml", "x.json", "-"]))
def test_any_mixture_of_yaml_and_json_is_read_or_explained(pieces: list[str], name: str) -> None:
    _read_or_explain("".join(pieces).encode(), name)


@tried(60, thorough=200)
@given(st.text(max_size=40), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"]))
def test_any_text_in_any_encoding_is_read_or_explained(text: str, encoding: str) -> None:
    _read_or_explain(f"name: {text}".encode(encoding), "x.yaml")
