"""--write-setup: the set-ups with a batch done, as files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from policy_engine.diagnostics import Diagnostic, Text, UsageError

from .inputs import other_kind
from .output import no_folder, refuse_overwriting, write_file
from .telling import tell

if TYPE_CHECKING:
    from policy_engine.documents.load import Loaded
    from policy_engine.documents.setup import Setup

    from .judging import Judged
    from .judging_submissions import Batch
    from .presentation import Presentation


def refuse_impossible_setup(target: Path, inputs: Iterable[Path]) -> None:
    """Raises UsageError when nothing can be written there; said before the work is done."""
    if target.is_dir():
        return
    if not target.parent.is_dir():
        raise UsageError(no_folder(target.parent))
    refuse_overwriting(target, inputs)
    _refuse_another_kind(target)


def write_setups(
    target: Path, judged: Judged, files_read: Iterable[Path], presentation: Presentation
) -> None:
    """Into a folder every set-up that was given, else the one that was changed; each file whole or not.

    Nothing is written when anything could not be read, or nothing was done, and that is said. Raises
    UsageError for what cannot be written where it is wanted.
    """
    if judged.failures:
        tell(Text("有材料无法读取，没有写出方案。",
                  "Not everything could be read, so no set-up was written."),
             presentation)  # fmt: skip
        return
    if len(judged.batches) != 1:
        raise UsageError(_not_one_batch(len(judged.batches)))
    batch = judged.batches[0]
    contents = _contents(batch)
    if not contents:
        tell(Text("没有事项得到办理，没有写出方案。", "Nothing was done, so no set-up was written."),
             presentation)  # fmt: skip
        return
    placed = _placed(target, batch, contents)
    read = [*files_read]
    for path in placed:
        refuse_overwriting(path, read)
        _refuse_another_kind(path)
    for path, data in placed.items():
        write_file(path, data)
        tell(Text(f"办理后的方案已写入 {path}。", f"The set-up with what was done was written to {path}."),
             presentation)  # fmt: skip


def _contents(batch: Batch) -> Mapping[str, bytes]:
    """By township the set-up of each in which something was done."""
    from policy_engine.app.written_setup import written_setup
    from policy_engine.documents.actions import Actions
    from policy_engine.documents.load import load

    before = {each.document.township.code: each for each in batch.setups}
    actions = load(Actions, batch.data, batch.source.name)
    return {
        report.township.code: written_setup(
            before[report.township.code], batch.examined.setups[report.township.code], actions, report
        )
        for report in batch.examined.reports.reports
        if any(action.done for action in report.actions)
    }


def _placed(target: Path, batch: Batch, contents: Mapping[str, bytes]) -> Mapping[Path, bytes]:
    if target.is_dir():
        # The whole county, so that the folder can be given to the next check as it is.
        names = _names(batch.setups)
        return {
            target / names[code]: contents.get(code, each.data)
            for each in batch.setups
            for code in (each.document.township.code,)
        }
    if len(contents) > 1:
        raise UsageError(_needs_folder(target, len(contents)))
    (data,) = contents.values()
    return {target: data}


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


def _refuse_another_kind(path: Path) -> None:
    """Raises UsageError where a policy, a batch or anything else that is no set-up would be lost."""
    if not path.is_file():
        return
    data = path.read_bytes()
    if data and (kind := other_kind(data, path.as_posix())) is not None:
        raise UsageError(_is_another_kind(path, kind))


def _is_another_kind(path: Path, kind: str) -> Diagnostic:
    return Diagnostic(
        "output.other-kind",
        Text(f"“{path}”已经有一份别的文件（{kind}），不能用方案覆盖。",
             f"{path} is another document ({kind}) and is not overwritten by a set-up."),
        help=Text("请换一个输出文件名。", "Choose another name for the output."),
    )  # fmt: skip


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
