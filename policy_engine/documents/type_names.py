"""What the records and vocabularies of the documents are called in messages about expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policy_engine.diagnostics import Text

# By the name of the model; the English name is the model's own, in words.
_RECORDS: Mapping[str, str] = {
    "ActionBase": "人事事项", "Actions": "人事事项清单", "AddedDivision": "新设乡镇",
    "Admission": "事项准入程序", "AdmissionPolicy": "事项准入规定", "AdmissionStep": "准入步骤",
    "AnnouncedYear": "年度放假安排", "Application": "报名", "Appointment": "任职",
    "Appraisal": "年度考核结果", "Approval": "批准文件", "ApprovedGrade": "核定等级",
    "ApprovedChange": "已批准的变动", "ApprovedChanges": "已批准变动清单",
    "ApprovedInstitution": "核定机构", "Assessment": "考核评价", "Assignment": "任岗", "Batch": "同批事项",
    "Borrow": "借用", "BorrowPolicy": "借用规定", "BoundedPlace": "受约束的位置", "Calendar": "工作日历",
    "CataloguePost": "目录岗位", "Chain": "政策链", "ChainLayer": "一级政策", "ChainParameter": "参数",
    "ChainTable": "按乡镇取值的表", "Change": "事项引起的变动", "CheckSetting": "核查项设定",
    "Citation": "依据引用", "Claimed": "申报数", "ClassSince": "所属类别", "Classification": "分类",
    "ConcurrentPost": "兼岗", "CountyTotals": "全县合计", "DecisionDeclaration": "结论规则表",
    "DecisionRuleDeclaration": "结论规则", "Derivation": "推导值", "Dispatch": "派驻",
    "Divisions": "区划变更", "Duties": "权责事项规定", "DutiesPerPost": "每岗事项数", "Duty": "权责事项",
    "DutyAdmission": "事项准入", "DutyResources": "事项保障", "Effective": "有效期", "Eligible": "参加范围",
    "EnforcementItem": "执法事项", "EnvelopeEntry": "上级约束", "EstablishmentPolicy": "编制规定",
    "Event": "程序记录", "Exempt": "免予纳岗", "Grade": "岗位等级", "GradeRatio": "等级比例",
    "Handover": "交接", "HandoverPolicy": "交接规定", "Indicator": "分类指标", "Indicators": "指标数据",
    "Institution": "机构", "InstitutionEstablishment": "机构编制", "Institutions": "机构设置规定",
    "Issued": "印发", "Journal": "事项台账", "JudgedAction": "受核查的事项", "Ledger": "编制核定表",
    "LedgerTotal": "全县核定数", "LedgerTownship": "核定表中的乡镇", "LegalSource": "依据文件",
    "Lint": "政策写法", "LintedApproval": "受检批准事项", "LintedClass": "受检类别",
    "LintedCondition": "受检条件", "LintedExpression": "受检表达式", "LintedId": "受检编号",
    "LintedParts": "受检规则", "LintedRequirement": "受检要求", "LintedSetting": "受检设定",
    "LintedSource": "受检依据", "LintedText": "受检文字",
    "ListedTownship": "名录中的乡镇", "Match": "匹配结果", "Meeting": "会议", "Mentorship": "结对",
    "MentorshipPolicy": "结对规定", "Message": "意见文字", "MidLevel": "中层职数使用",
    "MidLevelNumbers": "中层职数", "Minutes": "会议记录", "Named": "名称条目", "Notice": "选岗公告",
    "NoticePolicy": "公开规定", "Objection": "异议", "OwnRule": "自定规则", "Person": "人员",
    "PersonAction": "个人事项", "Personnel": "人员管理规定", "PersonnelFile": "档案要点",
    "Placement": "到岗事项", "Placing": "名单条目", "Plausible": "合理范围", "Policy": "政策",
    "PolicyApproval": "批准事项", "PoolDeclaration": "额度", "Portrait": "岗位画像",
    "PortraitPolicy": "岗位画像规定", "Post": "岗位", "PostChoice": "选岗到岗", "Posts": "岗位设置规定",
    "Procedure": "程序进展", "Procedures": "工作程序", "Promotion": "提拔规定", "Punishment": "处分",
    "Punishments": "处分规定", "Qualification": "资格条件", "Quantity": "带单位的数", "Quota": "编制标准",
    "Range": "范围", "Reference": "引用", "Relative": "亲属", "Release": "离岗",
    "RepeatedRule": "重复的规则", "RequiredCheck": "必查项", "RestatedValue": "重复的取值",
    "Rotation": "轮岗", "RotationPolicy": "轮岗规定", "Round": "选岗", "RuleDeclaration": "规则",
    "Rulebook": "规则库", "Scale": "赋分标准", "Selection": "选岗程序", "Service": "服务期规定",
    "Setup": "机构设置方案", "Slot": "占用职数", "SpecialAssignment": "专项任务",
    "SpecialInstitutions": "特色机构规定", "SpecialMax": "特色机构上限", "SpecialTask": "专项岗位规定",
    "StatementPublication": "说明书公开", "Step": "程序步骤",
    "TableDefault": "表中其他项", "TableEntries": "表中各项", "TableStep": "表中相邻两类",
    "Template": "设置模板", "Township": "乡镇（街道）", "TownshipClass": "乡镇类别",
    "TownshipLedger": "乡镇核定数", "Traces": "工作留痕指标", "Training": "培训",
    "RunDownStep": "收紧步骤", "Waiver": "豁免批复", "WaiverEntry": "豁免事项",
    "WaiverMet": "核查所遇的豁免", "WaiverPolicy": "豁免规定",
    "TrainingPolicy": "培训规定", "Transition": "过渡安排", "Turn": "程序记录的认定", "Unless": "例外",
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
    "action_kind": Text("事项种类", "kind of action"),
    "borrow_direction": Text("借用方向", "direction of a loan"),
    "release_reason": Text("离岗原因", "reason for leaving"),
    "assessed_with": Text("考核归口", "where a person is assessed"),
    "borrow_approval": Text("借用审批", "approval of loans"),
    "notice_channel": Text("公开渠道", "channel of publication"),
    "portrait_dimension": Text("画像维度", "dimension of a portrait"),
    "duty_source": Text("事项来源", "source of a duty"),
    "judges": Text("核查对象", "what a rule judges"),
    "taken_along": Text("连同去掉的记录", "what is taken out with it"),
    "refusal": Text("不予认可的原因", "reason of refusal"),
    "post_work": Text("岗位性质", "key work of a post"),
    "appraisal_grade": Text("考核等次", "grade of an appraisal"),
    "waivable": Text("可否豁免", "whether it may be waived"),
    "waiver_state": Text("豁免的效力", "standing of a waiver"),
}


def record_name(model: str) -> Text | None:
    """What a record of the model is called; None for a model that has no Chinese name yet."""
    chinese = _RECORDS.get(model)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model).lower()
    return None if chinese is None else Text(chinese, words)
