"""JUnit XML, which build servers read: a suite for each report, a case for the outcome and each rule.

Of a batch each action is a case with what was found at it; rules have cases for what belongs to no action.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from policy_engine.diagnostics import Text
from policy_engine.findings.report import ActionResult, Finding, NotJudgedCheck, Report, Reports
from policy_engine.reports.actions_content import action_name, done_text
from policy_engine.reports.content import actions_of_findings, counts, finding_rows, finding_title
from policy_engine.reports.format import Format, each
from policy_engine.reports.round_words import state_text
from policy_engine.reports.words import (
    NOT_BINDING,
    OUTCOME,
    Language,
    group_of,
    one_line,
    rule_key,
)

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(made: Report | Reports, language: Language) -> str:
    root = ET.Element("testsuites", name="policy-engine")
    for report in each(made):
        root.append(_suite(report, language))
    for name in ("tests", "failures", "skipped", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(report: Report, language: Language) -> ET.Element:
    suite = ET.Element("testsuite", name=xml_text(f"{report.township.name} {report.input.path}"))
    suite.append(_properties(report, language))
    cases = [_outcome(report, language)]
    cases += [_action(report, action, language) for action in report.actions]
    by_rule: dict[str, list[Finding]] = {}
    for finding, actions in zip(report.findings, actions_of_findings(report), strict=True):
        if not actions:
            by_rule.setdefault(rule_key(finding.code, finding.id), []).append(finding)
    cases += [_rule(report, key, findings, language) for key, findings in by_rule.items()]
    cases += [_not_judged(report, check, language) for check in report.not_judged]
    suite.extend(cases)
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    suite.set("errors", "0")
    return suite


def _properties(report: Report, language: Language) -> ET.Element:
    properties = ET.Element("properties")
    named = {
        "outcome": report.outcome,
        "binding": "true" if report.binding else "false",
        "as_of": report.dates.as_of.isoformat(),
        "on": report.dates.on.isoformat(),
        "policy": " ".join(f"{layer.jurisdiction}@{layer.version}" for layer in report.policy),
    }
    if not report.binding:
        named["notice"] = NOT_BINDING.in_language(language)
    if report.setup is not None:
        named["setup"] = report.setup.path
    if report.round is not None:
        named["state"] = state_text(report.round).in_language(language)
    for name, value in named.items():
        ET.SubElement(properties, "property", name=name, value=xml_text(value))
    return properties


def _case(report: Report, name: str) -> ET.Element:
    return ET.Element("testcase", classname=xml_text(report.township.code), name=xml_text(name))


def _outcome(report: Report, language: Language) -> ET.Element:
    """So that a set-up without findings has a case, and a rejected one always a failure."""
    case = _case(report, Text("结论", "outcome").in_language(language))
    said = f"{OUTCOME[report.outcome].in_language(language)}: {counts(report, language)}"
    if report.outcome == "rejected":
        ET.SubElement(case, "failure", message=xml_text(said), type="outcome")
    else:
        ET.SubElement(case, "system-out").text = xml_text(said)
    return case


def _rule(report: Report, key: str, findings: list[Finding], language: Language) -> ET.Element:
    """One case for all that a rule found."""
    title = findings[0].title.in_language(language)
    case = _case(report, key if title == key else f"{key} {title}")
    _tell(case, report, findings, language)
    return case


def _action(report: Report, action: ActionResult, language: Language) -> ET.Element:
    """One case for an action: not being done is its failure, also where nothing of its own blocks it."""
    case = _case(report, action_name(action, language))
    _tell(case, report, [report.findings[place] for place in action.findings], language)
    if not action.done and case.find("failure") is None:
        said = done_text(action).in_language(language)
        case.insert(0, ET.Element("failure", message=said, type="not-done"))
    return case


def _tell(case: ET.Element, report: Report, findings: list[Finding], language: Language) -> None:
    """What blocks is the case's failure, the rest its output."""
    blocking = [finding for finding in findings if group_of(finding) in ("block", "incomplete")]
    if blocking:
        message = one_line("; ".join(f.message.in_language(language) for f in blocking))
        kind = "incomplete" if any(f.status == "incomplete" for f in blocking) else "block"
        failure = ET.SubElement(case, "failure", message=xml_text(message), type=kind)
        failure.text = _details(report, blocking, language)
    others = [finding for finding in findings if finding not in blocking]
    if others:
        ET.SubElement(case, "system-out").text = _details(report, others, language)


def _details(report: Report, findings: list[Finding], language: Language) -> str:
    lines = []
    for finding in findings:
        lines.append(f"{finding_title(finding, language)} [{group_of(finding)}]")
        for row in finding_rows(report, finding, language):
            lines += [f"{row.label}: {value}" for value in row.values]
    return xml_text("\n".join(lines))


def _not_judged(report: Report, check: NotJudgedCheck, language: Language) -> ET.Element:
    case = _case(report, rule_key(check.code, check.id))
    ET.SubElement(case, "skipped", message=xml_text(one_line(check.reason.in_language(language))))
    return case


def xml_text(text: str) -> str:
    """Without the characters that XML has no way to write."""
    return _NOT_IN_XML.sub("\ufffd", text)


FORMAT = Format("application/xml", ".xml", render)
