"""The codes of all diagnostics, read off the source, against the table in docs/messages.md.

`python -m tools.generate` adds the missing rows (the text is taken from the
source) and drops the stale ones. Rows that exist keep their text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs" / "messages.md"
SOURCES = ("policy_engine", "cli")

# The ends of the names of what makes a diagnostic (Diagnostic, Problem, finding.problem);
# its first argument, or `code=`, is the code.
CONSTRUCTORS = ("diagnostic", "problem")
# Text that looks like a code and is none: places in an assessment.
NOT_CODES: frozenset[str] = frozenset(("traces.assigned", "traces.done"))

_CODE = re.compile(r"([a-z]+)\.[a-z][a-z0-9]*(-[a-z0-9]+)*")
_FILE_NAME = re.compile(r".*\.(csv|html|ini|json|jsonl|lark|md|py|toml|txt|xml|yaml|yml)")
_ROW = re.compile(r"^\| `([^`]+)` \| (.*) \|$", re.MULTILINE)


def trees() -> list[ast.Module]:
    paths = sorted(path for folder in SOURCES for path in (ROOT / folder).rglob("*.py"))
    return [ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in paths]


def codes_in_source(modules: list[ast.Module]) -> dict[str, str]:
    """Code → the Chinese text that stands next to it in the source ("" where none does).

    A code is what is given to a constructor, and any other text of the same
    family ("yaml.…"): many codes stand in tables, or go through a function.
    """
    families = {code.partition(".")[0] for module in modules for code in _given_to_constructors(module)}
    families |= {code.partition(".")[0] for code in codes_in_table()}
    found: dict[str, str] = {}
    for module in modules:
        for text, neighbours in _texts(module):
            matched = _CODE.fullmatch(text)
            if matched is None or matched[1] not in families:
                continue
            if text not in NOT_CODES and not _FILE_NAME.fullmatch(text):
                found[text] = found.get(text) or _chinese_text(neighbours)
    return dict(sorted(found.items()))


def codes_in_table() -> dict[str, str]:
    """Code → what the table says about it."""
    return dict(_ROW.findall(TABLE.read_text(encoding="utf-8")))


def _given_to_constructors(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not _name(node.func).lower().endswith(CONSTRUCTORS):
            continue
        given = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "code")]
        for value in given:
            code = value.value if isinstance(value, ast.Constant) else None
            if isinstance(code, str) and _CODE.fullmatch(code):
                yield code


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _texts(module: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Every string with the expression around it; docstrings are alone and are left out."""
    for parent in ast.walk(module):
        if isinstance(parent, ast.Expr):
            continue
        for child in ast.iter_child_nodes(parent):
            if isinstance(child, ast.Constant) and isinstance(child.value, str):
                yield child.value, parent


def _chinese_text(around: ast.AST) -> str:
    for node in ast.walk(around):
        if isinstance(node, ast.Call) and _name(node.func) == "Text" and node.args:
            parts = ast.walk(node.args[0]) if isinstance(node.args[0], ast.BinOp) else [node.args[0]]
            text = "".join(_literal(part) for part in parts)
            return re.sub(r"\s+", " ", text).replace("|", "\\|").strip()
    return ""


def _literal(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(value) if isinstance(value, ast.Constant) else "…" for value in node.values)
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    return re.sub(r"\{\w+\}", "…", text)


def differences() -> tuple[dict[str, str], list[str]]:
    """(missing in the table: code → text from the source, stale in the table)."""
    source, table = codes_in_source(trees()), codes_in_table()
    return (
        {code: text for code, text in source.items() if code not in table},
        [code for code in table if code not in source],
    )


def with_table(page: str) -> str:
    """The page with a row for every code: its own text where it has one, else the source's."""
    source, table = codes_in_source(trees()), codes_in_table()
    rows = "\n".join(f"| `{code}` | {table.get(code) or text or '…'} |" for code, text in source.items())
    head, separator, rest = page.partition("| code | says |\n| --- | --- |\n")
    tail = re.sub(r"^(\|.*\n?)+", "", rest)
    return f"{head}{separator}{rows}\n{tail}"
