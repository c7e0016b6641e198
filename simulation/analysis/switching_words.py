"""Switching values in sentences: "It turns round if a board's gain is below 0.03 a quarter (assumed 0.05)."."""

from __future__ import annotations

from simulation.analysis.assumption_words import decimals_of, phrase_of, said, unit_of
from simulation.analysis.rounding import decimals_for, shown
from simulation.analysis.switching_search import Switch
from simulation.analysis.uncertain_numbers import Assumption

__all__ = ["note_of", "sentence_of"]


def sentence_of(assumption: Assumption, switch: Switch) -> str:
    """What an assumption would have to be for the answer to turn round, rounded to what the search supports."""
    phrase, unit = phrase_of(assumption.name), unit_of(assumption.name)
    if not switch.side:
        return _never(phrase, unit, switch)
    decimals = decimals_for((switch.high - switch.low) / 2.0)
    assumed = _number(assumption.assumed)
    value = said(switch.value, unit, decimals)
    said_so = f"{phrase} is {switch.side} {value} (assumed {assumed})"
    if assumption.low <= switch.value <= assumption.high:
        return f"It turns round if {said_so}."
    plausible = f"{_number(assumption.low)} to {_number(assumption.high)}"
    return f"It turns round only if {said_so}, beyond what is plausible ({plausible})."


def _number(value: float) -> str:
    """A number as it is written, without its unit."""
    return shown(value, decimals_of(value))


def _never(phrase: str, unit: str, switch: Switch) -> str:
    low, high = switch.searched
    span = f"from {_number(low)} to {said(high, unit, decimals_of(high))}"
    sentence = f"No value of {phrase} {span} turns it round{_moved(switch)}"
    if not switch.unclear:
        return f"{sentence}."
    where = " or ".join(_number(value) for value in switch.unclear)
    return f"{sentence}, though at {where} no clear difference is left."


def _moved(switch: Switch) -> str:
    """How far the difference goes over all values tried: what an assumption does that turns nothing round."""
    decimals = decimals_for(switch.error)
    ends = [shown(mean, decimals, sign=True) for mean in (switch.strongest, switch.weakest)]
    return f"; the difference runs from {ends[0]} to {ends[1]}" if ends[0] != ends[1] else ""


def note_of(futures: int, found: int, asked: int) -> str:
    """How switching values were found, for a footnote.

    Args:
        futures: in how many each value was tried.
        found, asked: how many assumptions matter beyond simulation error, and how many were asked for.
    """
    note = (
        f"The assumptions that matter most were found by screening all draws of the plausible effects, and each was"
        f" then moved alone, in the same {futures} futures, all others as assumed."
    )
    if found < asked:
        some = "No assumption's" if found == 0 else "No other assumption's"
        note += f" {some} effect on this difference is beyond simulation error."
    return note
