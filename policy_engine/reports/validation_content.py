"""What a validation says of policy files, as words; the formats only lay it out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from pathlib import PurePath

from policy_engine.diagnostics import Text
from policy_engine.divisions import division
from policy_engine.expr.numbers import plain
from policy_engine.findings.report_model import Shown
from policy_engine.findings.validation import LEVELS, Level, Linting, Outcome, Problem, Validation
from policy_engine.policyset.layer import NATION
from policy_engine.reports.content import figures_text
from policy_engine.reports.words import (
    GROUP,
    LAYER,
    Language,
    basis_text,
    bracketed,
    clause_place,
    one_line,
    rule_key,
)

_TITLE = Text("政策文件校验", "validation of policy files")
_TITLE_OF_LINTING = Text("政策文件写法检查", "linting of policy files")
LEVEL: Mapping[Level, Text] = {
    "error": Text("错误", "error"),
    "incomplete": Text("无法核查", "cannot be judged"),
    "block": Text("阻断", "blocking"),
    "warn": Text("提示", "warning"),
    "info": GROUP["info"],
    "hint": Text("建议", "hint"),
}
_COUNTED: Mapping[Level, Text] = {
    "error": Text("错误", "errors"),
    "incomplete": GROUP["incomplete"],
    "block": GROUP["block"],
    "warn": GROUP["warn"],
    "info": GROUP["info"],
    "hint": Text("建议", "hints"),
}
OUTCOME: Mapping[Outcome, Text] = {
    "valid": Text("可以使用", "can be used"),
    "invalid": Text("不得使用，请先解决阻断和无法核查的问题",
                    "not to be used before what blocks, or could not be judged, is put right"),
    "unreadable": Text("无法使用，请先改正错误", "cannot be used before the errors are put right"),
}  # fmt: skip
# Levels that forbid using the files.
FORBIDDING: tuple[Level, ...] = ("error", "incomplete", "block")
_LISTED = 10
_RATIO = re.compile(r"-?\d+/\d+")


def title_text(validation: Validation, language: Language) -> str:
    """What was done to the files."""
    title = _TITLE_OF_LINTING if isinstance(validation, Linting) else _TITLE
    return title.in_language(language)


def problem_key(problem: Problem) -> str:
    """Such as "Q05/bound-posts-cap-at-most", or a document's "yaml.duplicate-key"."""
    return rule_key(problem.code, problem.id)


def message_text(problem: Problem, language: Language) -> str:
    return one_line(problem.message.in_language(language))


def remedy_text(problem: Problem, language: Language) -> str:
    """The way out; nothing where there is none."""
    return "" if problem.remedy is None else one_line(problem.remedy.in_language(language))


def numbers_text(problem: Problem, language: Language) -> str:
    """Such as "实际值 3，限值 5，差额 -2"; "" where the message says it all.

    It does so for what is not measured in numbers, and for shares that it gives
    in percent: 0.25 below "25%" would be one figure in two spellings.
    """
    figures = (problem.observed, problem.limit)
    if not all(map(_is_number, figures)) or all(_said_in_percent(figure, problem) for figure in figures):
        return ""
    return figures_text(problem, language)


def _said_in_percent(figure: Shown, problem: Problem) -> bool:
    percent = f"{plain(Fraction(str(figure)) * 100)}%"
    found = re.compile(rf"(?<![\d.,+-]){re.escape(percent)}")
    return all(found.search(text) for text in (problem.message.zh, problem.message.en))


def _is_number(value: Shown) -> bool:
    if isinstance(value, str):
        return _RATIO.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def bases_text(problem: Problem, language: Language) -> str:
    """The legal sources in one line; those that nobody has compared with the original say so."""
    return ("；" if language == "zh" else "; ").join(basis_text(basis, language) for basis in problem.basis)


