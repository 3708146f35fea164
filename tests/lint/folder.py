"""A county below the small chain of tests/policy_checks, as an example has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from policy_engine.app.lint import lint
from policy_engine.findings.validation import Problem, Validation
from tests.fixtures.counties import as_yaml, read
from tests.policy_checks.chains import BASE

CASES = Path(__file__).parent / "cases"
COUNTY = "430412-nanyue/2024-01-01.yaml"
# What a rule of an example has where the example does not show it.
_TEXTS = {
    "title": {"zh": "示例", "en": "an example"},
    "message": {"zh": "示例", "en": "an example"},
    "remedy": {"zh": "请改正", "en": "correct it"},
}


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every example with its code, that of its file."""
    for file in sorted(CASES.glob("N*.yaml")):
        for case in read(file):
            if unknown := set(case) - {"rule", "why", "avoid", "prefer", "fix", "as_written"}:
                raise ValueError(f"{file.name}: {case['rule']}: unknown keys {sorted(unknown)}")
            yield file.stem, case


def laid_out(root: Path, example: str, *, as_written: bool = False) -> Path:
    """The county with the sections of the example in place of its own; the path of its file."""
    sections: dict[str, Any] = yaml.load(example, yaml.CSafeLoader)
    if not as_written:
        sections |= {"rules": [deepcopy(_TEXTS) | rule for rule in sections.get("rules", [])]}
    return county_file(root, as_yaml({**BASE["county"]["document"], **sections}))


def county_file(root: Path, data: bytes) -> Path:
    """The county's file with just this content, below nation and province."""
    for name in ("nation", "province"):
        document = BASE[name]["document"]
        write(root / BASE[name]["folder"] / f"{document['effective']['from']}.yaml", as_yaml(document))
    path = root / COUNTY
    write(path, data)
    return path


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def linted(path: Path, **options: Any) -> Validation:
    return lint([path], **options)


def of_lint(validation: Validation) -> list[Problem]:
    return [problem for problem in validation.problems if problem.code.startswith("N")]


def ids(problems: Iterable[Problem]) -> set[tuple[str, str]]:
    return {(problem.code, problem.id) for problem in problems}


def named(case: Mapping[str, Any]) -> str:
    return f"{case['rule']}: {case['why']['en']}"
