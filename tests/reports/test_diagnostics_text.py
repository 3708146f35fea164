"""Diagnostics as text: the mark stands below what it means, on every terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from policy_engine.diagnostics import Diagnostic, Severity, Span, Text
from policy_engine.reports.diagnostics_text import diagnostic_lines, diagnostics_text
from tests.reports.golden import compare

FILES = {
    "方案.yaml": "kind: setup\n名称: 路北街道, seats: 十二\n\tposts: [一,\n  二]\n".encode(),
    "long.json": ("{" + '"名": "值", ' * 400 + '"seats": "x"' + ', "名": "值"' * 400 + "}").encode(),
    "gbk.yaml": "kind: 方案\n".encode("gbk"),
    "people.yaml": "人员:\n  - R001\n  - 哈力克\n岗位:\n  - 林长制\n".encode(),
    "names.yaml": "kind: assessment\npeople:\n  - {person: R001, name: 哈力克, foo: 1}\n".encode(),
    "traces.csv": "编号,姓名\nG1,哈力克\n".encode(),
    "330782199001011234.yaml": b"kind: assessment\n",
    "marked.yaml": b"\xef\xbb\xbfkind: setup\r\nnext: 1\r\n",
}


def problem(span: Span | None, **changes: object) -> Diagnostic:
    made: dict[str, object] = {
        "code": "schema.type",
        "message": Text("“seats”应为整数，写的是文字“十二”。", '"seats" must be a whole number.'),
        "span": span,
    }
    return Diagnostic(**(made | changes))  # type: ignore[arg-type]


PROBLEMS = [
    problem(Span("方案.yaml", 2, 18, 2, 20), help=Text("请用阿拉伯数字，如 12。", "Use digits, e.g. 12.")),
    problem(Span("方案.yaml", 3, 9, 4, 4), severity=Severity.WARNING),
    problem(Span("marked.yaml", 1, 7, 1, 12), severity=Severity.HINT,
            related=((Text("另一处在这里", "the other one"), Span("方案.yaml", 1, 1, 1, 5)),)),
    problem(None),
]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_text_is_as_recorded(language: str) -> None:
    text = diagnostics_text(PROBLEMS, language, FILES.get)  # type: ignore[arg-type]
    compare(text, f"diagnostics.{language}.txt")


def frame(span: Span) -> list[str]:
    return [line.text for line in diagnostic_lines([problem(span)], "zh", FILES.get)][1:]


def test_the_mark_counts_the_columns_of_the_terminal() -> None:
    line, mark = frame(Span("方案.yaml", 2, 18, 2, 20))
    assert cell_len(line[: line.index("十二")]) == mark.index("^")
    assert mark.count("^") == 4


def test_an_item_of_a_list_is_masked_by_the_key_above_it() -> None:
    assert "哈＊＊" in frame(Span("people.yaml", 3, 5, 3, 8))[0]
    assert "林长制" in frame(Span("people.yaml", 5, 5, 5, 8))[0]


def test_a_tab_is_as_wide_above_the_mark_as_in_the_line() -> None:
    line, mark = frame(Span("方案.yaml", 3, 2, 3, 7))
    assert line.index("posts") == mark.index("^")


def test_of_a_long_line_only_the_neighbourhood_is_shown() -> None:
    text = FILES["long.json"].decode()
    column = text.index('"x"') + 1
    line, mark = frame(Span("long.json", 1, column, 1, column + 3))
    assert cell_len(line) < 110
    assert line.index('"x"') > 0
    assert cell_len(line[: line.index('"x"')]) == mark.index("^")


def test_a_place_at_the_end_of_a_line_is_still_marked() -> None:
    _, mark = frame(Span("方案.yaml", 1, 12, 1, 12))
    assert mark.count("^") == 1


@pytest.mark.parametrize(
    "span", [Span("gone.yaml", 1, 1, 1, 2), Span("gbk.yaml", 1, 1, 1, 2), Span("方案.yaml", 99, 1, 99, 2)]
)
def test_a_line_that_cannot_be_shown_is_left_out(span: Span) -> None:
    assert frame(span) == []


def test_what_is_said_of_a_document_is_masked_like_its_lines() -> None:
    said = Text("“哈力克”有误。", 'There is no "哈力克".')
    span = Span("names.yaml", 3, 5, 3, 11)
    told = problem(span, message=said, help=said, related=((said, span),))
    lines = [line.text for line in diagnostic_lines([told], "en", FILES.get)]
    assert not [line for line in lines if "哈力克" in line]
    assert len([line for line in lines if 'There is no "哈＊＊".' in line]) == 3
    assert len([line for line in lines if "name: 哈＊＊, foo: 1}" in line]) == 2


@pytest.mark.parametrize("code", ["traces.not-a-date", "yaml.no-colon"])
def test_of_a_table_no_line_is_shown(code: str) -> None:
    span = Span("traces.csv", 2, 1, 2, 3)
    lines = list(diagnostic_lines([problem(span, code=code)], "zh", FILES.get))
    assert len(lines) == 1
    assert "traces.csv:2:1" in lines[0].text


def test_no_line_of_whatever_file_is_shown_for_what_is_wrong_with_traces() -> None:
    span = Span("names.yaml", 3, 1, 3, 3)
    found = problem(span, code="traces.not-a-date", related=((Text("另一行", "the other"), span),))
    assert len(list(diagnostic_lines([found], "zh", FILES.get))) == 2


def test_identity_numbers_in_names_of_files_are_masked() -> None:
    line = next(diagnostic_lines([problem(Span("330782199001011234.yaml", 1, 1, 1, 5))], "zh", FILES.get))
    assert line.text.startswith("330782***********4.yaml:1:1: ")