def bound_text(problem: Problem, language: Language) -> str:
    """Where the upper layer's bound stands, and which layer it is; "" where none is broken."""
    clause = problem.clause
    if clause is None:
        return ""
    return bracketed(clause_place(clause), LAYER[clause.layer].in_language(language), language)


def jurisdictions_text(problem: Problem, files: AbstractSet[str], language: Language) -> str:
    """Whose policy it was found in, of many the first; "" where the file itself tells.

    `files` are those that were asked for: of any other the reader may not know whose it is.
    """
    codes = problem.jurisdictions
    if not codes or (len(codes) == 1 and _lies_with(problem, codes[0]) and not _elsewhere(problem, files)):
        return ""
    comma = "、" if language == "zh" else ", "
    listed = comma.join(_jurisdiction(code, language) for code in codes[:_LISTED])
    if len(codes) <= _LISTED:
        return one_line(listed)
    number = len(codes)
    return one_line(Text(f"{listed} 等 {number} 个", f"{listed}, {number} in all").in_language(language))


def _lies_with(problem: Problem, code: str) -> bool:
    """Whether the place is in the jurisdiction's own folder."""
    return problem.place is not None and any(
        part.startswith(f"{code}-") for part in PurePath(problem.place.file).parts
    )


def _elsewhere(problem: Problem, files: AbstractSet[str]) -> bool:
    """Whether the place is in a file that was not asked for, such as a county's below the province's."""
    return problem.place is not None and bool(files) and problem.place.file not in files


def _jurisdiction(code: str, language: Language) -> str:
    if code == NATION:
        return Text("全国", "the nation").in_language(language)
    known = division(code)
    return code if known is None else f"{known.name} {code}"


def left_out_text(validation: Validation, language: Language) -> str:
    """Which files of the folders are none of those that are validated; "" when there are none."""
    files = validation.left_out
    if not files:
        return ""
    listed = _files(files, language)
    done = "检查" if isinstance(validation, Linting) else "校验"
    return Text(
        f"未{done} {len(files)} 个文件，它们不是政策、编制核定表或机构设置方案：{listed}。",
        f"Left out, being no policies, ledgers or set-ups ({len(files)}): {listed}.",
    ).in_language(language)


def _files(files: Sequence[str], language: Language) -> str:
    more = len(files) - _LISTED
    if language == "en":
        return one_line(", ".join(files[:_LISTED]) + (f" and {more} more" if more > 0 else ""))
    return one_line("、".join(files[:_LISTED]) + (f"等，另有 {more} 个" if more > 0 else ""))


def summary_text(validation: Validation, language: Language) -> str:
    """How many files, how many problems of each level, and whether the files can be used; in one line."""
    number = len(validation.files)
    counts = [(level, getattr(validation.summary, level)) for level in LEVELS]
    found = [(level, count) for level, count in counts if count]
    outcome = OUTCOME[validation.outcome]
    done = Text("检查", "Linted") if isinstance(validation, Linting) else Text("校验", "Validated")
    if not found:
        return Text(f"{done.zh} {number} 个文件，没有发现问题。结论：{outcome.zh}。",
                    f"{done.en} {_files_number(number)}: nothing was found. Outcome: {outcome.en}.",
                    ).in_language(language)  # fmt: skip
    done_zh = f"{done.zh} {number} 个文件" if number else f"未能逐个{done.zh}文件"
    done_en = (
        f"{done.en} {_files_number(number)}" if number else f"No file could be {done.en.lower()} by itself"
    )
    listed_zh = "，".join(f"{_COUNTED[level].zh} {count}" for level, count in found)
    listed_en = ", ".join(f"{_COUNTED[level].en} {count}" for level, count in found)
    return Text(
        f"{done_zh}：{listed_zh}。结论：{outcome.zh}。",
        f"{done_en}: {listed_en}. Outcome: {outcome.en}.",
    ).in_language(language)


def _files_number(number: int) -> str:
    return f"{number} {'file' if number == 1 else 'files'}"
