"""Linting policy files: all that validation says, and how the files could be written better."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import get_args

from policy_engine.app.policy_judging import PolicyJudge
from policy_engine.app.validate import Progress, validated
from policy_engine.app.validation_cache import Cache
from policy_engine.app.validation_targets import find_targets
from policy_engine.diagnostics import Diagnostic, Span, Text, UsageError, did_you_mean
from policy_engine.documents.chain import Chain
from policy_engine.documents.envelope import BoundCode
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.findings.judgement import LintFacts
from policy_engine.findings.policy_findings import PolicyAssembly
from policy_engine.findings.report import Finding
from policy_engine.findings.validation import Level, Linting, Problem, summed_up
from policy_engine.linting.edits import Edit
from policy_engine.linting.facts import Linted, lint_facts
from policy_engine.program.county import CountyProgram
from policy_engine.program.standard import standard_program
from policy_engine.rulebook.loader import load_rulebook

# What keeps a file from being used is an error, whichever check says so.
_LEVELS: Mapping[Level, Level] = {
    "error": "error", "incomplete": "error", "block": "error",
    "warn": "warn", "info": "hint", "hint": "hint",
}  # fmt: skip


class LintJudge(PolicyJudge):
    """Judges chains as validation does, and lints the lowest file of each."""

    def also(self, program: CountyProgram, chain: Chain) -> tuple[tuple[Finding, Span], ...]:
        """What the rules N say of the file."""
        return _found(program, lint_facts(program, chain))


@cache
def _compiled() -> CompiledProgram:
    return CompiledProgram(standard_program("lint"))


def _found(program: CountyProgram, linted: Linted) -> tuple[tuple[Finding, Span], ...]:
    judgement = _compiled().judge(LintFacts(linted.lint))
    return PolicyAssembly(program.policy, None, linted.places, by_name=False).findings(judgement)


def safe_edits(program: CountyProgram, chain: Chain) -> dict[tuple[str, str, Span], Edit]:
    """The safe changes of the lowest file of a chain, by code and id of what was found, and its place."""
    linted = lint_facts(program, chain)
    return {
        (finding.code, finding.id, span): linted.edits[span]
        for finding, span in _found(program, linted)
        if span in linted.edits
    }


def lint(
    paths: Iterable[Path],
    policies: Path | None = None,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    progress: Progress | None = None,
    cache: Path | None = None,
) -> Linting:
    """Lint files, and every file of folders: a validation with three levels, error, warn and hint.

    `select` and `ignore` are codes or ids, for warnings and hints: errors are told always, and
    the outcome is that of the whole validation. The rest is as in validate.
    Raises UsageError for a code that there is not, or when there is nothing to lint.
    """
    refuse_unknown([*select, *ignore])
    targets = find_targets(paths, policies)
    kept = None if cache is None else Cache(cache, targets.repository, of="linted")
    validation = validated(targets, progress, kept, LintJudge)
    problems = tuple(
        problem.model_copy(update={"level": _LEVELS[problem.level]})
        for problem in validation.problems
        if not (is_of_lint(problem) and _is_passing(problem)) and is_wanted(problem, select, ignore)
    )
    told = {**dict(validation), "problems": problems, "summary": summed_up(problems)}
    return Linting.model_construct(**told)


def is_of_lint(problem: Problem) -> bool:
    return problem.id in _ids()


@cache
def _ids() -> frozenset[str]:
    return frozenset(rule.id for rule in load_rulebook(judges="lint").rules)


def _is_passing(problem: Problem) -> bool:
    """Whether it is so on some days only: what an upper layer restates tomorrow may differ today."""
    return problem.since is not None or problem.until is not None


def is_wanted(problem: Problem, select: Collection[str], ignore: Collection[str]) -> bool:
    """Whether a problem is to be told."""
    names = (problem.code, problem.id)
    if _LEVELS[problem.level] == "error":
        return True
    return (not select or any(name in select for name in names)) and not any(name in ignore for name in names)


def refuse_unknown(names: Iterable[str]) -> None:
    """Raises UsageError for what is neither a code nor an id of a check of policies or of lint.

    Codes with a point, such as yaml.mixed-keys, belong to documents, and are not listed anywhere.
    """
    rules = [*load_rulebook(judges="lint").rules, *load_rulebook(judges="policy").rules]
    known = {name for rule in rules for name in (rule.code or rule.id, rule.id)}.union(get_args(BoundCode))
    for name in names:
        if "." not in name and name not in known:
            raise UsageError(_no_such_code(name, known))


def _no_such_code(name: str, known: Collection[str]) -> Diagnostic:
    codes = sorted(each for each in known if each[:1].isupper())
    meant = did_you_mean(name, known)
    return Diagnostic(
        "lint.unknown-code",
        Text(f"没有编号为“{name}”的规则。", f"There is no rule {name}."),
        help=meant or Text(f"可用：{'、'.join(codes)}，或规则的编号。", f"There are {', '.join(codes)}."),
    )
