"""Whatever a policy file looks like, issuing changes nothing but what it should."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from hypothesis import assume, given
from hypothesis import strategies as st

from policy_engine.documents.policy import Policy
from policy_engine.documents.schema import schema_of
from policy_engine.policyset.issuing import content_hash, issued_text
from policy_engine.policyset.register_entry import IssueMark
from policy_engine.source.canonical import canonical
from policy_engine.source.read import read_tree

NAME = "policy.yaml"
COMMENTS = st.sampled_from(["", "  # 来源：会议纪要", " # status: draft", " # issued: null", "\t# “引”"])
# Entries by name; what stands before the value, the value, and what comes of it.
OTHERS = {
    "kind": ["kind: policy"],
    "name": ["名称: 路桥区  # 注"],
    "posts": ["posts:", "  cap: 90 # 个", "  exempt: {status: []}"],
    "version": ['version: "2024.1"'],
    "rules": ["rules:", "- id: r", "  message:", "    zh: >-", "      第一行", "", "      status: draft"],
    "parent": ["parent: '330000'"],
    "comment": ["# 只有注释"],
    "nothing": [""],
}
STATUSES = [
    ("status: ", "draft", "issued"),
    ("状态: ", "草案", "已印发"),
    ("status: ", "示例", "已印发"),
    ('"状态": ', '"illustrative"', '"issued"'),
    ("status:   ", "'draft'", "'issued'"),
]
ISSUED = [
    None,
    ("issued: ", "null"),
    ("issued:", ""),
    ("印发: ", "~"),
    ("issued: ", "Null"),
    ('"印发": ', "null"),
]
WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"]), min_size=1, max_size=20
)
_BREAK = r"(?:\r\n|\r|\n)"
_PUT_IN = r'\{"?(?:number|文号)"?: [^\r\n]*"[0-9a-f]{64}"\}'


@dataclass(frozen=True)
class Written:
    """A file, what it is issued with, and how its two entries are written in it."""

    data: bytes
    mark: IssueMark
    status: tuple[str, str, str]
    issued: tuple[str, str] | None


@st.composite
def written(draw: st.DrawFn) -> Written:
    """A policy file with the two entries somewhere among others."""
    status, issued = draw(st.sampled_from(STATUSES)), draw(st.sampled_from(ISSUED))
    entries = [[status[0] + status[1] + draw(COMMENTS)]]
    entries += [] if issued is None else [[issued[0] + issued[1] + draw(COMMENTS)]]
    entries += [OTHERS[name] for name in draw(st.lists(st.sampled_from(sorted(OTHERS)), unique=True))]
    lines = [line for entry in draw(st.permutations(entries)) for line in entry]
    indent, end = draw(st.sampled_from(["", "  "])), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = end.join(indent + line for line in lines) + draw(st.sampled_from(["", end]))
    mark = IssueMark(number=draw(WORDS), by=draw(WORDS), date=draw(st.dates(datetime.date(1949, 10, 1))))
    return Written((draw(st.sampled_from(["", "\ufeff"])) + text).encode(), mark, status, issued)


def plain(data: bytes) -> dict[str, object]:
    return canonical(read_tree(data, NAME).root, schema_of(Policy)).to_plain()


@given(written())
def test_the_policy_reads_back_as_it_was_but_issued(policy: Written) -> None:
    made = issued_text(policy.data, policy.mark, NAME)
    before, after = plain(policy.data), plain(made)
    assert after.pop("status") == "issued"
    assert after.pop("issued") == {**policy.mark.model_dump(), "sha256": content_hash(made)}
    before.pop("status")
    before.pop("issued", None)
    assert after == before


@given(written())
def test_taking_out_what_was_put_in_gives_the_old_file_byte_for_byte(policy: Written) -> None:
    text = issued_text(policy.data, policy.mark, NAME).decode()
    if policy.issued is None:
        text, count = re.subn(rf'{_BREAK} *"?(?:issued|印发)"?: {_PUT_IN}(?={_BREAK}|$)', "", text)
    else:
        space = "" if policy.issued[1] else " "
        text, count = re.subn(space + _PUT_IN, lambda _: policy.issued[1] if policy.issued else "", text)
    assert count == 1
    before, old, new = policy.status
    assert text.replace(before + new, before + old, 1).encode() == policy.data


@given(written(), st.data())
def test_a_single_character_changed_is_another_content(policy: Written, data: st.DataObject) -> None:
    made = issued_text(policy.data, policy.mark, NAME).decode().removeprefix("\ufeff")
    sha256 = content_hash(made.encode())
    place = data.draw(st.integers(0, len(made) - 1))
    other = data.draw(st.sampled_from("x9。 #"))
    start = made.index(sha256)
    assume(not start <= place < start + 64 and made[place] not in ("\r", "\n", other))
    assert content_hash((made[:place] + other + made[place + 1 :]).encode()) != sha256
