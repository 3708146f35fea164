"""Why a new file cannot be made, and the way out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.divisions import Division

_MOST_LISTED = 4


def no_code(code: str) -> Diagnostic:
    return Diagnostic(
        "new.no-code",
        Text(f"“{code}”不是区划代码。", f"{code} is no division code."),
        help=Text("请写县（市、区）的 6 位区划代码，如 331003。",
                  "Write the county's code of 6 digits, such as 331003."),
    )  # fmt: skip


def no_county(code: str, found: Division | None) -> Diagnostic:
    if found is not None:
        return Diagnostic(
            "new.no-county",
            Text(f"{code} 是{found.name}，不是县（市、区）。", f"{code} is {found.name}, no county."),
            help=Text("请写它下面某个县（市、区）的代码。", "Write the code of a county in it."),
        )
    return Diagnostic(
        "new.unknown-code",
        Text(f"区划代码表中没有 {code}。", f"The division codes have no {code}."),
        help=Text("请核对代码；2023 年以后新设的县（市、区）代码表中没有，请复制一份现有的政策文件来改。",
                  "Check the code; for a county founded after 2023, which the codes do not know, "
                  "copy an existing policy file and change that."),
    )  # fmt: skip


def no_townships(county: Division) -> Diagnostic:
    return Diagnostic(
        "new.no-townships",
        Text(f"区划代码表中{county.name}（{county.code}）没有乡镇（街道）。",
             f"The division codes have no townships of {county.name} ({county.code})."),
        help=Text("请核对代码。", "Check the code."),
    )  # fmt: skip


def code_exists(code: str, policies: Path) -> Diagnostic:
    return Diagnostic(
        "new.code-exists",
        Text(f"“{policies}”中已有 {code} 的文件夹。", f"{policies} has a folder of {code} already."),
        help=Text(f"要另立新版本，请用 policy-engine new version {code}。",
                  f"For a new version use policy-engine new version {code}."),
    )  # fmt: skip


def nothing_above(code: str, policies: Path) -> Diagnostic:
    return Diagnostic(
        "new.nothing-above",
        Text(f"“{policies}”中没有 {code} 的任何上级（市、省、全国）的政策。",
             f"{policies} has no policy of any jurisdiction above {code}: city, province or nation."),
        help=Text("请先放入上级的政策文件。", "Put the policy files of those above there first."),
    )  # fmt: skip


def other_parent(code: str, asked: str, above: str) -> Diagnostic:
    return Diagnostic(
        "new.other-parent",
        Text(f"{code} 的上级应为 {above}，不能越级写 {asked}。",
             f"The parent of {code} is {above}; {asked} cannot stand for it."),
        help=Text(f"请写 --parent {above}，或不写。", f"Write --parent {above}, or leave it out."),
    )  # fmt: skip


def bad_name(name: str) -> Diagnostic:
    return Diagnostic(
        "new.bad-name",
        Text(f"“{name}”不能用作文件夹名称。", f"{name} cannot name a folder."),
        help=Text("请不要用 / \\ : * ? \" < > |，也不要以点开头；可用 --slug 另取一个。",
                  "Use none of / \\ : * ? \" < > | and no dot in front; --slug gives it another name."),
    )  # fmt: skip


def exists(path: Path) -> Diagnostic:
    return Diagnostic(
        "new.exists",
        Text(f"“{path}”已经有了，不会覆盖。", f"{path} is there already and is not overwritten."),
        help=Text("请核对日期和名称；确要重做的，先把它移走。",
                  "Check date and name; to make it anew, move that one away first."),
    )  # fmt: skip


def unwritable(path: Path, error: OSError) -> Diagnostic:
    return Diagnostic(
        "new.unwritable",
        Text(f"“{path}”无法写入：{error.strerror}。", f"{path} cannot be written: {error.strerror}."),
        help=Text("请核对文件夹的写入权限和磁盘空间；没有留下任何文件。",
                  "Check the permission and the space on the disk; no file was left behind."),
    )  # fmt: skip


def not_later(
    code: str, from_: datetime.date, newest: datetime.date, file: str, *, draft: bool
) -> Diagnostic:
    """`draft`: the newest version is one, which may have been made a moment ago."""
    again = Text("", "")
    if draft:
        again = Text(f"它还是草案；要重来，请先删去 {file}。",
                     f" That one is a draft; to start over, delete {file} first.")  # fmt: skip
    return Diagnostic(
        "new.not-later",
        Text(f"{code} 最新的版本自 {newest} 起施行，新版本的施行日 {from_} 应晚于它。",
             f"The newest version of {code} takes effect on {newest}, no earlier than {from_}."),
        Span(file, 1, 1, 1, 1),
        help=Text(f"请用 --from 写 {newest} 以后的日期。{again.zh}",
                  f"Give a day after {newest} with --from.{again.en}"),
    )  # fmt: skip


def no_yaml(file: str) -> Diagnostic:
    return Diagnostic(
        "new.no-yaml",
        Text("最新的版本是 JSON 文件，没有注释可以沿用。",
             "The newest version is a JSON file, which has no comments to copy."),
        Span(file, 1, 1, 1, 1),
        help=Text("请改存为 YAML（.yaml），或手工复制。", "Save it as YAML (.yaml), or copy it by hand."),
    )  # fmt: skip


def already_issued(code: str, file: str) -> Diagnostic:
    return Diagnostic(
        "new.issued",
        Text("最新的版本已经印发，不得再加规则。", "The newest version is issued; it takes no more rules."),
        Span(file, 1, 1, 1, 1),
        help=Text(f"请先用 policy-engine new version {code} 另立新版本。",
                  f"Make a new version first: policy-engine new version {code}."),
    )  # fmt: skip


def bad_id(id_: str) -> Diagnostic:
    return Diagnostic(
        "new.bad-id",
        Text(f"“{id_}”不能用作规则编号。", f"{id_} cannot be the id of a rule."),
        help=Text("请用小写字母、数字和连字符，如 special-task-handover。",
                  "Use lower-case letters, digits and hyphens, such as special-task-handover."),
    )  # fmt: skip


def rule_exists(id_: str, place: Span) -> Diagnostic:
    return Diagnostic(
        "new.rule-exists",
        Text(f"已有编号为 {id_} 的规则。", f"There is a rule {id_} already."),
        place,
        help=Text("请另取编号，或直接改那一条。", "Take another id, or edit that one."),
    )


def fits_nowhere(path: str, step: str, place: Span) -> Diagnostic:
    return Diagnostic(
        "new.fits-nowhere",
        Text(f"“{path}”在文件里放不进去：“{step}”所在之处不是栏目或清单。",
             f"{path} fits nowhere in the file: what {step} would be in is neither a record nor a list."),
        place,
        help=Text("请核对路径；要整个换掉的，把路径写到上一级。",
                  "Check the path; to replace the whole, end the path one step earlier."),
    )  # fmt: skip


def whole_table(path: str, value: str, each: Sequence[str], place: Span, *, by_form: bool) -> Diagnostic:
    """`each` are the paths of the table's entries, which are forms, else classes."""
    zh, en = ("建制", "form") if by_form else ("类别", "class")
    way = [f"{one}={value}" for one in each]
    return Diagnostic(
        "new.whole-table",
        Text(f"“{path}”按{zh}取值，写一个数会把整张表冲掉。",
             f"{path} has a value for each {en}; one value would replace the whole table."),
        place,
        help=Text(f"请写其中一项：{_some(way, '、')}；整张表都要换的，写 {path}={{…}}。",
                  f"Write one of them: {_some(way, ', ')}; to replace the whole table, write {path}={{…}}."),
    )  # fmt: skip


