"""One person's result as a tree that can be worked through by hand."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.findings.scores import Figure, PersonScore
from policy_engine.reports.content import Branch, Section
from policy_engine.reports.score_words import exact_text, headed, person_text, share_text
from policy_engine.reports.words import Language, clause_place, clause_text, one_line


def tree_section(person: PersonScore, language: Language, *, final: bool) -> Section:
    """How the total came about, and the bonus; no tree where nobody asked for this person."""
    name = person_text(person.person, person.name)
    what = "得分" if person.bonus_figure is None else "得分和奖金"
    heading = headed(
        Text(f"{what}的计算：{name}", f"how the result came about: {name}"), language, final=final
    )
    figures = (person.figure, person.bonus_figure)
    return Section(heading, trees=tuple(branch_of(each, language) for each in figures if each is not None))


def branch_of(figure: Figure, language: Language) -> Branch:
    """The figure, what there is to say of it, and the figures below it."""
    below = tuple(branch_of(each, language) for each in figure.figures)
    return Branch(title_text(figure, language), tuple(_lines(figure, language)), below)


def title_text(figure: Figure, language: Language) -> str:
    """Such as "政治忠诚度：90 = 18 ÷ 20 × 100；权重 20%"."""
    colon, semicolon = ("：", "；") if language == "zh" else (": ", "; ")
    said = f"{figure.label.in_language(language)}{colon}{exact_text(figure.exact, language)}"
    if figure.exact is not None and figure.formula is not None:
        said = f"{said} = {figure.formula.in_language(language)}"
    if figure.weight is not None and not _is_shared_out(figure):
        said = f"{said}{semicolon}{_weight(figure, language)}"
    return one_line(said)


def _lines(figure: Figure, language: Language) -> Iterator[str]:
    if figure.exact is None and figure.formula is not None:
        yield one_line(f"= {figure.formula.in_language(language)}")
    if _is_shared_out(figure):
        declared = share_text(figure.declared, language)
        yield Text(
            f"{_weight(figure, language)}：政策的 {declared}，加上由不适用部分分摊来的",
            f"{_weight(figure, language)}: the policy's {declared} and a part of what does not apply",
        ).in_language(language)
    if figure.note is not None:
        yield one_line(Text(f"说明：{figure.note.zh}", f"note: {figure.note.en}").in_language(language))
    if figure.clause is not None:
        yield f"{clause_text(figure.clause, language)} {clause_place(figure.clause)}"


def _is_shared_out(figure: Figure) -> bool:
    """Whether the figure has a part of the weights of others, which do not apply."""
    return None not in (figure.weight, figure.declared) and figure.weight != figure.declared


def _weight(figure: Figure, language: Language) -> str:
    return f"{Text('权重', 'weight').in_language(language)} {share_text(figure.weight, language)}"
