"""policy-engine show"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .help import command as described
from .options import language_option, policies_option
from .streams import show, show_bytes

if TYPE_CHECKING:
    from policy_engine.reports.policy_keys import Keys

    from .presentation import Presentation

_MORE = """TARGET 是辖区代码@日期，如 331004@2024-03-01；各级合并，每一行注明出自哪一级、哪份文件、哪一行。
输出仍是 YAML，可以重新读入；写入文件或管道时为 UTF-8。

TARGET is a jurisdiction's code@date, such as 331004@2024-03-01. All layers are merged, and each line says
from which layer, file and line it comes. The output is YAML that can be read again, UTF-8 in files and pipes.

\b
示例 Examples:
  policy-engine show 331004@2024-03-01 --policies 政策文件夹
  policy-engine show 331004@2024-03-01 --keys zh
  policy-engine show 331004@2024-03-01 --format json
"""


@described(
    "show",
    "显示某日有效的政策及每行出处",
    "Show the policy in force on a day, each line with its origin",
    _MORE,
)
@click.argument("target", metavar="TARGET")
@policies_option
@click.option(
    "--keys",
    type=click.Choice(["zh", "en"]),
    help="栏目名称用中文或英文，默认同该辖区自己的文件，json 默认英文 Chinese or English keys; without it, "
    "those of the jurisdiction's own file, and English for json",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    help="输出格式 the format",
)
@language_option
@click.pass_obj
def command(presentation: Presentation, target: str, policies: Path, keys: Keys | None, format_: str) -> int:
    from policy_engine.app.show import policy_on_date
    from policy_engine.reports.policy_data import policy_data
    from policy_engine.reports.policy_text import policy_text

    asked = policy_on_date(policies, target)
    if format_ == "json":
        data = policy_data(asked.policy, asked.on, keys or "en")
        text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    else:
        text = policy_text(asked.policy, asked.on, keys or asked.keys, presentation.language)
    # A terminal shows what it can; what is read again must lose nothing.
    if sys.stdout.isatty():
        show(text)
    else:
        show_bytes(text.encode())
    return 0
