"""policy-engine round: a selection round's log"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policy_engine.diagnostics import Diagnostic, Text

from .calendar_option import calendar_option, working_by
from .check_options import all_of
from .failures import present_diagnostics
from .help import Context, help_option_in_words
from .help import command as described
from .inputs import Input, one_file, read
from .options import day, language_option, policies_option
from .presentation import Presentation
from .streams import show, show_bytes

if TYPE_CHECKING:
    from policy_engine.reports.round_view import RoundView

REFUSED = 1
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
_HELP = """选岗记录：查看进度、追加一步、从头重放、画出时间轴。

A selection round's log: where it stands, appending a step, replaying it, drawing its timeline.

记录本身（kind: round）就是依据，进度每次都由记录从头推算；每条带有前一条的校验值，改动会被查出。

The log (kind: round) is the truth, and how far the round is is worked out from it each time; each entry
carries the seal of the one before, so that changes are found out.

\b
示例 Examples:
  policy-engine round show 选岗.yaml
  policy-engine round append 选岗.yaml --step register \\
    --date 2024-09-06 --evidence 报名.yaml
  policy-engine round timeline 选岗.yaml --lang en

\b
退出码 Exit codes:
  0  相符，或已追加                    in order, or appended
  1  有不予认可的、未追加，或无法判断  refused, or it cannot be judged
  2  命令用法不对，或没有政策          wrong usage, or no policies
  3  记录或政策无法读取                the log or a policy cannot be read
"""


class Group(click.Group):
    """The subcommands, laid out like the rest."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option_in_words(super().get_help_option(ctx))


command = Group(
    name="round",
    no_args_is_help=False,
    help=_HELP,
    short_help="查看、追加、重放选岗记录 show, append to and replay a selection round's log",
)
_format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="输出格式 the format",
)


def _subcommand(name: str, zh: str, en: str, more: str) -> Callable[[Callable[..., Any]], click.Command]:
    def decorate(function: Callable[..., Any]) -> click.Command:
        made = described(name, zh, en, more)(function)
        command.add_command(made)
        return made

    return decorate


_common_options = all_of(policies_option, calendar_option, _format_option, language_option, click.pass_obj)


_READING = """FILE 是选岗记录（kind: round），或“-”（标准输入）。

FILE is the round's log (kind: round), or - for standard input.

\b
示例 Example:
  policy-engine round {name} 选岗.yaml --policies 政策文件夹
"""


@_subcommand("show", "显示选岗进度、下一步和最早日期",
             "Show where a round stands, and the next steps with their earliest days",
             _READING.format(name="show"))  # fmt: skip
@click.argument("file", metavar="FILE")
@_common_options
def show_command(
    presentation: Presentation, file: str, policies: Path, calendar: Path | None, format_: str
) -> int:
    from policy_engine.reports.round_text import show_text

    view = _read(presentation, one_file(file), policies, calendar)
    _show(view, format_, lambda: show_text(view, presentation.language))
    return 0 if view.can_go_on else REFUSED


@_subcommand("replay", "从头重放选岗记录，逐条说明是否有效",
             "Replay a round's log from the start and say of each entry whether it counts",
             _READING.format(name="replay"))  # fmt: skip
@click.argument("file", metavar="FILE")
@_common_options
def replay_command(
    presentation: Presentation, file: str, policies: Path, calendar: Path | None, format_: str
) -> int:
    from policy_engine.reports.round_text import replay_text

    view = _read(presentation, one_file(file), policies, calendar)
    _show(view, format_, lambda: replay_text(view, presentation.language))
    return 0 if view.holds else REFUSED


@_subcommand("timeline", "画出选岗各步的日期、时限和下一步的最早日期",
             "Draw the steps of a round with their days, and the earliest days of the next ones",
             _READING.format(name="timeline"))  # fmt: skip
@click.argument("file", metavar="FILE")
@_common_options
def timeline_command(
    presentation: Presentation, file: str, policies: Path, calendar: Path | None, format_: str
) -> int:
    from policy_engine.reports.timeline import timeline_text

    view = _read(presentation, one_file(file), policies, calendar)
    _show(view, format_, lambda: timeline_text(view, presentation.language))
    return 0 if view.can_go_on else REFUSED


