"""The set-ups that --setup names: the rosters that actions and rounds are judged on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policy_engine.diagnostics import Diagnostic, DocumentError, Text, UsageError

from .inputs import Input, collect, is_pipe_or_device, other_kind, read
from .presentation import STANDARD_INPUT, Presentation

if TYPE_CHECKING:
    from policy_engine.documents.load import Loaded
    from policy_engine.documents.setup import Setup


@dataclass
class Rosters:
    """Read when first asked for, and once. `was_asked`: something was to be judged on them."""

    inputs: Sequence[Input]
    presentation: Presentation
    was_asked: bool = False
    _read: list[tuple[Input, Loaded[Setup]]] | None = field(default=None, repr=False)

    @classmethod
    def named(cls, names: Sequence[str], presentation: Presentation, judged: Sequence[Input]) -> Rosters:
        """Raises UsageError for a folder without files, and when standard input would be read twice."""
        inputs = collect(names)
        if STANDARD_INPUT in names and any(source.path is None for source in judged):
            raise UsageError(_standard_input_twice())
        return cls(inputs, presentation)

    @property
    def are_named(self) -> bool:
        """Whether there was a --setup at all."""
        return bool(self.inputs)

    def of(self, jurisdiction: str) -> list[Loaded[Setup]]:
        """Those of a county. One that is named by itself is always meant, wherever it belongs.

        Raises DocumentError with what is wrong with any of them: without it nobody knows whose it is.
        Raises UsageError where there is none.
        """
        self.was_asked = True
        found = [
            loaded
            for source, loaded in self._all()
            if not source.from_folder or loaded.document.jurisdiction == jurisdiction
        ]
        if not found:
            raise UsageError(_none_of(jurisdiction))
        return found

    def of_township(self, jurisdiction: str, township: str) -> Loaded[Setup]:
        """That of a township; the only one given, though of another: what is wrong is told at its line then.

        Raises as `of` does, and UsageError where there are two, or several and none of them is it.
        """
        setups = self.of(jurisdiction)
        own = [each for each in setups if each.document.township.code == township]
        if len(own) > 1:
            raise UsageError(_several_of_one(township, [each.name for each in own]))
        if not own and len(setups) > 1:
            raise UsageError(_none_of_township(township))
        (setup,) = own or setups
        return setup

    def _all(self) -> list[tuple[Input, Loaded[Setup]]]:
        if self._read is None:
            self._read = self._read_all()
        return self._read

    def _read_all(self) -> list[tuple[Input, Loaded[Setup]]]:
        from policy_engine.documents.load import load
        from policy_engine.documents.setup import Setup

        found: list[tuple[Input, Loaded[Setup]]] = []
        problems: list[Diagnostic] = []
        for source in self.inputs:
            if is_pipe_or_device(source):
                continue
            data = read(source, self.presentation)
            try:
                found.append((source, load(Setup, data, source.name)))
            except DocumentError as error:
                if not source.from_folder or other_kind(data, source.name) is None:
                    problems += error.diagnostics
        if problems:
            raise DocumentError(problems)
        return found


def _standard_input_twice() -> Diagnostic:
    return Diagnostic(
        "input.standard-input-twice",
        Text("待核查的材料和 --setup 都写了“-”，标准输入只能读一次。",
             "Both what is judged and --setup are -, and standard input can be read once only."),
        help=Text("请把其中一份存为文件。", "Save one of them to a file."),
    )  # fmt: skip


def _none_of(jurisdiction: str) -> Diagnostic:
    return Diagnostic(
        "input.no-set-up-of-county",
        Text(f"--setup 指明的文件夹中没有辖区 {jurisdiction} 的机构设置方案。",
             f"The folder that --setup names holds no set-up of {jurisdiction}."),
        help=Text("请核对文件夹，或指明该辖区的方案文件。", "Check the folder, or name the set-up's file."),
    )  # fmt: skip


def _several_of_one(township: str, names: Sequence[str]) -> Diagnostic:
    return Diagnostic(
        "check.several-set-ups",
        Text(f"乡镇（街道）{township} 有 {len(names)} 份方案，无法确定以哪份为准：{'、'.join(names)}。",
             f"There are {len(names)} set-ups of {township}; which of them holds is not clear: "
             f"{', '.join(names)}."),
        help=Text("请用 --setup 直接指明其中一份。", "Name one of them by --setup."),
    )  # fmt: skip


def _none_of_township(township: str) -> Diagnostic:
    return Diagnostic(
        "check.no-set-up-of-township",
        Text(f"--setup 指明的方案中没有乡镇（街道）{township} 的。",
             f"None of the set-ups that --setup names is of {township}."),
        help=Text("请指明该乡镇（街道）的方案。", "Name the set-up of that township."),
    )  # fmt: skip
