"""What is said on standard error beside the report."""

from __future__ import annotations

from collections.abc import Sequence

from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.reports.words import one_line

from .failures import CANNOT_JUDGE, WRONG_USAGE, present, present_diagnostics
from .judging import Judged
from .presentation import Presentation
from .streams import say

_LISTED = 10


def tell(text: Text, presentation: Presentation) -> None:
    """One sentence."""
    say(f"{text.in_language(presentation.language)}\n")


def listed(names: Sequence[str]) -> str:
    """The names, of many only the first."""
    more = f" … (+{len(names) - _LISTED})" if len(names) > _LISTED else ""
    return one_line(", ".join(names[:_LISTED]) + more)


def tell_failures(judged: Judged, presentation: Presentation) -> int:
    """What could not be judged and why, each thing once; the exit code, 0 when there is nothing."""
    codes: list[int] = []
    said: set[Diagnostic] = set()
    for _, error in judged.failures:
        if isinstance(error, DocumentError):
            fresh = [diagnostic for diagnostic in error.diagnostics if diagnostic not in said]
            present_diagnostics(fresh, presentation)
            said |= set(fresh)
            codes.append(CANNOT_JUDGE)
        else:
            codes.append(present(error, presentation))
    if judged.failures:
        names = listed([source.name for source, _ in judged.failures])
        number = len(judged.failures)
        said_last = Text(f"未能核查 {number} 份材料：{names}。", f"Could not be judged ({number}): {names}.")
        tell(said_last, presentation)
    return max(codes, key=(WRONG_USAGE, CANNOT_JUDGE).index, default=0)


def tell_left_out(judged: Judged, presentation: Presentation) -> None:
    """Which files of a folder were not judged, being something else."""
    if judged.left_out:
        names = listed([f"{source.name} ({kind})" for source, kind in judged.left_out])
        number = len(judged.left_out)
        tell(
            Text(f"不是机构设置方案，未予核查（{number} 份）：{names}。",
                 f"Left out, being no set-ups ({number}): {names}."),
            presentation,
        )  # fmt: skip


def tell_unissued(townships: Sequence[str], presentation: Presentation) -> None:
    """Why --require-issued counts these as not complying."""
    if townships:
        names = listed(townships)
        tell(
            Text(f"所依政策未全部印发，按不符合处理（--require-issued）：{names}。",
                 f"The policy is not issued in full and --require-issued was given: {names}."),
            presentation,
        )  # fmt: skip
