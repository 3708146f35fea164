"""Two charts of the impact, drawn as SVG inside the page: no network, no scripts, readable in print.

Every figure stands beside its bar as text, and in the tables of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.etree import ElementTree as ET

from policy_engine.diagnostics import Text
from policy_engine.diff.impact_model import Impact, SetupImpact
from policy_engine.documents.terms import OUTCOMES, Outcome
from policy_engine.findings.report_model import Shown
from policy_engine.reports.impact_words import figure, number
from policy_engine.reports.words import OUTCOME, Language, one_line

_WIDTH = 860
_LABEL = 150  # beside the bars, at the left
_BAR = 560  # the longest bar
_HEIGHT = 16
_GAP = 6
_ROOM_FOR_TEXT = 130
# More townships than these are in the table alone.
_MOST = 30
_FILL: dict[Outcome, str] = {"approved": "#7fb98a", "conditional": "#e6c35c", "rejected": "#d98880"}
_OLD_FILL, _NEW_FILL = "#b8c4d0", "#34597c"
_OUTCOMES = Text("结论：两版政策下各有几份方案", "outcomes: set-ups of each under the two policies")
_OVER = Text("超出限额的数量（岗位、编制、职数），影响大的在前",
             "over limits (posts, establishment, slots), those hit hardest first")  # fmt: skip
_OLD, _NEW = Text("旧", "old"), Text("新", "new")


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a bar, with its text in it where there is room."""

    size: Fraction
    fill: str
    text: str


@dataclass(frozen=True, slots=True)
class _Bar:
    """`said` stands at the end of the bar, or below one whose parts have texts of their own."""

    label: str
    parts: tuple[_Part, ...]
    said: str
    below: bool = False


def charts(impact: Impact, language: Language) -> Iterator[ET.Element]:
    """The outcomes before and after; what is over limits in each township, where anything is."""
    if not impact.setups:
        return
    yield _chart(_OUTCOMES.in_language(language), list(_outcome_bars(impact, language)))
    hit = [each for each in impact.setups if number(each.must_go) != 0][:_MOST]
    if hit:
        yield _chart(_OVER.in_language(language), [bar for each in hit for bar in _over_bars(each, language)])


def _outcome_bars(impact: Impact, language: Language) -> Iterator[_Bar]:
    for label, outcomes in (
        (_OLD, [each.old.outcome for each in impact.setups]),
        (_NEW, [each.new.outcome for each in impact.setups]),
    ):
        counts = {outcome: outcomes.count(outcome) for outcome in OUTCOMES}
        named = {each: f"{OUTCOME[each].in_language(language)} {count}" for each, count in counts.items()}
        parts = [
            _Part(Fraction(count), _FILL[each], named[each]) for each, count in counts.items() if count > 0
        ]
        said = ("，" if language == "zh" else ", ").join(named.values())
        yield _Bar(label.in_language(language), tuple(parts), said, below=True)


def _over_bars(impact: SetupImpact, language: Language) -> Iterator[_Bar]:
    name = one_line(impact.township.name)
    yield _over_bar(f"{name} {_OLD.in_language(language)}", impact.over_old, _OLD_FILL, language)
    yield _over_bar(_NEW.in_language(language), impact.over_new, _NEW_FILL, language)


def _over_bar(label: str, over: Shown, fill: str, language: Language) -> _Bar:
    return _Bar(label, (_Part(number(over), fill, ""),), figure(over, language))


def _chart(title: str, bars: Sequence[_Bar]) -> ET.Element:
    """A figure with its caption; a reader who cannot see it hears the caption and each bar's text."""
    longest = max(Fraction(1), *(sum((part.size for part in bar.parts), Fraction(0)) for bar in bars))
    line = _HEIGHT + _GAP + (_HEIGHT if any(bar.below for bar in bars) else 0)
    svg = ET.Element("svg", {
        "viewBox": f"0 0 {_WIDTH} {len(bars) * line}", "width": "100%", "role": "img", "aria-label": title,
    })  # fmt: skip
    for place, bar in enumerate(bars):
        _draw(svg, bar, place * line, longest)
    figure_ = ET.Element("figure")
    ET.SubElement(figure_, "figcaption").text = title
    figure_.append(svg)
    return figure_


def _draw(svg: ET.Element, bar: _Bar, top: int, longest: Fraction) -> None:
    group = ET.SubElement(svg, "g")
    ET.SubElement(group, "title").text = f"{bar.label}: {bar.said}"
    _text(group, _LABEL - 8, top + _HEIGHT - 3, bar.label, "end")
    left = Fraction(_LABEL)
    for part in bar.parts:
        width = part.size * _BAR / longest
        ET.SubElement(group, "rect", {
            "x": _length(left), "y": str(top), "width": _length(width), "height": str(_HEIGHT),
            "fill": part.fill, "stroke": "#555", "stroke-width": "0.5",
        })  # fmt: skip
        if width > _ROOM_FOR_TEXT:
            _text(group, left + width / 2, top + _HEIGHT - 3, part.text, "middle")
        left += width
    if bar.below:
        _text(group, _LABEL, top + 2 * _HEIGHT - 2, bar.said, "start")
    else:
        _text(group, left + 6, top + _HEIGHT - 3, bar.said, "start")


def _text(parent: ET.Element, x: Fraction | int, y: int, text: str, anchor: str) -> None:
    if text:
        made = ET.SubElement(parent, "text", {
            "x": _length(Fraction(x)), "y": str(y), "text-anchor": anchor, "font-size": "12",
        })  # fmt: skip
        made.text = text


def _length(value: Fraction) -> str:
    """In hundredths of a unit, the same on every machine."""
    hundredths = round(value * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
