"""What went wrong, said in a sentence, and the exit code it stands for."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable

import click

from policy_engine.diagnostics import Diagnostic, DocumentError, Text, UsageError
from policy_engine.reports.diagnostics_text import diagnostic_lines
from policy_engine.reports.words import one_line
from policy_engine.resources import ResourceMissingError

from .presentation import Presentation
from .streams import CannotWriteError, has_colours, say
from .usage_words import usage_words

WRONG_USAGE = 2
CANNOT_JUDGE = 3
DEBUG = "POLICY_ENGINE_DEBUG"
_COLOURS = {"error": "red", "warning": "yellow", "hint": "cyan"}


def is_an_interruption(error: Exception) -> bool:
    """pydantic, which prepares the models of documents when they are first asked for, makes an error of its
    own of Ctrl-C."""
    return type(error).__name__ == "SchemaError" and KeyboardInterrupt.__name__ in str(error)


def present(error: Exception, presentation: Presentation) -> int:
    """Say it on standard error; the exit code. Raises KeyboardInterrupt for one in disguise."""
    if is_an_interruption(error):
        raise KeyboardInterrupt from error
    match error:
        case DocumentError():
            present_diagnostics(error.diagnostics, presentation)
            return CANNOT_JUDGE
        case UsageError():
            present_diagnostics([error.diagnostic], presentation)
            return WRONG_USAGE
        case click.ClickException():
            _present_usage(error)
            return WRONG_USAGE
        case CannotWriteError():
            said = Text(f"无法输出报告：{error}。", f"The report cannot be shown: {error}.")
            say(f"{said.in_language(presentation.language)}\n")
            return WRONG_USAGE
        case ResourceMissingError():
            say(f"{error}\n")
            return CANNOT_JUDGE
        case _:
            _present_internal(error, presentation)
            return CANNOT_JUDGE


def present_diagnostics(diagnostics: Iterable[Diagnostic], presentation: Presentation) -> None:
    """Each with its code frame; in colour for eyes."""
    colours = has_colours(sys.stderr)
    for line in diagnostic_lines(diagnostics, presentation.language, presentation.source):
        colour = _COLOURS.get(line.role) if colours else None
        say(f"{click.style(line.text, fg=colour) if colour else line.text}\n")


def _present_usage(error: click.ClickException) -> None:
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = "policy-engine" if context is None else context.command_path
    if context is not None:
        say(f"{context.get_usage()}\n")
    said = "：".join(filter(None, ("命令用法不对", usage_words(error))))
    say(f"{said} Wrong usage: {error.format_message()}\n查看帮助 For help: {path} --help\n")


def _present_internal(error: Exception, presentation: Presentation) -> None:
    said = one_line(f"{type(error).__name__}: {error}")
    sentence = Text(
        f"程序内部错误，没有得出结论（{said}）。请把这句话报告给维护者；"
        f"设置环境变量 {DEBUG}=1 再运行，可得到详细记录。",
        f"Internal error, there is no outcome ({said}). Please report this sentence to the maintainers; "
        f"run again with the environment variable {DEBUG}=1 for the details.",
    )
    say(f"{sentence.in_language(presentation.language)}\n")
    if os.environ.get(DEBUG):
        say("".join(traceback.format_exception(error)))
