"""What is said on standard error of policies that were to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from policy_engine.diagnostics import Diagnostic, Text, UsageError

from .failures import CANNOT_JUDGE, WRONG_USAGE, present_diagnostics
from .telling import listed, tell

if TYPE_CHECKING:
    from policy_engine.app.diff import Comparison
    from policy_engine.app.diff_sides import Failed
    from policy_engine.app.diff_targets import Targets

    from .presentation import Presentation


def tell_told(comparison: Comparison, found: Targets, presentation: Presentation) -> None:
    """What the files' writers should know."""
    keep_lines(comparison.told, found, presentation)
    present_diagnostics(comparison.told, presentation)


def tell_failed(
    failures: Sequence[Failed], readable: Sequence[str], found: Targets, presentation: Presentation
) -> int:
    """Why there is no comparison, side by side, and which targets are not the cause; the exit code."""
    codes: list[int] = []
    said: set[Diagnostic] = set()
    for failed in failures:
        tell(Text(f"“{failed.asked}”无法比较：", f"{failed.asked} cannot be compared:"), presentation)
        error = failed.error
        wrong_usage = isinstance(error, UsageError)
        diagnostics = (error.diagnostic,) if isinstance(error, UsageError) else error.diagnostics
        keep_lines(diagnostics, found, presentation)
        fresh = [each for each in diagnostics if each not in said]
        present_diagnostics(fresh, presentation)
        if not fresh:
            tell(Text("  原因同上。", "  for the reason above."), presentation)
        said |= set(fresh)
        codes.append(WRONG_USAGE if wrong_usage else CANNOT_JUDGE)
    if readable:
        names = listed(readable, presentation.language)
        tell(Text(f"可以读取的：{names}。", f"What can be read: {names}."), presentation)
    return WRONG_USAGE if WRONG_USAGE in codes else CANNOT_JUDGE


def keep_lines(diagnostics: tuple[Diagnostic, ...], found: Targets, presentation: Presentation) -> None:
    """The lines of a revision, which lie in no file that could be opened under its name."""
    for diagnostic in diagnostics:
        for span in (diagnostic.span, *(place for _, place in diagnostic.related)):
            data = None if span is None else found.content(span.file)
            if span is not None and data is not None:
                presentation.read[span.file] = data
