"""Why a policy file is not issued."""

from __future__ import annotations

import datetime
from pathlib import Path

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.documents.policy import Issued
from policy_engine.policyset.layer import LayerFile
from policy_engine.policyset.register_reading import Registered

_OPTIONS = {"--number": Text("文号", "number"), "--by": Text("印发机关", "issuing office")}
_EXAMPLES = {"--number": "路编〔2024〕1号", "--by": "中共路桥区委机构编制委员会"}
_NEW_VERSION = Text(
    "要修改政策，请另立一个新施行日的版本文件再印发。",
    "To change the policy, make a new version with another first day and issue that.",
)


def empty(option: str) -> Diagnostic:
    name, example = _OPTIONS[option], _EXAMPLES[option]
    return Diagnostic(
        "issue.empty",
        Text(f"{name.zh}（{option}）是空的。", f"The {name.en} ({option}) is empty."),
        help=Text(f"请照纸质文件填写，如 {option} {example}。", f"Give it as on paper: {option} {example}"),
    )


def unprintable(option: str) -> Diagnostic:
    name, example = _OPTIONS[option], _EXAMPLES[option]
    return Diagnostic(
        "issue.unprintable",
        Text(f"{name.zh}（{option}）里有换行或看不见的字符。",
             f"The {name.en} ({option}) contains a line break or invisible characters."),
        help=Text(f"请重新键入，写成一行，如 {option} {example}。", f"Type it anew: {option} {example}"),
    )  # fmt: skip


def no_policy(chinese: str, kind: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "issue.no-policy",
        Text(f"这是{chinese}（kind: {kind}），只有政策文件（kind: policy）可以印发。",
             f"This is of kind {kind}; only documents of kind policy are issued."),
        span,
        help=Text("请核对是否选错了文件。", "Check that it is the right file."),
    )  # fmt: skip


def wrong_place(file: Path, root: Path) -> Diagnostic:
    wanted = f"{root.as_posix()}/<code>-<name>/<date>.yaml"
    return Diagnostic(
        "issue.wrong-place",
        Text(f"“{file.as_posix()}”不是政策文件夹“{root.as_posix()}”里按规定存放的政策文件。",
             f"{file.as_posix()} is not a policy in its place in the folder {root.as_posix()}."),
        help=Text(f"政策文件应放在 {wanted}，如 331004-luqiao/2024-01-01.yaml；"
                  "政策文件夹用 --policies 指明。",
                  f"A policy is {wanted}, such as 331004-luqiao/2024-01-01.yaml; name the folder by "
                  "--policies."),
    )  # fmt: skip


def already_issued(layer: LayerFile, registered: Registered) -> Diagnostic:
    entry = registered.entry
    return Diagnostic(
        "issue.already-issued",
        Text(f"这个文件已经印发（{entry.issued.number}，{entry.issued.date}），不能再次印发。",
             f"This file was issued already ({entry.issued.number}, {entry.issued.date}) and is not issued "
             "again."),
        layer.tree.span_of(("status",)),
        help=_NEW_VERSION,
        related=((Text("登记在这里", "registered here"), registered.span),),
    )  # fmt: skip


def issued_by_hand(layer: LayerFile) -> Diagnostic:
    return Diagnostic(
        "issue.by-hand",
        Text("文件写明已印发，但登记簿中没有它，内容也与文件自己的校验值不符：印发信息是手工填写的，或印发后改动过。",
             "The file says that it is issued, but the register does not have it and its content does not "
             "fit its own hash: this was written by hand, or the file was changed since."),
        layer.tree.span_of(("status",)),
        help=Text("请把状态改回草案（status: draft）、印发一栏改为 null，核对内容后再印发。",
                  "Set status: draft and issued: null, check the content, and issue it then."),
    )  # fmt: skip


def other_mark(layer: LayerFile, stated: Issued) -> Diagnostic:
    mark = f"{stated.number}，{stated.by}，{stated.date}"
    again = f"--number {stated.number} --by {stated.by} --date {stated.date}"
    return Diagnostic(
        "issue.other-number",
        Text(f"文件已写明按另一文号印发（{mark}），只差登记；这次给出的文号、机关或日期与它不同。",
             f"The file says that it was issued otherwise ({stated.number}, {stated.by}, {stated.date}) and "
             "only lacks its line in the register; number, office or date given now are not the same."),
        layer.tree.span_of(("issued",)),
        help=Text(f"补登记请写 {again}；原来的写错了，请把状态改回草案（status: draft）、"
                  "印发一栏改为 null 再印发。",
                  f"To register it give {again}; if that is wrong, set status: draft and issued: null "
                  "first."),
    )  # fmt: skip


def after_its_end(layer: LayerFile, date: datetime.date, until: datetime.date) -> Diagnostic:
    return Diagnostic(
        "issue.after-its-end",
        Text(f"印发日期 {date} 晚于有效期的最后一天 {until}：印发时已经失效。",
             f"Issued on {date} it would have ended already, on {until}."),
        layer.tree.span_of(("effective", "until")),
        help=Text("请核对 --date 和有效期。", "Check --date and the last day."),
    )  # fmt: skip


def changed_meanwhile(path: Path) -> Diagnostic:
    return Diagnostic(
        "issue.changed-meanwhile",
        Text(
            f"文件“{path.as_posix()}”在核对期间被改动，未予印发。",
            f"{path.as_posix()} was changed while it was being checked; it was not issued.",
        ),
        help=Text(
            "请保存并关闭编辑器，再运行一次。", "Save it, close the editor, and run the command again."
        ),
    )