def whole_record(path: str, value: str, each: Sequence[str], place: Span) -> Diagnostic:
    """`each` are the paths of what stands in it."""
    way = [f"{one}={value}" for one in each]
    return Diagnostic(
        "new.whole-record",
        Text(f"“{path}”下面还有栏目，写一个值会把它们一起冲掉。",
             f"{path} has entries of its own; one value would replace them all."),
        place,
        help=Text(f"请写到其中一栏，如 {_some(way, '、')}；全部都要换的，写 {path}={{…}}。",
                  f"Write one of them, such as {_some(way, ', ')}; to replace them all, write {path}={{…}}."),
    )  # fmt: skip


def whole_list(path: str, place: Span, *, with_ids: bool) -> Diagnostic:
    """`with_ids`: its records can be changed one by one."""
    one = Text("", "")
    if with_ids:
        one = Text(f"只改其中一项的，写 {path}[编号].栏目=值。",
                   f" To change one record, write {path}[id].entry=value.")  # fmt: skip
    return Diagnostic(
        "new.whole-list",
        Text(f"“{path}”是清单，写一个值会把整张清单冲掉。",
             f"{path} is a list; one value would replace all of it."),
        place,
        help=Text(f"请把整张清单写在方括号里：{path}=[…]。{one.zh}",
                  f"Write the whole list in brackets: {path}=[…].{one.en}"),
    )  # fmt: skip


