"""Results of small runs that are kept, so that a change of the science shows, is looked at, and is explained."""

from __future__ import annotations

import json
import math
import platform
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numba
import numpy as np

from simulation.batches import simulate_all
from simulation.policies import load_policy
from simulation.scenario import Scenario

FILE = Path(__file__).parent / "outcomes.json"
DIGITS = 10
RUNS = 3
SEED = 1
POLICIES = ("hands-off", "blame-first", "voluntary-peers", "review-then-board", "ladder-coordinated", "adaptive")
SCENARIOS: dict[str, dict[str, Any]] = {
    "english-councils": {},
    "hospital-trusts": {},
    "linked-failures": {"crisis_hazard": 0.01},
    "austerity": {"budget": 3.0},
}
"""Scenarios that ship, with what differs: all are played for seven years after a run-in of five."""
SHORT = {"years": 7, "run_in.quarters": 20}

Kept = dict[str, dict[str, dict[str, list[float | None]]]]
"""By scenario, policy and measure: a number for each run, nothing where it has none."""


def outcomes_now() -> Kept:
    """The outcomes as they are now, in full."""
    found: Kept = {}
    for name, changes in SCENARIOS.items():
        scenario = Scenario.load(name).with_settings(SHORT | changes)
        simulations = simulate_all(scenario, [load_policy(p) for p in POLICIES], runs=RUNS, seed=SEED, workers=1)
        found[name] = {
            s.label: {
                column: [None if math.isnan(v) else v for v in s.outcomes[column].tolist()]
                for column in s.outcomes.columns
            }
            for s in simulations
        }
    return found


def kept() -> Kept:
    """The outcomes that are kept."""
    found: Kept = json.loads(FILE.read_text("utf-8"))["outcomes"]
    return found


def made_on() -> dict[str, str]:
    """What the numbers were made on: on another machine they may differ in the last digits."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "numba": numba.__version__,
        "platform": f"{platform.system()} {platform.machine()}",
    }


def _rounded(values: list[float | None]) -> list[float | None]:
    return [None if value is None else float(f"{value:.{DIGITS}g}") for value in values]


def as_text(outcomes: Kept) -> str:
    """The file: a line a measure, so that a difference can be read; numbers to ten digits."""
    lines = ["{", f'  "made on": {json.dumps(made_on())},', '  "outcomes": {']
    for s, (scenario, policies) in enumerate(outcomes.items()):
        lines.append(f"    {json.dumps(scenario)}: {{")
        for p, (policy, measures) in enumerate(policies.items()):
            lines.append(f"      {json.dumps(policy)}: {{")
            rows = [f"{json.dumps(measure)}: {json.dumps(_rounded(values))}" for measure, values in measures.items()]
            lines.append(",\n".join(f"        {row}" for row in rows))
            lines.append("      }" + ("," if p < len(policies) - 1 else ""))
        lines.append("    }" + ("," if s < len(outcomes) - 1 else ""))
    return "\n".join([*lines, "  }", "}"]) + "\n"


def differences(before: Kept, now: Kept) -> Iterator[str]:
    """A sentence for each measure that differs by more than one part in a thousand million."""
    for scenario in dict.fromkeys([*before, *now]):
        for policy in dict.fromkeys([*before.get(scenario, {}), *now.get(scenario, {})]):
            old, new = before.get(scenario, {}).get(policy, {}), now.get(scenario, {}).get(policy, {})
            for measure in dict.fromkeys([*old, *new]):
                a, b = old.get(measure), new.get(measure)
                if a is None or b is None or len(a) != len(b) or not all(map(_agree, a, b)):
                    yield f"{scenario}, {policy}, {measure}: was {a}, is {b}"


def _agree(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
