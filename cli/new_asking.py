"""What `policy-engine new version` asks on a terminal."""

from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING

import click

from policy_engine.diagnostics import Text

from .telling import tell

if TYPE_CHECKING:
    from policy_engine.app.new_settings import Setting

    from .presentation import Presentation

_WHICH = Text(
    "哪个数值要改，写“路径=数值”；没有了就直接回车", "Which value changes, as path=value; nothing to finish"
)


def asked_day(presentation: Presentation) -> datetime.date:
    """The first day, asked for on a terminal. Raises click.UsageError where nobody can answer."""
    if not sys.stdin.isatty():
        raise click.UsageError(
            "缺少 --from：请写新版本的施行日。 Missing --from, the first day of the new version."
        )
    question = Text(
        "新版本自哪一天起施行（如 2026-01-01）", "First day of the new version, such as 2026-01-01"
    )
    while True:
        written = click.prompt(question.in_language(presentation.language), err=True)
        try:
            return datetime.date.fromisoformat(written.strip())
        except ValueError:
            tell(Text(f"“{written}”不是日期。", f"{written} is not a date."), presentation)


def asked_settings(presentation: Presentation) -> list[Setting]:
    """Which values change, one after the other, until an empty answer."""
    from policy_engine.app.new_settings import Setting, checked
    from policy_engine.diagnostics import UsageError

    from .failures import present_diagnostics

    question = _WHICH.in_language(presentation.language)
    settings: list[Setting] = []
    while True:
        written = click.prompt(question, default="", show_default=False, err=True)
        if not written.strip():
            return settings
        try:
            setting = Setting.of(written)
            checked([*settings, setting])
        except UsageError as error:
            present_diagnostics([error.diagnostic], presentation)
            continue
        settings.append(setting)
