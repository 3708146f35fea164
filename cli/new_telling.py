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
    return Text(
        f"原版本没有写止日，没有改动；自 {from_} 起以新版本为准。"
        f"要写明的，在 {before} 的有效期（effective）写 until: {last_day}。",
        f"The version before states no last day and was not changed; from {from_} the new one is in force. "
        f"To say so, write until: {last_day} under effective in {before}.",
    )


def validated(validation: Validation, presentation: Presentation) -> int:
    """What validating the new files says, and the exit code for it."""
    from policy_engine.reports.validation_text import validation_lines

    colours = has_colours(sys.stdout)
    for line in validation_lines(validation, presentation.language, presentation.source):
        show(f"{click.style(line.text, bold=line.role != 'plain') if colours else line.text}\n")
    if validation.outcome == "unreadable" or validation.summary.error:
        return _UNUSABLE
    return 0 if validation.outcome == "valid" else _NOT_VALID
