"""Files in other encodings are named; UTF-8 is read with and without its mark."""

from __future__ import annotations

import pytest

from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.source.read import read_tree

TEXT = "kind: setup\r\nname: 路桥区路北街道\r\n"


def refused(data: bytes) -> Diagnostic:
    with pytest.raises(DocumentError) as caught:
        read_tree(data, "x.yaml")
    (found,) = caught.value.diagnostics
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_with_and_without_mark_and_with_windows_line_ends(encoding: str) -> None:
    root = read_tree(TEXT.encode(encoding), "x.yaml").root
    assert root.to_plain() == {"kind": "setup", "name": "路桥区路北街道"}
    assert str(root.key_span(("name",))) == "x.yaml:2:1"
    assert str(root.span_of(("name",))) == "x.yaml:2:7"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("gbk", "GBK"),
        ("gb18030", "GBK"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_another_encoding_is_named(encoding: str, named: str) -> None:
    found = refused(TEXT.encode(encoding))
    assert found.code == "text.wrong-encoding"
    assert named in found.message.zh


def test_a_damaged_byte_in_utf8_is_not_called_gbk_and_its_place_is_given() -> None:
    data = TEXT.encode()
    cut = data.index("北".encode())
    found = refused(data[: cut + 1] + data[cut + 2 :])
    assert found.code == "text.bad-byte"
    assert f"第 {cut + 1} 个字节" in found.message.zh
    assert str(found.span) == "x.yaml:2:11"


def test_an_office_file_is_called_one() -> None:
    assert refused(b"PK\x03\x04rest").code == "text.other-file"
