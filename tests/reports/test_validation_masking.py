"""However a validation is written, it names nobody: neither in the lines it quotes nor in what it says."""

from __future__ import annotations

import pytest

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.findings.report import Engine
from policy_engine.findings.validation import Validation, of_diagnostic, outcome_of, summed_up
from policy_engine.reports.validation_formats import NAMES, validation_formats
from policy_engine.reports.words import Language

FILE, OTHER, POLICY = "考核.yaml", "名册.yaml", "县.yaml"
SOURCES = {
    FILE: "kind: assessment\nraised: 楼晓婷\npeople:\n  - {person: R1, name: 哈力克}\n",
    OTHER: "kind: setup\npersons:\n  - {id: R1, name: 阿卜杜拉, establishment: administrative}\n",
    POLICY: "kind: policy\nname: 楼家县\n",
}
PERSONS = ("楼晓婷", "哈力克", "阿卜杜拉")


def source(file: str) -> bytes | None:
    return SOURCES[file].encode()


def validation() -> Validation:
    said = Text("写的是文字“楼晓婷”。", 'It is the text "楼晓婷".')
    help_ = Text("是否想写“哈力克”？", 'Did you mean "哈力克"?')
    related = ((Text("与“阿卜杜拉”不同：", 'Other than "阿卜杜拉":'), Span(OTHER, 3, 1, 3, 2)),)
    policy = Text("写的是文字“楼家县”。", 'It is the text "楼家县".')
    document, other = Span(FILE, 2, 9, 2, 12), Span(POLICY, 2, 7, 2, 10)
    problems = (
        of_diagnostic(Diagnostic("schema.pattern", said, document, help=help_, related=related)),
        of_diagnostic(Diagnostic("schema.pattern", policy, other)),
    )
    return Validation(
        engine=Engine(version="0", rulebook_version="0"),
        outcome=outcome_of(problems),
        files=(FILE, POLICY),
        left_out=(),
        problems=problems,
        summary=summed_up(problems),
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_no_form_names_the_people_of_a_document(name: str, language: Language) -> None:
    written = validation_formats(source)[name].render(validation(), language)
    assert isinstance(written, str)
    assert not [person for person in PERSONS if person in written]
    assert "楼＊＊" in written
    assert "楼家县" in written
