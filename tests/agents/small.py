"""A small sector in trouble, in which every instrument is soon used."""

from __future__ import annotations

from typing import Any

from simulation.scenario import Scenario


def small_scenario(**changes: Any) -> Scenario:
    """Twelve organisations in three regions, weak and under growing pressure; ten years after a run-in of ten."""
    data: dict[str, Any] = {
        "schema_version": 1,
        "name": "small",
        "title": "A small sector",
        "purpose": "Tests.",
        "use": "Tests.",
        "regime": "inspection-led",
        "plan": "rota",
        "monitoring_visits": True,
        "years": 10,
        "regions": [{"name": f"Region {k}", "organisations": n} for k, n in enumerate((5, 4, 3))],
        "parameters": {
            "capability_base": 30.0,
            "pressure_trend": 0.3,
            "pressure_level": 0.25,
            "earlier_framework_shift": 2.0,
            "earlier_framework_quarters": 12,
            "dependencies_per_organisation": 2.0,
            "linkage": 0.5,
            "willing_share": 1.0,
            "crisis_hazard": 0.015,
            "exposure_hazard": 0.1,
        },
        "events": [
            {"kind": "pressure", "quarter": 3, "amount": 5.0, "quarters": 6, "region": "Region 1"},
            {"kind": "pressure", "quarter": 5, "amount": -2.0, "quarters": 2},
        ],
    }
    return Scenario.from_data(data | changes, "small")
