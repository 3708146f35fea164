"""Mistakes in JSON, in an officer's words."""

from __future__ import annotations

import re

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.source.positions import Positions

_CHINESE_PUNCTUATION = {"：": ":", "，": ",", "“": '"', "”": '"', "｛": "{", "｝": "}", "【": "[", "】": "]"}
_LEADING_ZERO = re.compile(r"-?0[0-9]+(\.[0-9]*)?")
_NOT_FINITE = re.compile(r"[-+]?(?i:nan|inf|infinity)")


def _ends_here(text: str, at: int, span: Span, missing: str) -> Diagnostic | None:
    if at < len(text):
        return None
    return Diagnostic(
        "json.truncated",
        Text(f"文件到此中断，还缺“{missing}”。", f'The file ends here; "{missing}" is still missing.'),
        span,
        help=Text("文件可能没有传完，请重新导出或下载。",
                  "The file may be incomplete; export or download it again."),
    )  # fmt: skip


def _usual_mistake(text: str, at: int, span: Span) -> Diagnostic | None:
    character = text[at]
    if character in _CHINESE_PUNCTUATION:
        plain = _CHINESE_PUNCTUATION[character]
        return Diagnostic(
            "json.chinese-punctuation",
            Text(
                f"这里用了中文标点“{character}”。", f'A Chinese punctuation mark "{character}" stands here.'
            ),
            span,
            help=Text(f"请改为半角的 {plain} 。", f"Write the plain {plain} instead."),
        )
    if character == "#" or text.startswith(("//", "/*"), at):
        return Diagnostic(
            "json.comment",
            Text("JSON 里不能写注释。", "JSON has no comments."),
            span,
            help=Text(
                "请删去注释；需要注释时请改用 YAML 文件。", "Delete it, or use a YAML file for comments."
            ),
        )
    if character == "'":
        return Diagnostic(
            "json.single-quote",
            Text(
                "JSON 里的文字要用双引号，这里是单引号。",
                "JSON text stands in double quotes, not in single ones.",
            ),
            span,
            help=Text('请改为双引号 " 。', 'Use double quotes ".'),
        )
    return None


def key_expected(text: str, at: int, span: Span) -> Diagnostic:
    return _ends_here(text, at, span, "}") or _usual_mistake(text, at, span) or Diagnostic(
        "json.key-expected",
        Text(f"这里应是加双引号的栏目名称，写的是“{text[at]}”。",
             f'A name in double quotes is expected here, not "{text[at]}".'),
        span,
        help=Text('请写成 "name": 内容；多余的逗号请删去。',
                  'Write "name": value; delete a superfluous comma.'),
    )  # fmt: skip


def colon_expected(text: str, at: int, span: Span, key: str) -> Diagnostic:
    return _ends_here(text, at, span, ":") or _usual_mistake(text, at, span) or Diagnostic(
        "json.colon-expected",
        Text(f"栏目“{key}”后面缺冒号。", f'There is no colon after "{key}".'),
        span,
        help=Text('请写成 "名称": 内容。', 'Write "name": value.'),
    )  # fmt: skip


def value_expected(text: str, at: int, span: Span) -> Diagnostic:
    return _ends_here(text, at, span, "内容") or _usual_mistake(text, at, span) or Diagnostic(
        "json.value-expected",
        Text(f"这里应有内容，写的是“{text[at]}”。", f'A value is expected here, not "{text[at]}".'),
        span,
        help=Text("请补上内容；没有数据写 null；多余的逗号请删去。",
                  "Add the value, or null where there is none; delete a superfluous comma."),
    )  # fmt: skip


def comma_expected(text: str, at: int, span: Span, closing: str, opening: Span) -> Diagnostic:
    return _ends_here(text, at, span, closing) or _usual_mistake(text, at, span) or Diagnostic(
        "json.comma-expected",
        Text(f"这里应是逗号或“{closing}”，写的是“{text[at]}”。",
             f'A comma or "{closing}" is expected here, not "{text[at]}".'),
        span,
        help=Text("请核对上一项后面是否缺逗号、引号和括号是否成对。",
                  "Check for a missing comma after the item before, and for pairs of quotes and brackets."),
        related=((Text("括号从这里开始", "the bracket opens here"), opening),),
    )  # fmt: skip


