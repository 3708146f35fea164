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

    from_: Amount | None = optional("起", alias="from")
    to: Amount | None = optional("止")
    steps: list[Annotated[list[Amount], Field(min_length=2, max_length=2)]] | None = optional("分档")


class Plausible(Document):
    """What a value can reasonably be, in the indicator's own unit."""

    from_: Amount = required("起", alias="from")
    to: Amount = required("止")


class Indicator(Document):
    """One indicator (指标) of a scored classification."""

    id: str = required("编号", examples=["population"])
    name: str = required("名称", examples=["人口"])
    unit: str = required("单位", examples=["person"])
    weight: Annotated[Amount, Field(ge=0)] = required("权重")
    scale: Scale = required("赋分标准")
    plausible: Plausible | None = optional("合理范围")


class TownshipClass(Document):
    """A class of townships (类别); `at_least` is its cut-off where classes are scored."""

    id: str = required("编号", examples=["urban-subdistrict"])
    name: str = required("名称", examples=["城区型街道"])
    at_least: Amount | None = optional("不低于")


class Classification(Document):
    """Classes, largest first, and how a township gets one."""

    method: ClassificationMethod | None = parameter("方式")
    classes: list[TownshipClass] | None = parameter("类别")
    townships: dict[str, str] | None = parameter("乡镇名录", description="区划代码 → 类别编号")
    year: int | None = parameter("年度")
    margin: Amount | None = parameter("临界幅度")
    hold_years: Count | None = parameter("保持年数")
    positions: list[str] | None = parameter("功能定位")
    indicators: list[Indicator] | None = parameter("分类指标")
