"""policy-engine diff"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from policy_engine.diagnostics import Diagnostic, Text, UsageError

from .diff_telling import tell_failed, tell_told
from .help import command as described
from .options import day, format_option, language_option, output_option, policies_option
from .output import chosen_format, needs_a_file, refuse_impossible, refuse_overwriting, show_plain, write_file
from .streams import has_colours, show
from .telling import tell

if TYPE_CHECKING:
    from policy_engine.diff.model import Diff, Matrix
    from policy_engine.reports.format import Format

    from .presentation import Presentation

DIFFERS = 1
FORMATS = ("text", "json", "markdown", "html", "xlsx", "github")
# What an output is never taken for: the files that offices write, and the register.
_WRITTEN_BY_OFFICES = (".yaml", ".yml", ".jsonl")
_COLOURS = {"looser": "red", "tighter": "green", "different": "yellow", "neutral": "cyan"}
FailOn = Literal["any", "looser"]
_MORE = """TARGET 可以是：辖区代码（最新的政策）、代码@日期、政策文件，或 git 修订中的文件或代码。
比较的是各级合并后的政策；两项列出变化及宽严，三项以上列成对照表。

A TARGET is a jurisdiction's code (its newest policy), code@date, a policy file, or either of them in a git
revision. What is compared is the policy in force, all layers merged. Two make a list of
changes, each with its direction; three or more a table.

\b
示例 Examples:
  policy-engine diff 331004@2024-03-01 331004@2025-03-01
  policy-engine diff 330105 330522 331004 330782 --output 对照.xlsx
  policy-engine diff HEAD~1:331004 331004 --fail-on looser
  policy-engine diff 331004 330105 --map 省市中心镇=特大

\b
退出码 Exit codes:
  0  没有差别（--fail-on looser：没有放宽）
     no difference (with --fail-on looser: nothing is looser)
  1  有未经批准的差别
     there are differences that are not approved
  2  命令用法不对，或没有政策
     wrong usage, or no policies
  3  政策无法读取
     a policy cannot be read
"""


@described(
    "diff",
    "比较政策：哪些变了，放宽还是收紧",
    "Compare policies: what changed, and in which direction",
    _MORE,
)
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@policies_option
@click.option(
    "--on",
    callback=day,
    metavar="DATE",
    help="没有写日期的代码按这一天，默认按最新各版（连同上级）都已施行的那一天 the day for codes "
    "without a date; without it, the first on which their newest versions and those above them are in force",
)
@click.option(
    "--base",
    metavar="TARGET",
    help="其他各项都与它比 compare each of the others with this one",
)
@click.option(
    "--map",
    "classes",
    multiple=True,
    metavar="CLASS=CLASS",
    help="名称不同而相当的类别，可写多次 classes that stand for each other under other names",
)
@click.option(
    "--approved",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="已批准的变动（kind: approved_changes），不再计入 changes that are approved and no longer count",
)
@click.option(
    "--fail-on",
    type=click.Choice(["any", "looser"]),
    default="any",
    show_default=True,
    help="哪些变化使退出码为 1：any 任何变化，looser 只算放宽 which changes make the exit code 1",
)
@format_option(FORMATS)
@output_option
@language_option
@click.pass_obj
def command(
    presentation: Presentation,
    targets: tuple[str, ...],
    policies: Path,
    on: datetime.date | None,
    base: str | None,
    classes: tuple[str, ...],
    approved: Path | None,
    fail_on: FailOn,
    format_: str | None,
    output: Path | None,
) -> int:
    from policy_engine.app.diff import compared
    from policy_engine.app.diff_counting import has_directions
    from policy_engine.app.diff_targets import Targets
    from policy_engine.reports.diff_formats import DIFF_FORMATS

    asked = [*targets, *([] if base is None else [base])]
    if output is not None:
        refuse_impossible(output)
        never = [output] if output.suffix.lower() in _WRITTEN_BY_OFFICES else []
        named = [*map(Path, asked), *([] if approved is None else [approved])]
        refuse_overwriting(output, [*never, *named])
    chosen = chosen_format(output, format_, DIFF_FORMATS)
    if chosen.binary is not None and output is None and sys.stdout.isatty():
        raise UsageError(needs_a_file(chosen.extension))
    with Targets(policies, on) as found:
        comparison = compared(found, targets, base, classes, approved)
        made = comparison.made
        # A table without a base has no directions: that nothing is looser in it would mean nothing.
        if made is not None and fail_on == "looser" and not has_directions(made):
            raise UsageError(_needs_a_base())
        tell_told(comparison, found, presentation)
        if made is None:
            return tell_failed(comparison.failed, comparison.read, found, presentation)
    _deliver(made, chosen, output, presentation)
    return _exit_code(made, fail_on, presentation)


def _deliver(
    made: Diff | Matrix, chosen: Format[Diff | Matrix], output: Path | None, presentation: Presentation
) -> None:
    """The result to where it is wanted."""
    language = presentation.language
    if output is not None:
        write_file(output, chosen.content(made, language))
        tell(Text(f"对比结果已写入 {output}。", f"The comparison was written to {output}."), presentation)
    elif chosen.for_reading and has_colours(sys.stdout):
        from policy_engine.reports.diff_text import diff_lines

        show("".join(
            click.style(line.text, fg=_COLOURS.get(line.role), bold=line.role != "plain") + "\n"
            for line in diff_lines(made, language)
        ))  # fmt: skip
    else:
        show_plain(made, chosen, language)


def _exit_code(made: Diff | Matrix, fail_on: FailOn, presentation: Presentation) -> int:
    """With --fail-on looser what else there is, is said: it was not taken for harmless."""
    from policy_engine.app.diff_counting import counted

    counts = counted(made)
    if fail_on == "any":
        return DIFFERS if counts.any_ else 0
    said = Text(f"按 --fail-on looser 计入放宽 {counts.looser} 处。",
                f"With --fail-on looser, counted as looser: {counts.looser}.")  # fmt: skip
    tell(said, presentation)
    if counts.different > 0:
        tell(
            Text(f"宽严不能判定的 {counts.different} 处未计入，请人工核对。",
                 f"Not counted, their direction being unknown: {counts.different}. Look at those."),
            presentation,
        )  # fmt: skip
    return DIFFERS if counts.looser > 0 else 0


def _needs_a_base() -> Diagnostic:
    return Diagnostic(
        "diff.needs-a-base",
        Text("三项以上的政策，没有对照基准就没有宽严，--fail-on looser 无从判断。",
             "Of three or more policies none is looser without a base to compare with, and --fail-on looser "
             "asks for that."),
        help=Text("请用 --base 指明对照基准，如 --base 330105。",
                  "Name the base by --base, such as --base 330105."),
    )  # fmt: skip
