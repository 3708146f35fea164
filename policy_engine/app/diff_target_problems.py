"""What is said of a target that names no policy."""

from __future__ import annotations

from pathlib import Path

from policy_engine.diagnostics import Diagnostic, Span, Text, closest
from policy_engine.documents.terms import CHINESE
from policy_engine.policyset.jurisdiction_names import code_for_name, with_name
from policy_engine.policyset.repository import FOLDER

_HOW = Text(
    "可以写：辖区代码（331004）、代码@日期（331004@2024-03-01）、政策文件，或者 修订:文件"
    "（HEAD~1:policies/…）、修订:代码@日期。",
    "Write a code (331004), code@date (331004@2024-03-01), a policy file, or REVISION:file "
    "(HEAD~1:policies/…), REVISION:code@date.",
)


def unknown_target(asked: str, policies: Path) -> Diagnostic:
    """Something that is neither a code nor a file nor of a revision."""
    guess = _guess(asked, policies)
    return Diagnostic(
        "target.unknown",
        Text(f"“{asked}”不是辖区代码，也没有这个文件。",
             f"{asked} is no jurisdiction's code, and there is no such file."),
        help=Text(f"{guess.zh}{_HOW.zh}", f"{guess.en}{_HOW.en}"),
    )  # fmt: skip


def _guess(asked: str, policies: Path) -> Text:
    """What somebody may have meant, as the beginning of the way out; empty where nobody can tell."""
    named = code_for_name(asked, [folder[:6] for folder in _folders(policies)])
    if named is not None:
        return Text(named.zh, f"{named.en} ")
    meant = _meant(asked, policies)
    if meant is None:
        return Text("", "")
    return Text(f"是否想写 {with_name(meant)}？", f"Did you mean {with_name(meant)}? ")


def _meant(asked: str, policies: Path) -> str | None:
    """The code of a folder by its name, or a file that is named nearly so."""
    names = {name: folder[:6] for folder in _folders(policies) for name in (folder, folder[:6], folder[7:])}
    near = closest(asked, names)
    if near is not None:
        return names[near]
    folder = Path(asked).parent
    near = closest(Path(asked).name, [each.name for each in folder.iterdir()]) if folder.is_dir() else None
    return None if near is None else (folder / near).as_posix()


def _folders(policies: Path) -> list[str]:
    """The names of the jurisdictions' folders; none where there is no folder of policies."""
    if not policies.is_dir():
        return []
    return sorted(each.name for each in policies.iterdir() if FOLDER.fullmatch(each.name))


def is_a_folder(asked: str) -> Diagnostic:
    return Diagnostic(
        "target.is-a-folder",
        Text(f"“{asked}”是文件夹，这里要指明一项政策。",
             f"{asked} is a folder; one policy is to be named here."),
        help=_HOW,
    )  # fmt: skip


def other_kind(file: str, kind: str) -> Diagnostic:
    """A set-up, a ledger or the like: there is nothing to lay it over."""
    name = CHINESE["document_kind"][kind]
    return Diagnostic(
        "target.other-kind",
        Text(f"这是{name}（kind: {kind}），这里需要政策（kind: policy）。",
             f"This is of kind {kind}; a policy (kind: policy) is needed here."),
        Span(file, 1, 1, 1, 1),
        help=Text("请写政策文件或辖区代码；政策变动对方案的影响，用 policy-engine impact --setups 查看。",
                  "Name a policy file or a jurisdiction's code; what a change does to set-ups is told by "
                  "policy-engine impact --setups."),
    )  # fmt: skip
