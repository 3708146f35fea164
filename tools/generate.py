"""Writes what is generated from the code: schemas/ and the generated pages of docs/.

python -m tools.generate           write
python -m tools.generate --check   fail when something is not up to date
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from policy_engine.app.schemas import SCHEMAS
from tools import language_tables, message_codes
from tools.checks_document import checks_document
from tools.cli_document import cli_document
from tools.counties_document import counties_document
from tools.fields_document import fields_document
from tools.lint_document import lint_document

ROOT = Path(__file__).resolve().parent.parent


def generated() -> Iterator[tuple[Path, str]]:
    """Every generated file with the content it should have."""
    for name, schema in SCHEMAS.items():
        text = json.dumps(schema(), ensure_ascii=False, indent=2, sort_keys=False)
        yield ROOT / "schemas" / f"{name}.schema.json", text + "\n"
    yield ROOT / "docs" / "checks.md", checks_document()
    yield ROOT / "docs" / "cli.md", cli_document()
    yield ROOT / "docs" / "counties.md", counties_document()
    yield ROOT / "docs" / "fields.md", fields_document()
    yield ROOT / "docs" / "linting.md", lint_document()
    for page, complete in ((language_tables.DOCUMENT, language_tables.with_tables),
                           (message_codes.TABLE, message_codes.with_table)):  # fmt: skip
        yield page, complete(page.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    stale = [
        (path, text)
        for path, text in generated()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in arguments:
        for path, _ in stale:
            print(f"not up to date: {path.relative_to(ROOT)}; run python -m tools.generate")
        return 1 if stale else 0
    for path, text in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"written: {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
