"""Options that several commands share, with their messages in both languages."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from policy_engine.diagnostics import Diagnostic, Text, UsageError

from .presentation import Presentation

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIKE_A_DATE = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?")


def day(_context: click.Context, option: click.Parameter, written: str | None) -> datetime.date | None:
    """A day, written 2024-03-01 and in no other way. Raises UsageError for anything else."""
    if written is None:
        return None
    meant = _meant(written)
    if meant is None or not _DATE.fullmatch(written):
        raise UsageError(_no_date(option, written, meant))
    return meant


def _meant(written: str) -> datetime.date | None:
    """The day that is meant, such as by 2024-9-2; None for what no calendar has, such as 2024-02-30."""
    found = _LIKE_A_DATE.fullmatch(written.strip())
    if found is None:
        return None
    try:
        return datetime.date(*map(int, found.groups()))
    except ValueError:
        return None


def _no_date(option: click.Parameter, written: str, meant: datetime.date | None) -> Diagnostic:
    from policy_engine.reports.words import one_line

    shown, name = one_line(written), option.opts[0]
    if meant is not None:
        return Diagnostic(
            "option.date",
            Text(f"{name}：日期“{shown}”的写法不对。", f"{name}: {shown} is not how a date is written."),
            help=Text(f"请写作 {meant}。", f"Write it as {meant}."),
        )
    return Diagnostic(
        "option.date",
        Text(f"{name}：“{shown}”不是日期。", f"{name}: {shown} is not a date."),
        help=Text("请写年、月、日，如 2024-03-01。", "Write year, month and day, such as 2024-03-01."),
    )


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
output_option = click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="结果写入文件而不显示 write the result to a file instead of showing it",
)
# Of commands whose files lie in a folder of policies, which need not be named then.
policies_around_option = click.option(
    "--policies",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="文件所属的政策文件夹，默认为 PATH 所在的那一个 the folder of policies that the files belong to; "
    "without it, the one around them",
)


def format_option(names: Iterable[str]) -> Callable[[Decorated], Decorated]:
    """In which of these forms the result is written."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(list(names)),
        help="输出格式，默认按 --output 的扩展名，否则为 text "
        "the format; without it, by the extension of --output, else text",
    )
