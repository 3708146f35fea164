"""Writing a report where the reader wants it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from policy_engine.diagnostics import Diagnostic, Text, UsageError, closest
from policy_engine.reports.words import one_line
from policy_engine.source.writing import replace_file

from .presentation import Language
from .streams import has_colours, show, show_bytes

if TYPE_CHECKING:
    from policy_engine.findings.report import Report, Reports
    from policy_engine.reports.format import Format

_COLOURS = {
    "rejected": "red", "block": "red", "incomplete": "red", "notice": "red",
    "conditional": "yellow", "warn": "yellow", "approved": "green",
}  # fmt: skip
Made = TypeVar("Made")
_SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".et", ".ods")
_DOCUMENTS = (".docx", ".doc", ".wps", ".odt", ".rtf", ".pdf")


def show_report(made: Report | Reports, format_: Format[Report | Reports], language: Language) -> None:
    """To standard output, the text in colour for eyes."""
    if format_.for_reading and has_colours(sys.stdout):
        show(coloured(made, language))
    else:
        show_plain(made, format_, language)


def show_plain(made: Made, format_: Format[Made], language: Language) -> None:
    """To standard output: text in the terminal's encoding, data as UTF-8 wherever it is not a terminal."""
    if not format_.for_reading and not sys.stdout.isatty():
        show_bytes(format_.content(made, language))
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
    if output.is_dir():
        raise UsageError(_is_a_folder(output))
    if not output.parent.is_dir():
        raise UsageError(no_folder(output.parent))


def chosen_format(
    output: Path | None, named: str | None, formats: Mapping[str, Format[Made]]
) -> Format[Made]:
    """Of the formats, by their names: the one named, else that of the output's extension, else text.

    Raises UsageError for an extension that no format has: the file would open as something that it is
    not, or not at all.
    """
    extension = "" if output is None else output.suffix.lower()
    if named is not None or not extension:
        return formats[named or "text"]
    by_extension = {each.extension: each for each in formats.values()}
    if extension not in by_extension:
        raise UsageError(_unknown_extension(extension, sorted(by_extension)))
    return by_extension[extension]


def write_file(output: Path, data: bytes) -> None:
    """All or nothing: until everything is written the old file stays. Raises UsageError."""
    target = Path(os.path.realpath(output))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or a pipe cannot be replaced
            return
        replace_file(target, data)
    except OSError as error:
        raise UsageError(_unwritable(output, error)) from error


def _overwrites(output: Path) -> Diagnostic:
    return Diagnostic(
        "output.overwrites-input",
        Text(f"“{output}”是本次核查要读的文件，不能覆盖。",
             f"{output} is read by this check and is not overwritten."),
        help=Text("请换一个输出文件名。", "Choose another name for the output."),
    )  # fmt: skip


def no_folder(folder: Path) -> Diagnostic:
    """What says that the folder to write to has to be made first."""
    return Diagnostic(
        "output.no-folder",
        Text(f"文件夹“{folder}”不存在。", f"The folder {folder} does not exist."),
        help=Text("请先建立文件夹，或核对它的名称。", "Make it first, or check its name."),
    )


def needs_a_file(extension: str) -> Diagnostic:
    """What says that a workbook is for no terminal."""
    return Diagnostic(
        "output.needs-a-file",
        Text("工作簿不能显示在屏幕上。", "A workbook cannot be shown on a terminal."),
        help=Text(f"请写入文件，如 --output 对比{extension}。",
                  f"Write it to a file, such as --output comparison{extension}."),
    )  # fmt: skip


def _is_a_folder(output: Path) -> Diagnostic:
    return Diagnostic(
        "output.impossible",
        Text(f"“{output}”是文件夹，报告须写入文件。", f"{output} is a folder; the report needs a file."),
        help=Text("请在文件夹后写明文件名，如 报告.html。", "Add the name of a file, such as report.html."),
    )


def _unknown_extension(extension: str, known: list[str]) -> Diagnostic:
    written, instead = one_line(extension), _instead(extension, known)
    zh, en = ("", "") if instead is None else (f"{instead.zh}；", f"{instead.en}; ")
    return Diagnostic(
        "output.unknown-extension",
        Text(f"报告不能写成 {written}。", f"The report cannot be written as {written}."),
        help=Text(
            f"{zh}可用的扩展名：{'、'.join(known)}。文件名不能改时，请用 --format 指明格式。",
            f"{en}the extensions are {', '.join(known)}. To keep the name, give the format by --format.",
        ),
    )


def _instead(extension: str, known: list[str]) -> Text | None:
    """What is nearest to what was wanted."""
    if extension in _SPREADSHEETS:
        table = ".xlsx" if ".xlsx" in known else ".csv"
        return Text(f"表格请用 {table}", f"for a spreadsheet use {table}")
    if extension in _DOCUMENTS:
        return Text("文书请用 .html", "for a document use .html")
    meant = closest(extension, known)
    return None if meant is None else Text(f"是否想写 {meant}", f"did you mean {meant}")


def _unwritable(output: Path, error: OSError) -> Diagnostic:
    return Diagnostic(
        "output.unwritable",
        Text(f"无法写到“{output}”：{error.strerror}。", f"{output} cannot be written: {error.strerror}."),
        help=Text("请核对权限和磁盘空间。", "Check the permissions and the space on the disk."),
    )
