"""Instruments as data: each a row of numbers that a scenario may change, or add to.

All are 'assumed': no source compares what types of intervention do (see the document on what the data
cannot say). Ranges are the same multiple for every instrument, so that none is favoured by its prior.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from simulation.vocabulary import Instrument

__all__ = ["ATTRIBUTES", "SHIPPED_TOOLS", "TOOL_DTYPE", "Attribute", "Tool"]


@dataclass(frozen=True)
class Attribute:
    """What one number of an instrument means, its unit and what it may be."""

    meaning: str
    unit: str
    least: float
    most: float
    is_effect: bool = False


ATTRIBUTES: dict[str, Attribute] = {
    "lag": Attribute("quarters before it begins to help", "quarters", 0, 40, True),
    "disruption": Attribute("points of sustainable quality it costs at first", "points", 0, 100, True),
    "gain": Attribute("part of the distance to its ceiling that capability gains a quarter", "rate a quarter", 0, 1, True),
    "ceiling": Attribute("capability up to which it helps; with a helper, the helper's own", "points", 0, 100, True),
    "coaching": Attribute("leadership added a quarter", "share", -1, 1, True),
    "replaces_leader": Attribute("when leaders are replaced: 0 never, 1 at the start, 2 at the end", "number", 0, 2),
    "leader_level": Attribute("leadership that it recruits to", "share", 0, 1, True),
    "openness": Attribute("openness added a quarter", "share", -1, 1, True),
    "scrutiny": Attribute("honesty that it enforces", "share", 0, 1, True),
    "blame": Attribute("sanction felt while it lasts", "share", 0, 1, True),
    "cost": Attribute("cost a quarter", "cost units", 0, 1000),
    "gain_lost": Attribute("part of its gain that leaves when it ends", "share", 0, 1, True),
    "redraw_sd": Attribute("spread with which capability is reshuffled at its end", "points", 0, 50, True),
    "tie_cut": Attribute("part of its ties that an organisation loses at the end", "share", 0, 1, True),
    "sits": Attribute("1 where it sees true quality every quarter", "number", 0, 1),
    "needs_helper": Attribute("1 where it needs a good organisation to help", "number", 0, 1),
    "least_quarters": Attribute("quarters that it lasts at least", "quarters", 1, 80),
    "most_quarters": Attribute("quarters after which it ends by itself (0: never)", "quarters", 0, 400),
    "pause": Attribute("quarters before it can be used again on the same organisation", "quarters", 0, 400),
    "release_margin": Attribute("ends after two quarters believed this far above warning (0: as the policy asks)", "points", 0, 50),
    "capacity": Attribute("how many at a time, as a share of the sector (1: no limit)", "share", 0, 1),
}

TOOL_DTYPE = np.dtype([(name, np.float64) for name in ATTRIBUTES], align=True)


@dataclass(frozen=True)
class Tool:
    """One instrument's numbers, as in the table of section 5 of the model. See ``ATTRIBUTES`` for units."""

    lag: float = 0.0
    disruption: float = 0.0
    gain: float = 0.0
    ceiling: float = 0.0
    coaching: float = 0.0
    replaces_leader: float = 0.0
    leader_level: float = 0.0
    openness: float = 0.0
    scrutiny: float = 0.0
    blame: float = 0.0
    cost: float = 0.0
    gain_lost: float = 0.0
    redraw_sd: float = 0.0
    tie_cut: float = 0.0
    sits: float = 0.0
    needs_helper: float = 0.0
    least_quarters: float = 4.0
    most_quarters: float = 0.0
    pause: float = 0.0
    release_margin: float = 0.0
    capacity: float = 1.0

    def as_tuple(self) -> tuple[float, ...]:
        """The numbers in the order of ``TOOL_DTYPE``."""
        return tuple(float(getattr(self, field.name)) for field in fields(self))


SHIPPED_TOOLS: dict[str, Tool] = {
    Instrument.NONE.name.lower(): Tool(least_quarters=1),
    Instrument.PEER_SUPPORT.name.lower(): Tool(
        lag=1, disruption=1, gain=0.06, ceiling=0, coaching=0.01, openness=0.02, scrutiny=0.6, blame=0,
        cost=0.15, needs_helper=1, release_margin=4, capacity=1.0,
    ),
    Instrument.IMPROVEMENT_BOARD.name.lower(): Tool(
        lag=2, disruption=2.5, gain=0.05, ceiling=70, coaching=0.015, openness=0.015, scrutiny=0.95,
        blame=0.1, cost=0.3, sits=1, capacity=0.08,
    ),
    Instrument.CENTRAL_INTERVENTION.name.lower(): Tool(
        lag=1, disruption=6, gain=0.12, ceiling=66, replaces_leader=1, leader_level=0.65, openness=-0.02,
        scrutiny=0.85, blame=0.6, cost=1.0, gain_lost=0.4, capacity=0.04,
    ),
    Instrument.STRUCTURAL_REFORM.name.lower(): Tool(
        disruption=10, replaces_leader=2, leader_level=0.0, openness=-0.03, scrutiny=0.7, blame=0.4,
        cost=1.5, redraw_sd=8, tie_cut=0.5, least_quarters=4, most_quarters=4, pause=12, capacity=0.04,
    ),
}
"""The shipped instruments, in the order of their codes. Peer support's cost counts .05 for the helper's time.

Structural reform helps at no time, so it has no lag before it begins to: it closes the culture from its start (S4).
With a lag as long as it lasts, its effect on openness would never be felt.
"""
