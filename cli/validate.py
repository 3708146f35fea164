"""policy-engine validate"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_engine.diagnostics import Diagnostic, Text, UsageError
from policy_engine.reports.validation_formats import NAMES, validation_formats
from policy_engine.reports.validation_text import validation_lines
from policy_engine.reports.verdict import FailOn

from .help import command as described
from .options import format_option, language_option, output_option, policies_around_option
from .output import chosen_format, refuse_impossible, refuse_overwriting, show_plain, write_file
from .presentation import STANDARD_INPUT
from .streams import has_colours, show
from .telling import tell

if TYPE_CHECKING:
    from policy_engine.findings.validation import Validation
    from policy_engine.reports.format import Format

    from .presentation import Presentation

NOT_TO_BE_USED = 1
CANNOT_BE_USED = 3
# Fewer are done before anybody wonders.
_WORTH_A_BAR = 20
# What an output is never taken for: the files that offices write, and the register.
_WRITTEN_BY_OFFICES = (".yaml", ".yml", ".jsonl")
_COLOURS = {
    "error": "red", "incomplete": "red", "block": "red", "unreadable": "red", "invalid": "red",
    "warn": "yellow", "hint": "cyan", "valid": "green",
}  # fmt: skip
_MORE = """PATH 是政策文件、编制核定表、方案或文件夹，可以多个。每份文件先单独校验，再与上级合并，\
在各级有变化的每一天都核对一次；上级文件同时按所有下级核对。一次列出全部问题，每个都有文件、行、列和改法。

PATH is a policy file, a ledger, a set-up or a folder; there may be several. Each file is validated by
itself, then in its chain of layers on every day on which the chain changes; an upper layer's file in the
chains of all below it. All problems are listed at once, each with file, line, column and the way out.

\b
示例 Examples:
  policy-engine validate policies
  policy-engine validate policies/331004-luqiao/2025-01-01.yaml
  policy-engine validate policies --format sarif --output 校验.sarif

\b
退出码 Exit codes:
  0  可以使用 the files can be used
  1  不得使用：有阻断问题或无法核查（--fail-on warn 时提示也算）
     not to be used: something blocks or could not be judged
     (with --fail-on warn also: something is warned of)
  2  命令用法不对，或没有可校验的文件
     wrong usage, or nothing to validate
  3  有文件无法使用：写错、放错位置或上级有误
     a file cannot be used: mistaken, misplaced, or of a mistaken chain
"""


@described("validate", "校验政策文件", "Validate policy files", _MORE)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@policies_around_option
@format_option(NAMES)
@output_option
@language_option
@click.option(
    "--fail-on",
    type=click.Choice(["block", "warn"]),
    default="block",
    show_default=True,
    help="达到哪一级即不合格：block 阻断，warn 提示 the severity from which a problem means failure",
)
@click.option(
    "--no-cache",
    is_flag=True,
    help="全部重新校验，不用上次的结果 validate everything anew; without it, what has not changed since "
    "the last time, its whole chain included, is not judged again",
)
@click.pass_obj
def command(
    presentation: Presentation,
    paths: tuple[str, ...],
    policies: Path | None,
    format_: str | None,
    output: Path | None,
    fail_on: FailOn,
    no_cache: bool,
) -> int:
    from platformdirs import user_cache_path

    from policy_engine.app.validate import validate

    if STANDARD_INPUT in paths:
        raise UsageError(no_standard_input())
    named = [Path(path) for path in paths]
    if output is not None:
        refuse_impossible(output)
        refuse_overwriting(output, [*named, *never_replaced(output)])
    chosen = chosen_format(output, format_, validation_formats(presentation.source))
    with progress_bar(presentation) as progress:
        cache = None if no_cache else user_cache_path("policy-engine", appauthor=False)
        validation = validate(named, policies, progress, cache)
    deliver(validation, chosen, output, presentation)
    return _exit_code(validation, fail_on, presentation)


def never_replaced(output: Path) -> Iterable[Path]:
    """The output itself where it is a policy, a ledger or a set-up, be it one that was not asked for."""
    return [output] if output.suffix.lower() in _WRITTEN_BY_OFFICES else []


def deliver(
    validation: Validation, chosen: Format[Validation], output: Path | None, presentation: Presentation
) -> None:
    """The result to where it is wanted."""
    if output is not None:
        refuse_overwriting(output, map(Path, validation.files))
        write_file(output, chosen.encode(chosen.render(validation, presentation.language)))
        tell(Text(f"结果已写入 {output}。", f"The result was written to {output}."), presentation)
    elif chosen.for_reading and has_colours(sys.stdout):
        lines = validation_lines(validation, presentation.language, presentation.source)
        show("".join(f"{click.style(each.text, fg=_COLOURS.get(each.role))}\n" for each in lines))
    else:
        show_plain(validation, chosen, presentation.language)


def _exit_code(validation: Validation, fail_on: FailOn, presentation: Presentation) -> int:
    """What is counted decides along with the outcome: neither alone is taken for "can be used"."""
    summary = validation.summary
    if validation.outcome == "unreadable" or summary.error > 0:
        return CANNOT_BE_USED
    if validation.outcome != "valid" or summary.block > 0 or summary.incomplete > 0:
        return NOT_TO_BE_USED
    if fail_on == "warn" and summary.warn > 0:
        failed = Text(f"有提示 {summary.warn} 条，按 --fail-on warn 为不合格。",
                      f"Warnings: {summary.warn}; with --fail-on warn this is a failure.")  # fmt: skip
        tell(failed, presentation)
        return NOT_TO_BE_USED
    return 0


@contextmanager
def progress_bar(presentation: Presentation) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error when there are many files and somebody is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    label = Text("校验", "Validating").in_language(presentation.language)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, visible=False)

        def step(done: int, of_all: int) -> None:
            bar.update(task, completed=done, total=of_all, visible=of_all > _WORTH_A_BAR)

        yield step


def no_standard_input() -> Diagnostic:
    return Diagnostic(
        "validate.standard-input",
        Text("校验不能从标准输入（-）读取：政策文件的位置和文件名也在校验之列。",
             "Validation does not read standard input (-): a file's place and name are validated too."),
        help=Text("请写明文件或文件夹，如 policy-engine validate policies。",
                  "Name a file or a folder, such as policy-engine validate policies."),
    )  # fmt: skip
