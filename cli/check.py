"""policy-engine check"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_engine.diagnostics import Diagnostic, Text, UsageError
from policy_engine.documents.terms import OUTCOMES
from policy_engine.findings.report import Report, Reports
from policy_engine.reports.format import Format
from policy_engine.reports.formats import FORMATS
from policy_engine.reports.verdict import FailOn, complies

from .failures import present_diagnostics
from .help import command as described
from .inputs import REPORT, Input, collect
from .judging import Judged, judge_all
from .options import language_option, on_option, policies_option
from .output import chosen_format, refuse_impossible, refuse_overwriting, show_report, write_file
from .telling import tell, tell_failures, tell_left_out, tell_unissued

if TYPE_CHECKING:
    from .presentation import Presentation

DOES_NOT_COMPLY = 1
_MORE = """SETUP 可以是文件（YAML 或 JSON）、文件夹或“-”（标准输入）；多个文件或文件夹给出汇总。

SETUP is a file (YAML or JSON), a folder, or - for standard input; several files or a folder give a summary.

\b
示例 Examples:
  policy-engine check 方案.yaml --policies 政策文件夹
  policy-engine check 方案文件夹 --policies 政策文件夹 --output 汇总.html
  cat setup.json | policy-engine check - --format json --lang en

\b
退出码 Exit codes:
  0  符合（有条件同意也算符合，除非 --fail-on warn）
     complies (conditions do not count against it, unless --fail-on warn)
  1  不符合，或有核查项无法核查
     does not comply, or a check could not be judged
  2  命令用法不对，或没有政策
     wrong usage, or no policies
  3  材料或政策无法读取
     a document or a policy cannot be read
"""


@described("check", "核查机构设置方案是否符合政策", "Judge set-ups by the policy in force", _MORE)
@click.argument("setups", nargs=-1, required=True, metavar="SETUP...")
@policies_option
@on_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    help="报告格式，默认按 --output 的扩展名，否则为 text "
    "the report's format; without it, by the extension of --output, else text",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="报告写入文件而不显示 write the report to a file instead of showing it",
)
@language_option
@click.option(
    "--fail-on",
    type=click.Choice(["block", "warn"]),
    default="block",
    show_default=True,
    help="达到哪一级意见即为不符合：block 阻断，warn 提示 "
    "the severity from which a finding means that the set-up does not comply",
)
@click.option(
    "--require-issued",
    is_flag=True,
    help="所依政策未全部印发的，按不符合处理 a policy that is not issued counts as not complying",
)
@click.pass_obj
def command(
    presentation: Presentation,
    setups: tuple[str, ...],
    policies: Path,
    on: datetime.date | None,
    format_: str | None,
    output: Path | None,
    fail_on: FailOn,
    require_issued: bool,
) -> int:
    from policy_engine.app.check import Checker

    inputs = collect(setups)
    if output is not None:
        refuse_impossible(output)
        refuse_overwriting(output, _paths(source for source in inputs if not source.from_folder))
    chosen = chosen_format(output, format_, FORMATS)
    judged = judge_all(Checker(policies), inputs, on, presentation)
    tell_left_out(judged, presentation)
    present_diagnostics(judged.warnings, presentation)
    failed = tell_failures(judged, presentation)
    if judged.reports:
        several = len(setups) > 1 or inputs[0].from_folder
        unread = [source.name for source, _ in judged.failures]
        made = summed_up(judged.reports, unread) if several else judged.reports[0]
        _deliver(made, _files_read(inputs, judged), chosen, output, presentation)
    elif not failed:
        raise UsageError(_no_set_up(inputs))
    unissued = [r.township.name for r in judged.reports if not r.binding] if require_issued else []
    tell_unissued(unissued, presentation)
    comply = all(complies(report, fail_on) for report in judged.reports) and not unissued
    return failed or (0 if comply else DOES_NOT_COMPLY)


def _deliver(
    made: Report | Reports,
    files_read: Iterable[Path],
    chosen: Format[Report | Reports],
    output: Path | None,
    presentation: Presentation,
) -> None:
    """The report to where it is wanted."""
    if output is None:
        show_report(made, chosen, presentation.language)
        return
    refuse_overwriting(output, files_read)
    write_file(output, chosen.encode(chosen.render(made, presentation.language)))
    tell(Text(f"报告已写入 {output}。", f"The report was written to {output}."), presentation)


def summed_up(reports: Iterable[Report], unread: Iterable[str]) -> Reports:
    """Several reports, with how many had which outcome, and the set-ups that are in none."""
    each = tuple(reports)
    outcomes = [report.outcome for report in each]
    summary = {outcome: outcomes.count(outcome) for outcome in OUTCOMES}
    return Reports(reports=each, summary=summary, unread=tuple(unread))


def _paths(inputs: Iterable[Input]) -> Iterator[Path]:
    return (source.path for source in inputs if source.path is not None)


def _files_read(inputs: list[Input], judged: Judged) -> Iterator[Path]:
    """What no report may replace; an earlier report that lies beside the set-ups may be."""
    earlier = {source.name for source, kind in judged.left_out if kind == REPORT}
    yield from _paths(source for source in inputs if source.name not in earlier)
    for report in judged.reports:
        yield from (Path(layer.file) for layer in report.policy)
        if report.ledger is not None:
            yield Path(report.ledger.file)


def _no_set_up(inputs: list[Input]) -> Diagnostic:
    number = len(inputs)
    return Diagnostic(
        "input.no-set-up",
        Text(f"{number} 个文件中没有机构设置方案（kind: setup）。",
             f"None of {number} files is a set-up (kind: setup)."),
        help=Text("请指明机构设置方案所在的文件或文件夹。", "Name the file or the folder of the set-ups."),
    )  # fmt: skip
