"""The command `policy-engine`: finds the subcommand, runs it, turns what went wrong into an exit code.

Subcommands are imported when asked for, so that `--version` and completion
answer at once.
"""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Sequence

import click

from .help import Context, help_option_in_words
from .presentation import Presentation
from .streams import prepare_streams, say

PROGRAM = "policy-engine"
INTERRUPTED = 130
# Starting makes some hundred thousand objects that stay to the end: walking them again and again in search
# of garbage would take a fifth of the time of a short command.
_OBJECTS_BETWEEN_COLLECTIONS = 100_000
_COMMANDS = (
    "check", "score", "explain", "validate", "lint", "fmt", "new", "test", "diff", "impact",
    "show", "issue", "round", "rules", "schema", "completion",
)  # fmt: skip
_HELP = """岗位管理政策的核查和维护：方案、人事事项、选岗、考核与现行政策逐条对照，\
政策文件的校验、测试和比较。

Policy as code for public post and staffing management: judges set-ups, personnel actions, rounds and
assessments by the policy in force, and validates, tests and compares the policies themselves.

\b
示例 Examples:
  policy-engine check 方案.yaml --policies 政策文件夹
  policy-engine explain 方案.yaml U12
  policy-engine validate policies
  policy-engine diff 331004@2024-03-01 331004
  policy-engine check --help

\b
退出码 Exit codes:
  0  符合；没有差别；测试通过      complies; no difference; tests pass
  1  不符合；有差别；测试未通过    does not comply; differs; tests fail
  2  命令用法不对，或没有政策      wrong usage, or no policies
  3  材料或政策无法读取            a document cannot be read
"""


class Commands(click.Group):
    """The subcommands, each in the module of its name."""

    context_class = Context

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _context: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = importlib.import_module(f".{cmd_name}", __package__).command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(_no_command(name), ctx)
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option_in_words(super().get_help_option(ctx))


def _no_command(name: str) -> str:
    from policy_engine.diagnostics import Text, did_you_mean
    from policy_engine.reports.words import one_line

    written = one_line(name)
    help_ = did_you_mean(name, _COMMANDS) or Text(
        f"可用命令：{'、'.join(_COMMANDS)}。", f"the commands are {', '.join(_COMMANDS)}."
    )
    way_out = help_.en[0].lower() + help_.en[1:]
    return f"没有命令“{written}”，{help_.zh} There is no command {written}; {way_out}"


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from policy_engine.version import __version__

        click.echo(f"{PROGRAM} {__version__}")
        ctx.exit()


commands = Commands(
    name=PROGRAM,
    no_args_is_help=False,
    help=_HELP,
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help="显示版本 show the version",
        )
    ],
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is the same in every command (see the help)."""
    prepare_streams()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
    presentation = Presentation()
    try:
        code = commands.main(arguments, prog_name=PROGRAM, standalone_mode=False, obj=presentation)
    except (click.Abort, KeyboardInterrupt):
        return _interrupted()
    except Exception as error:
        from .failures import is_an_interruption, present

        if is_an_interruption(error):
            return _interrupted()
        return present(error, presentation)
    return code if isinstance(code, int) else 0


def _interrupted() -> int:
    say("已中断，没有得出结论。 Interrupted: there is no outcome.\n")
    return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
