"""policy-engine schema"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_engine.diagnostics import Diagnostic, Text, UsageError, did_you_mean

from .help import command as described
from .options import language_option
from .streams import show_bytes

if TYPE_CHECKING:
    from .presentation import Presentation

_MORE = """编辑器据此提示和检查；NAME 为文件类型，带 .zh 的提示中文栏目名，两种都接受中文和英文栏目。
不带 NAME 且不带 --output 时列出全部名称。

Editors complete and check by them. NAME is a kind of document; the names with .zh propose Chinese keys, and
either accepts both languages. Without NAME and --output all names are listed.

\b
示例 Examples:
  policy-engine schema
  policy-engine schema setup.zh
  policy-engine schema --output schemas
"""


@described("schema", "输出各类文件的 JSON Schema", "Print the JSON Schemas of the documents", _MORE)
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="写入文件夹，文件名为 NAME.schema.json write to a folder, as NAME.schema.json",
)
@language_option
@click.pass_obj
def command(presentation: Presentation, name: str | None, output: Path | None) -> int:
    from policy_engine.app.schemas import SCHEMAS

    if name is not None and name not in SCHEMAS:
        raise UsageError(_unknown(name, list(SCHEMAS)))
    chosen = list(SCHEMAS) if name is None else [name]
    if output is not None:
        _write(chosen, output, presentation)
    elif name is None:
        show_bytes("".join(f"{each}\n" for each in chosen).encode())
    else:
        show_bytes(_text(name).encode())
    return 0


def _text(name: str) -> str:
    from policy_engine.app.schemas import SCHEMAS

    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"


def _write(names: list[str], folder: Path, presentation: Presentation) -> None:
    from .output import no_folder, write_file
    from .telling import tell

    if not folder.is_dir():
        raise UsageError(no_folder(folder))
    for name in names:
        write_file(folder / f"{name}.schema.json", _text(name).encode())
    tell(Text(f"JSON Schema 已写入 {folder}。", f"The JSON Schemas were written to {folder}."), presentation)


def _unknown(name: str, known: list[str]) -> Diagnostic:
    listed = ", ".join(known)
    return Diagnostic(
        "schema.unknown",
        Text(f"没有文件类型“{name}”的 JSON Schema。", f"There is no JSON Schema for {name}."),
        help=did_you_mean(name, known) or Text(f"可用名称：{listed}。", f"The names are: {listed}."),
    )
