"""Reading a file's bytes, with a message for everything that can be in the way."""

from __future__ import annotations

from pathlib import Path

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text, UsageError, did_you_mean

MAX_BYTES = 64 * 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises UsageError when the path is not a file that can be read (missing, a
    directory, no permission) and DocumentError when it is larger than MAX_BYTES.
    """
    try:
        with path.open("rb") as file:
            # One byte more than allowed tells "too large" without trusting the
            # size the system reports, which pipes and devices do not have.
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise cannot_read(path, error) from None
    if len(data) > MAX_BYTES:
        raise DocumentError([_too_large(path)])
    return data


def cannot_read(path: Path, error: OSError | ValueError) -> UsageError:
    """What to say when opening or reading a file went wrong."""
    if isinstance(error, FileNotFoundError):
        return UsageError(_missing(path))
    if isinstance(error, IsADirectoryError):
        return UsageError(_directory(path))
    if isinstance(error, PermissionError):
        return UsageError(_no_permission(path))
    return UsageError(_unreadable(path, error))


def _missing(path: Path) -> Diagnostic:
    return Diagnostic(
        "file.missing",
        Text(f"找不到文件“{path}”。", f'There is no file "{path}".'),
        help=did_you_mean(path.name, _neighbours(path))
        or Text("请核对文件名和所在文件夹。", "Check the file's name and its folder."),
    )


def _neighbours(path: Path) -> list[str]:
    try:
        return [neighbour.name for neighbour in path.parent.iterdir()]
    except OSError:
        return []  # no folder, or one that may not be listed: then there is nothing to suggest


def _directory(path: Path) -> Diagnostic:
    return Diagnostic(
        "file.is-a-directory",
        Text(f"“{path}”是文件夹，这里需要一个文件。", f'"{path}" is a folder; a file is needed here.'),
        help=Text("请写明文件夹中的具体文件。", "Name a file inside the folder."),
    )


def _no_permission(path: Path) -> Diagnostic:
    return Diagnostic(
        "file.no-permission",
        Text(f"没有权限读取文件“{path}”。", f'There is no permission to read the file "{path}".'),
        help=Text(
            "请向文件所有者申请读取权限，或关闭占用该文件的程序。",
            "Ask its owner for permission to read it, or close the program that locks it.",
        ),
    )


def _unreadable(path: Path, error: Exception) -> Diagnostic:
    name = str(path).replace("\0", "␀")
    return Diagnostic(
        "file.unreadable",
        Text(f"文件“{name}”无法读取：{error}。", f'The file "{name}" cannot be read: {error}.'),
        help=Text(
            "请核对路径是否正确、磁盘或网络位置是否可用。",
            "Check the path, and that the disk or network place is available.",
        ),
    )


def _too_large(path: Path) -> Diagnostic:
    megabytes = MAX_BYTES // (1024 * 1024)
    return Diagnostic(
        "file.too-large",
        Text(f"文件“{path}”超过 {megabytes} MB，不予读取。",
             f'The file "{path}" is larger than {megabytes} MB and is not read.'),
        Span(str(path), 1, 1, 1, 1),
        help=Text("一份方案通常不到 1 MB。请核对是否选错文件，或按乡镇（街道）拆分。",
                  "A set-up usually has less than 1 MB. Check that it is the right file, or split it."),
    )  # fmt: skip
