"""Writing a report where the reader wants it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_engine.diagnostics import Diagnostic, Text, UsageError

from .presentation import Language
from .streams import has_colours, show, show_bytes

if TYPE_CHECKING:
    from policy_engine.findings.report import Report, Reports
    from policy_engine.reports.format import Format

_COLOURS = {
    "rejected": "red", "block": "red", "incomplete": "red", "notice": "red",
    "conditional": "yellow", "warn": "yellow", "approved": "green",
}  # fmt: skip


def show_report(made: Report | Reports, format_: Format, language: Language) -> None:
    """To standard output: text in the terminal's encoding, data as UTF-8 wherever it is not a terminal."""
    if not format_.for_reading and not sys.stdout.isatty():
        show_bytes(format_.encode(format_.render(made, language)))
    elif format_.for_reading and has_colours(sys.stdout):
        show(coloured(made, language))
    else:
        show(format_.render(made, language))


def coloured(made: Report | Reports, language: Language) -> str:
    """The text report with its headings and outcomes in colour."""
    from policy_engine.reports.as_text import lines

    return "".join(
        click.style(line.text, fg=_COLOURS.get(line.role), bold=line.role != "plain") + "\n"
        for line in lines(made, language)
    )


def refuse_overwriting(output: Path, files: Iterable[Path]) -> None:
    """Raises UsageError when the output would replace a file that is read."""
    for file in files:
        if output.exists() and file.exists() and os.path.samefile(output, file):
            raise UsageError(_overwrites(output))


def refuse_impossible(output: Path) -> None:
    """Raises UsageError when the output can be no file; said before the work is done, not after."""
    if output.is_dir() or not output.parent.is_dir():
        raise UsageError(_impossible(output))


def write_file(output: Path, data: bytes) -> None:
    """All or nothing: until everything is written the old file stays. Raises UsageError."""
    target = Path(os.path.realpath(output))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or a pipe cannot be replaced
            return
        _replace(target, data)
    except OSError as error:
        raise UsageError(_unwritable(output, error)) from error


def _replace(target: Path, data: bytes) -> None:
    mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def _umask() -> int:
    """The process's own mask; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _overwrites(output: Path) -> Diagnostic:
    return Diagnostic(
        "output.overwrites-input",
        Text(f"“{output}”是本次核查要读的文件，不能用报告覆盖。",
             f"{output} is read by this check and is not overwritten."),
        help=Text("请换一个输出文件名。", "Choose another name for the output."),
    )  # fmt: skip


def _impossible(output: Path) -> Diagnostic:
    return Diagnostic(
        "output.impossible",
        Text(f"报告不能写到“{output}”：它是文件夹，或所在文件夹不存在。",
             f"The report cannot be written to {output}: it is a folder, or its folder does not exist."),
        help=Text("请核对 --output。", "Check --output."),
    )  # fmt: skip


def _unwritable(output: Path, error: OSError) -> Diagnostic:
    return Diagnostic(
        "output.unwritable",
        Text(f"无法写到“{output}”：{error.strerror}。", f"{output} cannot be written: {error.strerror}."),
        help=Text("请核对权限和磁盘空间。", "Check the permissions and the space on the disk."),
    )
