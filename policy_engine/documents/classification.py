"""How a county classifies its townships (分类): by its own list, or by scored indicators."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policy_engine.documents.fields import Amount, Count, Document, optional, parameter, required
from policy_engine.documents.terms import ClassificationMethod


class Scale(Document):
    """Points for a value: linear from 0 (at `from`) to 100 (at `to`), clamped; or in steps.

    `steps` are pairs [at least, points].
    """

    from_: Amount | None = optional("起", alias="from", description="得 0 分的数值", examples=[10000])
    to: Amount | None = optional("止", description="得 100 分的数值；两者之间按比例计分", examples=[150000])
    steps: list[Annotated[list[Amount], Field(min_length=2, max_length=2)]] | None = optional(
        "分档",
        description="分档计分：达到前一个数，得后一个数的分",
        examples=[[[0, 20], [30, 60], [60, 100]]],
    )


class Plausible(Document):
    """What a value can reasonably be, in the indicator's own unit."""

    from_: Amount = required("起", looser="down", alias="from", description="低于此数应核实", examples=[1000])
    to: Amount = required("止", looser="up", description="高于此数应核实", examples=[1000000])


class Indicator(Document):
    """One indicator (指标) of a scored classification."""

    id: str = required("编号", examples=["population"], description="编号，方案的指标数值以此对应")
    name: str = required("名称", looser="neutral", examples=["人口"], description="指标名称")
    unit: str = required("单位", examples=["person"], description="计量单位")
    weight: Annotated[Amount, Field(ge=0)] = required(
        "权重", description="权重；各项之和应为 100", examples=[35]
    )
    scale: Scale = required(
        "赋分标准", description="数值如何折算成分数", examples=[{"from": 10000, "to": 150000}]
    )
    plausible: Plausible | None = optional(
        "合理范围", description="数值的合理范围，超出应核实", examples=[{"from": 1000, "to": 1000000}]
    )


class TownshipClass(Document):
    """A class of townships (类别); `at_least` is its cut-off where classes are scored."""

    id: str = required("编号", examples=["urban-subdistrict"], description="类别编号，供别处引用")
    name: str = required("名称", looser="neutral", examples=["城区型街道"], description="类别名称")
    at_least: Amount | None = optional("不低于", description="赋分分类时，达到多少分归入此类", examples=[70])


class Classification(Document):
    """Classes, largest first, and how a township gets one."""

    method: ClassificationMethod | None = parameter("方式", description="按名录确定，还是按指标赋分")
    classes: list[TownshipClass] | None = parameter("类别", description="全部类别，从大到小排列")
    townships: dict[str, str] | None = parameter(
        "乡镇名录", description="区划代码 → 类别编号", examples=[{"331004003": "urban-subdistrict"}]
    )
    year: int | None = parameter("年度", description="分类所用指标的年度", examples=[2023])
    margin: Amount | None = parameter(
        "临界幅度", looser="down", description="得分与分档线相差不足此数的，提示复核", examples=[0.5]
    )
    hold_years: Count | None = parameter(
        "保持年数", looser="down", description="类别确定后至少保持几年", examples=[3]
    )
    positions: list[str] | None = parameter(
        "功能定位", looser="up", description="镇街可选的功能定位", examples=[["商贸服务型"]]
    )
    indicators: list[Indicator] | None = parameter("分类指标", description="赋分分类所用的指标")
