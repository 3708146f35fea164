"""What the checks of policies read of the section `assessment`: weights, scales, pools, names.

Nobody writes it; program.chain_assessment reads it off the policy in force.
"""

from __future__ import annotations

from policy_engine.documents.classification import Scale
from policy_engine.documents.fields import Document, Share, optional, required
from policy_engine.documents.terms import AppraisalGrade


class WeightGroup(Document):
    """Weights that are parts of one whole: of the mix, of dimensions, of a dimension's scorers."""

    path: str = required("路径")
    path_zh: str = required("中文路径")
    total: Share = required("合计")
    written: str = required("合计原文", description="合计，写作百分比")


class MixedPart(Document):
    """A part of a result: its weight in the mix, and whether the policy says how it is worked out."""

    path: str = required("路径")
    name_zh: str = required("名称")
    name_en: str = required("名称(英文)")
    weight: Share | None = optional("权重")
    written: str = required("权重原文", description="权重，写作百分比")
    needed: str = required("所需栏目")
    needed_zh: str = required("所需栏目(中文)")
    declared: bool = required("已写明")
    counts_otherwise: bool = required("另有用处", description="不计权重也有用：平时考核要按时完成")


class NamedScale(Document):
    """A scale and what it is of: an indicator, a metric of traces."""

    path: str = required("路径")
    of_zh: str = required("所属")
    of_en: str = required("所属(英文)")
    scale: Scale = required("赋分标准")


class MeasuredMetric(Document):
    """A metric of traces, and whether its value can be had and turned into points."""

    path: str = required("路径")
    name_zh: str = required("名称")
    name_en: str = required("名称(英文)")
    needs_scale: bool = required("须有赋分标准", description="数值不是百分比的，须写明如何折算")
    has_scale: bool = required("有赋分标准")
    column: str | None = optional("所需列名", description="痕迹表中缺少的列")
    column_zh: str | None = optional("所需列名(中文)")


class GradeWithEffects(Document):
    """A grade that somebody may get, and whether the policy says what hangs on it."""

    path: str = required("路径")
    grade: AppraisalGrade = required("等次")
    grade_zh: str = required("等次(中文)")
    grade_en: str = required("等次(英文)")
    has_effects: bool = required("有结果运用")


class PoolOverlap(Document):
    """Two pools that take the same people."""

    path: str = required("路径")
    name: str = required("名称")
    other: str = required("另一类")
    who_zh: str = required("人员")
    who_en: str = required("人员(英文)")


class PoolGap(Document):
    """People whom no pool takes: no share would limit how many of them are excellent."""

    path: str = required("路径")
    who_zh: str = required("人员")
    who_en: str = required("人员(英文)")


class RepeatedName(Document):
    """A name that two records of a list bear, or that is the id of another: documents may go by either."""

    path: str = required("路径")
    path_zh: str = required("中文路径")
    name: str = required("名称")
