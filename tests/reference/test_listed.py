"""Real lists: sizes, traits, grades and links from files enter both models alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation.scenario import Scenario
from simulation.vocabulary import Grade, words
from tests.reference.comparing import assert_agree

N = 14
DATES = ("2026-01-01", "2025-01-01", "2023-01-01", "2021-07-01")


def listed_scenario(folder: Path, *, links: bool, response: str, **changes: Any) -> Scenario:
    """Fourteen places of two regions that lie in each other's midst, of all grades, some never inspected."""
    rows = ["code,name,region,grade,date,people,culture"]
    for i in range(N):
        graded = f"{words(Grade(i % 5))},{DATES[i // 3 % 4]}" if i % 5 else ","
        openness = "" if i % 3 else f"{0.2 + i / 20:.2f}"
        rows.append(f"P{i},Place {i},{'North' if i % 2 else 'South'},{graded},{1000 + i},{openness}")
    (folder / "places.csv").write_text("\n".join(rows) + "\n", "utf-8")
    pairs = [(i, (i + step) % N) for step in (1, 3, 5) for i in range(N)]
    ties = [f"P{a},P{b},{'' if (a + b) % 3 else round(0.1 + a / 20, 2)}" for a, b in pairs]
    (folder / "ties.csv").write_text("\n".join(["from,to,weight", *ties]) + "\n", "utf-8")
    needs = [f"P{i},P{(i * step + 1) % N}" for step in (5, 3) for i in range(N) if i != (i * step + 1) % N]
    (folder / "needs.csv").write_text("\n".join(["from,to", *needs]) + "\n", "utf-8")
    edges = {
        "ties": {"file": str(folder / "ties.csv"), "from": "from", "to": "to", "weight": "weight"},
        "dependencies": {"file": str(folder / "needs.csv"), "from": "from", "to": "to"},
    }
    data: dict[str, Any] = {
        "schema_version": 1,
        "name": "listed",
        "title": "Listed places",
        "purpose": "Tests.",
        "use": "Tests.",
        "regime": "inspection-led",
        "plan": "rota",
        "monitoring_visits": True,
        "years": 6,
        "organisations": {
            "file": str(folder / "places.csv"), "identifier": "code", "name": "name", "region": "region",
            "grade": "grade", "grade_date": "date", "size": "people", "traits": {"openness": "culture"},
        },
        "parameters": {"capability_base": 30.0, "leadership_sd": 0.3, "willing_share": 1.0},
        "run_in": {"quarters": 40, "response": response},
    }  # fmt: skip
    return Scenario.from_data(data | (edges if links else {}) | changes, "listed")


@pytest.mark.parametrize("links", [False, True])
@pytest.mark.parametrize(
    ("regime", "response", "policy"),
    [("inspection-led", "brokered-early", "ladder"), ("oversight-led", "ladder-coordinated", "improvement-boards")],
)
def test_agrees_on_real_lists(tmp_path: Path, regime: str, response: str, policy: str, links: bool) -> None:
    scenario = listed_scenario(tmp_path, links=links, response=response, regime=regime)
    for run in range(3):
        panel = assert_agree(scenario, policy, run)
        assert np.ptp(panel["grade"][0]) > 1  # grades of several kinds from the first quarter on
