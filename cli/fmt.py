"""policy-engine fmt"""

from __future__ import annotations

import difflib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_engine.diagnostics import Text

from .failures import present_diagnostics
from .help import command as described
from .options import language_option
from .streams import show
from .telling import tell

if TYPE_CHECKING:
    from policy_engine.app.fmt import FormattedFile
    from policy_engine.source.canonical import Keys

    from .presentation import Language, Presentation

WOULD_CHANGE = 1
UNREADABLE = 3
_MORE = """PATH 是文件或文件夹，可以多个；政策、编制核定表、机构设置方案、人事事项、选岗、政策测试等都可以。
栏目按统一次序排列，缩进、空行统一，注释随所注的栏目移动，一条不少；内容不变，写入前逐份核对。
已印发的政策（内容校验值已登记）不动；JSON 不动；读不懂的文件不动，并说明原因。

PATH is a file or a folder; there may be several, of every kind of document in YAML. Entries are put in the
one order, with one indentation; comments move with what they are about, and none is lost. What a file says
stays the same, which is verified before it is written. Issued policies, JSON and what cannot be read stay
as they are.

\b
示例 Examples:
  policy-engine fmt policies
  policy-engine fmt policies --check
  policy-engine fmt policies/331004-luqiao/2025-01-01.yaml --keys zh --diff

\b
退出码 Exit codes:
  0  已整理，或无须整理           formatted, or nothing to do
  1  --check：有文件需要整理      --check: files would change
  2  命令用法不对                 wrong usage
  3  有文件读不懂或写不进         a file cannot be read or written
"""
_SUMMARY: tuple[tuple[str, str, str], ...] = (
    ("unchanged", "无须整理 {} 份", "{} as they should be"),
    ("issued", "已印发、不得改动 {} 份", "{} issued and not to be changed"),
    ("left-out", "不是本系统的 YAML 文件、略过 {} 份", "{} left out, being none of our YAML files"),
    ("failed", "无法整理 {} 份", "{} could not be formatted"),
)


@described("fmt", "按统一次序和格式整理文件", "Put files in the one order and style", _MORE)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--keys",
    type=click.Choice(["zh", "en"]),
    help="栏目名称和选项值一律改用中文或英文，默认各文件不变 rename entries and enumerated values "
    "into Chinese or English; without it, each file keeps its own",
)
@click.option("--check", is_flag=True, help="只检查，不改动 only tell which files would change")
@click.option("--diff", is_flag=True, help="显示改动，不写入 show what would change, and write nothing")
@language_option
@click.pass_obj
def command(
    presentation: Presentation, paths: tuple[Path, ...], keys: Keys | None, check: bool, diff: bool
) -> int:
    from policy_engine.app.fmt import format_files

    counted: Counter[str] = Counter()
    for result in format_files(paths, keys, write=not (check or diff)):
        counted[result.state] += 1
        if result.diagnostics:
            present_diagnostics(result.diagnostics, presentation)
        elif result.state == "changed":
            show(_difference(result) if diff else _line(result, presentation.language, check=check))
        elif result.state == "issued":
            show(_left_as_it_is(result, presentation.language))
    tell(_summary(counted, wrote=not (check or diff)), presentation)
    if counted["failed"]:
        return UNREADABLE
    return WOULD_CHANGE if check and counted["changed"] else 0


def _line(result: FormattedFile, language: Language, *, check: bool) -> str:
    said = Text("需要整理", "would change") if check else Text("已整理", "formatted")
    return f"{said.in_language(language)} {result.path.as_posix()}\n"


def _left_as_it_is(result: FormattedFile, language: Language) -> str:
    said = Text("已印发，未改动", "issued, not changed")
    return f"{said.in_language(language)} {result.path.as_posix()}\n"


def _difference(result: FormattedFile) -> str:
    """What would change, with the names of persons masked."""
    from policy_engine.findings.quoting import Quoted

    before, after = (Quoted(data.decode("utf-8-sig")).lines() for data in (result.before, result.after))
    name = result.path.as_posix()
    lines = difflib.unified_diff(before, after, name, name, lineterm="")
    return "".join(f"{line}\n" for line in lines)


def _summary(counted: Counter[str], *, wrote: bool) -> Text:
    zh, en = ("已整理 {} 份", "{} formatted") if wrote else ("需要整理 {} 份", "{} would change")
    parts = [(zh, en, counted["changed"])]
    parts += [(zh, en, counted[state]) for state, zh, en in _SUMMARY if counted[state]]
    return Text(
        "，".join(zh.format(number) for zh, _, number in parts) + "。",
        "Files: " + ", ".join(en.format(number) for _, en, number in parts) + ".",
    )
