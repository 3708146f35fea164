"""What is said of a comparison that cannot be made as it was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policy_engine.diagnostics import Diagnostic, Text, did_you_mean


def one_is_no_comparison(wanted: Sequence[str]) -> Diagnostic:
    example = wanted[0] if wanted else "331004@2024-03-01"
    return Diagnostic(
        "diff.needs-two",
        Text("比较至少要两项政策。", "A comparison needs two policies at least."),
        help=Text(f"如：policy-engine diff {example} 331004@2025-01-01",
                  f"E.g.: policy-engine diff {example} 331004@2025-01-01"),
    )  # fmt: skip


def approved_needs_two(number: int) -> Diagnostic:
    return Diagnostic(
        "diff.approved-needs-two",
        Text(f"--approved 只用于比较两项政策，这里有 {number} 项。",
             f"--approved is for comparing two policies; here are {number}."),
        help=Text("请两项两项地比较，或去掉 --approved。",
                  "Compare them two by two, or leave --approved out."),
    )  # fmt: skip


def no_pair(written: str) -> Diagnostic:
    return Diagnostic(
        "diff.no-pair",
        Text(f"--map “{written}”不是一对类别。", f"--map {written} is no pair of classes."),
        help=Text("请写作 前者的类别=后者的类别，如 --map central-town=large 或 --map 省市中心镇=较大。",
                  "Write class-of-the-first=class-of-the-second, such as --map central-town=large."),
    )  # fmt: skip


def unknown_class(written: str, known: Mapping[str, str]) -> Diagnostic:
    listed_zh = "、".join(f"{name}（{id_}）" for id_, name in known.items()) or "无"
    listed_en = ", ".join(f"{id_} ({name})" for id_, name in known.items()) or "none"
    guess = did_you_mean(written, [*known, *known.values()]) or Text("", "")
    return Diagnostic(
        "diff.unknown-class",
        Text(f"--map：没有类别“{written}”。", f"--map: there is no class {written}."),
        help=Text(f"{guess.zh}可用：{listed_zh}。", f"{guess.en} There are: {listed_en}.".strip()),
    )


def mapped_twice(written: str) -> Diagnostic:
    return Diagnostic(
        "diff.mapped-twice",
        Text(f"--map “{written}”中有类别已经对应过。",
             f"--map {written}: one of the classes is mapped already."),
        help=Text("一个类别只能对应一个类别。", "One class stands for one class."),
    )  # fmt: skip
