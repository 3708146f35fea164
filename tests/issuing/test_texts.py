"""What issuing makes of a file's text."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.diagnostics import DocumentError
from policy_engine.policyset import issuing
from policy_engine.policyset.issuing import BLANK, content_hash, issued_text
from policy_engine.policyset.issuing_edits import Edit, edits
from policy_engine.policyset.register_entry import IssueMark

CASES: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("texts.yaml").read_text("utf-8"), yaml.CSafeLoader
)
MARK = IssueMark(number="路编〔2024〕1号", by="区委编委", date=datetime.date(2024, 1, 1))


@pytest.mark.parametrize("case", [case for case in CASES if "after" in case], ids=lambda case: case["name"])
def test_number_and_hash_are_put_in_and_nothing_else_changes(case: dict[str, Any]) -> None:
    made = issued_text(case["before"].encode(), MARK, case.get("file", "policy.yaml")).decode()
    # Worked out here by what the hash is said to be: the text with the digits blanked, line ends LF, no mark.
    blanked = case["after"].replace("{sha256}", BLANK).replace("\r\n", "\n").removeprefix("\ufeff")
    sha256 = hashlib.sha256(blanked.encode()).hexdigest()
    assert made == case["after"].replace("{sha256}", sha256)


@pytest.mark.parametrize("case", [case for case in CASES if "code" in case], ids=lambda case: case["name"])
def test_what_cannot_be_put_in_safely_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(DocumentError) as caught:
        issued_text(case["before"].encode(), MARK, "policy.yaml")
    assert [found.code for found in caught.value.diagnostics] == [case["code"]]
    assert all(found.span is not None and found.help is not None for found in caught.value.diagnostics)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [(b"90", "95"), (b"posts: {cap: 90}", ""), (b"{cap: 90}", "{cap: 90"), (b"kind: policy", "kind: ledger")],
)
def test_what_would_not_read_back_as_it_was_is_refused(
    was: bytes, becomes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"kind: policy\nstatus: draft\nposts: {cap: 90}\n"
    start = data.index(was)

    def careless(*arguments: Any) -> list[Edit]:
        return [*edits(*arguments), Edit(start, start + len(was), becomes)]

    monkeypatch.setattr(issuing, "edits", careless)
    with pytest.raises(DocumentError) as caught:
        issued_text(data, MARK, "policy.yaml")
    assert [found.code for found in caught.value.diagnostics] == ["issue.not-the-same"]


def test_a_hash_that_would_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(text: str, root: Any, mark: IssueMark, _sha256: str) -> list[Edit]:
        return edits(text, root, mark, "a" * 64)

    monkeypatch.setattr(issuing, "edits", forgetful)
    with pytest.raises(DocumentError) as caught:
        issued_text(b"kind: policy\nstatus: draft\n", MARK, "policy.yaml")
    assert [found.code for found in caught.value.diagnostics] == ["issue.not-the-same"]


ISSUED = issued_text("status: draft\nposts: {cap: 90}  # 来源\n".encode(), MARK, "policy.yaml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"cap: 90", b"cap: 91"),
        (b"cap: 90", b"cap:  90"),
        ("来源".encode(), "來源".encode()),
        ("1号".encode(), "2号".encode()),
        ("区委".encode(), "县委".encode()),
        (b"2024-01-01", b"2024-01-02"),
        (b"status: issued", b"status: draft"),
    ],
)
def test_every_change_counts(before: bytes, after: bytes) -> None:
    assert before in ISSUED
    assert content_hash(ISSUED.replace(before, after)) != content_hash(ISSUED)


@pytest.mark.parametrize(
    "changed",
    [ISSUED.replace(b"\n", b"\r\n"), ISSUED.replace(b"\n", b"\r"), b"\xef\xbb\xbf" + ISSUED],
    ids=["Windows line ends", "old Macintosh line ends", "byte order mark"],
)
def test_line_ends_and_byte_order_mark_do_not(changed: bytes) -> None:
    assert content_hash(changed) == content_hash(ISSUED)


def test_the_hash_in_a_block_is_blanked_as_in_braces() -> None:
    block = b"issued:\n  number: a\n  sha256: %s\nstatus: issued\n"
    assert content_hash(block % (b"a" * 64)) == content_hash(block % (b"b" * 64))


@pytest.mark.parametrize("text", [b"# %s\nissued: {sha256: x}\n", b"posts: {sha256: %s}\n", b"sha256: %s\n"])
def test_sixty_four_digits_elsewhere_are_not(text: bytes) -> None:
    assert content_hash(text % (b"a" * 64)) != content_hash(text % (b"b" * 64))


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"a: [", b"\xb7\xbd", b"[1]", b"issued: [" + b"a" * 64]
)
def test_what_is_no_policy_has_a_hash_too(data: bytes) -> None:
    assert len(content_hash(data)) == 64
