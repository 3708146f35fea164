"""A run of policy tests as plain text: a line for each test, what differs side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from policy_engine.diagnostics import Text
from policy_engine.findings.report_model import Bilingual
from policy_engine.reports.diff_names import in_chinese
from policy_engine.reports.words import Language, one_line
from policy_engine.testing.model import Coverage, Mismatch, MutationRun, Result, Run

Role = Literal["plain", "passed", "failed", "unreadable", "survived"]
_MARKS = {
    "passed": Text("通过", "passed"),
    "failed": Text("未通过", "failed"),
    "unreadable": Text("无法运行", "cannot run"),
}
ASPECTS = {
    "outcome": Text("结论", "outcome"),
    "class": Text("类别", "class"),
    "score": Text("得分", "score"),
    "missing": Text("缺少意见", "missing finding"),
    "unexpected": Text("多出意见", "unexpected finding"),
    "not_judged": Text("未核查", "not judged"),
    "result": Text("考核结果", "result"),
    "in_force": Text("现行规定", "in force"),
}
_NOTHING = Text("没有", "none")


@dataclass(frozen=True, slots=True)
class RunLine:
    """One line and what it is, for a terminal that shows colours."""

    text: str
    role: Role = "plain"


def run_lines(run: Run, language: Language) -> Iterator[RunLine]:
    """The text, line by line."""
    file = None
    for result in run.results:
        if result.file != file:
            file = result.file
            yield RunLine(file)
        yield from _result_lines(result, language)
    for coverage in run.coverage or ():
        yield from map(RunLine, _coverage_lines(coverage, language))
    if run.mutation is not None:
        yield from _mutation_lines(run.mutation, language)
    yield RunLine(summary_line(run, language), _role_of(run))


def run_text(run: Run, language: Language) -> str:
    """The whole text."""
    return "".join(f"{line.text}\n" for line in run_lines(run, language))


def _result_lines(result: Result, language: Language) -> Iterator[RunLine]:
    mark = _MARKS[result.status].in_language(language)
    yield RunLine(one_line(f"  {mark}  {result.name}  ({result.line})"), result.status)
    for mismatch in result.mismatches:
        yield from (RunLine(f"      {one_line(line)}") for line in mismatch_lines(mismatch, language))
    for problem in result.problems:
        yield RunLine(f"      {one_line(problem.in_language(language))}")


def mismatch_lines(mismatch: Mismatch, language: Language) -> Iterator[str]:
    """Expected and found, one below the other, with the place and the way out."""
    line = Text(f"（第 {mismatch.line} 行）", f" (line {mismatch.line})").in_language(language)
    yield f"{ASPECTS[mismatch.aspect].in_language(language)}{line}"
    found = Text("实际：", "found:    ")
    if mismatch.aspect == "missing" and mismatch.found is not None:
        found = Text("最接近的：", "nearest:  ")
    for label, said in ((Text("预期：", "expected: "), mismatch.expected), (found, mismatch.found)):
        yield f"  {label.in_language(language)}{(said or Bilingual.of(_NOTHING)).in_language(language)}"
    if mismatch.place is not None:
        yield f"  {Text('位置：', 'at:       ').in_language(language)}{mismatch.place}"
    if mismatch.remedy is not None:
        yield f"  {Text('办法：', 'help:     ').in_language(language)}{mismatch.remedy.in_language(language)}"


def percentage(share: Fraction) -> str:
    """A share as people read it: 83.3%; below the whole never 100%."""
    tenths = share * 1000 // 1
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


def _coverage_lines(coverage: Coverage, language: Language) -> Iterator[str]:
    judged = [rule for rule in coverage.rules if rule.judged]
    failed = [rule for rule in coverage.rules if rule.failed]
    classes = [each for each in coverage.classes if each.covered]
    entries = [each for each in coverage.entries if each.covered]
    share, whole = percentage(coverage.exact_share), coverage.rules
    yield ""
    if not coverage.tested:
        yield Text(f"{coverage.file}：覆盖 0%，没有任何测试用到。",
                   f"{coverage.file}: 0% covered, no test touches it.").in_language(language)  # fmt: skip
        return
    yield Text(
        f"{coverage.file}：覆盖 {share}。"
        f"规则核查过 {len(judged)}/{len(whole)}、违反过 {len(failed)}/{len(whole)}，"
        f"类别 {len(classes)}/{len(coverage.classes)}，栏目 {len(entries)}/{len(coverage.entries)}",
        f"{coverage.file}: {share} covered. Rules judged {len(judged)}/{len(whole)}, "
        f"broken {len(failed)}/{len(whole)}, classes {len(classes)}/{len(coverage.classes)}, "
        f"entries {len(entries)}/{len(coverage.entries)}",
    ).in_language(language)
    for each in coverage.classes:
        if not each.covered:
            said = Text(f"没有测试的类别 {each.id}（{each.name}）", f"class without a test: {each.id}")
            yield f"  {each.file}:{each.line} {said.in_language(language)}"
    for entry in coverage.entries:
        if not entry.covered:
            said = Text(f"没有用到 {entry.path_zh}（{entry.path}）", f"never read: {entry.path}")
            yield f"  {entry.file}:{entry.line} {said.in_language(language)}"
    yield from _unjudged(coverage, language)


def _unjudged(coverage: Coverage, language: Language) -> Iterator[str]:
    """The policy's own rules by their ids, the standard ones by their codes, of which there are many."""
    left = [rule for rule in coverage.rules if not rule.judged]
    for rule in left:
        if rule.file is not None:
            said = Text(f"没有核查过的自定规则 {rule.id}", f"own rule never judged: {rule.id}")
            yield f"  {rule.file}:{rule.line} {said.in_language(language)}"
    codes = Counter(rule.code for rule in left if rule.file is None)
    if codes:
        listed = [code if number == 1 else f"{code}×{number}" for code, number in codes.items()]
        said = Text(
            f"没有核查过的标准规则：{'、'.join(listed)}", f"standard rules never judged: {', '.join(listed)}"
        )
        yield f"  {said.in_language(language)}"


