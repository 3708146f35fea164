"""The closed vocabularies of the field: every value with its Chinese name (docs/domain terms)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Form = Literal["town", "township", "subdistrict"]
InstitutionKind = Literal["command_room", "platform", "special", "comprehensive"]
PostKind = Literal["leader", "mid_level", "general", "featured", "special_task", "comprehensive"]
EstablishmentType = Literal["administrative", "civil_service_like", "public_institution", "worker", "none"]
Origin = Literal["own", "dispatched", "borrowed_in"]
PersonStatus = Literal["in_service", "probation", "retired_from_lead", "borrowed_out"]
Rank = Literal["chief", "deputy"]
DutyList = Literal["basic", "supporting", "recalled", "admitted"]
Severity = Literal["block", "warn", "info"]
Status = Literal["fail", "incomplete", "waived"]
Outcome = Literal["approved", "conditional", "rejected"]
PolicyStatus = Literal["draft", "illustrative", "issued"]
ClassificationMethod = Literal["label", "score"]
TableKey = Literal["class", "form"]
CapCounts = Literal["entries", "seats"]
SlotPool = Literal["pooled", "split"]
DayCount = Literal["working", "calendar"]
TraceMetric = Literal["assigned", "completion", "progress", "clock_in", "points", "study_time"]
Accounts = Literal["separate", "merged"]
PostWork = Literal[
    "organisation", "personnel", "discipline", "supervision", "audit", "finance", "enforcement"
]
AppraisalGrade = Literal["excellent", "competent", "basically_competent", "incompetent", "ungraded"]
AssessmentPeriod = Literal["month", "quarter", "half_year", "year"]
RoundingMode = Literal["half_up", "half_even", "down"]
RoundedWhen = Literal["end", "each_part"]
# What a post's factor multiplies.
FactorUse = Literal["total", "trace", "bonus"]
# How short service, probation or leave is graded.
GradedService = Literal["graded", "not_excellent", "ungraded"]
TransferRule = Literal["counted", "not_counted"]
# The five uses of results, and whether a grade may have them.
ResultUse = Literal["honours", "appointment", "rank", "title", "bonus"]
UseOfResult = Literal["allowed", "barred"]
BonusBase = Literal["grade", "post", "total"]
# The parts of a result.
ResultPart = Literal["dimension", "trace", "ballot", "regular"]
ActionKind = Literal[
    "appointment",
    "post_choice",
    "concurrent_post",
    "dispatch",
    "borrow",
    "rotation",
    "special_assignment",
    "mentorship",
    "training",
    "handover",
    "release",
    "duty_admission",
    "statement_publication",
    "portrait",
]
BorrowDirection = Literal["upwards", "inwards"]
ReleaseReason = Literal[
    "leave_post", "transfer", "resign", "retire", "leave_lead", "dispatch_end", "loan_end"
]
AssessedWith = Literal["township", "unit"]
BorrowApproval = Literal["required", "advised"]
NoticeChannel = Literal["internal", "meeting", "website", "board"]
PortraitDimension = Literal["saturation", "operation", "resources"]
DutySource = Literal["law", "organisation_plan", "duty_list"]
Judges = Literal["setup", "action", "roster", "round", "assessment", "policy", "waiver", "lint"]
# Whether a rule's findings may be waived, and whether a waiver may name it by its check's code.
Waivable = Literal["never", "by_code", "by_id"]
# What an entry of a waiver is worth on a day.
WaiverState = Literal[
    "honoured", "draft", "illustrative", "not_yet", "expired", "township", "approver", "forbidden"
]
Refusal = Literal["order", "early", "again", "closed", "unknown"]
# What hangs on a record of a set-up, and may be taken out with it.
TakenAlong = Literal["posts", "assignments", "duties", "persons"]
StatementPart = Literal["basics", "citizen_requests", "integrity_risks", "performance_indicators"]

# From best to worst: when several outcomes are derived, the worst one holds.
OUTCOMES: tuple[Outcome, ...] = ("approved", "conditional", "rejected")

# One table per vocabulary; the key is the name under which expressions report the type.
CHINESE: Mapping[str, Mapping[str, str]] = {
    "document_kind": {
        "setup": "机构设置方案", "policy": "政策", "ledger": "编制核定表", "rulebook": "规则库",
        "actions": "人事事项", "round": "选岗", "calendar": "工作日历",
        "waiver": "豁免批复", "assessment": "考核",
        "tests": "政策测试", "approved_changes": "已批准变动",
    },
    "taken_along": {"posts": "岗位设置", "assignments": "任岗", "duties": "权责事项", "persons": "人员"},
    "form": {"town": "镇", "township": "乡", "subdistrict": "街道"},
    "institution_kind": {
        "command_room": "综合信息指挥室", "platform": "平台", "special": "特色", "comprehensive": "综合",
    },
    "post_kind": {
        "leader": "领导", "mid_level": "中层", "general": "一般", "featured": "特色",
        "special_task": "专项", "comprehensive": "综合",
    },
    "establishment_type": {
        "administrative": "行政", "civil_service_like": "参公", "public_institution": "事业",
        "worker": "工勤", "none": "编外",
    },
    "origin": {"own": "本单位", "dispatched": "派驻", "borrowed_in": "借入"},
    "person_status": {
        "in_service": "在岗", "probation": "试用", "retired_from_lead": "退二线", "borrowed_out": "借出",
    },
    "rank": {"chief": "正职", "deputy": "副职"},
    "duty_list": {"basic": "基本", "supporting": "配合", "recalled": "收回", "admitted": "准入"},
    "severity": {"block": "阻断", "warn": "提示", "info": "告知"},
    "status": {"fail": "不符合", "incomplete": "无法核查", "waived": "已豁免"},
    "outcome": {"approved": "建议同意", "conditional": "有条件同意", "rejected": "不予同意"},
    "policy_status": {"draft": "草案", "illustrative": "示例", "issued": "已印发"},
    "classification_method": {"label": "名录", "score": "赋分"},
    "table_key": {"class": "类别", "form": "建制"},
    "cap_counts": {"entries": "岗位", "seats": "人数"},
    "day_count": {"working": "工作日", "calendar": "自然日"},
    "trace_metric": {
        "assigned": "交办量", "completion": "完成率", "progress": "推进进度",
        "clock_in": "打卡", "points": "积分", "study_time": "学习时长",
    },
    "accounts": {"separate": "分列", "merged": "合并"},
    "post_work": {
        "organisation": "组织", "personnel": "人事", "discipline": "纪检", "supervision": "监察",
        "audit": "审计", "finance": "财务", "enforcement": "行政执法",
    },
    "appraisal_grade": {
        "excellent": "优秀", "competent": "称职", "basically_competent": "基本称职",
        "incompetent": "不称职", "ungraded": "不定等次",
    },
    "assessment_period": {"month": "月度", "quarter": "季度", "half_year": "半年", "year": "年度"},
    "rounding_mode": {"half_up": "四舍五入", "half_even": "四舍六入五成双", "down": "舍去"},
    "rounded_when": {"end": "最后", "each_part": "每一部分"},
    "factor_use": {"total": "总分", "trace": "工作痕迹", "bonus": "奖金"},
    "graded_service": {"graded": "正常考核", "not_excellent": "不得评优秀", "ungraded": "不定等次"},
    "transfer_rule": {"counted": "计入", "not_counted": "不计入"},
    "result_use": {
        "honours": "评先评优", "appointment": "干部使用", "rank": "职级晋升", "title": "职称评聘",
        "bonus": "绩效奖金",
    },
    "use_of_result": {"allowed": "可以", "barred": "不得"},
    "bonus_base": {"grade": "等次", "post": "岗位", "total": "得分"},
    "result_part": {
        "dimension": "日常考评", "trace": "工作痕迹", "ballot": "民主测评", "regular": "平时考核",
    },
    "action_kind": {
        "appointment": "任职", "post_choice": "选岗", "concurrent_post": "兼岗", "dispatch": "派驻",
        "borrow": "借用", "rotation": "轮岗", "special_assignment": "专项任务", "mentorship": "结对",
        "training": "培训", "handover": "交接", "release": "离岗", "duty_admission": "事项准入",
        "statement_publication": "说明书公开", "portrait": "岗位画像",
    },
    "borrow_direction": {"upwards": "上级借用", "inwards": "借入"},
    "release_reason": {
        "leave_post": "离开岗位", "transfer": "调出", "resign": "辞职", "retire": "退休",
        "leave_lead": "退二线", "dispatch_end": "派驻结束", "loan_end": "借用结束",
    },
    "assessed_with": {"township": "乡镇", "unit": "派出单位"},
    "borrow_approval": {"required": "必须", "advised": "提倡"},
    "notice_channel": {"internal": "内部网", "meeting": "会议", "website": "网站", "board": "公告栏"},
    "portrait_dimension": {"saturation": "职责饱和", "operation": "运行顺畅", "resources": "资源配置合理"},
    "duty_source": {"law": "法律法规", "organisation_plan": "三定规定", "duty_list": "权责清单"},
    "judges": {
        "setup": "机构设置方案", "action": "人事事项", "roster": "人员名册", "round": "选岗",
        "assessment": "考核", "policy": "政策", "waiver": "豁免批复", "lint": "政策写法",
    },
    "waivable": {"never": "不得豁免", "by_code": "可豁免", "by_id": "写明规则编号方可豁免"},
    "waiver_state": {
        "honoured": "有效", "draft": "草案", "illustrative": "示例", "not_yet": "尚未生效",
        "expired": "已到期", "township": "镇街不在名录", "approver": "无权批准", "forbidden": "规定不得豁免",
    },
    "refusal": {
        "order": "次序不对", "early": "未到时间", "again": "已经做过", "closed": "已经结束",
        "unknown": "不认识的步骤",
    },
    "slot_pool": {"pooled": "统筹", "split": "分列"},
    "grade_series": {"professional": "专业技术", "management": "管理", "worker": "工勤技能"},
    "statement_part": {
        "basics": "基本情况", "citizen_requests": "民呼我为", "integrity_risks": "廉政风险",
        "performance_indicators": "考核指标",
    },
}  # fmt: skip
