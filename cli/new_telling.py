"""What `policy-engine new` says about what it made."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_engine.diagnostics import Text

from .streams import has_colours, show

if TYPE_CHECKING:
    from policy_engine.app.new_changes import Change
    from policy_engine.app.new_version import NewVersion
    from policy_engine.findings.validation import Validation

    from .presentation import Presentation

_UNUSABLE = 3
_NOT_VALID = 1
NO_TESTS = Text(
    "cases 文件夹里没有可用来测试的方案，没有生成测试。",
    "There is no set-up in the folder cases to test it on; no test was made.",
)


def tell_made(files: Sequence[Path], presentation: Presentation) -> None:
    said = Text("已生成", "Made").in_language(presentation.language)
    show("".join(f"{said} {file.as_posix()}\n" for file in files))


def what_is_to_be_done(folder: Path) -> Text:
    """After a county was started."""
    ledger = f"{folder.as_posix()}/ledger/"
    return Text(
        "请改写注明“示例”的各栏，再运行 policy-engine validate 和 policy-engine test。"
        f"编制核定表请按核定文件录入 {ledger}。",
        "Rewrite what is marked 示例 (example), then run policy-engine validate and policy-engine test. "
        f"The ledger goes into {ledger}, from the approved numbers.",
    )


def about_the_old_one(made: NewVersion, from_: datetime.date) -> Text:
    """What becomes of the version that was copied, which is never changed."""
    before, last_day = made.before.as_posix(), from_ - datetime.timedelta(days=1)
    if made.before_ends:
        return Text(
            f"原版本写明了止日，没有改动：{before}。请核对与新版本是否衔接。",
            f"{before} states its last day and was not changed; check that they join up.",
        )
    if made.before_issued:
        return Text(
            f"原版本已印发，没有改动，也不得改动；自 {from_} 起以新版本为准。",
            f"The version before is issued and must not be changed; from {from_} the new one is in force.",
        )
    if made.before_is_draft:
        return Text(
            f"原版本也还是草案，没有改动：{before}。不是要接着它另立一版、而是要重来的，"
            f"请先删去这两份，再运行一次。",
            f"The version before is a draft too and was not changed: {before}. To start over, and not to "
            f"follow it by another version, delete both files first and run this again.",
        )
    return Text(
        f"原版本没有写止日，没有改动；自 {from_} 起以新版本为准。"
        f"要写明的，在 {before} 的有效期（effective）写 until: {last_day}。",
        f"The version before states no last day and was not changed; from {from_} the new one is in force. "
        f"To say so, write until: {last_day} under effective in {before}.",
    )


def tell_changes(made: NewVersion, presentation: Presentation) -> None:
    """What each --set changed: old and new value, and where the new one stands."""
    for each in made.changes:
        show(f"{_change(each).in_language(presentation.language)}\n")


def _change(change: Change) -> Text:
    from policy_engine.app.new_changes import same
    from policy_engine.documents.paths import path_text
    from policy_engine.reports.policy_yaml import flow_text

    before = Text("未规定", "nothing declared")
    if change.before is not None:
        old, above = flow_text(change.before), change.before.span
        before = Text(old, old)
        if change.inherited:
            before = Text(f"{old}（沿用 {above.file}:{above.line}）",
                          f"{old} (inherited, {above.file}:{above.line})")  # fmt: skip
    new, place = flow_text(change.after), f"{change.after.span.file}:{change.after.span.line}"
    alike = Text("，与原来相同", ", as it was") if same(change) else Text("", "")
    return Text(
        f"{change.parsed.zh}：{before.zh} → {new}{alike.zh}（{place}）",
        f"{path_text(change.parsed.path)}: {before.en} → {new}{alike.en} ({place})",
    )


def next_steps(made: NewVersion, code: str, from_: datetime.date, policies: Path) -> Text:
    """What to type next, and that the tests that are there say nothing of the new version yet."""
    where = "" if policies == Path("policies") else f" --policies {_argument(policies)}"
    folder, versions = made.file.parent, f"{code}@{made.before.stem} {code}@{from_}"
    cases = folder / "cases"
    tests = (folder / "tests").as_posix()
    commands = [
        f"validate {_argument(made.file)}",
        f"diff {versions}",
        *([f"impact {versions} --setups {_argument(cases)}"] if cases.is_dir() else []),
        f"test {_argument(folder)}",
    ]
    typed = "".join(f"\n  policy-engine {each}{where}" for each in commands)
    return Text(
        f"测试按方案的基准日或写明的“日期”运行，在 {from_} 以前的都测不到新版本："
        f"请在 {tests} 里添上写明“日期: {from_}”的测试。\n接下来可运行：{typed}",
        f"Tests run on the day of their set-up, or on the one they state, and none before {from_} is about "
        f"the new version: add some to {tests} that say on: {from_}.\nNext you may run:{typed}",
    )


def _argument(path: Path) -> str:
    """As it can be typed in any system's shell."""
    written = path.as_posix()
    return f'"{written}"' if " " in written else written


def validated(validation: Validation, presentation: Presentation) -> int:
    """What validating the new files says, and the exit code for it."""
    from policy_engine.reports.validation_text import validation_lines

    colours = has_colours(sys.stdout)
    for line in validation_lines(validation, presentation.language, presentation.source):
        show(f"{click.style(line.text, bold=line.role != 'plain') if colours else line.text}\n")
    if validation.outcome == "unreadable" or validation.summary.error:
        return _UNUSABLE
    return 0 if validation.outcome == "valid" else _NOT_VALID
