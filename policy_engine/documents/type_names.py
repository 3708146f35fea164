"""What the records and vocabularies of the documents are called in messages about expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policy_engine.diagnostics import Text

# By the name of the model; the English name is the model's own, in words.
_RECORDS: Mapping[str, str] = {
    "AddedDivision": "新设乡镇", "Approval": "批准文件", "ApprovedGrade": "核定等级",
    "ApprovedInstitution": "核定机构", "Assessment": "考核评价", "Assignment": "任岗",
    "BoundedPlace": "受约束的位置", "CataloguePost": "目录岗位", "Chain": "政策链",
    "ChainLayer": "一级政策", "ChainParameter": "参数", "ChainTable": "按乡镇取值的表",
    "CheckSetting": "核查项设定", "Citation": "依据引用", "Claimed": "申报数", "ClassSince": "所属类别",
    "Classification": "分类", "DecisionDeclaration": "结论规则表", "DecisionRuleDeclaration": "结论规则",
    "Derivation": "推导值", "Divisions": "区划变更", "Duties": "权责事项规定",
    "DutiesPerPost": "每岗事项数", "Duty": "权责事项", "Effective": "有效期", "EnvelopeEntry": "上级约束",
    "EstablishmentPolicy": "编制规定", "Exempt": "免予纳岗", "Grade": "岗位等级", "GradeRatio": "等级比例",
    "Indicator": "分类指标", "Indicators": "指标数据", "Institution": "机构",
    "InstitutionEstablishment": "机构编制", "Institutions": "机构设置规定", "Issued": "印发",
    "Ledger": "编制核定表", "LedgerTotal": "全县核定数", "LedgerTownship": "核定表中的乡镇",
    "LegalSource": "依据文件", "ListedTownship": "名录中的乡镇", "Meeting": "会议", "Message": "意见文字",
    "MidLevel": "中层职数使用", "MidLevelNumbers": "中层职数", "Named": "名称条目", "OwnRule": "自定规则",
    "Person": "人员", "Plausible": "合理范围", "Policy": "政策", "PolicyApproval": "批准事项",
    "Post": "岗位", "Posts": "岗位设置规定", "Procedures": "工作程序", "Quantity": "带单位的数",
    "Quota": "编制标准", "Range": "范围", "Reference": "引用",
    "RequiredCheck": "必查项", "RuleDeclaration": "规则",
    "Rulebook": "规则库", "Scale": "赋分标准", "Selection": "选岗程序", "Setup": "机构设置方案",
    "Slot": "占用职数", "SpecialInstitutions": "特色机构规定", "SpecialMax": "特色机构上限",
    "SpecialTask": "专项岗位规定", "Step": "程序步骤", "TableStep": "表中相邻两类", "Template": "设置模板",
    "Township": "乡镇（街道）", "TownshipClass": "乡镇类别", "TownshipLedger": "乡镇核定数",
    "Traces": "工作留痕指标", "Transition": "过渡安排", "Unless": "例外",
}  # fmt: skip

VOCABULARIES: Mapping[str, Text] = {
    "document_kind": Text("文件类型", "kind of document"),
    "form": Text("建制", "form"),
    "institution_kind": Text("机构类别", "kind of institution"),
    "post_kind": Text("岗位类别", "kind of post"),
    "establishment_type": Text("编制类型", "type of establishment"),
    "origin": Text("人员来源", "origin"),
    "person_status": Text("人员状态", "status of a person"),
    "rank": Text("正副职", "rank"),
    "duty_list": Text("清单类别", "list of duties"),
    "severity": Text("等级", "severity"),
    "status": Text("意见状态", "status of a finding"),
    "outcome": Text("结论", "outcome"),
    "policy_status": Text("政策状态", "status of a policy"),
    "classification_method": Text("分类方式", "method of classification"),
    "table_key": Text("取值依据", "key of a table"),
    "cap_counts": Text("上限计数", "what a cap counts"),
    "day_count": Text("日数算法", "kind of days"),
    "trace_metric": Text("留痕指标", "trace metric"),
    "accounts": Text("编制台账", "accounts of establishment"),
    "slot_pool": Text("职数使用", "pooling of slots"),
    "grade_series": Text("等级序列", "series of grades"),
    "statement_part": Text("说明书要素", "part of a statement"),
}


def record_name(model: str) -> Text | None:
    """What a record of the model is called; None for a model that has no Chinese name yet."""
    chinese = _RECORDS.get(model)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model).lower()
    return None if chinese is None else Text(chinese, words)
