"""What is in the way of telling what a change of policy does."""

from __future__ import annotations

from policy_engine.app.diff_targets import Target
from policy_engine.diagnostics import Diagnostic, Text


def different_jurisdictions(old: Target, new: Target) -> Diagnostic:
    """The ledger, the townships and their classes are a county's own: under another's policy nothing fits."""
    return Diagnostic(
        "impact.different-jurisdictions",
        Text(f"“{old.asked}”是辖区 {old.jurisdiction} 的政策，“{new.asked}”是辖区 {new.jurisdiction} 的政策："
             "只有同一辖区的两版政策才能在同一批方案上比较。",
             f"{old.asked} is a policy of {old.jurisdiction}, {new.asked} one of {new.jurisdiction}: only "
             "two policies of one jurisdiction can be tried on the same set-ups."),
        help=Text(f"请写同一辖区的两版政策，如 {old.jurisdiction}@2024-03-01 {old.jurisdiction}@2025-03-01；"
                  "比较不同辖区的政策请用 policy-engine diff。",
                  f"Name two of one jurisdiction, such as {old.jurisdiction}@2024-03-01 "
                  f"{old.jurisdiction}@2025-03-01; policies of several are compared by policy-engine diff."),
    )  # fmt: skip


def no_set_up(jurisdiction: str, files: int, elsewhere: int) -> Diagnostic:
    """There was nothing to try the policies on."""
    return Diagnostic(
        "impact.no-set-up",
        Text(f"{files} 个文件中没有辖区 {jurisdiction} 或其下级的机构设置方案，其他辖区的有 {elsewhere} 份。",
             f"None of {files} files is a set-up of {jurisdiction} or below it; {elsewhere} are set-ups of "
             "other jurisdictions."),
        help=Text("请用 --setups 指明该辖区方案所在的文件夹，如 policies/331004-luqiao/cases。",
                  "Name the folder of its set-ups by --setups, such as policies/331004-luqiao/cases."),
    )  # fmt: skip
