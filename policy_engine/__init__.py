"""Policy as code for public post and staffing management.

    from pathlib import Path
    from policy_engine import Checker, render

    checker = Checker(Path("policies"))
    setup = Path("policies/331004-luqiao/cases/lubei-2024-complies.yaml")
    report = checker.check(setup.read_bytes(), setup.as_posix())
    report.outcome           # "approved", "conditional" or "rejected"
    report.findings[0].code  # "U33"
    print(render(report, "text", "en"))

What cannot be read raises DocumentError, with every problem and its place;
a wrong call raises UsageError.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from policy_engine.version import __version__

if TYPE_CHECKING:
    from policy_engine.app.check import Checker
    from policy_engine.app.check_actions import ActionChecker, ActionsExamined
    from policy_engine.app.check_round import RoundChecker, RoundExamined
    from policy_engine.app.explain import Explanation, Step, explain
    from policy_engine.app.rules import RuleSheet, standard_rules
    from policy_engine.app.schemas import SCHEMAS
    from policy_engine.app.validate import validate
    from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text, UsageError
    from policy_engine.findings.report import Finding, Report, Reports
    from policy_engine.findings.validation import Problem, Validation
    from policy_engine.reports.formats import FORMATS, render
    from policy_engine.reports.verdict import complies

__all__ = [
    "FORMATS",
    "SCHEMAS",
    "ActionChecker",
    "ActionsExamined",
    "Checker",
    "Diagnostic",
    "DocumentError",
    "Explanation",
    "Finding",
    "Problem",
    "Report",
    "Reports",
    "RoundChecker",
    "RoundExamined",
    "RuleSheet",
    "Span",
    "Step",
    "Text",
    "UsageError",
    "Validation",
    "__version__",
    "complies",
    "explain",
    "render",
    "standard_rules",
    "validate",
]

# Loaded when first asked for, so that `policy-engine --version` need not load them.
_HOMES = {
    "policy_engine.app.check": ("Checker",),
    "policy_engine.app.check_actions": ("ActionChecker", "ActionsExamined"),
    "policy_engine.app.check_round": ("RoundChecker", "RoundExamined"),
    "policy_engine.app.explain": ("Explanation", "Step", "explain"),
    "policy_engine.app.rules": ("RuleSheet", "standard_rules"),
    "policy_engine.app.schemas": ("SCHEMAS",),
    "policy_engine.app.validate": ("validate",),
    "policy_engine.diagnostics": ("Diagnostic", "DocumentError", "Span", "Text", "UsageError"),
    "policy_engine.findings.report": ("Finding", "Report", "Reports"),
    "policy_engine.findings.validation": ("Problem", "Validation"),
    "policy_engine.reports.formats": ("FORMATS", "render"),
    "policy_engine.reports.verdict": ("complies",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