_APPEND = """只追加现在可以办理的一步：次序不对、未到时间、已经结束的不予追加，说明原因和现在可以办理的步骤，
文件不变。写入时补上校验值（previous、last），其余内容一字不动；几个人同时追加也不会丢失。

证明材料（--evidence）是一份 YAML 或 JSON，写这一步的公告、报名、匹配结果、会议记录、名单、异议等栏目。
缺少证明、与步骤不符、数字自相矛盾、日期不够的，封存后无法更正，不予追加；岗位、人员和票数是否符合
规定，用 check 核查。

Appends one event, if it may come now. What is out of order, too early or after the end is refused with the
reason and the steps that may come; the file then stays as it is. The seals (previous, last) are filled in,
and nothing else in the file is touched; several people appending at once lose nothing.

The evidence is YAML or JSON with the entries of that step: notice, applications, matches, minutes, placings,
objection and so on. What lacks its evidence, or plainly contradicts itself or the policy's days, is not
appended, for a sealed log is never changed; whether posts, people and votes are right is for check to say.

\b
示例 Examples:
  policy-engine round append 选岗.yaml --step 自主报名 \\
    --date 2024-09-06 --until 2024-09-10 --evidence 报名.yaml
  echo '公告: {文号: 路北选〔2024〕1号, 岗位: [P01]}' | policy-engine \\
    round append 选岗.yaml --step 发布公告 --date 2024-09-02 --evidence -
"""


@_subcommand("append", "追加选岗的一步", "Append one step to a round's log", _APPEND)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--step", required=True, metavar="STEP",
              help="步骤的编号或名称，或 objection（异议）、effect（生效）、abandon（终止） "
              "the step's id or name, or objection, effect, abandon")  # fmt: skip
@click.option("--date", required=True, callback=day, metavar="DATE",
              help="这一步开始的日期 the day on which it began")  # fmt: skip
@click.option("--until", callback=day, metavar="DATE", help="这一步的最后一天 its last day")
@click.option("--evidence", metavar="FILE", help="证明材料，“-”为标准输入 the evidence, - for standard input")
@click.option("--seal", is_flag=True,
              help="先给没有校验值的记录写上校验值 first seal a log that has no seals")  # fmt: skip
@_common_options
def append_command(
    presentation: Presentation,
    file: Path,
    step: str,
    date: datetime.date,
    until: datetime.date | None,
    evidence: str | None,
    seal: bool,
    policies: Path,
    calendar: Path | None,
    format_: str,
) -> int:
    from policy_engine.app.round import Rounds
    from policy_engine.app.round_append import RefusedError, append
    from policy_engine.app.round_event import NewEvent

    new = NewEvent(step, date, until, _evidence(presentation, evidence))
    try:
        with working_by(calendar):
            done = append(Rounds(policies), file, new, seal_first=seal)
    except RefusedError as error:
        present_diagnostics(error.diagnostics, presentation)
        _show_refused(presentation, error.view, error.diagnostics, format_)
        return REFUSED
    present_diagnostics(done.cautions, presentation)
    _show_appended(presentation, done.view, sealed_now=done.sealed_now, format_=format_)
    return 0


def _evidence(presentation: Presentation, named: str | None) -> tuple[bytes, str] | None:
    if named is None:
        return None
    source = one_file(named)
    return read(source, presentation), source.name


def _read(presentation: Presentation, source: Input, policies: Path, calendar: Path | None) -> RoundView:
    from policy_engine.app.round import Rounds

    data = read(source, presentation)
    with working_by(calendar):
        standing = Rounds(policies).read(data, source.name)
        present_diagnostics(standing.loaded.warnings, presentation)
        return standing.view


def _show(view: RoundView, format_: str, text: Callable[[], str], **more: Any) -> None:
    from policy_engine.reports.round_view import round_data

    if format_ == "json":
        made = json.dumps({**more, **round_data(view)}, ensure_ascii=False, indent=2, allow_nan=False)
        show_bytes(f"{made}\n".encode())
    else:
        show(text())


def _show_refused(
    presentation: Presentation, view: RoundView, diagnostics: tuple[Diagnostic, ...], format_: str
) -> None:
    """Where the round stands all the same; for programs with the reasons."""
    from policy_engine.reports.round_text import show_text

    reasons = [
        {"code": each.code, "message": {"zh": each.message.zh, "en": each.message.en}} for each in diagnostics
    ]
    _show(view, format_, lambda: show_text(view, presentation.language), appended=False, reasons=reasons)


def _show_appended(presentation: Presentation, view: RoundView, *, sealed_now: bool, format_: str) -> None:
    from policy_engine.reports.round_text import show_text

    turn = view.replayed.turns[-1]
    earlier = turn.number - 1
    head = Text(f"已追加第 {turn.number} 条：{turn.name}（{turn.date}）。",
                f"Appended as entry {turn.number}: {turn.name} ({turn.date}).")  # fmt: skip
    if sealed_now and earlier:
        head = Text(f"{head.zh}此前的 {earlier} 条已写上校验值。",
                    f"{head.en} The {earlier} before it were sealed.")  # fmt: skip
    language = presentation.language
    _show(
        view,
        format_,
        lambda: f"{head.in_language(language)}\n\n{show_text(view, language)}",
        appended=True,
        reasons=[],
    )
