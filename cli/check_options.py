"""The options of `check`, in the order of its help page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from policy_engine.reports.formats import FORMATS

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def all_of(*options: Decorator) -> Decorator:
    """Decorators as one; click has the last one first."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


roster_options = all_of(
    click.option(
        "--setup",
        multiple=True,
        metavar="SETUP",
        help="人事事项、选岗所对照的机构设置方案：文件或文件夹，可写多次 "
        "the set-up on which actions and rounds are judged: a file or a folder, more than once if need be",
    ),
    click.option(
        "--all-or-nothing",
        is_flag=True,
        help="有一项不予办理，整批都不办理 one rejected action rejects the whole batch",
    ),
    click.option(
        "--write-setup",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="写出办理后的方案：文件，或几个乡镇（街道）时的文件夹 "
        "write the set-up with the actions done: a file, or a folder where there are several townships",
    ),
)
failing_options = all_of(
    click.option(
        "--fail-on",
        type=click.Choice(["block", "warn"]),
        default="block",
        show_default=True,
        help="达到哪一级意见即为不符合：block 阻断，warn 提示 "
        "the severity from which a finding means that it does not comply",
    ),
    click.option(
        "--require-issued",
        is_flag=True,
        help="所依政策未全部印发的，按不符合处理 a policy that is not issued counts as not complying",
    ),
)
reporting_options = all_of(
    click.option(
        "--format",
        "format_",
        type=click.Choice(list(FORMATS)),
        help="报告格式，默认按 --output 的扩展名，否则为 text "
        "the report's format; without it, by the extension of --output, else text",
    ),
    click.option(
        "--output",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="报告写入文件而不显示 write the report to a file instead of showing it",
    ),
    failing_options,
)