def _some(listed: Sequence[str], between: str) -> str:
    return between.join(listed[:_MOST_LISTED]) + ("…" if len(listed) > _MOST_LISTED else "")


def no_setting(written: str) -> Diagnostic:
    return Diagnostic(
        "new.no-setting",
        Text(f"“{written}”不是“路径=数值”。", f"{written} is not written path=value."),
        help=Text("请写成 posts.seats_max=4 这样。", "Write it like posts.seats_max=4."),
    )


def bad_value(path: str, value: str, problem: Diagnostic) -> Diagnostic:
    return Diagnostic(
        "new.bad-value",
        Text(f"“{path}”的值“{value}”写得不对：{problem.message.zh}",
             f"The value {value} of {path} is mistaken: {problem.message.en}"),
        help=problem.help,
    )  # fmt: skip


def of_the_command(path: str) -> Diagnostic:
    return Diagnostic(
        "new.of-the-command",
        Text(f"“{path}”不能用 --set 改：文件类型、辖区、上级、版本、状态、有效期的起日和印发，由本命令填写。",
             f"{path} cannot be set: kind, jurisdiction, parent, version, status, first day and issue are "
             f"written by this command."),
        help=Text("施行日用 --from；印发用 policy-engine issue；其余确需改的，在生成的文件里改。",
                  "The first day is given by --from, issuing is policy-engine issue; what else has to differ "
                  "is changed in the file that is made."),
    )  # fmt: skip


def set_twice(earlier: str, later: str) -> Diagnostic:
    both = Text(f"“{earlier}”和“{later}”", f"{earlier} and {later}")
    return Diagnostic(
        "new.set-twice",
        Text(f"两个 --set 改同一处：{both.zh}，后一个会把前一个冲掉。",
             f"Two settings change the same: {both.en}; the later one would undo the earlier one."),
        help=Text("请只留一个；要先换整项再改其中一处的，把整项写在前面。",
                  "Keep one; to replace the whole and then change a part of it, put the whole first."),
    )  # fmt: skip


def several_lines(path: str) -> Diagnostic:
    return Diagnostic(
        "new.several-lines",
        Text(f"“{path}”的值写成了几行，--set 只收一行。",
             f"The value of {path} has several lines; --set takes one."),
        help=Text("请写在一行里，或生成后在文件里改。",
                  "Write it on one line, or change it in the file that is made."),
    )  # fmt: skip


def cut_value(path: str, value: str, rest: str) -> Diagnostic:
    return Diagnostic(
        "new.cut-value",
        Text(f"“{path}”的值“{value}”中，“{rest}”会被当作注释丢掉。",
             f"Of the value {value} of {path}, {rest} would be taken for a comment and lost."),
        help=Text("要这部分的，把整个值放进引号；不要的，删去它。",
                  "To keep it put the whole value into quotation marks; else leave it out."),
    )  # fmt: skip


def unusable(file: str) -> Diagnostic:
    return Diagnostic(
        "new.unusable",
        Text(f"这样生成的“{file}”有上述问题，无法使用，没有写入任何文件。",
             f"{file} could not be used, for the reasons above; no file was written."),
        help=Text("请照此改 --set 的数值，再运行一次。",
                  "Correct the settings by these and run it again."),
    )  # fmt: skip


def no_list(written: str, known: Iterable[str]) -> Diagnostic:
    listed = tuple(known)
    return Diagnostic(
        "new.no-list",
        Text(f"没有清单“{written}”。", f"There is no list {written}."),
        help=Text(f"可以是：{'、'.join(listed)}。", f"There are: {', '.join(listed)}."),
    )


def rules_in_brackets(place: Span) -> Diagnostic:
    return Diagnostic(
        "new.rules-in-brackets",
        Text("自定规则写在括号里，无法按行添加。",
             "The rules stand in brackets; no line can be added."),
        place,
        help=Text("请把每条规则写成以“- ”开头的几行，再运行一次。",
                  'Write each rule in lines beginning with "- ", and run the command again.'),
    )  # fmt: skip
