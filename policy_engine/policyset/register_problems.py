"""What is said about the register of issued policies, and about files that do not fit it."""

from __future__ import annotations

from pathlib import Path

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.policyset.register_entry import Entry

RESTORE = Text(
    "请从备份恢复印发时的文件；需要修改的，另立一个新施行日的版本文件再印发。",
    "Restore the file as it was issued from a copy; for a change, make a new version with another first "
    "day, and issue that.",
)
REGISTER_IT = Text(
    "登记簿丢失或缺行的，请从备份恢复；确未登记过的，请用 issue 命令按原文号、机关和日期补登记；"
    "尚未印发的，把状态改回草案，印发一栏改为 null。",
    "If the register is lost or lacks lines, restore it from a copy; if the file was never registered, run "
    "the command issue with the same number, office and date; if it was never issued, set its status to "
    "draft and issued to null.",
)
RESTORE_REGISTER = Text(
    "请从备份恢复印发登记簿，并与纸质文件上的登记簿校验值核对；登记簿只能由 issue 命令续写。",
    "Restore the register from a copy and compare its seal with the one on paper; only the command issue "
    "may add to it.",
)


def withdrawn(entry: Entry) -> Text:
    return Text(
        f"文件已印发（{entry.issued.number}，登记第 {entry.number_in_register} 号），状态却被改成了未印发。",
        f"The file was issued ({entry.issued.number}, entry {entry.number_in_register} of the register), but "
        "its status was changed to not issued.",
    )


def not_registered(register: Path) -> Text:
    return Text(
        f"文件写明已印发，但印发登记簿（{register.name}）中没有它。",
        f"The file says that it is issued, but the register ({register.name}) does not have it.",
    )


def no_register(register: Path) -> Text:
    return Text(
        f"文件写明已印发，但政策文件夹中没有印发登记簿（{register.name}）。",
        f"The file says that it is issued, but there is no register of issued policies ({register.name}).",
    )


def content_changed(entry: Entry) -> Text:
    return Text(
        f"文件印发（{entry.issued.number}）后被改动过：现在的内容与登记的校验值 {entry.sha256[:12]}… 不符。",
        f"The file was changed after it was issued ({entry.issued.number}): its content does not fit the "
        f"registered hash {entry.sha256[:12]}….",
    )


def hash_changed(entry: Entry) -> Text:
    return Text(
        f"文件写的校验值与印发登记簿（{entry.issued.number}）的 {entry.sha256[:12]}… 不同。",
        f"The hash that the file states is not the registered one ({entry.issued.number}), "
        f"{entry.sha256[:12]}….",
    )


def register_broken(first: Diagnostic) -> Text:
    where_zh, where_en = ("", "") if first.span is None else (f"（{first.span}）", f" ({first.span})")
    return Text(
        f"印发登记簿本身有问题，无法证明文件印发后没有改动{where_zh}：{first.message.zh}",
        f"The register of issued policies is damaged, so that nothing shows that the file is as issued"
        f"{where_en}: {first.message.en}",
    )


def unreadable_line(span: Span) -> Diagnostic:
    return Diagnostic(
        "register.unreadable-line",
        Text(f"印发登记簿第 {span.line} 行不是完整的一条登记。",
             f"Line {span.line} of the register is no complete entry."),
        span,
        help=RESTORE_REGISTER,
    )  # fmt: skip


def rewritten(span: Span) -> Diagnostic:
    return Diagnostic(
        "register.rewritten",
        Text(f"印发登记簿第 {span.line} 行被改动过：内容与本行校验值不符。",
             f"Line {span.line} of the register was changed: it does not fit its hash."),
        span,
        help=RESTORE_REGISTER,
    )  # fmt: skip


def wrong_number(entry: Entry, expected: int, span: Span) -> Diagnostic:
    return Diagnostic(
        "register.wrong-number",
        Text(f"印发登记簿第 {span.line} 行的序号是 {entry.number_in_register}，这里应是 {expected}："
             "有登记被删除、插入或调换过。",
             f"Line {span.line} of the register has number {entry.number_in_register} where "
             f"{expected} is due: entries were taken out, put in or moved."),
        span,
        help=RESTORE_REGISTER,
    )  # fmt: skip


def broken_chain(span: Span) -> Diagnostic:
    before = Text("上一行", "the line before") if span.line > 1 else Text("开头", "the beginning")
    return Diagnostic(
        "register.broken-chain",
        Text(f"印发登记簿第 {span.line} 行与{before.zh}接不上：前面有登记被改写、删除或插入过。",
             f"Line {span.line} of the register does not follow {before.en}: entries above "
             "were rewritten, taken out or put in."),
        span,
        help=RESTORE_REGISTER,
    )  # fmt: skip


def file_twice(entry: Entry, span: Span, first: Span) -> Diagnostic:
    return Diagnostic(
        "register.file-twice",
        Text(f"印发登记簿里“{entry.file}”登记了两次（第 {first.line} 行和第 {span.line} 行）；"
             "一个文件只能印发一次。",
             f"The register has {entry.file} twice (lines {first.line} and {span.line}); a "
             "file is issued once."),
        span,
        help=RESTORE_REGISTER,
        related=((Text("第一次登记在这里", "first registered here"), first),),
    )  # fmt: skip


def file_missing(entry: Entry, span: Span) -> Diagnostic:
    return Diagnostic(
        "register.file-missing",
        Text(f"已印发的文件“{entry.file}”（{entry.issued.number}）不见了：被删除、移动或改名。",
             f"The issued file {entry.file} ({entry.issued.number}) is gone: deleted, moved or renamed."),
        span,
        help=Text("请从备份恢复，或移回原处；不再施行的，由新版本接续，不要删除旧文件。",
                  "Restore it or put it back; what no longer holds is followed by a new version instead."),
    )  # fmt: skip


def being_written(lock: Path) -> Diagnostic:
    return Diagnostic(
        "register.being-written",
        Text(f"另一次印发正在进行，或上次印发中途断电：有临时文件“{lock}”。",
             f"Another policy is being issued, or the power failed during the last time: there is {lock}."),
        help=Text("请稍候再试；确认没有人正在印发后，可删除该临时文件。",
                  "Try again in a moment; once you are sure that nobody else is issuing, delete that file."),
    )  # fmt: skip


def changed_meanwhile(register: Path) -> Diagnostic:
    return Diagnostic(
        "register.changed-meanwhile",
        Text(f"印发登记簿“{register}”刚刚有了新的登记。",
             f"The register of issued policies {register} was added to in the meantime."),
        help=Text("请再运行一次同样的命令。", "Run the same command again."),
    )  # fmt: skip


def unwritable(path: Path, error: OSError) -> Diagnostic:
    return Diagnostic(
        "issue.unwritable",
        Text(f"无法写入“{path}”：{error.strerror}。", f"{path} cannot be written: {error.strerror}."),
        help=Text(
            "请核对文件夹的权限和磁盘空间。", "Check the folder's permissions and the space on the disk."
        ),
    )
