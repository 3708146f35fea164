"""Making the safe changes that lint proposes: one at a time, each held against the policy in force."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from policy_engine.app.lint import refuse_unknown, safe_edits
from policy_engine.app.policy_judging import program_of
from policy_engine.app.validation_targets import Target, find_targets
from policy_engine.diagnostics import Diagnostic, DocumentError, Severity, Span, Text, UsageError
from policy_engine.linting.applying import applied
from policy_engine.linting.edits import Edit
from policy_engine.linting.in_force import comes_to
from policy_engine.policyset.dates import dates_to_judge
from policy_engine.policyset.in_force import Chains, ledger_in_force
from policy_engine.policyset.layer import LayerFile
from policy_engine.policyset.repository import Repository, VersionFile
from policy_engine.policyset.versions import version_facts
from policy_engine.program.chain import chain_facts
from policy_engine.program.county import CountyProgram
from policy_engine.source.encoding import decode

_MARK = b"\xef\xbb\xbf"
_Key = tuple[str, str]


@dataclass(frozen=True)
class Fixed:
    """A file with its safe changes, how many there are, and what was found but not changed.

    Whatever `left` says is at a place in `after`.
    """

    path: Path
    name: str
    before: bytes
    after: bytes
    made: int
    left: tuple[Diagnostic, ...]


class _Candidate(Repository):
    """A folder of policies in which one file has other content; it is not listed anew."""

    def __init__(self, folder: Repository, path: Path, data: bytes) -> None:
        vars(self).update(vars(folder))
        self._path, self._data = path, data

    def read(self, version: VersionFile) -> bytes:
        return self._data if version.path == self._path else super().read(version)


def safe_changes(
    paths: Iterable[Path],
    policies: Path | None = None,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> Iterator[Fixed]:
    """For each policy file that was named: what it becomes. Nothing is written here.

    A change is made only where, on every day on which the file is in force, the policy comes to
    the same with it as without. Issued files, and files that cannot be used, stay as they are;
    of the former `left` says so. Raises UsageError as lint does.
    """
    refuse_unknown([*select, *ignore])
    targets = find_targets(paths, policies)
    for target in targets.files:
        if target.kind == "policy" and target.version is not None:
            try:
                yield _Fixing(targets.repository, target, target.version, select, ignore).fixed()
            except (DocumentError, UsageError):
                continue  # lint itself tells what is wrong with it


class _Fixing:
    """One file. `_refused` are changes that were tried and are not safe in it."""

    def __init__(
        self,
        folder: Repository,
        target: Target,
        version: VersionFile,
        select: Collection[str],
        ignore: Collection[str],
    ) -> None:
        self._folder, self._target, self._version = folder, target, version
        self._select, self._ignore = select, ignore
        self._refused: dict[tuple[_Key, Edit], Span] = {}

    def fixed(self) -> Fixed:
        chains = Chains(self._folder)
        file = chains.read(self._target.jurisdiction, self._version)
        before, made = file.data, 0
        if not self._may_change(chains, file):
            left = [_issued(file.layer.file)] if self._found(chains) else []
            return Fixed(self._target.path, file.layer.file, before, before, 0, tuple(left))
        data = before
        while (after := self._one_more(data)) is not None:
            # Whatever was refused is looked at anew: a change moves it, and may make another safe.
            data, made = after, made + 1
            self._refused.clear()
        told = tuple(_not_safe(key, span, made) for (key, _), span in self._refused.items())
        return Fixed(self._target.path, file.layer.file, before, data, made, told)

    def _may_change(self, chains: Chains, file: LayerFile) -> bool:
        return file.layer.status != "issued" and chains.issue_check(file).state == "not-issued"

    def _one_more(self, data: bytes) -> bytes | None:
        """The file with one more change; None when there is none left that is safe."""
        chains = self._chains(data)
        comes_to_now = self._comes_to(chains)
        tree = chains.read(self._target.jurisdiction, self._version).tree
        for (key, edit), span in self._found(chains).items():
            if (key, edit) in self._refused:
                continue
            text = applied(decode(data, span.file), tree, edit)
            if text is not None:
                after = (_MARK if data.startswith(_MARK) else b"") + text.encode("utf-8")
                if comes_to_now is not None and self._comes_to(self._chains(after)) == comes_to_now:
                    return after
            self._refused[key, edit] = span
        return None

    def _chains(self, data: bytes) -> Chains:
        return Chains(_Candidate(self._folder, self._version.path, data))

    def _comes_to(self, chains: Chains) -> list[object] | None:
        """What the policy comes to day by day; None where it cannot be used at all."""
        try:
            return [comes_to(program, day) for day, program in self._days(chains)]
        except DocumentError:
            return None

    def _days(self, chains: Chains) -> Iterator[tuple[datetime.date, CountyProgram]]:
        """Each day on which the chain changes, with the policy in force."""
        code = self._target.jurisdiction
        for day in dates_to_judge(chains, chains.read(code, self._version)):
            yield day, program_of(chains.in_force(code, day))

    def _found(self, chains: Chains) -> dict[tuple[_Key, Edit], Span]:
        """The changes that are safe on every day, and wanted."""
        code = self._target.jurisdiction
        common: dict[tuple[_Key, Edit], Span] | None = None
        for day, program in self._days(chains):
            ledger = ledger_in_force(chains.repository, code, day)
            chain = chain_facts(program, ledger, version_facts(chains, program.policy), day).chain
            found = {((c, i), edit): span for (c, i, span), edit in safe_edits(program, chain).items()}
            common = found if common is None else {k: v for k, v in common.items() if k in found}
        return {key: span for key, span in (common or {}).items() if self._is_wanted(key[0])}

    def _is_wanted(self, names: _Key) -> bool:
        chosen = not self._select or any(name in self._select for name in names)
        return chosen and not any(name in self._ignore for name in names)


def _issued(name: str) -> Diagnostic:
    return Diagnostic(
        "lint.issued",
        Text("文件已印发，一个字也不改；有可改之处，请在下一版中改。",
             "The file is issued and is not touched; make the changes in the next version."),
        Span(name, 1, 1, 1, 1),
        severity=Severity.HINT,
        help=Text("用 policy-engine new version 另立一版。", "Start one by policy-engine new version."),
    )  # fmt: skip


def _not_safe(key: _Key, span: Span, made: int) -> Diagnostic:
    """`made` is how many changes there are in the file whose lines are counted."""
    code, id_ = key
    counted = Text("（行号按改动后的文件计）" if made else "",
                   " (lines are those of the changed file)" if made else "")  # fmt: skip
    return Diagnostic(
        "lint.not-fixed",
        Text(f"{code}/{id_}：这里的写法或注释不便自动改动，没有改{counted.zh}。",
             f"{code}/{id_}: as this is laid out or commented it cannot be changed safely, and was left"
             f"{counted.en}."),
        span,
        severity=Severity.HINT,
        help=Text("请人工修改，注释一并核对。", "Change it by hand, and look at its comments."),
    )  # fmt: skip