def _mutation_lines(mutation: MutationRun, language: Language) -> Iterator[RunLine]:
    yield RunLine("")
    yield RunLine(Text(
        f"逐处改动政策：被测试发现 {mutation.killed} 处，没有发现 {mutation.survived} 处，"
        f"改后不成政策 {mutation.invalid} 处（不计）",
        f"Changes of the policy: {mutation.killed} noticed, {mutation.survived} not noticed, "
        f"{mutation.invalid} no policy any more (not counted)",
    ).in_language(language))  # fmt: skip
    for mutant in mutation.survivors:
        path = mutant.path_zh if language == "zh" else mutant.path
        old, new = (_word(each, mutant.path, language) for each in (mutant.old, mutant.new))
        yield RunLine(one_line(f"  {mutant.file}:{mutant.line} {path}: {old} → {new}"), "survived")
        if mutant.hint is not None:
            yield RunLine(f"      {mutant.hint.in_language(language)}")


def _word(written: str, path: str, language: Language) -> str:
    """A word of the field by its Chinese name, whatever the file's own keys are."""
    return str(in_chinese(written, path)) if language == "zh" else written


def summary_line(run: Run, language: Language) -> str:
    """How many of each."""
    s = run.summary
    said = Text(
        f"共 {len(run.results)} 条测试：通过 {s.passed}，未通过 {s.failed}，无法运行 {s.unreadable}",
        f"{len(run.results)} tests: {s.passed} passed, {s.failed} failed, {s.unreadable} cannot run",
    ).in_language(language)
    return f"{said}{unreadable_files(s.unreadable_files, language)}"


def unreadable_files(number: int, language: Language) -> str:
    """What follows the tests in a summary: files whose tests nobody could count."""
    if number == 0:
        return ""
    return Text(f"；{number} 份测试文件无法读取",
                f"; {number} {'files' if number > 1 else 'file'} of tests cannot be read",
                ).in_language(language)  # fmt: skip


def _role_of(run: Run) -> Role:
    if run.summary.unreadable or run.summary.unreadable_files:
        return "unreadable"
    return "failed" if run.summary.failed else "passed"
