"""One line of the register of issued policies: what it says, its hash, and how it is written."""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import Annotated

from pydantic import Field, ValidationError

from policy_engine.documents.fields import Day, Document, required
from policy_engine.documents.records import JurisdictionCode

# What the first line has instead of the hash of the line before.
BEGINNING = "0" * 64
_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class IssueMark(Document):
    """Number, office and day of an issuing, as the paper has them."""

    number: str = required("文号", examples=["路编〔2024〕1号"])
    by: str = required("印发机关")
    date: Day = required("日期")


class Entry(Document):
    """One issuing. `file` is relative to the policies folder, with forward slashes.

    `sha256` is the content hash of the issued file, `previous` the hash of the line before, and
    `hash` that of everything else in this line.
    """

    number_in_register: Annotated[int, Field(ge=1)] = required("序号")
    jurisdiction: JurisdictionCode = required("辖区代码")
    effective_from: Day = required("施行日")
    file: str = required("文件")
    issued: IssueMark = required("印发")
    sha256: _Hash = required("文件校验值")
    previous: _Hash = required("上一行校验值")
    hash: _Hash = required("本行校验值")


def next_entry(
    last: Entry | None,
    jurisdiction: str,
    effective_from: datetime.date,
    file: str,
    issued: IssueMark,
    sha256: str,
) -> Entry:
    """The line that follows `last` (None: the first one)."""
    unsealed = Entry(
        number_in_register=1 if last is None else last.number_in_register + 1,
        jurisdiction=jurisdiction,
        effective_from=effective_from,
        file=file,
        issued=issued,
        sha256=sha256,
        previous=BEGINNING if last is None else last.hash,
        hash=BEGINNING,
    )
    return unsealed.model_copy(update={"hash": hash_of(unsealed)})


def hash_of(entry: Entry) -> str:
    """The hash that the entry should have: SHA-256 of the rest as UTF-8 JSON, keys sorted, no spaces.

    Anybody can work it out without this program: `jq -cjS 'del(.hash)' | sha256sum`.
    """
    rest = entry.model_dump(mode="json", exclude={"hash"})
    plain = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()


def line_of(entry: Entry) -> str:
    """The entry as it stands in the register, without the line's end."""
    return json.dumps(entry.model_dump(mode="json"), ensure_ascii=False)


def read_line(line: str) -> Entry | None:
    """The entry that a line holds; None when it is none."""
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        return None
