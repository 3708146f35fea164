"""policy-engine rules"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from policy_engine.diagnostics import Diagnostic, Text, UsageError, did_you_mean
from policy_engine.documents.envelope import BoundCode

from .help import command as described
from .options import language_option
from .streams import show

if TYPE_CHECKING:
    from policy_engine.app.rules import RuleSheet

    from .presentation import Language, Presentation

_MORE = """不带 CODE 列出全部核查项；CODE 可以是编号（U12）或规则名（posts-over-cap）。

Without CODE every check is listed; CODE is a check's code (U12) or a rule's id (posts-over-cap).

\b
示例 Examples:
  policy-engine rules
  policy-engine rules U12
"""


@described("rules", "列出核查项及其要求", "List the checks and what they require", _MORE)
@click.argument("code", required=False, metavar="[CODE]")
@language_option
@click.pass_obj
def command(presentation: Presentation, code: str | None) -> int:
    from policy_engine.app.rules import standard_rules

    sheets = standard_rules()
    if code is None:
        show(_list(sheets, presentation.language))
        return 0
    chosen = [sheet for sheet in sheets if code in (sheet.code, sheet.id)]
    if code in get_args(BoundCode) and not chosen:
        show(f"{_BOUNDS.in_language(presentation.language)}\n")
        return 0
    if not chosen:
        raise UsageError(_unknown(code, sheets))
    from .rule_text import sheet_text

    show("\n".join(sheet_text(sheet, presentation.language) for sheet in chosen))
    return 0


_BOUNDS = Text(
    "这一编号没有固定的规则：上级政策 envelope（上级约束）的每一条约束，按它写明的核查项生成规则。\n"
    "某一项受何约束，用 policy-engine explain --policy 331004@2024-03-01 posts.cap 查看。",
    "There are no fixed rules under this code: every bound of a policy's envelope makes its own.\n"
    "What bounds a value is shown by policy-engine explain --policy 331004@2024-03-01 posts.cap",
)


def _list(sheets: tuple[RuleSheet, ...], language: Language) -> str:
    from policy_engine.reports.layout import table
    from policy_engine.reports.words import SEVERITY

    headings = (
        Text("编号", "code"), Text("等级", "severity"), Text("核查内容", "check"), Text("规则", "rule"),
    )  # fmt: skip
    rows = [tuple(heading.in_language(language) for heading in headings)]
    for sheet in sheets:
        severity = SEVERITY[sheet.severity].in_language(language)
        rows.append((sheet.code, severity, sheet.title.in_language(language), sheet.id))
    return "".join(f"{line}\n" for line in table(rows))


def _unknown(code: str, sheets: tuple[RuleSheet, ...]) -> Diagnostic:
    known = [name for sheet in sheets for name in (sheet.code, sheet.id)]
    near = did_you_mean(code, known) or Text(
        "用 policy-engine rules 列出全部核查项。", "List them with policy-engine rules."
    )
    return Diagnostic(
        "rules.unknown",
        Text(f"标准核查项中没有“{code}”。", f"There is no standard check {code}."),
        help=Text(
            f"{near.zh}县级自定规则请用 explain 查看：policy-engine explain 方案.yaml {code}",
            f"{near.en} A county's own rule is shown by policy-engine explain SETUP {code}",
        ),
    )
