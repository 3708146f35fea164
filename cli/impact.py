"""policy-engine impact"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from policy_engine.diagnostics import Text, UsageError

from .calendar_option import calendar_option, working_by
from .diff_telling import keep_lines, tell_failed
from .failures import present_diagnostics
from .help import command as described
from .impact_setups import Taken, take_all, tell_left_out
from .inputs import Input, collect
from .options import day, format_option, language_option, output_option, policies_option
from .output import chosen_format, needs_a_file, refuse_impossible, refuse_overwriting, show_plain, write_file
from .streams import has_colours, show, show_bytes
from .telling import tell, tell_failures

if TYPE_CHECKING:
    from policy_engine.app.diff_targets import Targets
    from policy_engine.diff.impact_model import Impact
    from policy_engine.reports.format import Format

    from .presentation import Presentation

HITS = 1
FORMATS = ("text", "json", "markdown", "html", "xlsx", "github")
# What an output is never taken for: the files that offices write, and the register.
_WRITTEN_BY_OFFICES = (".yaml", ".yml", ".jsonl")
_COLOURS = {"rejected": "red", "conditional": "yellow", "approved": "green", "notice": "red"}
FailOn = Literal["rejected", "looser", "any"]
_MORE = """OLD、NEW 是同一辖区的两版政策，写法同 diff：辖区代码、代码@日期、政策文件、git 修订中的\
文件或代码；省、市的政策连同其下各县（市、区）。--setups 是方案文件夹，每份方案在两版政策下\
各核查一次：同一天、同一份编制核定表和豁免批复，只有政策不同。

OLD and NEW are two policies of one jurisdiction, named as for diff: a code, code@date, a file, or either of
them in a git revision; of a province or city it is the counties below that are judged. Each set-up in the
folder of --setups is judged under both, on the same day, with the same ledger and waivers: only the policy
differs.

\b
示例 Examples:
  policy-engine impact 331004@2024-03-01 331004 --setups 方案文件夹
  policy-engine impact HEAD:331004 331004 --setups 方案 --output 影响.html
  policy-engine impact 330000@2024-03-01 330000@2024-09-01 --setups 全省方案

\b
退出码 Exit codes:
  0  没有方案由符合变为不符合
     no set-up that complied no longer does
  1  有方案由符合变为不符合（looser：由不符合变为符合；any：任何翻转）
     some set-up no longer complies (looser: one now does; any: any flip)
  2  命令用法不对，没有政策，或没有可核查的方案
     wrong usage, no policies, or no set-up to judge
  3  政策或方案无法读取；能核查的照样报告
     a policy or a set-up cannot be read; the others are reported all the same
