"""--write-setup: the set-ups with a batch done, as files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policy_engine.diagnostics import Diagnostic, Text, UsageError

from .output import write_file
from .setup_targets import is_json, refuse_target
from .telling import tell

if TYPE_CHECKING:
    from policy_engine.documents.load import Loaded
    from policy_engine.documents.setup import Setup

    from .judged import Batch, Judged
    from .presentation import Presentation

_UNREAD = Text("有材料无法读取，没有写出方案。", "Not everything could be read, so no set-up was written.")
_NOTHING_DONE = Text("没有事项得到办理，没有写出方案。", "Nothing was done, so no set-up was written.")


@dataclass(frozen=True)
class Planned:
    """Which files are to be written with what; none of them, and why."""

    files: Mapping[Path, bytes]
    why_none: Text | None = None


def planned_setups(target: Path, judged: Judged, files_read: Iterable[Path], policies: Path) -> Planned:
    """Into a folder every set-up that was given, else the one that was changed.

    Nothing when anything could not be read, or nothing was done. Raises UsageError for what cannot be
    written where it is wanted; said before the report is, which takes it for done.
    """
    if judged.failures:
        return Planned({}, _UNREAD)
    if len(judged.batches) != 1:
        raise UsageError(_not_one_batch(len(judged.batches)))
    batch = judged.batches[0]
    contents = _contents(batch, as_json=is_json(target))
    if not contents:
        return Planned({}, _NOTHING_DONE)
    placed = _placed(target, batch, contents)
    read = [*files_read]
    for path, (township, _) in placed.items():
        refuse_target(path, read, policies, township)
    return Planned({path: data for path, (_, data) in placed.items()})


def write_planned(planned: Planned, presentation: Presentation) -> None:
    """Each file whole or not; raises UsageError for one that cannot be written."""
    if planned.why_none is not None:
        tell(planned.why_none, presentation)
    for path, data in planned.files.items():
        write_file(path, data)
        tell(Text(f"办理后的方案已写入 {path}。", f"The set-up with what was done was written to {path}."),
             presentation)  # fmt: skip


def _contents(batch: Batch, *, as_json: bool) -> Mapping[str, bytes]:
    """By township the set-up of each in which something was done."""
    from policy_engine.app.written_setup import written_setup
    from policy_engine.documents.actions import Actions
    from policy_engine.documents.load import load

    before = {each.document.township.code: each for each in batch.setups}
    actions = load(Actions, batch.data, batch.source.name)
    return {
        report.township.code: written_setup(
            before[report.township.code], batch.examined.setups[report.township.code], actions, report,
            as_json=as_json,
        )
        for report in batch.examined.reports.reports
        if any(action.done for action in report.actions)
    }  # fmt: skip


def _placed(target: Path, batch: Batch, contents: Mapping[str, bytes]) -> Mapping[Path, tuple[str, bytes]]:
    """By file the township whose set-up goes there, and its content."""
    if target.is_dir():
        # The whole county, so that the folder can be given to the next check as it is.
        names = _names(batch.setups)
        return {
            target / names[code]: (code, contents.get(code, each.data))
            for each in batch.setups
            for code in (each.document.township.code,)
        }
    if len(contents) > 1:
        raise UsageError(_needs_folder(target, len(contents)))
    (only,) = contents.items()
    return {target: only}


def _names(setups: Iterable[Loaded[Setup]]) -> Mapping[str, str]:
    """By township the name of the file it came from; its code where that is not of one file alone.

    What is written is YAML; a set-up that stays as it is keeps its extension by being read under any.
    """
    stems = {each.document.township.code: Path(each.name).stem for each in setups}
    taken = list(stems.values())
    return {
        code: f"{stem if taken.count(stem) == 1 and stem not in ('', '-') else code}.yaml"
        for code, stem in stems.items()
    }


def _not_one_batch(number: int) -> Diagnostic:
    return Diagnostic(
        "check.not-one-batch",
        Text(f"--write-setup 一次写出一批人事事项办理后的方案，这里有 {number} 批。",
             f"--write-setup writes the set-up after one batch of actions; here are {number}."),
        help=Text("请每批分别核查，前一批写出的方案作为后一批的 --setup。",
                  "Check each batch by itself, with the set-up of the one before as --setup."),
    )  # fmt: skip


def _needs_folder(target: Path, number: int) -> Diagnostic:
    return Diagnostic(
        "output.needs-folder",
        Text(f"有 {number} 个乡镇（街道）的方案要写出，“{target}”不是文件夹。",
             f"The set-ups of {number} townships are to be written, and {target} is no folder."),
        help=Text(f"请先建立文件夹，如 mkdir {os.path.splitext(target)[0]}，再用 --write-setup 指明。",
                  f"Make a folder first, e.g. mkdir {os.path.splitext(target)[0]}, and name it by "
                  "--write-setup."),
    )  # fmt: skip
