"""How many examples a property test tries: some in every run, many more by `make soak`."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hypothesis import settings

Test = TypeVar("Test", bound=Callable[..., Any])
# Set by `make soak`.
THOROUGHLY = os.environ.get("POLICY_ENGINE_THOROUGH") == "1"


def of_examples(usual: int, *, thorough: int, **options: Any) -> settings:
    """The settings of a property test."""
    return settings(max_examples=thorough if THOROUGHLY else usual, deadline=None, **options)


def tried(usual: int, *, thorough: int, **options: Any) -> Callable[[Test], Test]:
    """Gives a property test these settings and has `make soak` run it, too."""

    def mark(test: Test) -> Test:
        marked: Test = pytest.mark.thorough(of_examples(usual, thorough=thorough, **options)(test))
        return marked

    return mark
