"""What each step has to come with, as a file of evidence says it."""

from __future__ import annotations

from collections.abc import Mapping

EVIDENCE: Mapping[str, str] = {
    "announce": "notice: {number: 9号, posts: [P01]}\n",
    "register": "applications: [{person: R001, choices: [P01]}]\n",
    "match": "matches: []\n",
    "deliberate": "minutes: {number: 纪要3号, due: 3, attended: 2, consent: 2, members: [R1, R2], "
    "decided: []}\n",
    "publicise": "placings: []\n",
    "objection": "objection: {about: R001 学历, closed: 2024-12-01}\n",
    "effect": "placings: []\nnotified: 2024-10-12\nappeal_until: 2024-11-30\n",
    "abandon": "{}\n",
}
NAMES = {
    "发布公告": "announce", "自主报名": "register", "双向选岗": "match", "集体研究": "deliberate",
    "公示实施": "publicise", "异议": "objection", "生效": "effect", "终止": "abandon",
}  # fmt: skip


def appending(step: str, date: str, *more: str) -> tuple[str, ...]:
    """The arguments that append a step to log.yaml, its evidence to be given on standard input."""
    return ("round", "append", "log.yaml", "--step", step, "--date", date, "--evidence", "-", *more)


def evidence_of(step: str) -> bytes:
    """By the step's id or name; something to read for a step that nobody knows."""
    return EVIDENCE.get(NAMES.get(step, step), "{}\n").encode()
