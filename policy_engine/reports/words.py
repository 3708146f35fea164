"""The words that every format uses, in both languages, and values as people read them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Literal

from policy_engine.diagnostics import Text
from policy_engine.documents.terms import CHINESE
from policy_engine.findings.report import Basis, Finding, Report, Subject, WaiverUsed
from policy_engine.findings.report_model import Clause, Shown
from policy_engine.reports.subject_places import chinese_place, english_place

Language = Literal["zh", "en"]
Kind = Literal["setup", "actions", "round", "assessment"]
Group = Literal["block", "incomplete", "warn", "info", "waived"]
# What is worst comes first. Whatever could not be judged blocks, whichever severity it has.
GROUPS: tuple[Group, ...] = ("block", "incomplete", "warn", "info", "waived")

TITLE: Mapping[Kind, Text] = {
    "setup": Text("机构设置方案核查报告", "Report on the set-up"),
    "actions": Text("人事事项核查报告", "Report on personnel actions"),
    "round": Text("选岗程序核查报告", "Report on the selection round"),
    "assessment": Text("考核结果核查报告", "Report on an assessment"),
}
TITLE_OF_SEVERAL: Mapping[Kind, Text] = {
    "setup": Text("机构设置方案核查汇总", "Summary of the set-ups"),
    "actions": Text("人事事项核查汇总", "Summary of personnel actions"),
    "round": Text("选岗程序核查汇总", "Summary of the selection rounds"),
    "assessment": Text("考核结果核查汇总", "Summary of the assessments"),
}
TITLE_OF_MIXED = Text("核查汇总", "Summary of all submissions")
AS_OF: Mapping[Kind, Text] = {
    "setup": Text("方案基准日", "set-up as of"),
    "actions": Text("事项基准日", "actions as of"),
    "round": Text("选岗基准日", "round as of"),
    "assessment": Text("考核基准日", "assessment as of"),
}
LISTING = Text("、", ", ")
NOT_BINDING = Text("试算，不得作为审批依据", "Trial run: not a basis for approval")
NOTHING_FOUND = Text("未发现问题", "nothing was found")

OUTCOME = {
    "approved": Text(CHINESE["outcome"]["approved"], "approve"),
    "conditional": Text(CHINESE["outcome"]["conditional"], "approve on conditions"),
    "rejected": Text(CHINESE["outcome"]["rejected"], "do not approve"),
}
GROUP: Mapping[Group, Text] = {
    "block": Text("阻断", "blocking"),
    "incomplete": Text("无法核查", "could not be judged"),
    "warn": Text("提示", "warnings"),
    "info": Text("告知", "information"),
    "waived": Text("已豁免", "waived"),
}
GROUP_MEANING: Mapping[Group, Text] = {
    "block": Text("整改后方可同意", "to be put right before approval"),
    "incomplete": Text("按不符合处理，请补齐后重新核查", "counts as not complying: complete it, check again"),
    "warn": Text("请说明或整改", "explain or put right"),
    "info": Text("供参考", "for information"),
    "waived": Text("不影响结论", "without effect on the outcome"),
}
SEVERITY = {
    "block": Text(CHINESE["severity"]["block"], "block"),
    "warn": Text(CHINESE["severity"]["warn"], "warn"),
    "info": Text(CHINESE["severity"]["info"], "info"),
}
STATUS = {
    "fail": Text(CHINESE["status"]["fail"], "fail"),
    "incomplete": Text(CHINESE["status"]["incomplete"], "could not be judged"),
    "waived": Text(CHINESE["status"]["waived"], "waived"),
}
FORM = {
    "town": Text(CHINESE["form"]["town"], "town"),
    "township": Text(CHINESE["form"]["township"], "township"),
    "subdistrict": Text(CHINESE["form"]["subdistrict"], "subdistrict"),
}
POLICY_STATUS = {
    "draft": Text(CHINESE["policy_status"]["draft"], "draft"),
    "illustrative": Text(CHINESE["policy_status"]["illustrative"], "illustrative"),
    "issued": Text(CHINESE["policy_status"]["issued"], "issued"),
}
LAYER = {
    "nation": Text("国家", "nation"),
    "province": Text("省级", "province"),
    "city": Text("市级", "city"),
    "county": Text("县级", "county"),
}
ACTION = {kind: Text(name, kind.replace("_", " ")) for kind, name in CHINESE["action_kind"].items()}
REFUSAL = {
    "order": Text(CHINESE["refusal"]["order"], "out of order"),
    "early": Text(CHINESE["refusal"]["early"], "too early"),
    "again": Text(CHINESE["refusal"]["again"], "done before"),
    "closed": Text(CHINESE["refusal"]["closed"], "after the end"),
    "unknown": Text(CHINESE["refusal"]["unknown"], "no such step"),
}
# By the name of the record without what divides its words.
SUBJECT = {
    "setup": Text("方案", "set-up"),
    "township": Text("乡镇（街道）", "township"),
    "indicators": Text("分类指标", "indicators"),
    "institution": Text("机构", "institution"),
    "post": Text("岗位", "post"),
    "person": Text("人员", "person"),
    "assignment": Text("任岗", "assignment"),
    "duty": Text("权责事项", "duty"),
    "policy": Text("政策", "policy"),
    "ledger": Text("编制核定表", "ledger"),
    "waiver": Text("豁免批复", "waiver"),
    "personnelfile": Text("档案", "personnel file"),
    "punishment": Text("处分", "punishment"),
    "appraisal": Text("年度考核", "appraisal"),
    "relative": Text("亲属", "relative"),
    "actions": Text("人事事项", "actions"),
    "action": Text("人事事项", "action"),
    "admissionstep": Text("准入步骤", "step of the admission"),
    "dutyresources": Text("随事项下放的资源", "resources of the duty"),
    "round": Text("选岗", "round"),
    "procedure": Text("程序", "procedure"),
    "turn": Text("记录", "entry"),
    "event": Text("记录", "entry"),
    "notice": Text("公告", "notice"),
    "application": Text("报名", "application"),
    "match": Text("匹配结果", "match"),
    "minutes": Text("会议记录", "minutes"),
    "placing": Text("名单", "list"),
    "objection": Text("异议", "objection"),
    "assessment": Text("考核", "assessment"),
    "assessmenttime": Text("考核期", "period"),
    "assessedentry": Text("人员", "person"),
    "postentry": Text("岗位赋分", "rating of the post"),
    "snailentry": Text("蜗牛岗", "snail post"),
    "regularheld": Text("平时考核", "regular assessment"),
    "votersturnout": Text("参评情况", "turnout"),
    "raiseclaim": Text("提高优秀比例", "claim of a higher share"),
    "listpublicity": Text("公示", "publicity"),
    "leavespell": Text("请假", "leave"),
    "frozentraces": Text("痕迹冻结", "frozen traces"),
} | {kind.replace("_", ""): name for kind, name in ACTION.items()}
# The name under which a submission from standard input goes.
STANDARD_INPUT = "-"
# Characters that would steer a terminal or reverse the reading order of what follows.
_STEERING = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def one_line(text: str) -> str:
    """The text without line breaks and without characters that steer a terminal."""
    if text.isprintable():
        return text
    return "".join(_harmless(character) for character in text)


def _harmless(character: str) -> str:
    if character in "\t\n\r":
        return " "
    steers = character in _STEERING or unicodedata.category(character) in ("Cc", "Cs")
    return "\ufffd" if steers else character


# A township has one form: a list that has township in it tells by whom somebody is assessed.
_FORMS = CHINESE["form"]
# Vocabularies whose words are observed, or are what is allowed.
_OBSERVED = tuple(CHINESE[name] for name in (
    "establishment_type", "post_kind", "origin", "person_status", "rank", "duty_list", "post_work",
    "appraisal_grade", "borrow_direction", "release_reason", "assessed_with", "notice_channel",
    "portrait_dimension", "duty_source", "refusal", "statement_part", "grade_series", "form",
    "institution_kind", "graded_service", "result_use", "result_part",
))  # fmt: skip


def in_words(language: Language, *values: Shown) -> tuple[Shown, ...]:
    """Values that stand beside each other, in Chinese by the names of the one vocabulary they belong to.

    As they are where they are no words, or may be words of two.
    """
    used = [text for value in values for text in _texts(value)]
    fitting = [names for names in _OBSERVED if used and all(text in names for text in used)]
    if len(fitting) > 1 and all(isinstance(value, list) for value in values if value is not None):
        fitting = [names for names in fitting if names is not _FORMS]
    readings = {tuple(names[text] for text in used) for names in fitting}
    if language != "zh" or len(readings) != 1:
        return values
    return tuple(_translated(value, fitting[0]) for value in values)


def _texts(value: Shown) -> list[str]:
    match value:
        case str():
            return [value]
        case list():
            return [text for item in value for text in _texts(item)]
        case dict():
            return [*value, *(text for item in value.values() for text in _texts(item))]
        case _:
            return []


def _translated(value: Shown, names: Mapping[str, str]) -> Shown:
    match value:
        case str():
            return names[value]
        case list():
            return [_translated(item, names) for item in value]
        case dict():
            return {names[key]: _translated(item, names) for key, item in value.items()}
        case _:
            return value


def value_text(value: Shown, language: Language) -> str:
    """A value of the report in words; "" for a value that is not there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return Text("是" if value else "否", "yes" if value else "no").in_language(language)
    if not isinstance(value, str | int | float) and not value:
        return Text("无", "none").in_language(language)
    if isinstance(value, list):
        return LISTING.in_language(language).join(value_text(item, language) for item in value)
    if isinstance(value, dict):
        colon = "：" if language == "zh" else ": "
        entries = (f"{key}{colon}{value_text(item, language)}" for key, item in value.items())
        return ("；" if language == "zh" else "; ").join(map(one_line, entries))
    return one_line(str(value))


