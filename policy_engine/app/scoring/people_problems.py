"""What an assessment says of people, posts and days that cannot be so, whatever the policy is."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from policy_engine.app.scoring.head_problems import MONTHS, reversed_days, twice
from policy_engine.app.scoring.material import Material
from policy_engine.diagnostics import Diagnostic, Text, did_you_mean
from policy_engine.documents.assessment_people import AssessedEntry
from policy_engine.traces.spelling import folded


def people_problems(material: Material) -> Iterator[Diagnostic]:
    """People, posts and snail posts named twice; service and leave outside the period."""
    document = material.document
    yield from _twice(material, "people", "person", [each.person for each in document.people], _person)
    posts = [each.post for each in document.posts or ()]
    yield from _twice(material, "posts", "post", posts, _post)
    snails = [each.person for each in document.snail_posts or ()]
    yield from _twice(material, "snail_posts", "person", snails, _snail)
    yield from _snails(material)
    yield from _leaders(material)
    for place, entry in enumerate(document.people):
        yield from _service(material, place, entry)
        yield from _leave(material, place, entry)


def _person(id_: str) -> Text:
    return Text(f"人员“{id_}”", f"The person {id_}")


def _post(id_: str) -> Text:
    return Text(f"岗位“{id_}”的赋分", f"The rating of the post {id_}")


def _snail(id_: str) -> Text:
    return Text(f"人员“{id_}”的“蜗牛岗”", f"The snail post of {id_}")


def _twice(
    material: Material, field: str, key: str, ids: list[str], said: Callable[[str], Text]
) -> Iterator[Diagnostic]:
    """Ids that differ in typing only (R1, r１) are one: nobody keeps such apart."""
    first: dict[str, int] = {}
    for place, id_ in enumerate(ids):
        same = folded(id_)
        if same in first:
            yield twice(material, said(_shown(material, id_)), (field, place, key), (field, first[same], key))
        first.setdefault(same, place)


def _snails(material: Material) -> Iterator[Diagnostic]:
    known = [each.person for each in material.document.people]
    for place, snail in enumerate(material.document.snail_posts or ()):
        if snail.person not in known:
            yield Diagnostic(
                "score.snail-not-assessed",
                Text(f"“蜗牛岗”的人员“{material.masked(snail.person)}”不在参加考核的人员中。",
                     f"The snail post names {material.masked(snail.person)}, who is not among the people "
                     "assessed."),
                material.value("snail_posts", place, "person"),
                help=nearest(material, snail.person, known)
                or Text("请核对人员编号，或把这个人列入 people（人员）。",
                        "Check the id, or list the person under people."),
            )  # fmt: skip


def _leaders(material: Material) -> Iterator[Diagnostic]:
    """A leader need not be assessed; but one who is must be known by the same id."""
    known = {folded(each.person): each.person for each in material.document.people}
    for place, leader in enumerate(material.document.leaders or ()):
        meant = known.get(folded(leader), leader)
        if meant != leader:
            written, known_as = _shown(material, leader), _shown(material, meant)
            yield Diagnostic(
                "score.leader-spelling",
                Text(f"领导班子成员“{written}”与参加考核的人员“{known_as}”"
                     "只有写法（全角、大小写、空格）不同，无法判断是不是同一个人。",
                     f"The leading member {written} differs from the assessed person {known_as} in typing "
                     "only (width, capitals, blanks); it cannot be told whether both are one."),
                material.value("leaders", place),
                help=Text(f"是同一个人的，请写 {known_as}。", f"Write {known_as} if it is the same person."),
            )  # fmt: skip


def _shown(material: Material, id_: str) -> str:
    """An identity number with blanks in it is one all the same, and is masked."""
    plain = folded(id_)
    return material.masked(id_ if material.masked(plain) == plain else plain)


def nearest(material: Material, word: str, known: list[str]) -> Text | None:
    """The id that was probably meant, masked."""
    found = did_you_mean(word, known)
    return None if found is None else Text(material.masked(found.zh), material.masked(found.en))


def _service(material: Material, place: int, entry: AssessedEntry) -> Iterator[Diagnostic]:
    spell, period = entry.service, material.document.period
    if spell is None:
        return
    path = ("people", place, "service")
    if spell.from_ is not None and spell.until is not None and spell.until < spell.from_:
        yield reversed_days(material, "任职时间", "the service", *path)
    elif _is_outside(material, spell.from_, spell.until):
        yield _outside(material, Text("任职时间", "The service"), path)
    months = MONTHS[period.every]
    if spell.months_elsewhere is not None and spell.months_elsewhere > months:
        yield Diagnostic(
            "score.too-many-months",
            Text(f"考核期只有 {months} 个月，在原单位任职却写了 {spell.months_elsewhere} 个月。",
                 f"The period has {months} months; service elsewhere is stated as "
                 f"{spell.months_elsewhere}."),
            material.value(*path, "months_elsewhere"),
            help=Text("请写考核期内在原单位任职的整月数。",
                      "State the whole months served elsewhere within the period."),
        )  # fmt: skip


def _leave(material: Material, place: int, entry: AssessedEntry) -> Iterator[Diagnostic]:
    for number, spell in enumerate(entry.leave or ()):
        path = ("people", place, "leave", number)
        if spell.until < spell.from_:
            yield reversed_days(material, "请假", "the leave", *path)
        elif _is_outside(material, spell.from_, spell.until):
            yield _outside(material, Text(f"这次{spell.kind}", f"This leave ({spell.kind})"), path)


def _is_outside(material: Material, first: datetime.date | None, last: datetime.date | None) -> bool:
    period = material.document.period
    if period.until < period.from_:
        return False  # of which it is told already
    return (first is not None and first > period.until) or (last is not None and last < period.from_)


def _outside(material: Material, what: Text, path: tuple[str | int, ...]) -> Diagnostic:
    period = material.document.period
    return Diagnostic(
        "score.outside-period",
        Text(f"{what.zh}整个在考核期（{period.from_} 至 {period.until}）以外。",
             f"{what.en} lies wholly outside the period ({period.from_} to {period.until})."),
        material.value(*path),
        help=Text("请核对日期；与考核期无关的请删去。",
                  "Check the days; leave out what is of another period."),
    )  # fmt: skip
