"""A run of policy tests as JUnit XML, which build servers read: a suite for each file."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from policy_engine.diagnostics import Text
from policy_engine.findings.report_model import Bilingual
from policy_engine.reports.as_junit import xml_text
from policy_engine.reports.tests_text import ASPECTS, mismatch_lines
from policy_engine.reports.words import Language
from policy_engine.testing.model import Result, Run


def run_junit(run: Run, language: Language) -> str:
    """A failure for each test that came out otherwise, an error for each test or file that cannot be run."""
    root = ET.Element("testsuites", name="policy-engine test")
    by_file: dict[str, list[Result]] = {}
    for result in run.results:
        by_file.setdefault(result.file, []).append(result)
    for file, results in by_file.items():
        suite = ET.SubElement(root, "testsuite", name=xml_text(file))
        suite.extend(_case(result, language) for result in results)
        _count(suite, results)
    for unreadable in run.unreadable_files:
        suite = ET.SubElement(root, "testsuite", name=xml_text(unreadable.file))
        name = Text("读取测试文件", "read the file of tests").in_language(language)
        case = ET.SubElement(suite, "testcase", classname=xml_text(unreadable.file), name=name)
        _error(case, unreadable.problems, language)
        _count(suite, (), 1)
    _count(root, run.results, len(run.unreadable_files))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _count(
    element: ET.Element, results: list[Result] | tuple[Result, ...], unreadable_files: int = 0
) -> None:
    statuses = [result.status for result in results]
    element.set("tests", str(len(results) + unreadable_files))
    element.set("failures", str(statuses.count("failed")))
    element.set("errors", str(statuses.count("unreadable") + unreadable_files))
    element.set("skipped", "0")


def _case(result: Result, language: Language) -> ET.Element:
    case = ET.Element("testcase", classname=xml_text(result.file), name=xml_text(result.name))
    if result.status == "failed":
        aspects = dict.fromkeys(ASPECTS[m.aspect].in_language(language) for m in result.mismatches)
        failure = ET.SubElement(case, "failure", type="mismatch", message=xml_text("、".join(aspects)))
        lines = (line for mismatch in result.mismatches for line in mismatch_lines(mismatch, language))
        failure.text = xml_text("\n".join(lines))
    elif result.status == "unreadable":
        _error(case, result.problems, language)
    return case


def _error(case: ET.Element, problems: tuple[Bilingual, ...], language: Language) -> None:
    said = xml_text("\n".join(problem.in_language(language) for problem in problems))
    ET.SubElement(case, "error", type="unreadable", message=said).text = said
