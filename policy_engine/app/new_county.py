"""A new county: a commented draft that validates, with an example set-up and tests that run."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path

from policy_engine.app import new_problems as problems
from policy_engine.app.new_files import Made, in_keys, write_new
from policy_engine.app.validate import validate
from policy_engine.diagnostics import UsageError
from policy_engine.divisions import Division, division, division_form, townships_of
from policy_engine.documents.terms import CHINESE
from policy_engine.formatting.starter_texts import starter
from policy_engine.policyset.in_force import Chains, PolicyInForce
from policy_engine.policyset.repository import Repository
from policy_engine.source.canonical import Keys

_CODE = re.compile(r"[0-9]{6}")
# What no system has in the name of a folder.
_NOT_IN_A_NAME = re.compile(r"[\\/:*?\"<>|\x00-\x1f]")


def new_county(
    policies: Path,
    code: str,
    from_: datetime.date,
    *,
    name: str | None = None,
    parent: str | None = None,
    slug: str | None = None,
    keys: Keys = "zh",
) -> Made:
    """Write the folder of a county: <code>-<slug or name>/, with the policy, a set-up and tests.

    `name` and the townships come from the national division codes; `parent` is the nearest
    jurisdiction above that has policies. Raises UsageError for what cannot be made, and
    DocumentError where the layers above cannot be read.
    """
    repository = Repository(policies)
    county, townships = _county(code)
    if code in repository.codes:
        raise UsageError(problems.code_exists(code, policies))
    above = _parent(repository, code, parent)
    in_force = Chains(repository).in_force(above, from_)
    called = _checked_name(name or county.name)
    folder = policies / f"{code}-{_checked_name(slug or called)}"
    first = townships[0]
    setup = folder / "cases" / "example.yaml"
    tests = starter("county_tests", code=code, name=called, township=first.name, setup=setup.name)
    draft = _policy(code, called, above, from_, townships, in_force)
    texts = {
        folder / f"{from_}.yaml": in_keys(draft, "policy", keys),
        setup: in_keys(_setup(code, from_, first), "setup", keys),
        folder / "tests" / "example.yaml": in_keys(tests, "tests", keys),
    }
    write_new(texts)
    return Made(tuple(texts), validate([folder / f"{from_}.yaml", setup], policies))


def _county(code: str) -> tuple[Division, tuple[Division, ...]]:
    """The county and its townships. Raises UsageError where there is none of the code."""
    if not _CODE.fullmatch(code):
        raise UsageError(problems.no_code(code))
    found = division(code)
    if found is None or code.endswith("00"):
        raise UsageError(problems.no_county(code, found))
    townships = townships_of(code)
    if not townships:
        raise UsageError(problems.no_townships(found))
    return found, townships


def _parent(repository: Repository, code: str, asked: str | None) -> str:
    """The nearest layer above; another one that is asked for would make what lies between ineffective."""
    above = Chains(repository).codes_above(code)
    if not above:
        raise UsageError(problems.nothing_above(code, repository.root))
    if asked is not None and asked != above[0]:
        raise UsageError(problems.other_parent(code, asked, above[0]))
    return above[0]


def _checked_name(name: str) -> str:
    if not name.strip() or _NOT_IN_A_NAME.search(name) or name.strip().startswith("."):
        raise UsageError(problems.bad_name(name))
    return name.strip()


def _policy(
    code: str,
    name: str,
    parent: str,
    from_: datetime.date,
    townships: Sequence[Division],
    above: PolicyInForce,
) -> str:
    listed = "\n".join(
        f'    "{each.code}": {_class(each, townships):<6}          # {each.name}' for each in townships
    )
    return starter(
        "county", code=code, name=name, parent=parent, version=f"{from_.year}.1", from_=str(from_),
        townships=listed, institutions=_institutions(above),
    )  # fmt: skip


def _class(township: Division, townships: Sequence[Division]) -> str:
    """An example, in which both classes have somebody: townships proper are the second, else the last one."""
    if township is townships[0]:
        return "first"
    small = [each for each in townships if division_form(each.code) == "township"] or [townships[-1]]
    return "second" if township in small else "first"


def _institutions(above: PolicyInForce) -> str:
    """Which template, where the layers above have any."""
    declared = above.document.institutions
    templates = [] if declared is None or declared.templates is None else declared.templates
    if not templates:
        return ""
    named = "、".join(f"{each.id}（{each.name}）" if each.name else each.id for each in templates)
    return starter("institutions", template=templates[0].id, templates=named)


def _setup(code: str, from_: datetime.date, township: Division) -> str:
    form = CHINESE["form"][division_form(township.code) or "town"]
    return starter(
        "setup", code=code, from_=str(from_), township=township.name, township_code=township.code, form=form
    )
