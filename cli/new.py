"""policy-engine new: starters for counties, versions and rules"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policy_engine.diagnostics import Text

from .help import Context, help_option_in_words
from .help import command as described
from .new_asking import asked_day, asked_settings
from .new_telling import (
    NO_TESTS,
    about_the_old_one,
    next_steps,
    tell_changes,
    tell_made,
    validated,
    what_is_to_be_done,
)
from .options import day, language_option, policies_option
from .telling import tell

if TYPE_CHECKING:
    from policy_engine.source.canonical import Keys

    from .presentation import Presentation

_HELP = """起草新的县、新的版本、新的规则：生成带注释的样稿，生成后立即校验。

Start a new county, version or rule: a commented draft, validated at once.

从不覆盖已有的文件，从不改动已印发的政策。样稿中的数值都注明“示例”，由本地研究后改写。

Nothing that is there is ever overwritten, and no issued policy changed. The values in drafts are marked
as examples (示例), to be decided by the county.

\b
示例 Examples:
  policy-engine new county 331003 --from 2026-01-01
  policy-engine new version 331004 --from 2026-01-01 --set posts.seats_max=4
  policy-engine new rule 331004 no-vacant-post --for posts

\b
退出码 Exit codes:
  0  已生成，校验通过                 made, and valid
  1  已生成，校验有阻断问题           made, with problems that block
  2  命令用法不对，没有生成           wrong usage, nothing made
  3  上级或原文件无法读取，或新版本会无法使用，没有生成；
     或已生成，但生成的县、规则或别的辖区的文件无法使用
     a file cannot be read, or the version could not be used: nothing made;
     or made, but the county or the rule, or a file of another jurisdiction,
     cannot be used
"""


class Group(click.Group):
    """The subcommands, laid out like the rest."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option_in_words(super().get_help_option(ctx))


command = Group(
    name="new",
    no_args_is_help=False,
    help=_HELP,
    short_help="起草新的县、版本、规则 start a new county, version or rule",
)


def _subcommand(name: str, zh: str, en: str, more: str) -> Callable[[Callable[..., Any]], click.Command]:
    def decorate(function: Callable[..., Any]) -> click.Command:
        made = described(name, zh, en, more)(function)
        command.add_command(made)
        return made

    return decorate


@_subcommand("county", "起草一个县（市、区）的政策", "Start the policy of a county",
             """CODE 是 6 位区划代码。名称和乡镇名录取自国家统计用区划代码；同时生成一份样稿方案和一份测试。

CODE is the county's division code of 6 digits. Its name and townships come from the national codes; an
example set-up and tests are made too.

\b
示例 Example:
  policy-engine new county 331003 --from 2026-01-01 --policies 政策文件夹
""")  # fmt: skip
@click.argument("code", metavar="CODE")
@click.option("--from", "from_", callback=day, required=True, metavar="DATE", help="施行日 the first day")
@click.option("--name", help="名称，默认按区划代码 the name; without it, by the code")
@click.option("--parent", metavar="CODE", help="上级辖区，默认为有政策的最近上级 the nearest layer above")
@click.option("--slug", help="文件夹名称中代码后面的部分，默认为名称 the rest of the folder's name")
@click.option(
    "--keys", type=click.Choice(["zh", "en"]), default="zh", show_default=True,
    help="栏目名称用中文或英文 Chinese or English keys",
)  # fmt: skip
@policies_option
@language_option
@click.pass_obj
def county_command(
    presentation: Presentation,
    code: str,
    from_: datetime.date,
    name: str | None,
    parent: str | None,
    slug: str | None,
    keys: Keys,
    policies: Path,
) -> int:
    from policy_engine.app.new_county import new_county

    made = new_county(policies, code, from_, name=name, parent=parent, slug=slug, keys=keys)
    tell_made(made.files, presentation)
    tell(what_is_to_be_done(made.files[0].parent), presentation)
    return validated(made.validation, presentation)


@_subcommand("version", "由最新的版本起草新版本", "Start a new version from the newest one",
             """CODE 是辖区代码。注释一并复制；版本号、施行日、状态、印发、过渡安排自动改好，原版本一字不动。

CODE is the jurisdiction's code. Comments are copied too; number, first day, status, issue and transition
are set; the version that was copied stays as it is.

按类别取值的，写到其中一类：--set 岗位设置.岗位上限.取值.省市中心镇=92，类别写编号或名称都行。

Of a table by class, one class is set: --set posts.cap.values.central-town=92, by its id or its name.

\b
示例 Examples:
  policy-engine new version 331004 --from 2026-01-01
  policy-engine new version 331004 --from 2026-01-01 --set 岗位设置.兼岗上限=2
""")  # fmt: skip
@click.argument("code", metavar="CODE")
@click.option(
    "--from", "from_", callback=day, metavar="DATE", help="施行日；在终端上不写则询问 the first day"
)
@click.option(
    "--set", "settings", multiple=True, metavar="PATH=VALUE",
    help="改动的数值，可以多个 a value that changes; there may be several",
)  # fmt: skip
@policies_option
@language_option
@click.pass_obj
def version_command(
    presentation: Presentation,
    code: str,
    from_: datetime.date | None,
    settings: tuple[str, ...],
    policies: Path,
) -> int:
    from policy_engine.app.new_settings import Setting
    from policy_engine.app.new_version import UnusableError, new_version

    changes = [Setting.of(written) for written in settings]
    if from_ is None:
        from_ = asked_day(presentation)
        changes += asked_settings(presentation)
    try:
        made = new_version(policies, code, from_, changes)
    except UnusableError as error:
        presentation.read[error.name] = error.data  # its lines are in no file
        raise
    tell_made([made.file], presentation)
    tell_changes(made, presentation)
    tell(about_the_old_one(made, from_), presentation)
    code_of_exit = validated(made.validation, presentation)
    tell(next_steps(made, code, from_, policies), presentation)
    return code_of_exit


@_subcommand("rule", "在最新的版本中起草一条规则", "Start a rule in the newest version",
             """CODE 是辖区代码，ID 是规则编号。规则加在文件末尾，同时生成它的测试；已印发的版本不改。

CODE is the jurisdiction's code, ID that of the rule. It is put at the end of the file, and a test of it is
made; an issued version is not changed.

\b
示例 Example:
  policy-engine new rule 331004 no-vacant-post --for posts
""")  # fmt: skip
@click.argument("code", metavar="CODE")
@click.argument("id_", metavar="ID")
@click.option(
    "--for", "for_", required=True, metavar="LIST",
    help="逐个核查什么：机构设置、岗位设置、人员、权责事项 institutions, posts, persons or duties",
)  # fmt: skip
@policies_option
@language_option
@click.pass_obj
def rule_command(presentation: Presentation, code: str, id_: str, for_: str, policies: Path) -> int:
    from policy_engine.app.new_rule import new_rule

    made = new_rule(policies, code, id_, for_)
    tell(Text(f"规则 {id_} 已写在 {made.file.as_posix()} 末尾。",
              f"The rule {id_} stands at the end of {made.file.as_posix()}."), presentation)  # fmt: skip
    if made.tests is not None:
        tell_made([made.tests], presentation)
    else:
        tell(NO_TESTS, presentation)
    return validated(made.validation, presentation)
