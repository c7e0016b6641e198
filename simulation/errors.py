"""Mistakes in what a user gave: each says what, where, what is allowed and how to mend it.

The command turns every one of these into a sentence on standard error and exit code 2. This module
imports nothing, so that the command can name them without loading the model.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "InputError",
    "ListError",
    "PolicyError",
    "ScenarioError",
    "SweepError",
    "SweepStoppedError",
    "did_you_mean",
    "one_of",
]


class InputError(ValueError):
    """Something that a user wrote or chose cannot be used; the message is a whole sentence."""


class ScenarioError(InputError):
    """A scenario cannot be used: the message names the file, the key, what is wrong and what is allowed."""


class ListError(ScenarioError):
    """A real list (of organisations, ties or ratings) cannot be used: the message names the file and the line."""


class PolicyError(InputError):
    """A policy cannot be used: the message names it or its file, what is wrong and what is allowed."""


class SweepError(InputError):
    """A sweep file or a sweep's folder cannot be used: the message names it, the key, and how to mend it."""


class SweepStoppedError(RuntimeError):
    """A sweep could not go on, through no fault in its file: what is done is kept, and it can be resumed."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``; did you mean linkage?`` where a known spelling is near, else nothing."""
    by_lower = {k.lower(): k for k in known}
    near = difflib.get_close_matches(name.lower(), list(by_lower), n=1)
    return f"; did you mean {by_lower[near[0]]}?" if near else ""


def one_of(names: Iterable[str]) -> str:
    """``a, b or c``: what is allowed, in one phrase."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
