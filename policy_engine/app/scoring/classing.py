"""The township of an assessment, and its class, where no set-up was given to tell them."""

from __future__ import annotations

from policy_engine.app.classing import Classing
from policy_engine.app.scoring.head_problems import township_added
from policy_engine.app.scoring.material import Material
from policy_engine.diagnostics import Text
from policy_engine.divisions import division
from policy_engine.findings.report import ReportClass, ReportTownship
from policy_engine.findings.report_model import Bilingual


def class_by_list(material: Material) -> Classing:
    """By the county's own list; a class that is scored takes the indicators, which a set-up has."""
    classification = material.county.policy.document.classification
    if classification is None or classification.method != "label":
        return _none(Text("分类要按指标赋分，没有给出方案（--setup）",
                          "classes are scored by indicators, and no set-up was given (--setup)"))  # fmt: skip
    found = (classification.townships or {}).get(material.document.township)
    if found is None:
        return _none(
            Text(
                "乡镇名录中没有这个乡镇（街道），也没有给出方案（--setup）",
                "the county's list has no such township, and no set-up was given (--setup)",
            )
        )
    if found not in [each.id for each in classification.classes or ()]:
        return _none(Text(f"政策中没有类别“{found}”", f"the policy has no class {found}"))
    return Classing(found, None, None, ())


def _none(why: Text) -> Classing:
    reason = Text(f"类别无法确定：{why.zh}", f"the class cannot be computed: {why.en}")
    return Classing(None, reason, None, ())


def report_class(material: Material) -> ReportClass:
    """The class as the report shows it."""
    classing = class_by_list(material)
    classification = material.county.policy.document.classification
    names = {} if classification is None else {c.id: c.name for c in classification.classes or ()}
    return ReportClass(
        id=classing.class_,
        name=names.get(classing.class_ or ""),
        score=None,
        parts=(),
        declared=None,
        declared_name=None,
        reason=None if classing.reason is None else Bilingual.of(classing.reason),
    )


def report_township(material: Material) -> ReportTownship:
    """The township, named as the national list or the policy has it."""
    code, form = material.document.township, material.document.form
    known = division(code)
    name = township_added(material) if known is None else known.name
    if form is None or name is None:
        raise ValueError("an unknown township, or one without a form, is refused before")
    return ReportTownship(code=code, name=name, form=form)
