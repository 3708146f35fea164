"""policy-engine test"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policy_engine.diagnostics import Diagnostic, Text, UsageError

from .failures import CANNOT_JUDGE, present_diagnostics
from .help import command as described
from .options import language_option
from .output import chosen_format, refuse_impossible, refuse_overwriting, show_plain, write_file
from .streams import has_colours, show
from .telling import listed, tell

if TYPE_CHECKING:
    from policy_engine.app.testing import Asked, Ran
    from policy_engine.reports.format import Format
    from policy_engine.testing.model import Run

    from .presentation import Presentation

TESTS_FAIL = 1
_COLOURS = {"passed": "green", "failed": "red", "unreadable": "red", "survived": "yellow"}
_MORE = """PATH 是测试文件或文件夹，可以多个，默认为 ./policies。文件夹中，名为 tests 的子文件夹里的都是测试：
<政策文件夹>/<辖区代码>-<名称>/tests/*.yaml，写法见 docs/testing.md。\
测试和 check 走同一条路，意见须一条不多、一条不少。

PATH is a file of tests or a folder; there may be several, and without any it is ./policies. In a folder,
what lies in folders named tests is a test. Tests go the same way as `check`; findings are compared exactly.

\b
示例 Examples:
  policy-engine test policies/331004-luqiao
  policy-engine test -k 岗位 --fail-fast
  policy-engine test policies/331004-luqiao --coverage --min-coverage 60%
  policy-engine test policies/331004-luqiao --mutate --layer province
  policy-engine test policies/331004-luqiao --mutate --fail-on-survivors
  policy-engine test --watch

--mutate 只列出没有测试发现的改动，不因此影响退出码；要因此失败的，加 --fail-on-survivors。

--mutate lists the changes that no test notices, which leaves the exit code as it is; add --fail-on-survivors
to fail for them.

\b
退出码 Exit codes:
  0  全部通过；--min-coverage 已达到
     all pass, and the coverage asked for is reached
  1  有测试未通过，或覆盖不足，或 --mutate 没有一处改动可试，
     或用了 --fail-on-survivors 而有改动没有发现
     a test fails, the coverage is too small, --mutate has nothing to change,
     or --fail-on-survivors was given and a change goes unnoticed
  2  命令用法不对，没有测试或没有政策
     wrong usage, no tests or no policies
  3  有测试或政策无法读取，变动无处可用，或测试什么也没有测
     a test or a policy cannot be read, a change fits nowhere, a test is empty
"""


def _share(_context: click.Context, option: click.Parameter, written: str | None) -> Fraction | None:
    """90, 90% or 0.9."""
    if written is None:
        return None
    from policy_engine.documents.envelope import bound_number
    from policy_engine.expr.problems import EvaluationError

    try:
        text = written.strip()
        share = bound_number(text if not re.fullmatch(r"[0-9]{2,3}(\.[0-9]+)?", text) else f"{text}%")
    except EvaluationError as error:
        raise UsageError(_no_share(option, error.text)) from error
    if not 0 <= share <= 1:
        raise UsageError(_no_share(option, Text("应在 0% 到 100% 之间", "it must lie between 0% and 100%")))
    return share


@described("test", "测试政策", "Test policies", _MORE)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--policies", type=click.Path(path_type=Path), metavar="DIR",
    help="政策文件夹，默认为测试所在的那一个 the folder of policies; without it, the one around the tests",
)  # fmt: skip
@click.option(
    "-k", "--match", "words", multiple=True, metavar="WORDS",
    help="只运行名称中有这些字的测试，可写多次 only tests with these words in their names",
)  # fmt: skip
@click.option("--fail-fast", is_flag=True, help="第一条未通过就停 stop at the first that fails")
@click.option("--coverage", is_flag=True, help="列出没有测试到的规则、类别和栏目 list what no test exercises")
@click.option(
    "--min-coverage", callback=_share, metavar="SHARE",
    help="每份政策的覆盖至少达到，如 90% fail where a policy file is covered less",
)  # fmt: skip
@click.option(
    "--mutate", is_flag=True,
    help="逐处改动政策，列出没有测试发现的改动，不影响退出码 change the policy bit by bit, "
    "list what no test notices; the exit code does not tell",
)  # fmt: skip
@click.option(
    "--fail-on-survivors", is_flag=True,
    help="有改动没有测试发现的，退出码为 1；与 --mutate 同用 with --mutate: exit with 1 "
    "where a change goes unnoticed",
)  # fmt: skip
@click.option(
    "--layer", "layers", multiple=True, type=click.Choice(["nation", "province", "city"]),
    help="上级的文件也逐处改动 change the files of this layer above too",
)  # fmt: skip
@click.option("--watch", is_flag=True, help="有文件改动就重新运行 run again whenever a file changes")
@click.option("--format", "format_", type=click.Choice(["text", "json", "junit"]),
              help="输出格式，默认按 --output 的扩展名，否则为 text "
              "the format; without it, by the extension of --output, else text")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE",
              help="结果写入文件而不显示 write the result to a file instead of showing it")  # fmt: skip
@language_option
@click.pass_obj
def command(
    presentation: Presentation,
    /,
    paths: tuple[Path, ...],
    policies: Path | None,
    min_coverage: Fraction | None,
    fail_on_survivors: bool,
    watch: bool,
    format_: str | None,
    output: Path | None,
    **asked: Any,
) -> int:
    from policy_engine.app.testing import Asked
    from policy_engine.reports.tests_formats import RUN_FORMATS

    if asked["layers"] and not asked["mutate"]:
        raise UsageError(_layer_alone())
    if fail_on_survivors and not asked["mutate"]:
        raise UsageError(_survivors_alone())
    if output is not None:
        refuse_impossible(output)
    chosen = chosen_format(output, format_, RUN_FORMATS)
    wanted = Asked(**{**asked, "coverage": asked["coverage"] or min_coverage is not None})
    named = paths or (Path("policies") if policies is None else policies,)

    def once() -> int:
        ran = _run(named, policies, wanted, chosen, output, presentation)
        return _exit_code(ran, min_coverage, fail_on_survivors, presentation)

    return _watched(once, [*named, *([policies] if policies else [])], presentation) if watch else once()


def _run(
    paths: Iterable[Path],
    policies: Path | None,
    asked: Asked,
    chosen: Format[Run],
    output: Path | None,
    presentation: Presentation,
) -> Ran:
    from policy_engine.app.testing import run_tests

    with _progress(presentation) as progress:
        ran = run_tests(tuple(paths), policies, asked, progress)
    present_diagnostics(ran.problems, presentation)
    _deliver(ran, chosen, output, presentation)
    if not ran.run.results and not ran.problems:
        raise UsageError(_none_chosen(asked.words))
    if ran.untested and not asked.coverage:  # which lists them
        tell(Text(f"{listed(ran.untested, 'zh')} 没有任何测试。",
                  f"No test touches {listed(ran.untested, 'en')}."), presentation)  # fmt: skip
    if asked.mutate and ran.run.mutation is None:
        tell(_why_unchanged(ran), presentation)
    return ran


def _why_unchanged(ran: Ran) -> Text:
    """A change is noticed by a test that passed before: without that nothing is tried."""
    summary = ran.run.summary
    if number := summary.unreadable_files:
        return Text(f"{number} 份测试文件无法读取，没有逐处改动政策：请先改好。",
                    f"Files of tests that cannot be read: {number}. Nothing was changed: "
                    "put them right first.")  # fmt: skip
    if number := summary.unreadable:
        return Text(f"{number} 条测试无法运行，没有逐处改动政策：请先改好。",
                    f"Tests that cannot run: {number}. Nothing was changed: put them right first.",
                    )  # fmt: skip
    if summary.failed:
        return Text("有测试未通过，没有逐处改动政策：先让测试都通过。",
                    "Some tests do not pass, so that nothing was changed: let them pass first.")  # fmt: skip
    return Text("有政策无法读取，没有逐处改动：请先改好。",
                "A policy cannot be read. Nothing was changed: put it right first.")  # fmt: skip


def _deliver(ran: Ran, chosen: Format[Run], output: Path | None, presentation: Presentation) -> None:
    from policy_engine.reports.tests_text import run_lines

    language = presentation.language
    if output is not None:
        refuse_overwriting(output, ran.read)
        write_file(output, chosen.encode(chosen.render(ran.run, language)))
        tell(Text(f"测试结果已写入 {output}。", f"The result was written to {output}."), presentation)
    elif chosen.for_reading and has_colours(sys.stdout):
        lines = run_lines(ran.run, language)
        show("".join(f"{click.style(line.text, fg=_COLOURS.get(line.role))}\n" for line in lines))
    else:
        show_plain(ran.run, chosen, language)


def _exit_code(
    ran: Ran, min_coverage: Fraction | None, fail_on_survivors: bool, presentation: Presentation
) -> int:
    if ran.problems or ran.run.summary.unreadable:
        return CANNOT_JUDGE
    if ran.run.summary.failed:
        return TESTS_FAIL
    mutation = ran.run.mutation
    unchanged = mutation is not None and mutation.counted == 0
    survived = fail_on_survivors and mutation is not None and mutation.survived > 0
    if unchanged:
        tell(Text("没有一处改动可试，看不出测试会不会发现错误。",
                  "There was no change to try, which does not tell whether the tests notice mistakes."),
             presentation)  # fmt: skip
    uncovered = min_coverage is not None and _too_little(ran.run, min_coverage, presentation)
    return TESTS_FAIL if unchanged or survived or uncovered else 0


def _too_little(run: Run, min_coverage: Fraction, presentation: Presentation) -> bool:
    """Tells where too little is covered. A policy of which nothing can be listed is not covered at all."""
    from policy_engine.reports.tests_text import percentage

    coverage = run.coverage or ()
    listed = {each.jurisdiction for each in coverage}
    bare = list(dict.fromkeys(r.jurisdiction for r in run.results if r.jurisdiction not in listed))
    for code in bare:
        tell(Text(f"{code} 的政策一点也没有测到，没有达到要求的覆盖。",
                  f"Nothing of the policy of {code} was tested: the coverage asked for is not reached."),
             presentation)  # fmt: skip
    small = [each for each in coverage if each.exact_share < min_coverage]
    for each in small:
        have, want = percentage(each.exact_share), percentage(min_coverage)
        bare_zh, bare_en = ("", "") if each.tested else ("，没有任何测试", ", no test touches it")
        tell(Text(f"{each.file} 只覆盖 {have}{bare_zh}，要求 {want}。",
                  f"{each.file}: {have} covered{bare_en}, {want} asked for."),
             presentation)  # fmt: skip
    return bool(bare or small)


def _watched(once: Callable[[], int], paths: Iterable[Path], presentation: Presentation) -> int:
    """Runs until it is interrupted; what goes wrong meanwhile is told, and may be put right."""
    from watchfiles import watch

    from policy_engine.app.testing_files import policies_around

    from .failures import present

    def safely() -> None:
        try:
            once()
        except Exception as error:
            present(error, presentation)

    watched = list(paths)
    safely()
    for _ in watch(*{*watched, policies_around(watched)}, raise_interrupt=True):
        safely()
    return 0


@contextmanager
def _progress(presentation: Presentation) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error while changes are tried, when somebody is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    label = Text("逐处改动", "Changing").in_language(presentation.language)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, visible=False)
        yield lambda done, of_all: bar.update(task, completed=done, total=of_all, visible=True)


def _no_share(option: click.Parameter, why: Text) -> Diagnostic:
    return Diagnostic(
        "tests.coverage-share",
        Text(f"{option.opts[0]}：{why.zh}。", f"{option.opts[0]}: {why.en}."),
        help=Text("请写成 90% 这样。", "Write it like 90%."),
    )


def _layer_alone() -> Diagnostic:
    return Diagnostic(
        "tests.layer-without-mutate",
        Text("--layer 说明还改动哪一级，须和 --mutate 一起用。", "--layer belongs to --mutate."),
        help=Text("请加上 --mutate。", "Add --mutate."),
    )


def _survivors_alone() -> Diagnostic:
    return Diagnostic(
        "tests.survivors-without-mutate",
        Text("--fail-on-survivors 说的是逐处改动后没有测试发现的，须和 --mutate 一起用。",
             "--fail-on-survivors belongs to --mutate."),
        help=Text("请加上 --mutate。", "Add --mutate."),
    )  # fmt: skip


def _none_chosen(words: Iterable[str]) -> Diagnostic:
    named = "、".join(words)
    return Diagnostic(
        "tests.none-chosen",
        Text(f"没有名称中有“{named}”的测试。", f"No test has {named} in its name."),
        help=Text("请改用别的字，或去掉 -k。", "Use other words, or leave out -k."),
    )
