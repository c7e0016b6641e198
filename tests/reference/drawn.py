"""Scenarios drawn at random, in which everything that a scenario can say is said differently."""

from __future__ import annotations

import random
from typing import Any

from simulation.parameters import REGISTER
from simulation.scenario import Scenario
from tests.agents.small import small_scenario
from tests.reference.policies import LEVERS, RULES

POLICIES = (*RULES, "adaptive")
SHARES = ("broker_capacity", "inspection_share")
"""Parameters that must leave room for one organisation, or for none."""
EFFECTS = {
    "lag": (0, 4), "disruption": (0.5, 10), "gain": (0.02, 0.13), "ceiling": (60, 76), "coaching": (0.005, 0.02),
    "leader_level": (0.55, 0.75), "openness": (-0.03, 0.03), "scrutiny": (0.5, 1), "blame": (0, 0.7),
    "gain_lost": (0.2, 0.6), "redraw_sd": (4, 12), "tie_cut": (0.25, 0.75),
}  # fmt: skip
RULES_OF_USE = {
    "sits": (0, 1), "replaces_leader": (0, 1, 2), "needs_helper": (0, 1), "least_quarters": (1, 2, 4),
    "most_quarters": (0, 6, 8), "pause": (0, 4, 8), "release_margin": (0, 2, 6), "capacity": (0, 0.35, 0.5, 1),
}  # fmt: skip
INSTRUMENTS = ("peer_support", "improvement_board", "central_intervention", "structural_reform")
REGIONS = ((5, 4, 3), (12,), (1, 1, 2, 8), (2, 1), (10, 8))
LEVER_RANGES = {
    "margin": (-10, 4), "hold": (0, 10), "delay": (0, 8), "again": (12, 40), "patience": (4, 12), "share": (0.05, 0.08),
    "gap": (2, 12), "dip": (0, 5), "peers_patience": (1, 16), "board_patience": (4, 24), "reach": (0, 10),
    "horizon": (4, 16), "explore": (0, 0.5), "hope": (0, 20), "price": (0, 2),
}  # fmt: skip


def drawn_parameters(chance: random.Random) -> dict[str, float]:
    """Most numbers of the register anywhere in their ranges; events more frequent than they are."""
    drawn = {
        p.name: chance.uniform(p.low, p.high) for p in REGISTER.values() if p.low < p.high and chance.random() < 0.7
    }
    drawn |= {name: chance.choice((0.35, 0.5)) for name in SHARES}
    drawn |= {"willing_share": chance.choice((0.5, 1.0)), "capability_base": chance.choice((26.0, 30.0, 33.0))}
    drawn["dependencies_per_organisation"] = chance.uniform(1.0, 2.0)
    for name, value in (("bias_prior_sd", 0.0), ("broker_capacity", 0.0), ("crisis_hazard", 0.03)):
        if chance.random() < 0.2:
            drawn[name] = value
    drawn["exposure_hazard"] = chance.uniform(0.0, 0.3)
    drawn |= {"pressure_level": chance.uniform(-2.0, 2.0), "earlier_framework_shift": chance.uniform(-6.0, 6.0)}
    drawn["earlier_framework_quarters"] = chance.choice((0.0, 4.0, 12.0))
    return drawn


def drawn_instruments(chance: random.Random) -> dict[str, dict[str, float]]:
    """The shipped instruments with other effects, and other rules of their use."""
    found = {}
    for name in INSTRUMENTS:
        values = {key: chance.uniform(*ends) for key, ends in EFFECTS.items() if chance.random() < 0.5}
        values |= {key: float(chance.choice(some)) for key, some in RULES_OF_USE.items() if chance.random() < 0.3}
        found[name] = values
    return found


def drawn_events(chance: random.Random, identifiers: tuple[str, ...], years: int) -> list[dict[str, Any]]:
    """Two of each kind, at any time."""

    def when() -> dict[str, Any]:
        quarter = chance.randrange(4 * years)
        return {"year": quarter / 4 + 0.1} if chance.random() < 0.5 else {"quarter": quarter}

    hit = [{"organisation": chance.choice(identifiers)} for _ in range(5)]
    points = [{"kind": "pressure", "amount": chance.uniform(-6, 9)} for _ in range(3)]
    whom: list[dict[str, Any]] = [hit[0], {"region": "Region 0"}, {"quarters": chance.randrange(1, 12)}]
    events = [event | some | when() for event, some in zip(points, whom, strict=True)]
    revealed = ("scandal", "whistleblower", "scandal", "whistleblower")
    return events + [{"kind": kind} | some | when() for kind, some in zip(revealed, hit[1:], strict=True)]


def drawn_scenario(chance: random.Random) -> Scenario:
    """Anything."""
    changes: dict[str, Any] = {
        "regime": chance.choice(("inspection-led", "oversight-led")),
        "plan": chance.choice(("rota", "risk-based", "random", "none")),
        "monitoring_visits": chance.random() < 0.5,
        "years": 6,
        "parameters": drawn_parameters(chance),
        "instruments": drawn_instruments(chance),
        "regions": [{"name": f"Region {k}", "organisations": n} for k, n in enumerate(chance.choice(REGIONS))],
        "run_in": {"quarters": chance.choice((0, 7, 24)), "response": chance.choice(POLICIES)},
    }
    if chance.random() < 0.5:
        changes["budget"] = chance.choice((0.3, 0.5, 1.0, 1.5, 2.0, 3.0))
    identifiers = small_scenario(**changes, events=[]).sector().identifiers
    return small_scenario(**changes, events=drawn_events(chance, identifiers, 6))


def drawn_policy(chance: random.Random) -> tuple[str, dict[str, float]]:
    """A policy and its levers."""
    policy = chance.choice(POLICIES)
    levers: dict[str, float] = {}
    for name, default in LEVERS.get(policy, {}).items():
        low, high = LEVER_RANGES[name]
        levers[name] = chance.randint(int(low), int(high)) if isinstance(default, int) else chance.uniform(low, high)
    return policy, levers
