"""Wrong calls are told in Chinese first, then in click's own words."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check"], "命令用法不对：缺少参数 FILE。 Wrong usage: Missing argument 'FILE...'."),
        (["impact", "331004", "331004"], "缺少选项 --setups。 Wrong usage: Missing option"),
        (["check", "--setps", "x"], "没有选项 --setps。是否想写 --setup、"),
        (["check", "x", "--zzz"], "没有选项 --zzz。 Wrong usage: No such option"),
        (
            ["diff", "a", "b", "--format", "doc"],
            "--format 的值不对，可用：text、json、markdown、html、xlsx、github。",
        ),
        (["check", "x", "--output"], "选项 --output 的用法不对。 Wrong usage: Option '--output' requires"),
    ],
)
def test_a_wrong_call_is_told_in_both_languages(arguments: list[str], said: str, command: Command) -> None:
    done = command(*arguments)
    assert done.code == 2
    assert said in done.error
