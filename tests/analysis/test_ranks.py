"""Ranks of policies over draws of the assumptions, where they can be worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from simulation.analysis.ranks import agreement_of_ranks, ranks_of_policies
from tests.analysis.played import Planted, with_outcomes

DRAWS = np.repeat(np.arange(10), 2)


@dataclass
class Compared:
    """As much of a comparison as ranks look at."""

    simulations: tuple[Planted, ...]
    across: tuple[Planted, ...]
    draws: np.ndarray | None
    baseline: str = "last-resort"
    outcome: str = "harm"

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(simulation.label for simulation in self.simulations)

    def under_plausible(self, label: str) -> Planted:
        return next(simulation for simulation in self.across if simulation.label == label)


def compared(*, draws: np.ndarray | None = DRAWS, outcome: str = "harm") -> Any:
    """Boards are better than the baseline by 2 in the first six draws, and worse by 1 in the other four."""
    base = np.linspace(5.0, 9.0, 20)
    boards = base + np.where(DRAWS < 6, -2.0, 1.0)
    apart = base + 10.0
    planted = tuple(
        with_outcomes(label, **{outcome: values.tolist()})
        for label, values in (("last-resort", base), ("improvement-boards", boards), ("hands-off", apart))
    )
    return Compared(planted, planted if draws is not None else (), draws, outcome=outcome)


def test_ranks_are_those_that_were_planted() -> None:
    found = ranks_of_policies(compared())
    assert found is not None
    assert found.draws == 10
    rows = found.frame.set_index("policy")
    assert rows["as_assumed"].to_dict() == {"improvement-boards": 1.0, "last-resort": 2.0, "hands-off": 3.0}
    assert rows["rank"].to_dict() == pytest.approx({"improvement-boards": 1.4, "last-resort": 1.6, "hands-off": 3.0})
    assert rows["best_share"].to_dict() == pytest.approx(
        {"improvement-boards": 0.6, "last-resort": 0.4, "hands-off": 0.0}
    )
    assert list(found.frame["policy"]) == ["improvement-boards", "last-resort", "hands-off"]
    ranks = np.array([[2.0, 1.0, 3.0]] * 6 + [[1.0, 2.0, 3.0]] * 4)
    assert found.agreement == pytest.approx(agreement_of_ranks(ranks))
    assert "best in 60 of 100 draws of the assumptions" in " ".join(found.sentences)


def test_more_can_be_better() -> None:
    found = ranks_of_policies(compared(outcome="mean_quality"))
    assert found is not None
    assert found.frame["policy"].iloc[0] == "hands-off"


def test_without_draws_the_order_is_not_called_firm() -> None:
    found = ranks_of_policies(compared(draws=None))
    assert found is not None
    assert found.draws == 0
    assert np.isnan(found.agreement)
    assert "held fixed" in " ".join(found.sentences)


def test_what_has_no_better_is_not_ranked() -> None:
    assert ranks_of_policies(compared(outcome="designations")) is None
