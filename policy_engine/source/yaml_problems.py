"""What a YAML or JSON document may not contain although it can be read: the messages."""

from __future__ import annotations

from policy_engine.diagnostics import Diagnostic, Severity, Span, Text


def forbidden_character(character: str, span: Span) -> Diagnostic:
    number = f"U+{ord(character):04X}"
    return Diagnostic(
        "text.control-character",
        Text(f"此处有看不见的控制字符（{number}）。",
             f"There is an invisible control character here ({number})."),
        span,
        help=Text("请删除该字符；从网页或 Word 粘贴的内容请先粘到记事本。",
                  "Delete it; paste text from web pages or word processors as plain text."),
    )  # fmt: skip


def alias(name: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "yaml.alias",
        Text(f"此处用“*{name}”引用别处的内容，不予接受：审批材料须写明全文。",
             f'"*{name}" repeats something from elsewhere; this is refused: a submission says all it says.'),
        span,
        help=Text(f"请在此处写出内容本身；若“*{name}”是文字，请加引号。",
                  f'Write the content itself here; put "*{name}" in quotes if it is text.'),
    )  # fmt: skip


def anchor(name: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "yaml.anchor",
        Text(f"此处有引用标记“&{name}”，不予接受。", f'There is an anchor "&{name}" here; this is refused.'),
        span,
        help=Text(f"请删去“&{name}”；若是文字，请加引号。",
                  f'Remove "&{name}"; put it in quotes if it is text.'),
    )  # fmt: skip


def tag(name: str, span: Span) -> Diagnostic:
    name = name.replace("tag:yaml.org,2002:", "!!")
    return Diagnostic(
        "yaml.tag",
        Text(f"此处有类型标记“{name}”，不予接受。", f'There is a tag "{name}" here; this is refused.'),
        span,
        help=Text("请删去以 ! 开头的标记；若是文字，请加引号。",
                  "Remove what starts with !; put it in quotes if it is text."),
    )  # fmt: skip


def several_documents(span: Span) -> Diagnostic:
    return Diagnostic(
        "yaml.several-documents",
        Text("一个文件里有不止一份材料（此处又以 --- 开始）。",
             "The file holds more than one document (another one starts here with ---)."),
        span,
        help=Text("请每份材料各存一个文件；若非有意，请删去这一行 ---。",
                  "Keep one document per file; delete this line --- if it is not meant."),
    )  # fmt: skip


def too_deep(code: str, limit: int, span: Span) -> Diagnostic:
    return Diagnostic(
        code,
        Text(f"内容层层嵌套超过 {limit} 层。", f"The content is nested more than {limit} deep."),
        span,
        help=Text("请核对括号或缩进；正常材料不超过十几层。",
                  "Check brackets and indentation; real documents are about a dozen deep."),
    )  # fmt: skip


def merge_key(span: Span) -> Diagnostic:
    return Diagnostic(
        "yaml.merge-key",
        Text("“<<”会把别处的内容并入此处，不予接受：审批材料须写明全文。",
             'The key "<<" merges content from elsewhere; this is refused: a submission says all it says.'),
        span,
        help=Text("请在此处逐项写出。", "Write the entries out here."),
    )  # fmt: skip


def key_not_text(written: str, span: Span) -> Diagnostic:
    shown = f"“{written}”" if written else "此处"
    return Diagnostic(
        "yaml.key-not-text",
        Text(f"冒号前应是栏目名称，{shown}不是文字。",
             f"What stands before the colon must be a name in text, not {written or 'what is here'}."),
        span,
        help=Text(f'若确是名称，请加引号："{written}"。' if written else "请在冒号前写栏目名称，如 name。",
                  f'If it is a name, put it in quotes: "{written}".' if written
                  else "Write a name before the colon, such as name."),
    )  # fmt: skip


def duplicate_key(code: str, key: str, first: Span, again: Span) -> Diagnostic:
    lines = Text(f"第 {first.line} 行和第 {again.line} 行", f"in line {first.line} and in line {again.line}")
    if first.line == again.line:
        lines = Text(f"都在第 {first.line} 行", f"both times in line {first.line}")
    return Diagnostic(
        code,
        Text(f"栏目“{key}”写了两次（{lines.zh}），无法判断以哪个为准。",
             f'"{key}" stands twice, {lines.en}; which one counts is unclear.'),
        again,
        help=Text("请删去其中一个，或改正写错的栏目名称。",
                  "Delete one of them, or correct the mistaken name."),
        related=((Text("第一次写在这里", "first written here"), first),),
    )  # fmt: skip


def key_without_value(key: str, span: Span) -> Diagnostic:
    zh, en = f"“{key}”后面没有冒号和内容。", f'"{key}" has no colon and no value.'
    way_out = Text(f"请写成“{key}: 内容”；没有数据请写“{key}: null”。",
                   f'Write "{key}: value", or "{key}: null" where there is none.')  # fmt: skip
    if "：" in key or ":" in key:
        way_out = Text("请用半角冒号，并在冒号后空一格，如 seats: 2。",
                       "Use a plain colon with a space after it, e.g. seats: 2.")  # fmt: skip
    elif key.isdecimal():
        way_out = Text("若是千位分隔符（如 1,200），请去掉逗号写成 1200。",
                       "If the comma separates thousands (1,200), write 1200.")  # fmt: skip
    return Diagnostic("yaml.key-without-value", Text(zh, en), span, help=way_out)


def swallowed_entry(line: str, corrected: str | None, span: Span) -> Diagnostic:
    """`corrected` is the line as an entry would be written, where that is known."""
    zh, en = (
        "若是一项，请用半角冒号、冒号后空一格，并与同级对齐",
        ("For an entry, use a plain colon, a space after it, and the same indentation as its neighbours"),
    )
    if corrected is not None:
        zh, en = (
            f"若是一项，请写成“{corrected}”，并与同级对齐",
            (f'For an entry, write "{corrected}", aligned with its neighbours'),
        )
    return Diagnostic(
        "yaml.swallowed-entry",
        Text(f"“{line}”看起来是单独一项，却被读作文字的一部分。",
             f'"{line}" looks like an entry of its own, but reads as part of a text.'),
        span,
        help=Text(f"{zh}；若确是文字，请整段加引号。", f"{en}; for text, put the whole text in quotes."),
    )  # fmt: skip


def full_width_comma(written: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "yaml.full-width-comma",
        Text(f"“{written}”按一项读入：中文逗号、顿号不分隔清单。",
             f'"{written}" is read as one item: Chinese commas do not separate a list.'),
        span,
        Severity.WARNING,
        Text("若是几项，请改用半角逗号；若是一项，请加引号。",
             "Use plain commas between items; put one item in quotes."),
    )  # fmt: skip
