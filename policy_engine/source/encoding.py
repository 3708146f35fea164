"""Bytes → text. UTF-8 only; what is something else is named, with the way out."""

from __future__ import annotations

import re

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text
from policy_engine.source.positions import Positions

_UTF8_MARK = b"\xef\xbb\xbf"
_SAVE_AS_UTF8 = Text(
    "请用编辑器的“另存为”，编码选 UTF-8，再提交。",
    'Use the editor\'s "save as" with the encoding UTF-8 and submit that file.',
)
# What people send by mistake, by the first bytes of the file.
_OTHER_FILES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "压缩包或 Office 文件（xlsx、docx、zip）", "an Office file or archive (xlsx, docx, zip)"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（xls、doc）", "an old Office file (xls, doc)"),
    (b"%PDF", "PDF 文件", "a PDF file"),
    (b"\x1f\x8b", "gzip 压缩文件", "a gzip archive"),
    (b"SQLite format 3", "SQLite 数据库", "an SQLite database"),
)
_CHINESE = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf\u3000-\u303f\uff00-\uffef\u2010-\u2027]")


def decode(data: bytes, name: str) -> str:
    """The text of a document, without its byte order mark. Raises DocumentError."""
    for magic, zh, en in _OTHER_FILES:
        if data.startswith(magic):
            raise DocumentError([_other_file(name, zh, en)])
    wide = _wide_encoding(data)
    if wide is not None:
        raise DocumentError([_wrong_encoding(name, wide)])
    content = data.removeprefix(_UTF8_MARK)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start
    span = _span_before(content[:offset], name)
    if _looks_like_gbk(content):
        raise DocumentError([_wrong_encoding(name, "GBK", span)])
    raise DocumentError([_bad_byte(span, content[offset], len(data) - len(content) + offset)])


def _wide_encoding(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    # Without a mark: keys, spaces and punctuation are ASCII, so that in UTF-16
    # every second byte of them is NUL; no text in UTF-8 looks like that.
    sample = data[:4096]
    zeros = max(sample[0::2].count(0), sample[1::2].count(0))
    return "UTF-16" if zeros >= 2 and zeros * 5 >= len(sample) // 2 else None


def _looks_like_gbk(content: bytes) -> bool:
    """Whether this is Chinese in GBK and not UTF-8 with a damaged byte.

    UTF-8 read as GBK also gives Chinese characters (wrong ones), so GBK is said
    only when most of what is not ASCII makes no sense as UTF-8.
    """
    as_utf8 = content.decode("utf-8", errors="replace")
    damaged = as_utf8.count("\ufffd")
    if damaged <= len(_CHINESE.findall(as_utf8)):
        return False
    try:
        as_gbk = content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    beyond_ascii = [character for character in as_gbk if character > "\x7f"]
    return len(_CHINESE.findall(as_gbk)) * 10 >= len(beyond_ascii) * 9


def _span_before(valid: bytes, name: str) -> Span:
    text = valid.decode("utf-8")
    return Positions(text, name).span(len(text))


def _wrong_encoding(name: str, encoding: str, span: Span | None = None) -> Diagnostic:
    return Diagnostic(
        "text.wrong-encoding",
        Text(f"文件似为 {encoding} 编码，这里只读 UTF-8。",
             f"The file seems to be in the encoding {encoding}; only UTF-8 is read."),
        span or Span(name, 1, 1, 1, 1),
        help=_SAVE_AS_UTF8,
    )  # fmt: skip


def _bad_byte(span: Span, byte: int, offset: int) -> Diagnostic:
    return Diagnostic(
        "text.bad-byte",
        Text(f"第 {offset + 1} 个字节（0x{byte:02X}）不是 UTF-8 文字，文件可能已损坏。",
             f"Byte {offset + 1} (0x{byte:02X}) is not UTF-8 text; the file may be damaged."),
        span,
        help=Text("请重新导出或重新下载文件；编码选 UTF-8。",
                  "Export or download the file again, with the encoding UTF-8."),
    )  # fmt: skip


def _other_file(name: str, zh: str, en: str) -> Diagnostic:
    return Diagnostic(
        "text.other-file",
        Text(f"这是{zh}，不是 YAML 或 JSON 文本。", f"This is {en}, not YAML or JSON text."),
        Span(name, 1, 1, 1, 1),
        help=Text("请提交扩展名为 .yaml 或 .json 的文本文件。", "Submit a text file named .yaml or .json."),
    )
