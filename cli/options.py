"""Options that several commands share, with their messages in both languages."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import click

from .presentation import Presentation

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def day(_context: click.Context, _option: click.Parameter, written: str | None) -> datetime.date | None:
    """A day, written 2024-03-01 and in no other way."""
    if written is None:
        return None
    refused = click.BadParameter(
        f"“{written}”不是日期，请写作 2024-03-01。 {written} is not a date; write it as 2024-03-01."
    )
    if not _DATE.fullmatch(written):
        raise refused
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:  # a day that no calendar has, such as 2024-02-30
        raise refused from None


def _set_language(context: click.Context, _option: click.Parameter, language: Any) -> None:
    if isinstance(context.obj, Presentation):
        context.obj.language = language


policies_option = click.option(
    "--policies",
    type=click.Path(path_type=Path),
    default=Path("policies"),
    show_default="./policies",
    metavar="DIR",
    help="政策文件夹 the folder of policies",
)
on_option = click.option(
    "--on",
    callback=day,
    metavar="DATE",
    help="按这一天有效的政策核查，默认为材料自己的基准日 judge by the policy in force on this day "
    "instead of the document's own as_of",
)
language_option = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    is_eager=True,
    expose_value=False,
    callback=_set_language,
    help="语言：中文或英文 the language of what is said",
)
