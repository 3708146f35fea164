"""A validation as JUnit XML, which build servers read: a case for each file."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from xml.etree import ElementTree as ET

from policy_engine.diagnostics import Text
from policy_engine.findings.validation import Problem, Validation
from policy_engine.reports.as_junit import xml_text
from policy_engine.reports.diagnostics_text import span_text
from policy_engine.reports.validation_content import (
    FORBIDDING,
    LEVEL,
    bases_text,
    bound_text,
    jurisdictions_text,
    message_text,
    numbers_text,
    problem_key,
    remedy_text,
    summary_text,
    title_text,
)
from policy_engine.reports.words import Language

_NO_FILE = Text("不在某一个文件", "in no single file")


def validation_junit(validation: Validation, language: Language) -> str:
    """An error for each document problem, a failure for each check that blocks or could not be judged."""
    suite = ET.Element("testsuite", name=title_text(validation, language))
    files = frozenset(validation.files)
    by_file = _by_file(validation, language)
    cases = [_case(file, problems, files, language) for file, problems in by_file.items()]
    suite.extend(cases)
    errors = [case for case in cases if case.find("error") is not None]
    failures = [case for case in cases if case.find("failure") is not None and case not in errors]
    ET.SubElement(suite, "system-out").text = xml_text(summary_text(validation, language))
    root = ET.Element("testsuites", name="policy-engine")
    root.append(suite)
    for element in (root, suite):
        element.set("tests", str(len(cases)))
        element.set("failures", str(len(failures)))
        element.set("errors", str(len(errors)))
        element.set("skipped", "0")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _by_file(validation: Validation, language: Language) -> dict[str, list[Problem]]:
    """Every file that was validated, and every other one in which a problem stands."""
    found: dict[str, list[Problem]] = {file: [] for file in validation.files}
    for problem in validation.problems:
        file = _NO_FILE.in_language(language) if problem.place is None else problem.place.file
        found.setdefault(file, []).append(problem)
    return found


def _case(file: str, problems: list[Problem], files: AbstractSet[str], language: Language) -> ET.Element:
    case = ET.Element("testcase", classname="policy-engine validate", name=xml_text(file))
    others = []
    for problem in problems:
        if problem.level not in FORBIDDING:
            others.append(_details(problem, files, language))
            continue
        tag = "error" if problem.level == "error" else "failure"
        element = ET.SubElement(case, tag, type=problem_key(problem))
        element.set("message", xml_text(message_text(problem, language)))
        element.text = xml_text(_details(problem, files, language))
    if others:
        ET.SubElement(case, "system-out").text = xml_text("\n\n".join(others))
    return case


def _details(problem: Problem, files: AbstractSet[str], language: Language) -> str:
    level = LEVEL[problem.level].in_language(language)
    place = "" if problem.place is None else f"{span_text(problem.place.span, language)}: "
    lines = (
        f"{place}{level} [{problem_key(problem)}] {message_text(problem, language)}",
        numbers_text(problem, language),
        remedy_text(problem, language),
        bound_text(problem, language),
        bases_text(problem, language),
        jurisdictions_text(problem, files, language),
    )
    return "\n".join(filter(None, lines))
