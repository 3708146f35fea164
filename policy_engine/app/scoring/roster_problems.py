"""What an assessment says of people and posts otherwise than the roster that it is scored on."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.app.scoring.material import Material, term
from policy_engine.app.scoring.people_problems import nearest
from policy_engine.app.towns import Town
from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.documents.assessment_people import AssessedEntry
from policy_engine.documents.links import Links
from policy_engine.documents.people import Person
from policy_engine.documents.setup import Setup

# What an entry may state of a person, with its Chinese name and its vocabulary.
_STATED = (
    ("establishment", "编制类型", "establishment_type"),
    ("origin", "来源", "origin"),
    ("status", "状态", "person_status"),
    ("unit", "派出单位", None),
)


def roster_problems(material: Material) -> Iterator[Diagnostic]:
    """Nothing without a set-up of the township; else what it does not know, and statements against it."""
    town, document = material.town, material.document
    if town is None or town.code != document.township:
        return
    if town.setup.persons is None:
        yield _no_roster(town)
        return
    links = Links(town.setup, document.period.until)
    yield from _leaders(material, town.setup, links)
    persons = {person.id: person for person in town.setup.persons}
    for place, entry in enumerate(document.people):
        person = persons.get(entry.person)
        if person is None:
            yield _not_on_roster(material, place, entry, list(persons))
        else:
            yield from _contradictions(material, place, entry, person)
            yield from _post(material, place, entry, links)
    posts = [post.id for post in town.setup.posts or ()]
    for place, rated in enumerate(document.posts or ()):
        if rated.post not in posts:
            yield _no_post(material, rated.post, posts, ("posts", place, "post"))


def _no_roster(town: Town) -> Diagnostic:
    return Diagnostic(
        "score.no-roster",
        Text("给出的方案没有写人员，不能作为花名册。",
             "The set-up that was given has no persons: it is no roster."),
        town.loaded.tree.span_of(("township",)),
        help=Text("请在方案中写明 persons（人员），或去掉 --setup，在考核材料中写明。",
                  "State its persons, or leave --setup out and state them in the assessment."),
    )  # fmt: skip


def _not_on_roster(material: Material, place: int, entry: AssessedEntry, known: list[str]) -> Diagnostic:
    id_ = material.masked(entry.person)
    return Diagnostic(
        "score.not-on-roster",
        Text(f"人员“{id_}”不在给出的方案的人员中。",
             f"The person {id_} is not in the set-up that was given."),
        material.value("people", place, "person"),
        help=nearest(material, entry.person, known)
        or Text("请核对人员编号；新调入的人员先列入方案。",
                "Check the id; list newcomers in the set-up first."),
    )  # fmt: skip


def _contradictions(
    material: Material, place: int, entry: AssessedEntry, person: Person
) -> Iterator[Diagnostic]:
    for field, name, vocabulary in _STATED:
        stated, known = getattr(entry, field), getattr(person, field)
        if stated is None or stated == known:
            continue
        zh = [str(each) if vocabulary is None else term(vocabulary, str(each)) for each in (stated, known)]
        yield _contradicts(
            material,
            Text(f"{name}写的是{zh[0]}，方案写的是{'未填' if known is None else zh[1]}。",
                 f"The {field} is stated as {stated}; the set-up has {known or 'none'}."),
            ("people", place, field),
        )  # fmt: skip


def _post(material: Material, place: int, entry: AssessedEntry, links: Links) -> Iterator[Diagnostic]:
    current = links.assignments_of_person
    if entry.post is None or current is None:
        return
    held = [each.post for each in current.get(entry.person, ()) if each.main]
    if entry.post not in held:
        day, zh, en = material.document.period.until, "、".join(held) or "无", ", ".join(held) or "none"
        yield _contradicts(
            material,
            Text(f"主岗写的是 {entry.post}，方案上这个人 {day} 的主岗是{zh}。",
                 f"The main post is stated as {entry.post}; on {day} the set-up has {en}."),
            ("people", place, "post"),
        )  # fmt: skip


def _leaders(material: Material, setup: Setup, links: Links) -> Iterator[Diagnostic]:
    stated, current = material.document.leaders, links.assignments_of_person
    if stated is None or current is None:
        return
    posts = {post.id for post in setup.posts or () if post.kind == "leader"}
    known = [
        person for person, held in current.items() if any(each.main and each.post in posts for each in held)
    ]
    more = [each for each in stated if each not in known]
    fewer = [each for each in known if each not in stated]
    if more or fewer:
        zh, en = _differences(material, more, fewer)
        yield _contradicts(material, Text(f"领导班子成员与方案不一致：{zh}。",
                                          f"The leading members are not those of the set-up: {en}."),
                           ("leaders",))  # fmt: skip


def _differences(material: Material, more: list[str], fewer: list[str]) -> tuple[str, str]:
    zh: list[str] = []
    en: list[str] = []
    if more:
        named = [material.masked(each) for each in more]
        zh.append(f"方案中 {'、'.join(named)} 不在领导岗位")
        en.append(f"it has {', '.join(named)} in no leading post")
    if fewer:
        named = [material.masked(each) for each in fewer]
        zh.append(f"没有写 {'、'.join(named)}")
        en.append(f"{', '.join(named)} left out")
    return "；".join(zh), "; ".join(en)


def _contradicts(material: Material, said: Text, path: tuple[str | int, ...]) -> Diagnostic:
    return Diagnostic(
        "score.contradicts-roster",
        Text(material.masked(said.zh), material.masked(said.en)),
        material.value(*path),
        help=Text("给出方案的不用再写，请删去；方案有误的，先更正方案。",
                  "With a set-up it need not be stated: leave it out, or correct the set-up first."),
    )  # fmt: skip


def _no_post(material: Material, post: str, known: list[str], path: tuple[str | int, ...]) -> Diagnostic:
    return Diagnostic(
        "score.no-post",
        Text(f"给出的方案没有岗位“{post}”。", f"The set-up that was given has no post {post}."),
        material.value(*path),
        help=nearest(material, post, known) or Text("请核对岗位编号。", "Check the post's id."),
    )
