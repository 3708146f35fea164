"""The policy of a jurisdiction on a date, as people and programs read it."""

from __future__ import annotations

import datetime
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from policy_engine.diagnostics import Diagnostic, Text, UsageError, did_you_mean
from policy_engine.policyset.in_force import PolicyInForce, policy_in_force
from policy_engine.policyset.jurisdiction_names import code_for_name, there_are
from policy_engine.policyset.repository import Repository
from policy_engine.reports.policy_keys import Keys, keys_of

_TARGET = re.compile(r"([0-9]{6})\s*[@＠]\s*(\S.*)", re.DOTALL)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A day as people write it: 2024-3-1, 2024/3/1, 2024.3.1, 2024年3月1日, 20240301.
_LIKE_A_DAY = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})"
)


@dataclass(frozen=True, slots=True)
class PolicyOnDate:
    """A policy in force; `keys` is the language of the keys in the lowest layer's own file."""

    policy: PolicyInForce
    repository: Repository
    on: datetime.date
    keys: Keys


def policy_on_date(policies: Path, target: str) -> PolicyOnDate:
    """The policy that a target such as "331004@2024-03-01" names.

    Raises UsageError for what is no target, and DocumentError when no version is
    in force on the date or the chain cannot be read.
    """
    repository = Repository(policies)
    jurisdiction, on = _parts(target, repository)
    policy = policy_in_force(repository, jurisdiction, on)
    return PolicyOnDate(policy, repository, on, keys_of(policy.tree, policy.layers[-1].file))


def _parts(target: str, repository: Repository) -> tuple[str, datetime.date]:
    found = _TARGET.fullmatch(target.strip())
    if found is None:
        raise UsageError(_no_target(target, repository))
    written = found[2].strip()
    if _DAY.fullmatch(written):
        with suppress(ValueError):  # a day that no calendar has, such as 2024-02-30
            return found[1], datetime.date.fromisoformat(written)
    raise UsageError(no_such_day(written, found[1]))


def _no_target(target: str, repository: Repository) -> Diagnostic:
    code = re.split("[@＠]", target.strip())[0]
    message = Text(
        f"“{target}”没有写明辖区和日期：政策按日期确定，日期必须写明。",
        f"{target} does not name a jurisdiction and a date: policies change, and no date is assumed.",
    )
    if code not in repository.folders:
        known = repository.folders
        dated = target if code != target.strip() else f"{code}@2024-03-01"
        named = code_for_name(dated, known)
        if named is not None:
            return Diagnostic("policy.no-target", message, help=named)
        hint = did_you_mean(code, known) or there_are(known)
        way_out = Text("请写成 331004@2024-03-01 这样。", "Write it like 331004@2024-03-01.")
        return Diagnostic(
            "policy.no-target", message, help=Text(f"{way_out.zh}{hint.zh}", f"{way_out.en} {hint.en}")
        )
    versions = [str(version.from_) for version in repository.versions(code)]
    latest = versions[-1] if versions else "2024-03-01"
    return Diagnostic(
        "policy.no-target",
        message,
        help=Text(
            f"请写成 {code}@{latest} 这样；{code} 的各版本施行日：{'、'.join(versions) or '无'}。",
            f"Write it like {code}@{latest}; the versions of {code} take effect on: "
            f"{', '.join(versions) or 'none'}.",
        ),
    )


def no_such_day(day: str, code: str) -> Diagnostic:
    """What says that no calendar has the day, or that it is not written as one."""
    if not _DAY.fullmatch(day):
        return _miswritten_day(day, code)
    return Diagnostic(
        "policy.no-such-day",
        Text(f"没有“{day}”这一天。", f"There is no day {day}."),
        help=Text(f"请写实际的日期，如 {code}@2024-03-01。",
                  f"Write an actual day, such as {code}@2024-03-01."),
    )  # fmt: skip


def _miswritten_day(day: str, code: str) -> Diagnostic:
    like = _LIKE_A_DAY.fullmatch(unicodedata.normalize("NFKC", day).strip())
    meant = None
    if like is not None:
        year, month, of_month = (int(part) for part in like.groups() if part is not None)
        with suppress(ValueError):
            meant = datetime.date(year, month, of_month)
    return Diagnostic(
        "policy.miswritten-day",
        Text(f"日期“{day}”写得不对：年四位，月、日各两位，中间用“-”。",
             f"The day {day} is not written as one: four digits for the year, two each for month and day, "
             f"with hyphens between."),
        help=Text(f"请写成 {code}@{meant or '2024-03-01'}{'' if meant else ' 这样'}。",
                  f"Write {'' if meant else 'it like '}{code}@{meant or '2024-03-01'}."),
    )  # fmt: skip
