"""Equal instruments: all do the same, so that only timing, reach and coordination are left to differ.

Every number of an instrument is treated in one of three ways:

- *Shared*: what it does and what it costs. All instruments get the mean of those that have the effect:
  lag, disruption, gain, ceiling, coaching, scrutiny, cost.
- *Nil*: what one instrument has and others have not: blame, an effect on openness, new leaders, loss of
  what was gained, reshuffled capability, cut ties, a seat from which the truth is seen.
- *Kept*: whom it reaches, and when: how many can have it at a time, whether it needs a helper, how long
  it lasts at least and at most, how long before it can be used again, when it is released.

So that a helper brings what any other instrument brings, gain is divided by the weight of a match;
help then costs the helper nothing and strengthens no tie. Its ceiling stays the helper's own capability.
The regulator's stance is silent too: neither censure nor protected candour has an effect.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulation.parameters import ATTRIBUTES
from simulation.scenario import Scenario

__all__ = ["KEPT", "NIL", "SHARED", "SILENCED", "equal_instruments", "equal_parameters", "treatment_table"]

SHARED = ("lag", "disruption", "gain", "ceiling", "coaching", "scrutiny", "cost")
"""Numbers of which all instruments get the same: the mean of those that are not nil."""
NIL = ("replaces_leader", "leader_level", "openness", "blame", "gain_lost", "redraw_sd", "tie_cut", "sits")
"""Numbers that are nil for all."""
KEPT = ("needs_helper", "least_quarters", "most_quarters", "pause", "release_margin", "capacity")
"""Numbers that each instrument keeps: reach and timing."""
SILENCED = ("helper_load", "tie_growth", "censure_blame", "censure_secrecy", "candour_honesty")
"""Parameters that are nil: what help costs its helper and leaves behind, and what a stance does."""

_TREATMENTS = {
    **dict.fromkeys(SHARED, "shared by all"),
    **dict.fromkeys(NIL, "nil for all"),
    **dict.fromkeys(KEPT, "kept by each"),
}


def _shared_value(values: np.ndarray) -> float:
    """The mean of those that have the effect; nil where none has."""
    with_effect = values[values != 0.0]
    return float(with_effect.mean()) if with_effect.size else 0.0


def equal_instruments(tools: np.ndarray, matched_tie: float) -> np.ndarray:
    """Instruments' numbers with all that they do made alike.

    Args:
        tools: ``TOOL_DTYPE``, shape (instruments,); the first stands for none and is left as it is.
        matched_tie: weight of a match, by which the gain of what needs a helper is multiplied.

    Returns:
        A new array of the same shape.
    """
    equal = tools.copy()
    real = equal[1:]
    for name in SHARED:
        real[name] = _shared_value(real[name])
    for name in NIL:
        real[name] = 0.0
    if matched_tie > 0.0:
        by_helper = real["needs_helper"] > 0.0
        real["gain"][by_helper] /= matched_tie
    return equal


def equal_parameters(parameters: np.recarray) -> np.recarray:
    """Parameter records, shape (runs,), with what goes with some instruments or stances alone made nil."""
    equal = parameters.copy()
    for name in SILENCED:
        equal[name] = 0.0
    return equal.view(np.recarray)


def treatment_table(scenario: Scenario) -> pd.DataFrame:
    """What happens to each number of an instrument, for a page that explains equal instruments.

    Returns:
        A row a number of an instrument; columns number, meaning, unit, treatment ("shared by all",
        "nil for all" or "kept by each"), and value: what all share, missing where each keeps its own.
    """
    _, tools = scenario.tools()
    rows = []
    for name, rule in ATTRIBUTES.items():
        value = {"shared by all": _shared_value(tools[1:][name]), "nil for all": 0.0}.get(_TREATMENTS[name], np.nan)
        rows.append((name, rule.meaning, rule.unit, _TREATMENTS[name], value))
    return pd.DataFrame(rows, columns=["number", "meaning", "unit", "treatment", "value"])
