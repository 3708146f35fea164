"""Help pages in Chinese and English, laid out for wide characters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

_HEADINGS = {"Options": "选项 Options", "Commands": "命令 Commands", "Arguments": "参数 Arguments"}


class Formatter(click.HelpFormatter):
    """click counts characters; this counts the columns of a terminal."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "用法 Usage: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_text(self, text: str) -> None:
        start = " " * self.current_indent
        for number, paragraph in enumerate(text.strip().split("\n\n")):
            if number:
                self.write("\n")
            for line in self._lines(paragraph, self.width - self.current_indent):
                self.write(f"{start}{line}".rstrip() + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        start = " " * self.current_indent
        column = min(max(len(first) for first, _ in rows), col_max) + col_spacing
        beside = " " * column
        for first, second in rows:
            lines = self._lines(second, self.width - self.current_indent - column)
            head = first.ljust(column)
            if len(first) + col_spacing > column:
                self.write(f"{start}{first}\n")
                head = beside
            self.write(f"{start}{head}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{start}{beside}{line}\n")

    @staticmethod
    def _lines(paragraph: str, cells: int) -> list[str]:
        """One that begins with a line \\b keeps its own line breaks, as everywhere in click."""
        from policy_engine.reports.layout import wrap

        lines = paragraph.splitlines() or [""]
        return lines[1:] if lines[0] == "\b" else wrap(" ".join(lines), cells)


class Context(click.Context):
    formatter_class = Formatter

    def __init__(self, *arguments: Any, **named: Any) -> None:
        named["help_option_names"] = ["-h", "--help"]
        super().__init__(*arguments, **named)


class Command(click.Command):
    """A subcommand whose help page is laid out like the rest."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option_in_words(super().get_help_option(ctx))


def command(name: str, zh: str, en: str, more: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A subcommand. `more` follows the two sentences on its help page: details and an example."""
    return click.command(
        name, cls=Command, help=f"{zh}。\n\n{en}.\n\n{more}", short_help=f"{zh} {en[0].lower()}{en[1:]}"
    )


def help_option_in_words(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示帮助 show this help"
    return option
