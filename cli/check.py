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

from .calendar_option import calendar_option, working_by
from .check_options import reporting_options, roster_options
from .failures import present_diagnostics
from .help import command as described
from .inputs import ACTIONS, REPORT, ROUND, Input, collect
from .judged import Judged
from .judging import judge_all
from .judging_submissions import Submissions, needs_setup
from .options import language_option, on_option, policies_option
from .output import chosen_format, refuse_impossible, refuse_overwriting, show_report, write_file
from .rosters import Rosters
from .setup_targets import refuse_impossible_setup
from .setup_writing import planned_setups, write_planned
from .telling import tell, tell_failures, tell_left_out, tell_unissued

if TYPE_CHECKING:
    from .presentation import Presentation

DOES_NOT_COMPLY = 1
_MORE = """FILE 是机构设置方案、人事事项或选岗（YAML、JSON），也可以是文件夹或“-”（标准输入）；多份给出汇总。
人事事项、选岗须用 --setup 指明对照的方案：可以写多次，也可以是一个县的方案文件夹。
一批事项按先后核查，每一项对照前面各项办理后的花名册；不予办理的视为没有办。

FILE is a set-up, a batch of actions or a round (YAML or JSON), a folder, or - for standard input; several
files or a folder give a summary. Actions and rounds are judged on the set-up that --setup names: more than
once, or a folder with those of a county. Each action of a batch is judged on the roster as the earlier ones
left it; a rejected one counts as not done.

\b
示例 Examples:
  policy-engine check 方案.yaml --policies 政策文件夹
  policy-engine check 方案文件夹 --policies 政策文件夹 --output 汇总.html
  cat setup.json | policy-engine check - --format json --lang en
  policy-engine check 事项.yaml --setup 方案.yaml --write-setup 新.yaml
  policy-engine check 选岗.yaml --setup 方案文件夹

\b
退出码 Exit codes:
  0  符合（有条件同意也算符合，除非 --fail-on warn）
     complies (conditions do not count against it, unless --fail-on warn)
  1  不符合，或有核查项无法核查；一批中有事项不予办理的也是
     does not comply, or a check could not be judged, or an action is rejected
  2  命令用法不对，或没有政策
     wrong usage, or no policies
  3  材料或政策无法读取
     a document or a policy cannot be read
"""


@described(
    "check",
    "核查机构设置方案、人事事项和选岗是否符合政策",
    "Judge set-ups, personnel actions and rounds by the policy in force",
    _MORE,
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@roster_options
@policies_option
@on_option
@calendar_option
@reporting_options
@language_option
@click.pass_obj
def command(
    presentation: Presentation,
    files: tuple[str, ...],
    setup: tuple[str, ...],
    all_or_nothing: bool,
    write_setup: Path | None,
    policies: Path,
    on: datetime.date | None,
    calendar: Path | None,
    format_: str | None,
    output: Path | None,
    fail_on: FailOn,
    require_issued: bool,
) -> int:
    from policy_engine.app.check import Checker

    inputs = collect(files)
    rosters = Rosters.named(setup, presentation, inputs)
    named = [*_paths(source for source in (*inputs, *rosters.inputs) if not source.from_folder)]
    named += [calendar] if calendar is not None else []
    _refuse_outputs(output, write_setup, named, rosters, policies)
    chosen = chosen_format(output, format_, FORMATS)
    submissions = Submissions(policies, rosters, all_or_nothing=all_or_nothing)
    with working_by(calendar):
        judged = judge_all(Checker(policies), submissions, inputs, on, presentation)
    tell_left_out(judged, presentation)
    present_diagnostics(dict.fromkeys(judged.warnings), presentation)
    failed = tell_failures(judged, presentation)
    if rosters.are_named and not rosters.was_asked and not failed:
        raise UsageError(_nothing_to_judge_on())
    files_read = [*named, *_files_read(inputs, judged), *_paths(rosters.inputs)]
    planned = None if write_setup is None else planned_setups(write_setup, judged, files_read, policies)
    if judged.reports:
        several = len(files) > 1 or inputs[0].from_folder or len(judged.reports) > 1
        unread = [source.name for source, _ in judged.failures]
        made = summed_up(judged.reports, unread) if several else judged.reports[0]
        _deliver(made, files_read, chosen, output, presentation)
    elif not failed:
        raise UsageError(_nothing_judged(inputs, judged))
    if planned is not None:
        write_planned(planned, presentation)
    unissued = [r.township.name for r in judged.reports if not r.binding] if require_issued else []
    tell_unissued(unissued, presentation)
    comply = all(complies(report, fail_on) for report in judged.reports) and not unissued
    return failed or (0 if comply else DOES_NOT_COMPLY)


def _refuse_outputs(
    output: Path | None, write_setup: Path | None, named: list[Path], rosters: Rosters, policies: Path
) -> None:
    """Raises UsageError for what can be seen to be in vain, or to do harm, before the work."""
    if output is not None:
        refuse_impossible(output)
        refuse_overwriting(output, named)
    if write_setup is not None:
        if not rosters.are_named:
            raise UsageError(_nothing_to_write())
        refuse_impossible_setup(write_setup, [*named, *([] if output is None else [output])], policies)
        if output is not None and output.resolve() == write_setup.resolve():
            raise UsageError(_both_into_one(output))


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
    """Several reports, with how many had which outcome, and the documents that are in none."""
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


def _nothing_judged(inputs: list[Input], judged: Judged) -> Diagnostic:
    """There was nothing to judge, or only what cannot be without a roster."""
    submissions = [source.name for source, kind in judged.left_out if kind in (ACTIONS, ROUND)]
    if submissions:
        return needs_setup(submissions[0])
    number = len(inputs)
    return Diagnostic(
        "input.no-set-up",
        Text(f"{number} 个文件中没有机构设置方案（kind: setup）。",
             f"None of {number} files is a set-up (kind: setup)."),
        help=Text("请指明机构设置方案所在的文件或文件夹。", "Name the file or the folder of the set-ups."),
    )  # fmt: skip


def _nothing_to_judge_on() -> Diagnostic:
    return Diagnostic(
        "check.setup-without-actions",
        Text("写了 --setup，待核查的却都是机构设置方案，没有人事事项或选岗。",
             "--setup was given, but what is to be judged are set-ups, no actions and no round."),
        help=Text("核查方案不用 --setup；核查事项请写 policy-engine check 人事事项.yaml --setup 方案.yaml",
                  "Set-ups need no --setup; for actions write policy-engine check actions.yaml --setup "
                  "setup.yaml"),
    )  # fmt: skip


def _nothing_to_write() -> Diagnostic:
    return Diagnostic(
        "check.write-without-setup",
        Text("--write-setup 写出办理人事事项后的方案，须用 --setup 指明原方案。",
             "--write-setup writes the set-up with actions done; the set-up itself is named by --setup."),
        help=Text("如：policy-engine check 人事事项.yaml --setup 方案.yaml --write-setup 新方案.yaml",
                  "E.g.: policy-engine check actions.yaml --setup setup.yaml --write-setup new.yaml"),
    )  # fmt: skip


def _both_into_one(output: Path) -> Diagnostic:
    return Diagnostic(
        "output.both-into-one",
        Text(f"报告和方案不能写入同一个文件“{output}”。",
             f"The report and the set-up cannot both go into {output}."),
        help=Text("请为其中一个换一个文件名。", "Choose another name for one of them."),
    )  # fmt: skip
