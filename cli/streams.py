"""Standard output and error on any terminal: UTF-8, GBK, ASCII, or a pipe that was closed."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

import click


class CannotWriteError(Exception):
    """Standard output takes nothing more, for want of space for instance."""


def prepare_streams() -> None:
    """What a terminal cannot show is replaced; it is never a reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str) -> None:
    """To standard error, identity numbers masked: paths and arguments have them, too. When even that takes
    nothing, there is nobody to tell."""
    from policy_engine.findings.identity_numbers import mask_numbers

    try:
        _write(mask_numbers(text), sys.stderr)
    except CannotWriteError:
        _discard(sys.stderr)


def show(text: str) -> None:
    """To standard output, in the terminal's encoding. Raises CannotWriteError."""
    _write(text, sys.stdout)


def show_bytes(data: bytes) -> None:
    """To standard output as they are. Raises CannotWriteError."""
    _write(data, sys.stdout)


def has_colours(stream: TextIO) -> bool:
    """Colours only for eyes, and not against the reader's will."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def _write(content: str | bytes, stream: TextIO) -> None:
    try:
        # Flushed here, so that a full disk is noticed while it can still be said.
        click.echo(content, file=stream, nl=False)
        stream.flush()
    except BrokenPipeError:
        _discard(stream)
    except OSError as error:
        raise CannotWriteError(error.strerror) from error


def _discard(stream: TextIO) -> None:
    """The reader has left (`| head`): the verdict stands, and the rest has nowhere to go."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
