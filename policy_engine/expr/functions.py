"""The functions of the language. Extend with FUNCTIONS | {…} and hand the result to check()."""

from __future__ import annotations

from policy_engine.expr.function_types import Function
from policy_engine.expr.functions_of_dates import DATE_FUNCTIONS
from policy_engine.expr.functions_of_lists import LIST_FUNCTIONS
from policy_engine.expr.functions_of_numbers import NUMBER_FUNCTIONS
from policy_engine.expr.functions_of_quantities import QUANTITY_FUNCTIONS
from policy_engine.expr.functions_of_texts import TEXT_FUNCTIONS

_ALL = (*NUMBER_FUNCTIONS, *QUANTITY_FUNCTIONS, *LIST_FUNCTIONS, *TEXT_FUNCTIONS, *DATE_FUNCTIONS)
FUNCTIONS: dict[str, Function] = {function.name: function for function in _ALL}
