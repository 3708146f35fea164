"""Why a test cannot be run as it is written."""

from __future__ import annotations

from collections.abc import Sequence

from policy_engine.app.testing_files import Suite
from policy_engine.app.testing_judge import Submitted
from policy_engine.diagnostics import Diagnostic, DocumentError, Text, did_you_mean
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.paths import PathError, parse_path
from policy_engine.documents.policy_tests import PolicyTest
from policy_engine.findings.masking import Masking
from policy_engine.findings.quoting import mask_cell
from policy_engine.policyset.in_force import Chains
from policy_engine.source.tree import MappingNode, Node, Path, ScalarNode


def refuse_foreign(tree: Node, suite: Suite, chains: Chains, at: Path) -> None:
    """Raises DocumentError at a place of the suite for material that its policy has no part in judging.

    Material of the suite's own jurisdiction will do, and of any below it.
    """
    node = tree.child("jurisdiction")
    own = suite.loaded.document.jurisdiction
    if not isinstance(node, ScalarNode) or not isinstance(node.value, str):
        return  # not a document at all, which its own reading says
    if own == node.value or own in chains.codes_above(node.value):
        return
    place = suite.loaded.tree.key_span(at) or suite.loaded.tree.span_of(at)
    raise DocumentError([Diagnostic(
        "tests.other-jurisdiction",
        Text(f"这里的材料属于辖区 {node.value}，不由 {own} 的政策管，测不到 {own} 的政策。",
             f"This material is of {node.value}, which the policy of {own} does not govern: "
             "nothing of that policy would be tested."),
        place,
        help=Text(f"请换用 {own} 的材料，或把测试写到 {node.value} 的测试文件里。",
                  f"Use material of {own}, or write the test in a file of {node.value}."),
    )])  # fmt: skip


def refuse_unknown(path: str, suite: Suite, at: Path) -> None:
    """Raises DocumentError where a path leads nowhere in any policy."""
    try:
        parse_path(path)
    except PathError as error:
        place = suite.loaded.tree.key_span((*at, "expect", "in_force", path))
        raise DocumentError(
            [Diagnostic("tests.unknown-path", error.message, place, help=error.help)]
        ) from error


def fixture_circle(suite: Suite, names: Sequence[str], at: Path) -> Diagnostic:
    """Fixtures that start from each other."""
    chain = " → ".join(names)
    return Diagnostic(
        "tests.fixture-circle",
        Text(f"方案互相沿用，没有起点：{chain}。", f"The fixtures start from each other: {chain}."),
        suite.loaded.tree.span_of(at),
        help=Text("让其中一个写明 setup（机构设置方案）。", "Let one of them name its `setup`."),
    )


def fixture_form(suite: Suite, place: Path) -> Diagnostic:
    """A fixture that starts from nothing, or from two things."""
    return Diagnostic(
        "tests.fixture-form",
        Text("方案须写明 setup（机构设置方案）或 from（沿用），只写其中一个。",
             "A fixture has either `setup` or `from`."),
        suite.loaded.tree.key_span(place) or suite.loaded.tree.span_of(place),
        help=Text("从文件开始的写 setup，从另一个方案开始的写 from。",
                  "`setup` starts from a file, `from` from another fixture."),
    )  # fmt: skip


def refuse_unfit(suite: Suite, test: PolicyTest, submitted: Submitted | None, at: Path) -> None:
    """Raises DocumentError for what does not fit what is submitted.

    What is submitted is changed, and there is nothing; a table of traces, or results, of no assessment; the
    result of somebody who is not in it.
    """
    if test.submit is None and test.change_submitted:
        raise DocumentError([_nothing_submitted(suite, at)])
    if submitted is None or submitted.assessment is None:
        of_one = [("traces",)] if test.traces is not None else []
        places: list[Path] = [*of_one, *([("expect", "results")] if test.expect.results is not None else [])]
        if places:
            raise DocumentError(_no_assessment(suite, (*at, *place)) for place in places)
        return
    assessment = submitted.assessment.document
    known = {entry.person for entry in assessment.people}
    unknown = [person for person in test.expect.results or {} if person not in known]
    if unknown:
        raise DocumentError(_unknown_person(suite, person, assessment, at) for person in unknown)


def _no_assessment(suite: Suite, place: Path) -> Diagnostic:
    tree = suite.loaded.tree
    entry = tree.at(place[:-1])
    key = entry.entries[str(place[-1])].written if isinstance(entry, MappingNode) else str(place[-1])
    return Diagnostic(
        "tests.no-assessment",
        Text(f"写了“{key}”，送核的却不是考核。", f"It has {key}, and what it submits is no assessment."),
        tree.key_span(place) or tree.span_of(place),
        help=Text("请把 submit（送核材料）改为考核材料，或删去这一栏。",
                  "Submit an assessment, or leave the entry out."),
    )  # fmt: skip


def _unknown_person(suite: Suite, person: str, assessment: Assessment, at: Path) -> Diagnostic:
    place = (*at, "expect", "results", person)
    masking = Masking(assessment)
    masked = mask_cell(masking.text(person))  # a name, perhaps, where the id should be
    near = did_you_mean(person, [entry.person for entry in assessment.people])
    return Diagnostic(
        "tests.unknown-person",
        Text(f"参加考核的人员中没有“{masked}”。", f"Nobody assessed has the id {masked}."),
        suite.loaded.tree.key_span(place) or suite.loaded.tree.span_of(place),
        help=Text("请写考核材料中的人员编号（person）。", "Give the id that stands under `person`.")
        if near is None
        else Text(masking.text(near.zh), masking.text(near.en)),
    )


def _nothing_submitted(suite: Suite, at: Path) -> Diagnostic:
    """What is submitted is changed, and there is nothing submitted."""
    return Diagnostic(
        "tests.nothing-submitted",
        Text("写了“材料变动”，却没有写送核材料。", "It changes what is submitted, and submits nothing."),
        suite.loaded.tree.key_span((*at, "change_submitted")),
        help=Text(
            "写上 submit（送核材料），或改写为 change（变动）。", "Add `submit`, or write it as `change`."
        ),
    )
