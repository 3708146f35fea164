"""The JSON Schemas of every document, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from policy_engine.diff.approved import ApprovedChanges
from policy_engine.diff.impact_model import Impact
from policy_engine.diff.model import Diff, Matrix
from policy_engine.documents.actions import Actions
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.calendar import Calendar
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.policy import Policy
from policy_engine.documents.policy_tests import PolicyTests
from policy_engine.documents.round import Round
from policy_engine.documents.rules import Rulebook
from policy_engine.documents.schema import layer_schema_of, schema_of
from policy_engine.documents.schema_editor import editor_schema
from policy_engine.documents.schema_names import Language
from policy_engine.documents.setup import Setup
from policy_engine.documents.waiver import Waiver
from policy_engine.findings.report import Report, Reports
from policy_engine.findings.validation import Validation
from policy_engine.testing.model import Run

Schema = Mapping[str, Any]

# The documents that offices write, as the models have them. `policy` is one layer as an office
# writes it; `policy-whole` is all layers merged.
PLAIN: Mapping[str, Callable[[], Schema]] = {
    "actions": lambda: schema_of(Actions),
    "approved-changes": lambda: schema_of(ApprovedChanges),
    "assessment": lambda: schema_of(Assessment),
    "calendar": lambda: schema_of(Calendar),
    "ledger": lambda: schema_of(Ledger),
    "policy": lambda: layer_schema_of(Policy),
    "policy-whole": lambda: schema_of(Policy),
    "round": lambda: schema_of(Round),
    "setup": lambda: schema_of(Setup),
    "tests": lambda: schema_of(PolicyTests),
    "waiver": lambda: schema_of(Waiver),
}
_ABOUT = {
    "actions": ("人事事项", "一批人事事项，按办理先后排列（kind: actions）。"),
    "approved-changes": ("已批准变动", "两版或两地政策之间已经批准的变动（kind: approved_changes）。"),
    "assessment": ("考核", "一个镇街一个考核期的评分、测评和报送的结果（kind: assessment）。"),
    "calendar": ("工作日历", "各年度的放假和调休上班日期（kind: calendar）。"),
    "ledger": ("编制核定表", "一个县（市、区）各镇街核定的编制、职数和机构（kind: ledger）。"),
    "policy": ("政策", "一级政策文件；与上级相同的栏目可以不写（kind: policy）。"),
    "policy-whole": ("政策（合并后）", "各级合并后的完整政策（kind: policy）。"),
    "round": ("选岗", "一次选岗的逐步记录（kind: round）。"),
    "setup": ("机构设置方案", "一个镇街报送的机构、岗位和人员（kind: setup）。"),
    "tests": ("政策测试", "政策旁边的测试：方案、改动和应得的结论（kind: tests）。"),
    "waiver": ("豁免批复", "准予某镇街暂不执行某项核查的批复（kind: waiver）。"),
}


@cache
def _for_editors(name: str, language: Language) -> Schema:
    title, description = _ABOUT[name]
    whole = PLAIN["policy-whole"]() if name == "policy" else None
    return editor_schema(PLAIN[name](), language, title=title, description=description, whole=whole)


def _published() -> dict[str, Callable[[], Schema]]:
    """`policy` proposes English keys, `policy.zh` Chinese ones; both accept either."""
    made: dict[str, Callable[[], Schema]] = {
        "diff": lambda: schema_of(Diff),
        "matrix": lambda: schema_of(Matrix),
        "impact": lambda: schema_of(Impact),
        "tests-run": lambda: schema_of(Run),
        "report": lambda: schema_of(Report),
        "reports": lambda: schema_of(Reports),
        "rulebook": lambda: schema_of(Rulebook),
        "validation": lambda: schema_of(Validation),
    }
    for name in PLAIN:
        made[name] = partial(_for_editors, name, "en")
        made[f"{name}.zh"] = partial(_for_editors, name, "zh")
    return dict(sorted(made.items()))


SCHEMAS: Mapping[str, Callable[[], Schema]] = _published()
