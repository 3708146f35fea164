"""The finding Q14: a set-up that comes out otherwise under another policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policy_engine.diagnostics import Text
from policy_engine.diff.impact_model import FindingChange
from policy_engine.documents.terms import CHINESE, Outcome
from policy_engine.findings.report import Finding, Report, Subject
from policy_engine.findings.report_model import Bilingual

CODE = "Q14"
ID = "judged-otherwise"
_TITLE = Bilingual(zh="换用另一版政策后结果翻转", en="comes out otherwise under the other policy")
_REMEDY = Bilingual(
    zh="核对政策的改动是否有意；有意的，在过渡安排中写明期限，并通知该镇街",
    en="check that the change of policy is meant; if so, grant a transition and tell the township",
)
_OUTCOME: dict[Outcome, str] = {
    "approved": "approve",
    "conditional": "approve on conditions",
    "rejected": "do not approve",
}


def flip_finding(old: Report, new: Report, changes: Iterable[FindingChange], township: Subject) -> Finding:
    """What flips, in one sentence. `observed` is the new outcome, or class where that alone flips."""
    changes = tuple(changes)
    parts = [*_class(old, new), *_outcome(old, new), *_found(changes)]
    name = new.township.name
    same_outcome = old.outcome == new.outcome
    by_class = same_outcome and old.class_.id != new.class_.id
    return Finding(
        code=CODE,
        id=ID,
        severity="info",
        status="fail",
        title=_TITLE,
        subject=township,
        observed=new.class_.id if by_class else None if same_outcome else new.outcome,
        limit=old.class_.id if by_class else None if same_outcome else old.outcome,
        margin=None,
        message=Bilingual(
            zh=f"“{name}”{'；'.join(part.zh for part in parts)}",
            en=f"{name}: {'; '.join(part.en for part in parts)}",
        ),
        clause=None,
        basis=(),
        remedy=_REMEDY,
    )


def _class(old: Report, new: Report) -> Iterator[Text]:
    before, after = old.class_, new.class_
    if before.id != after.id:
        yield Text(
            f"类别由“{before.name or before.id or '未能确定'}”变为“{after.name or after.id or '未能确定'}”",
            f"the class changes from {before.id or 'unknown'} to {after.id or 'unknown'}",
        )


def _outcome(old: Report, new: Report) -> Iterator[Text]:
    names = CHINESE["outcome"]
    if old.outcome != new.outcome:
        yield Text(
            f"结论由“{names[old.outcome]}”变为“{names[new.outcome]}”",
            f"the outcome changes from {_OUTCOME[old.outcome]} to {_OUTCOME[new.outcome]}",
        )


def _found(changes: tuple[FindingChange, ...]) -> Iterator[Text]:
    named = (
        ("new", Text("新增意见", "newly found")),
        ("worse", Text("加重", "worse")),
        ("better", Text("减轻", "less grave")),
        ("gone", Text("不再有", "no longer found")),
    )
    for kind, words in named:
        codes = list(dict.fromkeys(change.finding.code for change in changes if change.kind == kind))
        if codes:
            yield Text(f"{words.zh} {'、'.join(codes)}", f"{words.en} {', '.join(codes)}")