"""


@described(
    "impact",
    "分析政策调整的影响：哪些方案翻转，多少岗位须核减",
    "Try two policies on recorded set-ups: which flip, and what must go",
    _MORE,
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--setups",
    multiple=True,
    required=True,
    metavar="DIR",
    help="机构设置方案所在的文件夹或文件，可写多次 the folder of the set-ups, or a file; more than once if "
    "need be",
)
@policies_option
@click.option(
    "--on",
    callback=day,
    metavar="DATE",
    help="方案都按这一天核查，默认按各自的基准日；政策仍是 OLD 和 NEW the day on which set-ups are judged, "
    "instead of their own as_of; the policies remain OLD and NEW",
)
@calendar_option
@click.option(
    "--fail-on",
    type=click.Choice(["rejected", "looser", "any"]),
    default="rejected",
    show_default=True,
    help="什么使退出码为 1：rejected 有方案变为不符合，looser 有方案变为符合，any 有任何翻转 "
    "what makes the exit code 1",
)
@format_option(FORMATS)
@output_option
@language_option
@click.pass_obj
def command(
    presentation: Presentation,
    old: str,
    new: str,
    setups: tuple[str, ...],
    policies: Path,
    on: datetime.date | None,
    calendar: Path | None,
    fail_on: FailOn,
    format_: str | None,
    output: Path | None,
) -> int:
    from policy_engine.app.diff_targets import Targets
    from policy_engine.reports.impact_formats import IMPACT_FORMATS

    inputs = collect(setups)
    if output is not None:
        named = [*map(Path, (old, new)), *(each.path for each in inputs if each.path is not None)]
        _refuse_output(output, [*named, *([] if calendar is None else [calendar])])
    chosen = chosen_format(output, format_, IMPACT_FORMATS)
    if chosen.binary is not None and output is None and sys.stdout.isatty():
        raise UsageError(needs_a_file(chosen.extension))
    with Targets(policies) as found, working_by(calendar):
        impact, failed = _study(found, (old, new), policies, inputs, on, presentation)
    if impact is not None:
        _deliver(impact, chosen, output, presentation)
        return failed or (HITS if hits(impact, fail_on) else 0)
    return failed


def _study(
    found: Targets,
    asked: tuple[str, str],
    policies: Path,
    inputs: list[Input],
    on: datetime.date | None,
    presentation: Presentation,
) -> tuple[Impact | None, int]:
    """What came of it, and the exit code of what could not be judged; None where nothing could be."""
    from policy_engine.app.counties import Counties
    from policy_engine.app.diff_sides import sides_of
    from policy_engine.app.impact import ImpactStudy
    from policy_engine.app.impact_problems import no_set_up
    from policy_engine.diff.impact_model import LeftOut

    sides, unreadable = sides_of(found, asked)
    if unreadable:
        return None, tell_failed(unreadable, [side.target.asked for side in sides], found, presentation)
    study = ImpactStudy(sides[0], sides[1], Counties(policies))
    taken = take_all(study, inputs, on, presentation)
    tell_left_out(taken, presentation)
    present_diagnostics(dict.fromkeys(study.warnings), presentation)
    failed = _tell_failures(taken, found, presentation)
    if taken.judged == 0 and not failed:
        raise UsageError(no_set_up(sides[0].target.jurisdiction, len(inputs), taken.elsewhere))
    if taken.judged == 0:
        return None, failed
    left_out = [LeftOut(path=source.name, kind=kind) for source, kind in taken.left_out]
    unread = [source.name for source, _ in taken.failures.failures]
    return study.result(left_out, unread), failed


def _tell_failures(taken: Taken, found: Targets, presentation: Presentation) -> int:
    from policy_engine.diagnostics import DocumentError

    for _, error in taken.failures.failures:
        if isinstance(error, DocumentError):
            keep_lines(error.diagnostics, found, presentation)
    return tell_failures(taken.failures, presentation)


def hits(impact: Impact, fail_on: FailOn) -> bool:
    """Whether there is any of what is asked for: it decides the exit code."""
    summary = impact.summary
    numbers = {"rejected": summary.rejected, "looser": summary.admitted, "any": summary.flipped}
    return numbers[fail_on] > 0


def _refuse_output(output: Path, named: list[Path]) -> None:
    refuse_impossible(output)
    never = [output] if output.suffix.lower() in _WRITTEN_BY_OFFICES else []
    refuse_overwriting(output, [*never, *named])


def _deliver(impact: Impact, chosen: Format[Impact], output: Path | None, presentation: Presentation) -> None:
    """The result to where it is wanted."""
    language = presentation.language
    if output is not None:
        write_file(output, chosen.content(impact, language))
        tell(Text(f"影响分析已写入 {output}。", f"The impact was written to {output}."), presentation)
    elif chosen.binary is not None:
        show_bytes(chosen.content(impact, language))
    elif chosen.for_reading and has_colours(sys.stdout):
        from policy_engine.reports.impact_text import impact_lines

        show("".join(
            click.style(line.text, fg=_COLOURS.get(line.role), bold=line.role != "plain") + "\n"
            for line in impact_lines(impact, language)
        ))  # fmt: skip
    else:
        show_plain(impact, chosen, language)