def group_of(finding: Finding) -> Group:
    """The heading under which a finding stands."""
    if finding.status != "fail":
        return finding.status
    return finding.severity


def rule_key(code: str, id_: str) -> str:
    """Such as "U12/posts-over-cap"; a county's own rule has no code and goes by its id alone."""
    return code if code == id_ else f"{code}/{id_}"


def bracketed(text: str, inside: str, language: Language) -> str:
    return f"{text}（{inside}）" if language == "zh" else f"{text} ({inside})"


def subject_text(subject: Subject, language: Language) -> str:
    """Such as "岗位 P01"; where there is no id the place, as "记录第 1 条" or "entry 1"; else the path."""
    known = SUBJECT.get(subject.kind.replace("_", ""))
    kind = subject.kind if known is None else known.in_language(language)
    whole = CHINESE["document_kind"]
    if language == "zh" and subject.id is None and subject.path:
        place = chinese_place(subject.path, kind)
        if place is not None:
            return one_line(f"{kind} {place}" if subject.kind in whole else place)
    place = english_place(subject.path) if language == "en" and subject.kind not in whole else None
    named = subject.path if place is None else place
    return one_line(" ".join(part for part in (kind, subject.id or named) if part))


def file_text(file: str, language: Language) -> str:
    """The file's name; standard input has one for people too."""
    named = Text("标准输入", "standard input").in_language(language)
    return named if file == STANDARD_INPUT else one_line(file)


