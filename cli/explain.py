"""policy-engine explain"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .help import command as described
from .options import language_option, on_option, policies_option
from .streams import show

if TYPE_CHECKING:
    from policy_engine.app.explain import Explanation

    from .presentation import Presentation

DOES_NOT_COMPLY = 1
_MORE = """SETUP 是文件或“-”（标准输入）；CODE 是核查项编号（U12）或规则名（posts-over-cap）。
逐步列出各数值、政策文件中的所在行和依据。该项不符合或无法核查时退出码为 1。

SETUP is a file or - for standard input; CODE is a check's code (U12) or a rule's id (posts-over-cap).
Shows its values step by step, the line of policy of each, and the legal basis. The exit code is 1 when
the check does not hold or could not be judged.

\b
示例 Example:
  policy-engine explain 方案.yaml U12 --policies 政策文件夹
"""


@described("explain", "说明一项核查的结果从何而来", "Explain where a check's result comes from", _MORE)
@click.argument("setup", metavar="SETUP")
@click.argument("code", metavar="CODE")
@policies_option
@on_option
@language_option
@click.pass_obj
def command(
    presentation: Presentation, setup: str, code: str, policies: Path, on: datetime.date | None
) -> int:
    from policy_engine.app.check import Checker
    from policy_engine.app.explain import explain

    from .inputs import one_file, read
    from .rule_text import explanation_text, head_text

    source = one_file(setup)
    checker = Checker(policies)
    data = read(source, presentation)
    explanations = explain(checker, data, source.name, code, on)
    report = checker.check(data, source.name, on)
    language = presentation.language
    pages = [explanation_text(explanation, report, language) for explanation in explanations]
    show("\n".join([head_text(report, language), *pages]))
    return DOES_NOT_COMPLY if any(map(_fails, explanations)) else 0


def _fails(explanation: Explanation) -> bool:
    """Whether a finding of the check blocks: not waived, and either blocking or not to be judged."""
    unwaived = [finding for finding in explanation.findings if finding.status != "waived"]
    return any(f.status == "incomplete" or f.severity == "block" for f in unwaived)
