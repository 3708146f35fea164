"""What click says of a wrong call, in Chinese too."""

from __future__ import annotations

import click

from policy_engine.reports.words import one_line


def usage_words(error: click.ClickException) -> str:
    """Such as "缺少参数 FILE..."; "" for what says it in both languages already."""
    match error:
        case click.MissingParameter():
            kind = "选项" if isinstance(error.param, click.Option) else "参数"
            return f"缺少{kind} {_name(error)}。"
        case click.NoSuchOption():
            meant = "、".join(error.possibilities or ())
            hint = f"是否想写 {meant}？" if meant else ""
            return f"没有选项 {one_line(error.option_name)}。{hint}"
        case click.BadOptionUsage():
            return f"选项 {one_line(error.option_name)} 的用法不对。"
        case click.BadParameter():
            return f"{_name(error)} 的值不对{_choices(error.param)}。"
        case _:
            return ""


def _name(error: click.BadParameter) -> str:
    """An option by its longest spelling, an argument by what help calls it."""
    param = error.param
    if param is None:
        return ""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    shown = param.make_metavar(error.ctx) if error.ctx is not None else param.human_readable_name
    return shown.rstrip(".")


def _choices(param: click.Parameter | None) -> str:
    if param is None or not isinstance(param.type, click.Choice):
        return ""
    return f"，可用：{'、'.join(map(str, param.type.choices))}"
