"""policy-engine lint"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from policy_engine.diagnostics import Diagnostic, Text, UsageError
from policy_engine.reports.validation_formats import NAMES, validation_formats

from .failures import present_diagnostics
from .help import command as described
from .options import format_option, language_option, output_option, policies_around_option
from .output import chosen_format, refuse_impossible, refuse_overwriting, write_file
from .presentation import STANDARD_INPUT
from .streams import show
from .telling import tell
from .validate import CANNOT_BE_USED, deliver, never_replaced, no_standard_input, progress_bar

if TYPE_CHECKING:
    from policy_engine.app.lint_fix import Fixed
    from policy_engine.findings.validation import Validation

    from .presentation import Presentation

FailOn = Literal["error", "warning", "hint"]
COULD_BE_BETTER = 1
_MORE = """PATH 是政策文件或文件夹，可以多个。除 validate 的全部问题外，还指出写法上可改进之处（N 规则）：\
永远不会适用的规则、总是成立的要求、与标准核查项或上级规定重复的内容、可以写得更简单的表达式等。\
分三级：错误（不得使用）、提示、建议。各条规则的说明和正反例见 docs/linting.md。

PATH is a policy file or a folder; there may be several. Beside all that validate says, this tells what could
be written better (the rules N): rules that never apply, requirements that always hold, what repeats a
standard check or what is inherited, expressions that can be said more simply, and more. There are three
levels: error (cannot be used), warning and hint. docs/linting.md explains every rule with examples.

\b
示例 Examples:
  policy-engine lint policies
  policy-engine lint policies/331004-luqiao --ignore N07 --fail-on hint
  policy-engine lint policies --select N05,N09 --diff
  policy-engine lint policies --fix

\b
退出码 Exit codes:
  0  没有达到 --fail-on 的问题  nothing at the level of --fail-on or above
  1  有达到 --fail-on 的问题    something at that level or above
  2  命令用法不对，或没有可检查的文件
     wrong usage, or nothing to lint
  3  有文件无法使用：写错、放错位置或上级有误
     a file cannot be used: mistaken, misplaced, or of a mistaken chain
"""


@described("lint", "检查政策文件的写法", "Tell what could be written better in policy files", _MORE)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@policies_around_option
@click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    help="只列出这些规则的提示和建议，如 N05,N09 only the warnings and hints of these rules",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODES",
    help="不列出这些规则的提示和建议；错误总会列出 leave these out; errors are told always",
)
@click.option(
    "--fix",
    is_flag=True,
    help="自动作安全的改动：政策内容不变；删去一项时，它的注释一并删去 make the changes that are safe; "
    "the comments of an entry that goes, go with it",
)
@click.option(
    "--diff", is_flag=True, help="只显示 --fix 会作的改动，不写入 show what --fix would change; write nothing"
)
@format_option(NAMES)
@output_option
@language_option
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "hint"]),
    default="error",
    show_default=True,
    help="达到哪一级即退出码 1 the level from which the exit code is 1",
)
@click.option(
    "--no-cache",
    is_flag=True,
    help="全部重新检查，不用上次的结果 lint everything anew; without it, what has not changed since "
    "the last time, its whole chain included, is not linted again",
)
@click.pass_obj
def command(
    presentation: Presentation,
    paths: tuple[str, ...],
    policies: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    diff: bool,
    format_: str | None,
    output: Path | None,
    fail_on: FailOn,
    no_cache: bool,
) -> int:
    from platformdirs import user_cache_path

    from policy_engine.app.lint import lint

    if STANDARD_INPUT in paths:
        raise UsageError(no_standard_input())
    named = [Path(path) for path in paths]
    selected, ignored = _codes(select), _codes(ignore)
    if output is not None:
        refuse_impossible(output)
        refuse_overwriting(output, [*named, *never_replaced(output)])
    chosen = chosen_format(output, format_, validation_formats(presentation.source))
    if diff:
        return _show_changes(named, policies, selected, ignored, presentation)
    if fix:
        _fix(named, policies, selected, ignored, presentation)
    cache = None if no_cache else user_cache_path("policy-engine", appauthor=False)
    with progress_bar(presentation) as progress:
        found = lint(named, policies, select=selected, ignore=ignored, progress=progress, cache=cache)
    deliver(found, chosen, output, presentation)
    return _exit_code(found, fail_on)


def _codes(written: Iterable[str]) -> list[str]:
    """Codes between commas, also of an option that was given several times."""
    return [code.strip() for each in written for code in each.replace("，", ",").split(",") if code.strip()]


def _show_changes(
    paths: list[Path], policies: Path | None, select: list[str], ignore: list[str], presentation: Presentation
) -> int:
    from policy_engine.app.lint_fix import safe_changes

    number = 0
    for fixed in safe_changes(paths, policies, select=select, ignore=ignore):
        _tell_left(fixed, presentation)
        if fixed.made:
            number += fixed.made
            show(_difference(fixed))
    said = Text(f"--fix 会作 {number} 处改动。", f"--fix would make {number} changes.")
    tell(said, presentation)
    return 0


def _tell_left(fixed: Fixed, presentation: Presentation) -> None:
    """With the lines of the changed file, which may be written nowhere."""
    presentation.read[fixed.name] = fixed.after
    present_diagnostics(fixed.left, presentation)
    del presentation.read[fixed.name]


def _difference(fixed: Fixed) -> str:
    from policy_engine.findings.quoting import Quoted

    before, after = (Quoted(data.decode("utf-8-sig")).lines() for data in (fixed.before, fixed.after))
    lines = difflib.unified_diff(before, after, fixed.name, fixed.name, lineterm="")
    return "".join(f"{line}\n" for line in lines)


def _fix(
    paths: list[Path], policies: Path | None, select: list[str], ignore: list[str], presentation: Presentation
) -> None:
    from policy_engine.app.lint_fix import safe_changes

    number = files = 0
    for fixed in safe_changes(paths, policies, select=select, ignore=ignore):
        if fixed.made:
            _write(fixed)
            number, files = number + fixed.made, files + 1
        _tell_left(fixed, presentation)
    said = Text(f"已改动 {files} 个文件，共 {number} 处。", f"Changed {number} places in {files} files.")
    tell(said, presentation)


def _write(fixed: Fixed) -> None:
    """Unless somebody else has changed the file since it was read."""
    if fixed.path.read_bytes() != fixed.before:
        raise UsageError(_changed_meanwhile(fixed.path))
    write_file(fixed.path, fixed.after)


def _changed_meanwhile(path: Path) -> Diagnostic:
    return Diagnostic(
        "lint.changed-meanwhile",
        Text(f"“{path}”在检查期间被改动过，没有写入。", f"{path} was changed meanwhile; it was not written."),
        help=Text("请再运行一次。", "Run the command once more."),
    )


def _exit_code(found: Validation, fail_on: FailOn) -> int:
    summary = found.summary
    if found.outcome == "unreadable":
        return CANNOT_BE_USED
    reached = summary.error > 0 or found.outcome != "valid"
    if fail_on in ("warning", "hint"):
        reached = reached or summary.warn > 0
    if fail_on == "hint":
        reached = reached or summary.hint > 0
    return COULD_BE_BETTER if reached else 0
