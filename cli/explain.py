"""policy-engine explain"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_engine.diagnostics import Diagnostic, Text, UsageError

from .help import command as described
from .options import language_option, on_option, policies_option
from .streams import show, show_bytes

if TYPE_CHECKING:
    from policy_engine.app.explain import Explanation

    from .presentation import Presentation

DOES_NOT_COMPLY = 1
_MORE = """SETUP 是文件或“-”（标准输入）；CODE 是核查项编号（U12）或规则名（posts-over-cap）。
逐步列出各数值、政策文件中的所在行和依据。该项不符合或无法核查时退出码为 1。

用 --policy 则说明政策中的一个数值：PATH 是它的路径（posts.cap、岗位设置.岗位上限），逐级列出谁规定、
写在哪里、自何时起，受什么约束，用于哪些核查项。

SETUP is a file or - for standard input; CODE is a check's code (U12) or a rule's id (posts-over-cap).
Shows its values step by step, the line of policy of each, and the legal basis. The exit code is 1 when
the check does not hold or could not be judged.

With --policy a value of the policy itself is explained: PATH is where it stands (posts.cap,
岗位设置.岗位上限). Shows layer by layer who set it, where and since when, its bounds and the checks that
read it.

\b
示例 Examples:
  policy-engine explain 方案.yaml U12 --policies 政策文件夹
  policy-engine explain --policy 331004@2024-03-01 posts.cap
  policy-engine explain --policy 331004@2024-03-01 岗位设置.岗位上限
"""


@described(
    "explain",
    "说明核查结果或政策数值从何而来",
    "Explain where a check's result or a policy's value comes from",
    _MORE,
)
@click.argument("subject", metavar="SETUP|PATH")
@click.argument("code", required=False, metavar="[CODE]")
@click.option(
    "--policy",
    metavar="TARGET",
    help="说明这一政策中 PATH 处的数值；写作 辖区代码@日期 explain the value at PATH of this policy, written "
    "code@date",
)
@policies_option
@on_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    help="输出格式，默认 text；json 须与 --policy 同用 the format, text without it; json goes with --policy",
)
@language_option
@click.pass_obj
def command(
    presentation: Presentation,
    subject: str,
    code: str | None,
    policy: str | None,
    policies: Path,
    on: datetime.date | None,
    format_: str | None,
) -> int:
    if policy is None:
        if code is None:
            raise UsageError(_no_code(subject))
        if format_ == "json":
            raise UsageError(_only_with_policy())
        return _explain_check(presentation, subject, code, policies, on)
    if code is not None:
        raise UsageError(_one_path(subject, code))
    if on is not None:
        raise UsageError(_date_twice(policy, on))
    return _explain_value(presentation, policy, subject, policies, format_)


def _explain_check(
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


def _explain_value(
    presentation: Presentation, target: str, path: str, policies: Path, format_: str | None
) -> int:
    from policy_engine.app.policy_value import explain_value

    from .policy_text import value_json, value_text

    value = explain_value(policies, target, path)
    if format_ != "json":
        show(value_text(value, presentation.language))
    elif sys.stdout.isatty():
        show(value_json(value))
    else:
        show_bytes(value_json(value).encode())
    return 0


def _no_code(subject: str) -> Diagnostic:
    return Diagnostic(
        "explain.no-code",
        Text("没有写明要说明哪一项。", "It is not said which check to explain."),
        help=Text(
            f"说明核查结果：policy-engine explain {subject} U12；"
            f"说明政策数值：policy-engine explain --policy 331004@2024-03-01 posts.cap。",
            f"For a check's result: policy-engine explain {subject} U12; "
            f"for a value of the policy: policy-engine explain --policy 331004@2024-03-01 posts.cap.",
        ),
    )


def _only_with_policy() -> Diagnostic:
    return Diagnostic(
        "explain.json-without-policy",
        Text("说明核查结果只有文本格式。", "The explanation of a check has no other format than text."),
        help=Text("需要数据的，用 policy-engine check --format json。",
                  "For data: policy-engine check --format json."),
    )  # fmt: skip


def _one_path(subject: str, code: str) -> Diagnostic:
    return Diagnostic(
        "explain.two-paths",
        Text(f"用 --policy 时只说明一处，这里写了“{subject}”和“{code}”。",
             f"With --policy one place is explained; here are {subject} and {code}."),
        help=Text("请只留一个路径；路径中有空格的，加引号。", "Leave one; put a path with spaces in quotes."),
    )  # fmt: skip


def _date_twice(target: str, on: datetime.date) -> Diagnostic:
    return Diagnostic(
        "explain.date-twice",
        Text(f"--policy 的“{target}”已经写明日期，又用了 --on {on}。",
             f"--policy {target} names a date already, and --on {on} was given too."),
        help=Text("请去掉 --on，在 @ 后写明日期。", "Leave --on out, and write the date behind the @."),
    )  # fmt: skip
