"""policy-engine score"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policy_engine.diagnostics import DocumentError, Text, UsageError
from policy_engine.reports.verdict import FailOn, complies

from .calendar_option import calendar_option, working_by
from .check_options import failing_options
from .diff_telling import keep_lines
from .failures import present_diagnostics
from .help import command as described
from .inputs import Input, one_file, read
from .options import day, format_option, language_option, output_option, policies_option
from .output import (
    chosen_format,
    coloured,
    needs_a_file,
    refuse_impossible,
    refuse_overwriting,
    show_plain,
    write_file,
)
from .rosters import Rosters
from .score_progress import reading_bar
from .streams import has_colours, show
from .telling import tell, tell_unissued

if TYPE_CHECKING:
    from policy_engine.app.diff_targets import Targets
    from policy_engine.app.scoring.checker import ScoreChecker, Scored
    from policy_engine.app.scoring.trying import Trial
    from policy_engine.documents.assessment import Assessment
    from policy_engine.documents.load import Loaded
    from policy_engine.documents.setup import Setup
    from policy_engine.findings.report import Report
    from policy_engine.reports.format import Format

    from .presentation import Presentation

DOES_NOT_COMPLY = 1
FORMATS = ("text", "json", "csv", "markdown", "html", "xlsx")
# What an output is never taken for: the files that offices write, and tables of traces.
_WRITTEN_BY_OFFICES = (".yaml", ".yml", ".jsonl", ".parquet")
_MORE = """ASSESSMENT 是考核材料（kind: assessment）。按现行政策的权重重新计算每个人的得分、\
等次和奖金，报送了结果的逐项核对。痕迹表用 --traces 给出，花名册用 --setup 给出。

ASSESSMENT is an assessment (kind: assessment). Everybody's points, grade and bonus are recomputed from the
weights that the policy declares, and compared with what was submitted. --traces names the table of work
traces, --setup the set-up with the roster.

\b
示例 Examples:
  policy-engine score 考核.yaml --traces 痕迹.csv --setup 方案.yaml
  policy-engine score 考核.yaml --person R002
  policy-engine score 考核.yaml --output 得分.xlsx
  policy-engine score 考核.yaml --set assessment.mix.trace=0.3
  policy-engine score 考核.yaml --policy 330782@2025-01-01

\b
退出码 Exit codes:
  0  报送的结果符合（没有报送的只计算）
     what was submitted complies (or nothing was, and it was only computed)
  1  不符合，有核查项无法核查，或有人的得分算不出来
     does not comply, a check could not be judged, or somebody has no total
  2  命令用法不对，或没有政策
     wrong usage, or no policies
  3  材料、痕迹表或政策无法使用，没有结果
     a document, the table or the policy cannot be used: no result
"""


@described(
    "score",
    "按政策重新计算考核得分、等次和奖金，并逐项核对",
    "Recompute an assessment by the policy, explain it, and check what was submitted",
    _MORE,
)
@click.argument("assessment", metavar="ASSESSMENT")
@click.option(
    "--traces",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="工作痕迹表：CSV、Parquet 或 xlsx the table of work traces: CSV, Parquet or xlsx",
)
@click.option(
    "--setup",
    metavar="SETUP",
    help="花名册所在的机构设置方案：文件或文件夹 the set-up with the roster: a file or a folder",
)
@click.option(
    "--person",
    metavar="ID",
    help="逐步列出这个人的得分怎样算出 explain step by step how this person's result came about",
)
@click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="PATH=VALUE",
    help="试算：政策中的一个值换成别的，可写多次；同组其他权重按比例调整 what if: set a value of the "
    "policy, more than once if need be; the other weights of its group give way in proportion",
)
@click.option(
    "--policy",
    metavar="TARGET",
    help="试算：按另一版政策，写法同 diff what if: another version of the policy, named as for diff",
)
@policies_option
@click.option(
    "--on",
    "--as-of",
    "on",
    callback=day,
    metavar="DATE",
    help="按这一天有效的政策计分，默认为材料自己的基准日 score by the policy in force on this day "
    "instead of the document's own as_of",
)
@calendar_option
@format_option(FORMATS)
@output_option
@failing_options
@language_option
@click.pass_obj
def command(
    presentation: Presentation,
    assessment: str,
    traces: Path | None,
    setup: str | None,
    person: str | None,
    sets: tuple[str, ...],
    policy: str | None,
    policies: Path,
    on: datetime.date | None,
    calendar: Path | None,
    format_: str | None,
    output: Path | None,
    fail_on: FailOn,
    require_issued: bool,
) -> int:
    from policy_engine.app.diff_targets import Targets
    from policy_engine.app.scoring.checker import ScoreChecker
    from policy_engine.reports.score_formats import SCORE_FORMATS

    source = one_file(assessment)
    rosters = Rosters.named([] if setup is None else [setup], presentation, [source])
    named = [*_paths([source, *rosters.inputs]), *(each for each in (traces, calendar) if each is not None)]
    if output is not None:
        refuse_impossible(output)
        never = [output] if output.suffix.lower() in _WRITTEN_BY_OFFICES else []
        refuse_overwriting(output, [*never, *named, *([] if policy is None else [Path(policy)])])
    chosen = chosen_format(output, format_, SCORE_FORMATS)
    if chosen.binary is not None and output is None and sys.stdout.isatty():
        raise UsageError(needs_a_file(chosen.extension))
    with Targets(policies) as found, working_by(calendar), reading_bar(presentation) as progress:
        try:
            trial = _trial(found, sets, policy)
            scored = _scored(
                ScoreChecker(policies), source, rosters, presentation,
                traces=traces, on=on, person=person, trial=trial, progress=progress,
            )  # fmt: skip
        except DocumentError as error:
            keep_lines(error.diagnostics, found, presentation)
            raise
    present_diagnostics(scored.warnings, presentation)
    report = scored.report
    _deliver(report, chosen, output, presentation)
    unissued = [report.township.name] if require_issued and not report.binding else []
    tell_unissued(unissued, presentation)
    return DOES_NOT_COMPLY if unissued or not complies(report, fail_on) else 0


def _trial(found: Targets, sets: tuple[str, ...], policy: str | None) -> Trial | None:
    """What is to be tried besides; None for nothing."""
    from policy_engine.app.scoring.trying import Trial

    if not sets and policy is None:
        return None
    return Trial(sets, None if policy is None else found.find(policy))


def _scored(
    checker: ScoreChecker, source: Input, rosters: Rosters, presentation: Presentation, **asked: Any
) -> Scored:
    """The assessment scored, on the roster of its township where rosters were named."""

    def roster(document: Assessment) -> Loaded[Setup]:
        return rosters.of_township(document.jurisdiction, document.township)

    data = read(source, presentation)
    return checker.score(data, source.name, setup=roster if rosters.are_named else None, **asked)


def _deliver(report: Report, chosen: Format[Report], output: Path | None, presentation: Presentation) -> None:
    """The report to where it is wanted."""
    if output is not None:
        write_file(output, chosen.content(report, presentation.language))
        tell(Text(f"报告已写入 {output}。", f"The report was written to {output}."), presentation)
    elif chosen.for_reading and has_colours(sys.stdout):
        show(coloured(report, presentation.language))
    else:
        show_plain(report, chosen, presentation.language)


def _paths(inputs: Iterable[Input]) -> Iterator[Path]:
    return (source.path for source in inputs if source.path is not None)