def trailing_comma(span: Span) -> Diagnostic:
    return Diagnostic(
        "json.trailing-comma",
        Text("最后一项后面多了一个逗号。", "There is a comma after the last item."),
        span,
        help=Text("请删去这个逗号。", "Delete this comma."),
    )


def more_follows(span: Span, character: str) -> Diagnostic:
    return Diagnostic(
        "json.more-follows",
        Text(f"材料到此已结束，后面还有内容（“{character}”开始）。",
             f'The document is complete, yet more follows (from "{character}" on).'),
        span,
        help=Text("请删去多余内容；多份材料请各存一个文件。", "Delete the rest; keep one document per file."),
    )  # fmt: skip


def bad_string(said: str, text: str, start: int, at: int, positions: Positions) -> Diagnostic:
    """`said` is the json module's wording, `at` where it stopped."""
    if said.startswith("Unterminated"):
        return Diagnostic(
            "json.unclosed-quote",
            Text("从这里开始的双引号没有结束。", "The double quote that opens here is never closed."),
            positions.span(start),
            help=Text("请补上引号；若文件在此中断，请重新导出或下载。",
                      "Close it; if the file breaks off here, export or download it again."),
        )  # fmt: skip
    if said.startswith("Invalid control character"):
        return Diagnostic(
            "json.control-character",
            Text("双引号里有换行、制表符或其他控制字符。",
                 "There is a line break, a tab or another control character inside the quotes."),
            positions.span(at),
            help=Text("换行请写 \\n，制表符请写 \\t；若漏了结尾的引号，请补上。",
                      "Write \\n for a line break and \\t for a tab, or add the missing closing quote."),
        )  # fmt: skip
    return Diagnostic(
        "json.bad-escape",
        Text("反斜杠 \\ 后面不是可用的写法。", "The backslash \\ is followed by something unknown."),
        positions.span(min(at, len(text))),
        help=Text("反斜杠本身请写成 \\\\。", "Write \\\\ for a backslash."),
    )


def half_character(span: Span) -> Diagnostic:
    return Diagnostic(
        "json.half-character",
        Text("这段文字里有半个字符（\\ud800 到 \\udfff 须成对）。",
             "This text has half a character (\\ud800 to \\udfff only come in pairs)."),
        span,
        help=Text("请直接写出该字，并用 UTF-8 保存。", "Write the character itself and save as UTF-8."),
    )  # fmt: skip


def huge_exponent(written: str, limit: int, span: Span) -> Diagnostic:
    return Diagnostic(
        "json.huge-exponent",
        Text(f"“{written}”的指数超过 {limit}。", f'The exponent of "{written}" is beyond {limit}.'),
        span,
        help=Text("请核对数值，写出实际数位。", "Check the number and write its digits."),
    )


def not_a_value(word: str, span: Span) -> Diagnostic:
    if _LEADING_ZERO.fullmatch(word):
        return Diagnostic(
            "json.leading-zero",
            Text(f"“{word}”有前导零。", f'"{word}" starts with a zero.'),
            span,
            help=Text(f'代码请加引号："{word}"；数字请去掉前面的零。',
                      f'Put a code in quotes: "{word}"; write a number without the leading zero.'),
        )  # fmt: skip
    if _NOT_FINITE.fullmatch(word):
        return Diagnostic(
            "json.not-a-number",
            Text(f"“{word}”不是一个确定的数。", f'"{word}" is not a definite number.'),
            span,
            help=Text(
                "请写出实际数值；没有数据请写 null。", "Write the actual value, or null where there is none."
            ),
        )
    shown = word if len(word) <= 40 else word[:40] + "…"
    return _usual_mistake(word, 0, span) or Diagnostic(
        "json.not-a-value",
        Text(f"“{shown}”不是 JSON 的内容：文字要加双引号，是否写 true 或 false，没有写 null。",
             f'"{shown}" is no JSON value: text stands in double quotes; yes and no are true and false; '
             "nothing is null."),
        span,
        help=Text("请给文字加双引号；数字写成 12 或 0.5 的样式。",
                  "Put text in double quotes; write numbers like 12 or 0.5."),
    )  # fmt: skip