def subject_file(report: Report, subject: Subject | None) -> str:
    """Where the subject stands: its own file (a policy, a ledger), else the submission."""
    return report.input.path if subject is None or subject.file is None else subject.file


def place_text(report: Report, subject: Subject) -> str:
    """file:line:column in the submission, or in the policy or ledger that the subject is part of."""
    return one_line(f"{subject_file(report, subject)}:{subject.line}:{subject.column}")


def clause_place(clause: Clause) -> str:
    """file:line in the policy."""
    return one_line(f"{clause.file}:{clause.line}")


def clause_text(clause: Clause, language: Language) -> str:
    """What the policy says: "posts.cap = 85(县级)"."""
    (named,) = in_words(language, clause.value)
    value = value_text(named, language)
    said = f"{clause.path} = {value}" if value else clause.path
    return one_line(bracketed(said, LAYER[clause.layer].in_language(language), language))


def waiver_text(waiver: WaiverUsed, language: Language) -> str:
    """What lets a finding be left aside: "缙编〔2024〕3号（县委编委），准予限值 97，至 2024-12-31 止"."""
    named = bracketed(waiver.number, waiver.by, language)
    granted, written = value_text(waiver.granted, language), value_text(waiver.written, language)
    if written:
        granted = Text(f"{written}，按上级约束适用 {granted}",
                       f"{written}, honoured up to {granted} as the layers above bound it",
                       ).in_language(language)  # fmt: skip
    if language == "zh":
        bound = f"，准予限值 {granted}" if granted else ""
        return one_line(f"{named}{bound}，至 {waiver.until} 止")
    bound = f", granted {granted}" if granted else ""
    return one_line(f"{named}{bound}, until {waiver.until}")


def waiver_place(waiver: WaiverUsed) -> str:
    """file:line of the waiver's entry."""
    return one_line(f"{waiver.file}:{waiver.line}")


def basis_text(basis: Basis, language: Language) -> str:
    """The legal source; one that nobody has compared with the original says so."""
    named = one_line(f"{basis.id} {basis.title}")
    unverified = Text("未核对原文", "not compared with the original").in_language(language)
    return named if basis.verified else bracketed(named, unverified, language)
