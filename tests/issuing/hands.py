"""What hands may do to issued files and to the register, for the cases in tampering.yaml."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from policy_engine.policyset.issuing import content_hash
from policy_engine.policyset.register import FILE, Register
from policy_engine.policyset.register_entry import Entry, hash_of, line_of, next_entry
from tests.issuing.offices import COUNTY, LATER, MARK, PROVINCE

NAMES = {"province": PROVINCE, "county": COUNTY, "later": LATER, "register": FILE}
FITTING = "f" * 64


def do(root: Path, step: dict[str, Any]) -> None:
    """One step; a step that changes nothing is a mistake in the case."""
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    (kind,) = {"edit", "delete", "rename", "folder", "lines", "field", "forge", "write"} & step.keys()
    globals()[f"_{kind}"](root, step)
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert before != after or kind == "folder", step


def _path(root: Path, name: str) -> Path:
    return root / NAMES.get(name, name)


def _edit(root: Path, step: dict[str, Any]) -> None:
    path = _path(root, step["edit"])
    data = path.read_bytes()
    text = data.decode()
    if "replace" in step:
        before, after = step["replace"]
        data = text.replace(before, after).encode()
    elif "hash" in step:
        digits = content_hash(data) if step["hash"] == "fitting" else step["hash"]
        data = re.sub("[0-9a-f]{64}", digits, text).encode()
    elif "mark" in step:
        data = b"\xef\xbb\xbf" + data
    elif "append" in step:
        data += step["append"].encode()
    elif "cut" in step:
        data = data[: -step["cut"]]
        data = data.decode(errors="ignore").encode()
    else:
        data = text.encode(step["encoding"])
    path.write_bytes(data)


def _delete(root: Path, step: dict[str, Any]) -> None:
    _path(root, step["delete"]).unlink()


def _rename(root: Path, step: dict[str, Any]) -> None:
    _path(root, step["rename"]).rename(root / step["to"])


def _folder(root: Path, step: dict[str, Any]) -> None:
    _path(root, step["folder"]).mkdir()


def _write(root: Path, step: dict[str, Any]) -> None:
    (root / step["write"]).write_bytes(b"")


def _lines(root: Path, step: dict[str, Any]) -> None:
    """The register of the lines named, and of new ones as they stand."""
    path = root / FILE
    old = path.read_text("utf-8").splitlines()
    new = [old[line - 1] if isinstance(line, int) else line for line in step["lines"]]
    path.write_text("".join(f"{line}\n" for line in new), "utf-8")


def _field(root: Path, step: dict[str, Any]) -> None:
    """One field of one line is edited; with `rehash` the line's own hash is made to fit."""
    path = root / FILE
    lines = path.read_text("utf-8").splitlines()
    content = json.loads(lines[step["line"] - 1])
    *above, last = step["field"]
    place = content
    for key in above:
        place = place[key]
    place[last] = FITTING if step["to"] == "fitting" else step["to"]
    if step.get("rehash"):
        content["hash"] = hash_of(Entry.model_validate_json(json.dumps(content)))
    lines[step["line"] - 1] = json.dumps(content, ensure_ascii=False)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _forge(root: Path, step: dict[str, Any]) -> None:
    """A line that is right in itself and follows the last one, written by hand."""
    name = NAMES[step["forge"]]
    last = Register.read(root).entries[-1].entry
    first_day = last.effective_from.fromisoformat(Path(name).stem)
    entry = next_entry(last, name[:6], first_day, name, MARK, content_hash((root / name).read_bytes()))
    with (root / FILE).open("ab") as file:
        file.write(f"{line_of(entry)}\n".encode())
