"""Why a change is tighter, looser or neither, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from policy_engine.diagnostics import Text
from policy_engine.diff.nodes import Content
from policy_engine.documents.terms import CHINESE

NEITHER = Text("这一栏目的变化说不上宽严", "a change here is neither tighter nor looser")
TOWNSHIP = Text(
    "这个镇街归入的类别变了，宽严要看两类的各项规定，可用 impact 命令逐一核查",
    "the township belongs to another class; what that means for it, `policy-engine impact` shows",
)
MIXED = Text("有增有减，说不上宽严", "some of it came and some went: neither tighter nor looser")
REORDERED = Text("内容相同，次序不同", "the entries are the same, in another order")
RENAMED_CLASS = Text(
    "只是编号改了，政策中引用它的各处随之改动；方案按编号填报类别的，也要随之改填",
    "only the id changed, and everything in the policy that refers to it; "
    "set-ups that state the class by its id must follow",
)
CLASS_NAME = Text(
    "方案可以按名称填报类别，名称改了，按原名称填报的就与核定类别不一致",
    "a set-up may state its class by name; one that states the old name no longer has the right one",
)
RENAMED_OUTSIDE = Text(
    "内容相同而编号不同；方案、人事事项、选岗记录按编号填报，仍用原编号的就对不上",
    "the same under another id; set-ups, actions and logs state the id, and the old one no longer fits",
)
RENAMED_SOURCE = Text(
    "内容相同而编号不同；标准核查项按编号引用依据，是否已核对原文会影响等级",
    "the same under another id; standard checks cite sources by id, and are milder where it is not verified",
)
RENAMED_WAIVED = Text(
    "内容相同而编号不同；豁免批复写的是规则编号，仍写原编号的不再适用",
    "the same under another id; waivers name a rule by its id, and those with the old one no longer cover it",
)
RENAMED_NAMED = Text(
    "编号改了，而政策中另有表达式或栏目写着原编号、新编号或其一部分，适用情况可能改变",
    "the id changed, and an expression or entry elsewhere names the old one, the new one or a part of them",
)
MAY_BE_MISSING = Text(
    "表达式用到的数据可能没有填报，改动会影响能否核查，说不上宽严",
    "it reads what may be missing, so the change decides what can be judged: neither tighter nor looser",
)
NOTHING_ASKED = Text("下限为 0 等于不限", "a lower limit of 0 limits nothing")
RENAMED = Text(
    "只是编号或名称改了，其他各处随之改动", "only the id or name changed, and everything that refers to it"
)
WORDING = Text("只是文字，不影响核查", "only wording: nothing that is judged changes")
SAME_ANYWAY = Text("不写也是如此，核查结果不变", "it was so anyway: nothing that is judged changes")
HANGS_ON_OTHERS = Text(
    "一方没有规定，此时按什么核查要看其他规定，说不上宽严",
    "one side does not declare it; what then holds depends on other entries",
)
NO_ENTRY = Text(
    "一方没有这一项，涉及它的就无法核查", "one side has no such entry; what needs it cannot be judged there"
)
NO_LIMIT = Text("没有规定的就不核查，等于不限", "what is not declared is not judged: there is no limit")
SAME_CONDITION = Text("写法不同，意思相同", "it is said otherwise and means the same")
UNREADABLE = Text("表达式无法读懂，不能比较宽严", "an expression cannot be read, so it cannot be compared")
OTHER_CONDITION = Text("表达式改动较大，说不上宽严", "the expression changed too much to say which way")


def amount(looser: Literal["up", "down", "neither", "neutral"], value: Content) -> Text:
    """Of a number, a truth or a set of words."""
    up = looser == "up"
    if isinstance(value, frozenset):
        return Text(
            "列入的越多越宽" if up else "列入的越多越严", f"the more are listed, the {_way(up)} it is"
        )
    if isinstance(value, tuple):
        return Text("写“是”较宽" if up else "写“是”较严", f"true is the {_way(up)} of the two")
    return Text("数值越大越宽" if up else "数值越大越严", f"the larger it is, the {_way(up)}")


def entry(looser: Literal["up", "down", "neither", "neutral"]) -> Text:
    """Of a record that is added or removed."""
    up = looser == "up"
    return Text(
        "每多一项就放宽一些" if up else "每多一项就多一项要求", f"each further entry makes it {_way(up)}"
    )


def order(words: Sequence[str]) -> Text:
    """Of a vocabulary that has an order."""
    names = next((each for each in CHINESE.values() if set(words) <= each.keys()), {})
    listed = "、".join(names.get(word, word) for word in words)
    return Text(f"从严到宽依次为：{listed}", f"from the tightest to the loosest: {', '.join(words)}")


def severity(by_itself: Sequence[str]) -> Text:
    """Of a check that one side leaves as it is."""
    names = CHINESE["severity"]
    listed = "、".join(names[word] for word in by_itself)
    return Text(
        f"这一核查项本来的等级为：{listed}", f"by itself the check is of severity {', '.join(by_itself)}"
    )


def required(checks: Sequence[str]) -> Text:
    """Of a parameter without which a required check cannot be judged."""
    return Text(
        f"一方没有规定，而必查项 {'、'.join(checks)} 要用到它，就会无法核查并阻断",
        f"one side does not declare it; the required {', '.join(checks)} then cannot be judged, and blocks",
    )


def condition(part: Literal["require", "when", "for"], *, more: bool) -> Text:
    """Of an expression that holds more often, or less often, than before."""
    match part, more:
        case "require", True:
            return Text("要求放低了：原来符合的都符合", "less is required: whatever complied still does")
        case "require", False:
            return Text(
                "要求提高了：现在符合的原来都符合", "more is required: whatever complies now did so before"
            )
        case "when", True:
            return Text("适用的情形增加了", "the rule applies to more than before")
        case "when", False:
            return Text("适用的情形减少了", "the rule applies to less than before")
        case _, True:
            return Text("核查的对象增加了", "more is judged than before")
        case _:
            return Text("核查的对象减少了", "less is judged than before")


def _way(up: bool) -> str:
    return "looser" if up else "tighter"
