"""What is said of waivers that do not fit the checks they name."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from policy_engine.diagnostics import Diagnostic, Severity, Span, Text, did_you_mean
from policy_engine.expr.numbers import exact, plain


def unknown_check(name: str, known: Collection[str], span: Span) -> Diagnostic:
    return Diagnostic(
        "waiver.unknown-check",
        Text(f"没有核查项“{name}”。", f"There is no check {name}."),
        span,
        help=did_you_mean(name, known) or Text(
            "请写核查项编号或规则编号，见 docs/waivers.md。", "State a check's code or a rule's id."
        ),
    )  # fmt: skip


def not_on_the_day(name: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "waiver.check-not-in-force",
        Text(f"准予期间有的日子施行的政策没有可豁免的规则“{name}”，那些日子这项豁免不起作用。",
             f"On some days of the entry the policy in force has no rule {name} that may be waived; "
             "the entry counts for nothing on them."),
        span,
        Severity.WARNING,
        help=Text("请核对规则编号和起止日期；规则只在另一版政策中有的，起日写为该版的施行日。",
                  "Check the id and the days; if only another version has the rule, begin on its first day."),
    )  # fmt: skip


def not_waivable(name: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "waiver.not-waivable",
        Text(f"核查项“{name}”不得豁免。", f"Check {name} cannot be waived."),
        span,
        help=Text("可以豁免的核查项见 docs/waivers.md；其他情形请修改政策或编制核定表，按程序报批。",
                  "docs/waivers.md lists what can; for anything else have the policy or the ledger changed."),
    )  # fmt: skip


def name_the_rule(name: str, rules: Collection[str], span: Span) -> Diagnostic:
    return Diagnostic(
        "waiver.name-the-rule",
        Text(f"核查项“{name}”有几条规则，须写明豁免哪一条。",
             f"Check {name} has several rules; say which one is waived."),
        span,
        help=Text(f"请改写为规则编号：{'、'.join(rules)}。", f"Write one of: {', '.join(rules)}."),
    )  # fmt: skip


def bound_unclear(name: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "waiver.bound-unclear",
        Text(f"规则“{name}”不是“实际值不超过（不少于）限值”的写法，无从准予限值，不得豁免。",
             f"The rule {name} does not hold what is observed against a limit; no number in it can be moved, "
             "and it cannot be waived."),
        span,
        help=Text("请在政策中把规则改写为实际值在前、限值在后，如 p.seats <= 2；"
                  "另写了 observed（实际）、limit（限值）的，应与要求的两边一致。",
                  "In the policy, write what is observed on the left and the limit on the right, as in "
                  "p.seats <= 2; where `observed` and `limit` are stated, they must be those two sides."),
    )  # fmt: skip


def borrows(id_: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "rule.waived-with",
        Text(f"自定规则“{id_}”不能写“随同豁免”：别的规则的豁免不是为它批的。",
             f"The rule {id_} cannot be waived with another: what was granted there was not granted for it."),
        span,
        help=Text("删去 waived_with（随同豁免）；可以豁免的，写 waivable（可豁免），另行批复。",
                  "Remove `waived_with`; if it may be waived, say so with `waivable` and grant that."),
    )  # fmt: skip


def needs_a_bound(name: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "waiver.no-bound",
        Text(f"核查项“{name}”有限值，须写明准予放宽到多少。",
             f"Check {name} has a limit; say up to what it is waived."),
        span,
        help=Text("请写上 granted（准予限值），如 granted: 97。", "Add `granted`, such as granted: 97."),
    )  # fmt: skip


def needs_no_bound(name: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "waiver.bound-not-fitting",
        Text(f"核查项“{name}”没有可放宽的数值。", f"Check {name} has no number that could be moved."),
        span,
        help=Text("请删去 granted（准予限值）。", "Leave out `granted`."),
    )


def runs_up(before: Fraction, after: Fraction, span: Span) -> Diagnostic:
    first, then = plain(exact(before)), plain(exact(after))
    return Diagnostic(
        "waiver.schedule-looser",
        Text(f"由 {first} 到 {then} 不是收紧。", f"From {first} to {then} is looser, not tighter."),
        span,
        help=Text("逐步收紧的各步只能越来越接近政策的限值。",
                  "Each step can only come nearer to the policy's limit."),
    )  # fmt: skip


def needs_a_subject(name: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "waiver.no-subject",
        Text(f"核查项“{name}”逐个核查，须写明豁免哪一个。",
             f"Check {name} judges things one by one; say which one is meant."),
        span,
        help=Text("请写上 subject（对象）的编号；不指定对象的，写明 uses（数量）。",
                  "Add `subject`, its id; or `uses`, how many, where no one is meant in particular."),
    )  # fmt: skip


def has_no_subject(name: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "waiver.subject-of-whole",
        Text(f"核查项“{name}”针对整个镇街，没有对象。", f"Check {name} speaks of the whole township."),
        span,
        help=Text("请删去 subject（对象）。", "Leave out `subject`."),
    )


def unknown_not_for(name: str, known: Collection[str], span: Span) -> Diagnostic:
    return Diagnostic(
        "waivers.unknown-check",
        Text(f"没有核查项“{name}”，“不得豁免”对它不起作用。",
             f"There is no check {name}: `not_for` keeps nobody from waiving what was meant."),
        span,
        help=did_you_mean(name, known),
    )  # fmt: skip
