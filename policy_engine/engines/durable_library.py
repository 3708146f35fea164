"""The one file that imports durable-rules, and what both of its users do against its sharp edges.

It is used through its rule sets alone, never through its Host: a Host runs the
pending actions of every state from threads of its own, also of the case that is
just being decided.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

from policy_engine.diagnostics import Diagnostic, Text, UsageError


@cache
def durable() -> Any:
    """The library's engine module, imported on first use. Raises UsageError where it is not installed."""
    try:
        engine = _imported()
    except ImportError as error:
        raise UsageError(_missing(error)) from error
    # Its clock is the wall clock, by which it silently drops actions when the
    # time is set forward, and calls a function deprecated since Python 3.12.
    engine._unix_now = time.monotonic
    return engine


def flat(fact: Mapping[str, object]) -> Mapping[str, object]:
    """The fact, which must be of integers alone.

    `1 == True` and `'31' > 30` hold in the network, and nested facts have
    crashed it: nothing but small flat facts of integers goes in.
    """
    if not all(type(value) is int for value in fact.values()):
        raise TypeError(f"not a flat fact of integers: {fact!r}")
    return fact


class Raised:
    """What an action raised. The library keeps that in its state and goes on; we keep it to raise it."""

    def __init__(self) -> None:
        self.error: BaseException | None = None


def run_due(ruleset: Any, state: int, raised: Raised) -> None:
    """Runs every action that is due. Raises whatever went wrong in them, which the library does not."""
    ended: list[tuple[Any, Any]] = []
    ruleset.do_actions(state, lambda error, left: ended.append((error, left)))
    if raised.error is not None:
        raise raised.error
    if not ended:
        raise RuntimeError("the library stopped before its actions were done")
    error, left = ended[-1]
    if isinstance(error, BaseException):
        raise error
    reported = error or (left or {}).get("exception")
    if reported:
        raise RuntimeError(str(reported))


def delete_ruleset(ruleset: Any) -> None:
    """Gives the rule set's memory back."""
    durable().durable_rules_engine.delete_ruleset(ruleset._handle)


def _imported() -> Any:
    if sys.platform == "win32":
        from durable import engine

        return engine
    # On Python 3.13 the extension names a function that Python removed. Only
    # storage callbacks, which we do not use, would call it: so bind it lazily.
    flags = sys.getdlopenflags()
    sys.setdlopenflags(os.RTLD_LAZY)
    try:
        from durable import engine
    finally:
        sys.setdlopenflags(flags)
    return engine


def _missing(error: ImportError) -> Diagnostic:
    return Diagnostic(
        "engine.durable-missing",
        Text(
            f"规则引擎所用的程序库 durable-rules 没有装好，无法作出结论，也无法推演工作程序（{error}）。",
            f"durable-rules, the library of the rules engine, is not installed properly, so nothing can "
            f"be decided and no procedure can be followed ({error}).",
        ),
        help=Text(
            "它安装时需要 C 编译器和 Python 头文件：在 Debian、Ubuntu 上先安装 gcc 和 python3-dev,"
            "再运行 pip install --force-reinstall durable-rules==2.0.28。",
            "Installing it needs a C compiler and Python's headers: on Debian or Ubuntu first install gcc "
            "and python3-dev, then run pip install --force-reinstall durable-rules==2.0.28.",
        ),
    )
