"""Another policy to score by: another one in force, or the same with values set; never written anywhere."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from policy_engine.app.scoring.settings import Setting, is_of_setting, refused_value
from policy_engine.app.scoring.weights import Weights, weights_of
from policy_engine.assessment.telling import share
from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text, UsageError, did_you_mean
from policy_engine.documents.paths import ById, PolicyPath, parse_path, path_text, steps_of
from policy_engine.documents.terms import CHINESE
from policy_engine.findings.report_model import Shown
from policy_engine.findings.scores import ValueSet
from policy_engine.findings.wording import shown
from policy_engine.policyset.in_force import Chains, PolicyInForce
from policy_engine.policyset.layer import LayerFile
from policy_engine.policyset.repository import VersionFile
from policy_engine.source.tree import Entry, MappingNode, Node, Path, ScalarNode, SequenceNode

# Lists whose ids are the words of a vocabulary, and have no names besides.
_IDS_OF = {"metrics": "trace_metric", "grades": "appraisal_grade", "effects": "appraisal_grade"}


@dataclass(frozen=True)
class Chosen:
    """A policy in force and where it comes from; `on` is the day on which it is."""

    policy: PolicyInForce
    chains: Chains
    on: datetime.date


@dataclass(frozen=True)
class Varied:
    """A policy with values set, and which: also those that gave way so that weights come to one."""

    chosen: Chosen
    sets: tuple[ValueSet, ...]


def varied(base: Chosen, settings: Sequence[Setting]) -> Varied:
    """The policy with the values set, as if its lowest file said so.

    Of weights that no longer come to one, those that were not set give way in proportion, exactly. Raises
    UsageError for a value that fits nowhere, or that leaves the others nothing to give way by; and
    DocumentError where layers above forbid the file to say so at all.
    """
    for setting in settings:
        _refuse_unknown_record(base.policy, setting)
    first = _with(base, settings)
    following = tuple(_following(first, settings))
    last = _with(base, [*settings, *following]) if following else first
    told = [(setting, False) for setting in settings] + [(setting, True) for setting in following]
    return Varied(last, tuple(_told(base.policy, last.policy, each, follows=f) for each, f in told))


def _with(base: Chosen, settings: Sequence[Setting]) -> Chosen:
    lowest = base.policy.files[-1]
    placed = [dataclasses.replace(each, node=_placed(each, lowest.tree)) for each in settings]
    try:
        return _in_force(base, placed)
    except DocumentError as error:
        # Once more, each value at its own place: that of a wrong one tells which it is.
        _refuse_values(base, settings)
        raise error from None


def _refuse_values(base: Chosen, settings: Sequence[Setting]) -> None:
    """Raises UsageError for the first value that the policy's form does not allow."""
    try:
        _in_force(base, settings)
    except DocumentError as error:
        own = [problem for problem in error.diagnostics if is_of_setting(problem.span)]
        if own:
            raise refused_value(own[0]) from error


def _in_force(base: Chosen, settings: Sequence[Setting]) -> Chosen:
    lowest = base.policy.files[-1]
    tree: Node = lowest.tree
    for setting in settings:
        tree = _laid(tree, setting.path, setting.node)
    assert isinstance(tree, MappingNode)  # noqa: S101 - what is laid over a mapping is one
    texts = ", ".join(setting.text for setting in settings)
    layer = dataclasses.replace(lowest.layer, sha256=f"{lowest.layer.sha256} + {texts}")
    changed = dataclasses.replace(lowest, tree=tree, layer=layer)

    def read(jurisdiction: str, version: VersionFile) -> LayerFile:
        found = base.chains.read(jurisdiction, version)
        return changed if found.layer.file == lowest.layer.file else found

    chains = Chains(base.chains.repository, read)
    return Chosen(chains.in_force(lowest.layer.jurisdiction, base.on), chains, base.on)


def _placed(setting: Setting, tree: MappingNode) -> Node:
    """The value as if it stood in the lowest file, where that speaks of it or of what it lies in."""
    end = len(setting.path)
    while end and steps_of(tree, setting.path[:end]) is None:
        end -= 1
    span = tree.span_of(steps_of(tree, setting.path[:end]) or ())
    return _at(setting.node, span)


def _at(node: Node, span: Span) -> Node:
    if isinstance(node, SequenceNode):
        return SequenceNode(tuple(_at(item, span) for item in node.items), span)
    return dataclasses.replace(node, span=span) if isinstance(node, ScalarNode) else node


def _laid(tree: Node | None, path: PolicyPath, node: Node) -> Node:
    """The tree with the value at the path; records that it does not have yet are begun by their ids."""
    if not path:
        return node
    step, rest = path[0], path[1:]
    if isinstance(step, str):
        entries = dict(tree.entries) if isinstance(tree, MappingNode) else {}
        old = entries.get(step)
        below = _laid(None if old is None else old.node, rest, node)
        entries[step] = Entry(step, node.span, below) if old is None else old._replace(node=below)
        return MappingNode(entries, node.span if tree is None else tree.span)
    items = list(tree.items) if isinstance(tree, SequenceNode) else []
    place = next((n for n, item in enumerate(items) if _has_id(item, step.id)), None)
    if place is None:
        name = ScalarNode(step.id, step.id, node.span)
        items.append(_laid(MappingNode({"id": Entry("id", node.span, name)}, node.span), rest, node))
    else:
        items[place] = _laid(items[place], rest, node)
    return SequenceNode(tuple(items), node.span if tree is None else tree.span)


