"""Rules in their plain Python form: the same text, and the same bits, without the compiler.

A compiled rule is fast within compiled code. Called from Python it spends microseconds on unpacking a
parameter record, far more than the rule itself takes. An agent, whose numbers are Python floats, calls
the rule as it is written instead. Both forms do the same operations in the same order, and both take
exp, log, sqrt and cos from the C library, so their bits are equal; a test holds them to it.
"""

from __future__ import annotations

import dis
from collections.abc import Callable
from functools import cache
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

__all__ = ["plain", "plain_rules"]


def _is_compiled(thing: object) -> bool:
    return hasattr(thing, "py_func")


@cache
def plain(rule: Callable[..., Any]) -> Callable[..., Any]:
    """The plain Python form of a compiled function, and within it of those that it calls.

    Numba keeps the function that it compiled as ``py_func``; what that function calls by name is
    compiled again, so it is given names that stand for plain forms. Where Numba is switched off
    (``NUMBA_DISABLE_JIT=1``) nothing was compiled, and the function itself is returned.
    """
    function = getattr(rule, "py_func", None)
    if function is None:
        return rule
    known = function.__globals__
    used = {step.argval for step in dis.get_instructions(function) if step.opname == "LOAD_GLOBAL"}
    names = known | {name: plain(known[name]) for name in used if _is_compiled(known.get(name))}
    written = FunctionType(function.__code__, names, function.__name__, function.__defaults__)
    written.__doc__ = function.__doc__
    return written


def plain_rules(module: ModuleType) -> SimpleNamespace:
    """The public functions of a module of rules, by name, in their plain form.

    >>> from simulation.rules import reporting
    >>> p = SimpleNamespace(good_threshold=60.0, concealment=0.85, concealment_margin=2.0)
    >>> plain_rules(reporting).concealed(42.0, 0.5, p)
    8.5
    """
    return SimpleNamespace(**{name: plain(getattr(module, name)) for name in module.__all__})
