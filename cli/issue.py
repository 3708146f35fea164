"""policy-engine issue"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_engine.diagnostics import Text

from .help import command as described
from .options import day, language_option, policies_option
from .streams import show

if TYPE_CHECKING:
    from policy_engine.app.issue import Issuance

    from .presentation import Language, Presentation

BLOCKED = 1
_MORE = """FILE 是政策文件夹中的一个版本文件。先行核对（同 validate），有阻断问题的不予印发；然后把文号、
机关、日期和内容校验值写入文件，并在政策文件夹的 issued.jsonl（印发登记簿）里登记一行。此后文件有任何
改动，包括注释，都会被查出；要修改的，另立新版本再印发。

最后显示的登记簿校验值代表到此为止的全部登记，请写在纸质文件上：整本登记簿若被人重写，只有与它对照才能发现。

FILE is one version in the folder of policies. It is validated first and not issued with blocking
problems; then number, office, day and a hash of the content are written into the file, and a line into
issued.jsonl, the register, in that folder. From then on any change of the file, comments included, is
found out; for a change make a new version and issue that.

The seal shown at the end stands for all lines of the register so far. Write it on the paper: whoever
rewrites the whole register is found out only by comparing it.

\b
示例 Example:
  policy-engine issue policies/331004-luqiao/2024-01-01.yaml \\
    --number 路编〔2024〕1号 --by 中共路桥区委机构编制委员会 --date 2024-01-01
"""


@described("issue", "印发政策文件并登记", "Issue a policy file and register it", _MORE)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--number", required=True, metavar="TEXT", help="文号 the number of the issuing document")
@click.option("--by", required=True, metavar="TEXT", help="印发机关 the issuing office")
@click.option("--date", required=True, callback=day, metavar="DATE", help="印发日期 the day of issuing")
@policies_option
@language_option
@click.pass_obj
def command(
    presentation: Presentation, file: Path, number: str, by: str, date: datetime.date, policies: Path
) -> int:
    from policy_engine.app.issue import BlockedError, issue
    from policy_engine.app.validate import blocking_problems

    from .failures import present_diagnostics
    from .telling import tell

    try:
        issuance = issue(
            policies,
            file,
            number=number,
            by=by,
            date=date,
            blocking=lambda: blocking_problems(policies, file),
        )
    except BlockedError as error:
        present_diagnostics(error.diagnostics, presentation)
        count = len(error.diagnostics)
        tell(Text(f"有 {count} 个阻断问题，未予印发；文件和登记簿都没有改动。",
                  f"Not issued, for {count} blocking problem(s); file and register are as they were."),
             presentation)  # fmt: skip
        return BLOCKED
    show(_told(issuance, presentation.language))
    return 0


def _told(issuance: Issuance, language: Language) -> str:
    entry, place = issuance.registered.entry, issuance.registered.span
    done = (
        Text("已补登记（文件此前已写入印发信息）", "Registered (the file had been issued before)")
        if issuance.resumed
        else Text("已印发", "Issued")
    )
    lines = (
        (done, issuance.file),
        (Text("文号", "Number"), entry.issued.number),
        (Text("印发机关", "Office"), entry.issued.by),
        (Text("印发日期", "Date"), entry.issued.date.isoformat()),
        (Text("文件校验值", "Hash of the file"), entry.sha256),
        (Text("登记", "Registered at"), f"{place.file}:{place.line}"),
        (
            Text("登记簿校验值（请写在纸质文件上）", "Seal of the register (write it on the paper)"),
            issuance.seal,
        ),
    )
    colon = ": " if language == "en" else "："
    return "".join(f"{name.in_language(language)}{colon}{value}\n" for name, value in lines)
