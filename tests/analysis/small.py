"""A sector small enough to be compared in a second."""

from __future__ import annotations

from simulation.scenario import Scenario

SMALL_SECTOR = Scenario.from_data(
    {
        "schema_version": 1,
        "name": "small",
        "title": "A small sector",
        "purpose": "Something to test with.",
        "use": "Tests.",
        "organisation_word": "council",
        "organisations_word": "councils",
        "regime": "inspection-led",
        "plan": "rota",
        "years": 5,
        "run_in": {"quarters": 16},
        "regions": [{"name": "North", "organisations": 20}, {"name": "South", "organisations": 20}],
        "parameters": {"leadership_mean": 0.35},
    }
)
POLICIES = "last-resort,hands-off,improvement-boards,brokered-early"
