"""The policy of a jurisdiction on a date, as people and programs read it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from policy_engine.diagnostics import Diagnostic, Text, UsageError, did_you_mean
from policy_engine.policyset.in_force import PolicyInForce, policy_in_force
from policy_engine.policyset.repository import Repository
from policy_engine.reports.policy_keys import Keys, keys_of

_TARGET = re.compile(r"(\d{6})[@＠](\d{4}-\d{2}-\d{2})")


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
    try:
        return found[1], datetime.date.fromisoformat(found[2])
    except ValueError:  # a day that no calendar has, such as 2024-02-30
        raise UsageError(no_such_day(found[2], found[1])) from None


def _no_target(target: str, repository: Repository) -> Diagnostic:
    code = re.split("[@＠]", target.strip())[0]
    message = Text(
        f"“{target}”没有写明辖区和日期：政策按日期确定，日期必须写明。",
        f"{target} does not name a jurisdiction and a date: policies change, and no date is assumed.",
    )
    if code not in repository.folders:
        known = "、".join(repository.folders)
        hint = did_you_mean(code, repository.folders) or Text(f"现有辖区：{known}。", f"There are: {known}.")
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
    """What says that no calendar has the day."""
    return Diagnostic(
        "policy.no-such-day",
        Text(f"没有“{day}”这一天。", f"There is no day {day}."),
        help=Text(f"请写实际的日期，如 {code}@2024-03-01。",
                  f"Write an actual day, such as {code}@2024-03-01."),
    )  # fmt: skip
