"""Stances count where someone is named or treated; blame comes from oneself, neighbours and the sector. S4."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.agents.plain import plain_rules
from simulation.regulation.sanctioning import spread_blame
from simulation.rules import culture
from simulation.vocabulary import Instrument, Stance
from tests.building import Bench, bench

rules = plain_rules(culture)


def sector() -> Bench:
    bed = bench(5, quarters=1)
    bed.organisations["blame"] = 0.1, 0.2, 0.3, 0.4, 0.5
    bed.organisations["sanction"] = 0.6, 0.0, 0.1, 0.0, 0.0
    bed.organisations["neighbours_sanction"] = 0.0, 0.6, 0.3, 0.0, 0.2
    bed.run().sector[0].sanctions = 0.7
    return bed


def test_a_stance_counts_only_where_someone_is_named_or_treated() -> None:
    bed = sector()
    bed.files["designated"][0], bed.files["instrument"][1] = 1, Instrument.PEER_SUPPORT
    spread_blame(bed.run(), bed.p, bed.tools, np.full(5, Stance.CENSURE, np.int8))
    assert bed.files["stance"].tolist() == [Stance.CENSURE, Stance.CENSURE, 0, 0, 0]
    assert bed.organisations["sanction"].tolist() == [0.6, 0.6, 0.0, 0.0, 0.0]


def test_the_sanction_is_that_of_stance_and_instrument() -> None:
    bed = sector()
    bed.files["instrument"] = Instrument.CENTRAL_INTERVENTION, Instrument.STRUCTURAL_REFORM, 2, 0, 3
    stances = np.array([0, Stance.CENSURE, Stance.CANDOUR_PROTECTED, 0, Stance.CANDOUR_PROTECTED], np.int8)
    spread_blame(bed.run(), bed.p, bed.tools, stances)
    assert bed.organisations["sanction"].tolist() == [0.6, 0.6, 0.0, 0.0, 0.0]


def test_blame_is_felt_from_ones_own_sanction_now_and_from_others_of_last_quarter() -> None:
    bed = sector()
    bed.files["designated"][2] = 1
    before = bed.organisations.copy()
    spread_blame(bed.run(), bed.p, bed.tools, np.full(5, Stance.CENSURE, np.int8))
    for i in range(5):
        own = 0.6 if i == 2 else 0.0
        felt = rules.blame_next(before["blame"][i], own, before["neighbours_sanction"][i], 0.7 / 5, bed.p)
        assert bed.organisations["blame"][i] == pytest.approx(felt, abs=1e-15)