def _has_id(item: Node, id_: str) -> bool:
    node = item.child("id")
    return isinstance(node, ScalarNode) and str(node.value) == id_


def _following(chosen: Chosen, settings: Sequence[Setting]) -> Iterator[Setting]:
    """What gives way where weights do not come to one any more."""
    policy = chosen.policy.document.assessment
    set_ = {steps_of(chosen.policy.tree, setting.path): setting for setting in settings}
    for weights in () if policy is None else weights_of(policy):
        own = [path for path in weights.shares if path in set_]
        if weights.total == 1 or not own:
            continue
        others = {path: weight for path, weight in weights.shares.items() if path not in set_}
        rest = 1 - sum((weights.shares[path] for path in own), Fraction(0))
        there = sum(others.values(), Fraction(0))
        if rest < 0 or there == 0:
            raise UsageError(_nothing_gives_way(weights))
        for path, weight in others.items():
            yield _share_setting(chosen.policy.tree, path, weight * rest / there)


def _share_setting(tree: MappingNode, path: Path, weight: Fraction) -> Setting:
    named = _by_ids(tree, path)
    text, span = share(weight), tree.span_of(path)
    value = weight.numerator if weight.denominator == 1 else weight
    return Setting(parse_path(path_text(named)), ScalarNode(value, text, span), text)


def _by_ids(tree: MappingNode, path: Path) -> PolicyPath:
    """The path with records by their ids."""
    steps: list[str | ById] = []
    for end, step in enumerate(path, 1):
        id_ = tree.at((*path[:end], "id"))
        if isinstance(step, str):
            steps.append(step)
        elif isinstance(id_, ScalarNode):
            steps.append(ById(str(id_.value)))
    return tuple(steps)


def _refuse_unknown_record(policy: PolicyInForce, setting: Setting) -> None:
    for end, step in enumerate(setting.path, 1):
        if not isinstance(step, ById) or steps_of(policy.tree, setting.path[:end]) is not None:
            continue
        above = steps_of(policy.tree, setting.path[: end - 1])
        items = None if above is None else policy.tree.at(above)
        records = items.items if isinstance(items, SequenceNode) else ()
        named = dict(_ids_and_names(records, setting.path[end - 2]))
        path = path_text(setting.path[: end - 1])
        raise UsageError(Diagnostic(
            "score.set-no-record",
            Text(f"政策的 {path} 中没有编号为“{step.id}”的一项。", f"{path} has no record {step.id}."),
            help=_record_meant(path, step.id, named),
        ))  # fmt: skip


def _ids_and_names(records: Sequence[Node], list_: str | ById) -> Iterator[tuple[str, str]]:
    """The id of each record with its name, or the Chinese of an id that is one of a vocabulary."""
    vocabulary = CHINESE.get(_IDS_OF.get(str(list_), ""), {})
    for record in records:
        id_, name = record.child("id"), record.child("name")
        if isinstance(id_, ScalarNode):
            known = name.value if isinstance(name, ScalarNode) else vocabulary.get(str(id_.value), "")
            yield str(id_.value), str(known)


def _record_meant(path: str, word: str, named: Mapping[str, str]) -> Text:
    """Records go by their ids: whose name was written, which is near, or else all that there are."""
    by_name = [id_ for id_, name in named.items() if name == word]
    if len(by_name) == 1:
        meant = f"{path}[{by_name[0]}]"
        return Text(f"“{word}”是名称，请写编号：{meant}。", f"{word} is a name; write the id: {meant}.")
    listed = "、".join(f"{id_}（{name}）" if name else id_ for id_, name in named.items())
    listed_en = ", ".join(named)
    return did_you_mean(word, named) or Text(
        f"现有：{listed or '无'}。", f"There are: {listed_en or 'none'}."
    )


def _nothing_gives_way(weights: Weights) -> Diagnostic:
    total, parts = share(weights.total), " + ".join(map(share, weights.shares.values()))
    return Diagnostic(
        "score.set-weights",
        Text(f"这样设定以后，{weights.title.zh}的权重之和是 {total}（{parts}），其他各项无从按比例调整。",
             f"So set, the weights of {weights.title.en} come to {total} ({parts}), and the others cannot "
             "give way in proportion."),
        help=Text("请把这一组的权重都设定好，使之和为 100%。",
                  "Set the weights of the group such that they come to 100%."),
    )  # fmt: skip


def _told(before: PolicyInForce, after: PolicyInForce, setting: Setting, *, follows: bool) -> ValueSet:
    return ValueSet(
        path=path_text(setting.path),
        path_zh=setting.parsed.zh,
        before=_value(before, setting.path),
        after=_value(after, setting.path),
        follows=follows,
    )


def _value(policy: PolicyInForce, path: PolicyPath) -> Shown:
    """As it is written; weights as percentages, so that both sides read alike."""
    steps = steps_of(policy.tree, path)
    node = None if steps is None else policy.tree.at(steps)
    if node is None or steps is None:
        return None
    declared = policy.document.assessment
    for weights in () if declared is None else weights_of(declared):
        if steps in weights.shares:
            return share(weights.shares[steps])
    return shown(node.to_plain())
