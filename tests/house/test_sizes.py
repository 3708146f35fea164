"""Files that can be read in one sitting, functions that fit on a screen."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from .checkout import ROOT, kept_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
PRODUCT = ("policy_engine", "cli", "tools", "benchmarks")


def product_files() -> list[Path]:
    return [path for path in kept_files() if path.suffix == ".py" and path.parts[0] in PRODUCT]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of the file and its number of lines, decorators not counted."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{path}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_no_product_file_is_longer_than_can_be_read() -> None:
    files = product_files()
    assert Path("policy_engine/resources.py") in files
    lengths = {str(path): len((ROOT / path).read_bytes().splitlines()) for path in files}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_product_function_is_longer_than_a_screen() -> None:
    lengths = dict(entry for path in product_files() for entry in functions(path))
    assert any("resources.py" in name for name in lengths)
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
