"""What test would notice a change that none has noticed."""

from __future__ import annotations

from collections.abc import Collection
from itertools import takewhile

from policy_engine.app.counties import County
from policy_engine.diagnostics import Text
from policy_engine.documents.policy import Policy
from policy_engine.findings.report_model import Bilingual
from policy_engine.program.reading import parameters_read
from policy_engine.source.tree import Path
from policy_engine.testing.mutants import Change

# (code, id, the parameters that it reads) of each check.
Readers = tuple[tuple[str, str, tuple[Path, ...]], ...]
_MOST = 4
_OF_KIND = {
    "number": Text(
        "没有测试正好处在这个数上，或只差一个", "no test is right at this number, or one beside it"
    ),
    "comparison": Text("没有测试正好处在界限上", "no test is right at the limit"),
    "entry": Text("没有测试因为有没有这一项而结果不同", "no test comes out otherwise for want of this entry"),
    "rule": Text("没有测试违反这条规则", "no test breaks this rule"),
    "severity": Text("没有测试因为这个等级而结论不同", "no test has an outcome that this severity decides"),
    "word": Text("没有测试因为这个取值而结果不同", "no test comes out otherwise with another value"),
    "truth": Text("没有测试因为这里的是与否而结果不同", "no test comes out otherwise for this yes or no"),
}


STOPPED = Bilingual(
    zh="改后有测试无法运行（如豁免批复与政策不合），能运行的都没有发现；无法运行不算发现",
    en="some tests cannot be run with it (a waiver may not fit the policy), and those that can "
    "notice nothing; what cannot be run has not noticed it",
)


def readers_of(county: County) -> Readers:
    """The county's checks with the parameters that they read."""
    return tuple((rule.code, rule.id, parameters_read(rule, of)) for of, rule in county.program.rules())


def hint_of(change: Change, policy: Policy, readers: Readers, classes: Collection[str | None]) -> Bilingual:
    """For a change that no test noticed: `classes` are those of the tests' townships."""
    document = policy.classification
    names = {} if document is None else {each.id: each.name for each in document.classes or ()}
    keys = [str(step) for step in change.path if step in names]
    if keys and keys[0] not in classes:
        name = names[keys[0]]
        return Bilingual(
            zh=f"没有测试的镇街属于“{name}”（{keys[0]}）", en=f"no test has a township of class {keys[0]}"
        )
    said = _OF_KIND[change.kind]
    listed = _reading(change, readers)
    if not listed:
        return Bilingual.of(said)
    return Bilingual(zh=f"{said.zh}（{'、'.join(listed)}）", en=f"{said.en} ({', '.join(listed)})")


def _reading(change: Change, readers: Readers) -> list[str]:
    """The checks that read the parameter, a few of them."""
    names = tuple(takewhile(lambda step: isinstance(step, str), change.path))
    found: dict[str, None] = {}
    for code, id_, paths in readers:
        for read in paths:
            shorter = min(len(names), len(read))
            if shorter and names[:shorter] == read[:shorter]:
                found[id_ if code == id_ else f"{code} {id_}"] = None
    return list(found)[:_MOST]
