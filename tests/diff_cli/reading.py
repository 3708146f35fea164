"""Workbooks as text, to read what is in them."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook


def workbook_text(data: bytes) -> str:
    """Each sheet with its rows, a line each, the cells apart by a bar."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    lines = []
    for name in book.sheet_names:
        lines.append(f"== {name}")
        rows = book.get_sheet_by_name(name).to_python()
        lines += [" | ".join(str(cell).replace("\n", " ⏎ ") for cell in row) for row in rows]
    return "\n".join(lines) + "\n"
