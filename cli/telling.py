"""What is said on standard error beside the report."""

from __future__ import annotations

from collections.abc import Sequence

from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.terms import CHINESE
from policy_engine.reports.words import bracketed, file_text, one_line

from .failures import CANNOT_JUDGE, WRONG_USAGE, present, present_diagnostics
from .inputs import ACTIONS, ASSESSMENT, NO_FILE, REPORT, ROUND
from .judged import Judged
from .presentation import Language, Presentation
from .streams import say

_LISTED = 10
_KINDS = {
    **{kind: Text(name, kind) for kind, name in CHINESE["document_kind"].items()},
    REPORT: Text("核查报告", "report"),
    NO_FILE: Text("管道或设备，不是普通文件", "a pipe or a device, no regular file"),
}


def tell(text: Text, presentation: Presentation) -> None:
    """One sentence."""
    say(f"{text.in_language(presentation.language)}\n")


def listed(names: Sequence[str], language: Language) -> str:
    """The names, of many only the first."""
    more = len(names) - _LISTED
    if language == "en":
        return one_line(", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else ""))
    return one_line("、".join(names[:_LISTED]) + (f"等，另有 {more} 份" if more > 0 else ""))


def tell_failures(judged: Judged, presentation: Presentation) -> int:
    """What could not be judged and why, each thing once; the exit code, 0 when there is nothing."""
    language = presentation.language
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
        names = listed([file_text(source.name, language) for source, _ in judged.failures], language)
        number = len(judged.failures)
        said_last = Text(f"未能核查 {number} 份材料：{names}。", f"Could not be judged ({number}): {names}.")
        tell(said_last, presentation)
    return max(codes, key=(WRONG_USAGE, CANNOT_JUDGE).index, default=0)


def tell_left_out(judged: Judged, presentation: Presentation) -> None:
    """Which files of a folder were not judged, being something else."""
    if judged.left_out:
        language = presentation.language
        kinds = {kind: text.in_language(language) for kind, text in _KINDS.items()}
        names = listed(
            [bracketed(source.name, kinds[kind], language) for source, kind in judged.left_out], language
        )
        number = len(judged.left_out)
        tell(
            Text(f"不是机构设置方案，未予核查（{number} 份）：{names}。",
                 f"Left out, being no set-ups ({number}): {names}."),
            presentation,
        )  # fmt: skip
        if any(kind in (ACTIONS, ROUND) for _, kind in judged.left_out):
            tell(Text("其中人事事项、选岗要对照花名册核查：请用 --setup 指明机构设置方案。",
                      "Actions and rounds are judged on a roster: name the set-up by --setup."),
                 presentation)  # fmt: skip
        if any(kind == ASSESSMENT for _, kind in judged.left_out):
            tell(Text("其中考核材料请用 policy-engine score 核算。",
                      "Assessments are scored by policy-engine score."), presentation)  # fmt: skip


def tell_unissued(townships: Sequence[str], presentation: Presentation) -> None:
    """Why --require-issued counts these as not complying."""
    if townships:
        names = listed(townships, presentation.language)
        tell(
            Text(f"所依政策未全部印发，按不符合处理（--require-issued）：{names}。",
                 f"The policy is not issued in full and --require-issued was given: {names}."),
            presentation,
        )  # fmt: skip
