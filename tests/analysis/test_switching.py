"""Switching values: found where they are known, not found where there are none, and said in a sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.assumption_words import phrase_of, unit_of
from simulation.analysis.comparing import compare
from simulation.analysis.comparison import Comparison
from simulation.analysis.parameter_phrases import PARAMETER_PHRASES
from simulation.analysis.screening import screen
from simulation.analysis.switching import COLUMNS, switching_values
from simulation.analysis.switching_search import Curve, Switch, switching_value
from simulation.analysis.switching_words import note_of, sentence_of
from simulation.analysis.uncertain_numbers import Assumption, PairedFutures, uncertain_numbers
from simulation.assumptions import EFFECT_RANGES
from simulation.parameters import REGISTER
from simulation.policies import load_policy
from tests.analysis.small import SMALL_SECTOR

GAIN = Assumption("improvement_board.gain", 0.05, 0.02, 0.13, 0.0, 1.0)
NOISE = np.random.default_rng(5).normal(size=60)


def search(mean: object, assumption: Assumption = GAIN, noise: float = 0.3, *, weakest_at_low: bool = True) -> Switch:
    """The search on a planted mean difference, the same noise in every future whatever the value."""
    calls: list[float] = []

    def evaluate(value: float) -> np.ndarray:
        calls.append(value)
        return mean(value) + noise * NOISE  # type: ignore[operator]

    found = switching_value(Curve(evaluate, 0), assumption, weakest_at_low=weakest_at_low)
    assert len(calls) == len(set(calls)) <= 13
    return found


@pytest.mark.parametrize("weakest_at_low", [True, False])
@pytest.mark.parametrize(("root", "slope"), [(0.03, -200.0), (0.03, 200.0), (0.1, 200.0), (0.025, -400.0)])
def test_a_planted_line_gives_its_root(root: float, slope: float, weakest_at_low: bool) -> None:
    found = search(lambda value: slope * (value - root), weakest_at_low=weakest_at_low)
    exact = root - 0.3 * NOISE.mean() / slope
    assert found.value == pytest.approx(exact, abs=1e-9)
    assert found.side == ("below" if root < 0.05 else "above")
    assert found.low < found.value < found.high
    # The root's error is that of the mean over the slope.
    assert (found.high - found.low) / 2 == pytest.approx(2.0 * 0.3 * NOISE.std() / np.sqrt(60) / abs(slope), rel=0.1)


def test_the_interval_covers_the_known_root() -> None:
    covered = 0
    for seed in range(200):
        noise = np.random.default_rng([7, seed]).normal(size=40)
        found = switching_value(Curve(lambda v, noise=noise: -200.0 * (v - 0.03) + noise, seed), GAIN)  # type: ignore[misc]
        covered += found.low <= 0.03 <= found.high
    assert 180 <= covered <= 199


@pytest.mark.parametrize("root", [0.027, 0.034, 0.09])
def test_curves_that_bend_or_jump_give_their_root(root: float) -> None:
    bent = search(lambda value: -2.0 * np.log((value + 0.001) / (root + 0.001)), noise=0.05)
    assert bent.value == pytest.approx(root, rel=0.03)
    step = search(lambda value: -1.0 if value > root else 1.0, noise=0.01)
    assert step.value == pytest.approx(root, abs=0.004)


def test_a_value_beyond_the_plausible_range_is_found_in_the_legal_one() -> None:
    found = search(lambda value: -100.0 * (value - 0.01))
    assert found.value == pytest.approx(0.01, abs=0.002)
    assert found.searched[0] == 0.0
    assert sentence_of(GAIN, found) == (
        "It turns round only if a board's gain is below 0.0094 a quarter (assumed 0.05), beyond what is plausible"
        " (0.02 to 0.13)."
    )


def test_a_turn_within_the_range_and_back_is_found() -> None:
    found = search(lambda value: 1.0 - 2.5 * np.exp(-(((value - 0.09) / 0.02) ** 2)), noise=0.05)
    assert found.side == "above"
    assert 0.05 < found.value < 0.09


def test_where_nothing_turns_the_range_is_told() -> None:
    found = search(lambda value: -3.0 + value)
    assert np.isnan(found.value)
    assert found.searched == (0.0, 1.0)
    assert sentence_of(GAIN, found) == (
        "No value of a board's gain from 0 to 1 a quarter turns it round; the difference runs from -3.06 to -2.06."
    )
    fading = search(lambda value: -100.0 * value)
    assert fading.unclear == (0.0,)
    assert sentence_of(GAIN, fading) == (
        "No value of a board's gain from 0 to 1 a quarter turns it round; the difference runs from -100.06 to -0.06,"
        " though at 0 no clear difference is left."
    )


def test_no_difference_turns_nothing() -> None:
    found = search(lambda value: 0.0, noise=0.0)
    assert not found.side
    assert np.isnan(found.value)


def test_worlds_without_the_outcome_are_left_out() -> None:
    def evaluate(value: float) -> np.ndarray:
        return np.where(NOISE > 1.0, np.nan, -200.0 * (value - 0.03))

    assert switching_value(Curve(evaluate, 0), GAIN).value == pytest.approx(0.03)


def test_sentences() -> None:
    found = Switch(0.0312, 0.029, 0.041, "below", (0.02, 0.13), (), (), ())
    assert sentence_of(GAIN, found) == "It turns round if a board's gain is below 0.031 a quarter (assumed 0.05)."
    lag = Assumption("improvement_board.lag", 2.0, 0.0, 4.0, 0.0, 40.0)
    found = Switch(3.1, 2.0, 4.4, "above", (0.0, 4.0), (), (), ())
    assert sentence_of(lag, found) == (
        "It turns round if a board's lag before it begins to help is above 3 quarters (assumed 2)."
    )
    linkage = Assumption("linkage", 0.3, 0.0, 0.5, 0.0, 5.0)
    found = Switch(0.42, 0.38, 0.46, "above", (0.0, 0.5), (), (), ())
    assert sentence_of(linkage, found) == (
        "It turns round if the pressure that spills over from each point of shortfall of those depended on is above"
        " 0.42 (assumed 0.3)."
    )
    assert "the same 40 futures" in note_of(40, 3, 3)
    assert note_of(40, 1, 3).endswith("No other assumption's effect on this difference is beyond simulation error.")


def test_every_number_that_can_be_uncertain_has_words() -> None:
    assert set(PARAMETER_PHRASES) == set(REGISTER)
    shipped = ("peer_support", "improvement_board", "central_intervention", "structural_reform")
    for name in [*REGISTER, *(f"{tool}.{effect}" for tool in shipped for effect in EFFECT_RANGES)]:
        phrase = phrase_of(name)
        assert phrase.startswith(("the ", "a ", "peer ", "central ")), name
        assert "_" not in phrase
        assert unit_of(name)
    assert phrase_of("family_hubs.gain") == "family hubs' gain"
    assert phrase_of("not_there") == '"not there"'


def planted(draws: int, inputs: int, effects: dict[int, float]) -> tuple[pd.DataFrame, np.ndarray]:
    generator = np.random.default_rng(11)
    drawn = pd.DataFrame(generator.random((draws, inputs)), columns=[f"x{k}" for k in range(inputs)])
    value = sum(size * drawn[f"x{k}"] for k, size in effects.items()) + generator.normal(size=draws)
    return drawn, np.exp(np.asarray(value) / 2.0)  # skewed, as differences are


def test_screening_finds_planted_parameters() -> None:
    drawn, differences = planted(300, 100, {7: 3.0, 42: -2.5, 91: 2.0})
    found = screen(drawn, differences, 3)
    assert [candidate.name for candidate in found] == ["x7", "x42", "x91"]
    assert [np.sign(candidate.correlation) for candidate in found] == [1, -1, 1]


def test_screening_of_nothing_finds_nothing() -> None:
    drawn, _ = planted(30, 5, {})
    assert screen(drawn, np.zeros(30), 3) == []
    assert screen(drawn.iloc[:2], np.array([1.0, 2.0]), 3) == []
    fixed = drawn.assign(x0=1.0)
    differences = fixed["x1"].to_numpy().copy()
    differences[3] = np.nan
    names = [candidate.name for candidate in screen(fixed, differences, 5)]
    assert names[0] == "x1"
    assert "x0" not in names


def test_uncertain_numbers_have_ranges_and_bounds() -> None:
    known = {a.name: a for a in uncertain_numbers(SMALL_SECTOR, {"improvement_board"})}
    assert known["improvement_board.gain"] == replace(GAIN, most=pytest.approx(0.46))
    assert "peer_support.gain" not in known
    assert "failing_threshold" not in known
    assert (known["warning_threshold"].least, known["warning_threshold"].most) == (40.0, 60.0)
    assert known["improvement_board.coaching"].least == 0.0  # a coaching below nil would be another thing
    assert known["improvement_board.openness"].least == pytest.approx(-0.21)
    assert known["honesty_mean"].most == 1.0
    assert known["leadership_mean"].assumed == 0.35
    assert all(a.least <= a.low <= a.high <= a.most for a in known.values())


def test_futures_along_an_assumption_are_those_of_the_scenario_with_it() -> None:
    pair = PairedFutures(
        SMALL_SECTOR, SMALL_SECTOR.sector(), (load_policy("ladder"), load_policy("last-resort")),
        "failing_organisations", 3, 2,
    )  # fmt: skip
    for name, value in (("linkage", 0.1), ("improvement_board.gain", 0.02)):
        changed = compare(SMALL_SECTOR, "ladder", settings={name: value}, runs=5, seed=3, uncertain=False)
        by_hand = changed["ladder"].outcomes - changed["last-resort"].outcomes
        assert np.diff(-pair.along(name, range(5))(value))[:, 0].tolist() == by_hand["failing_organisations"].tolist()


def test_a_switching_value_of_the_model_is_that_of_a_grid() -> None:
    """Boards that disrupt more and more come to do less than hands off; where, a fine grid says as well."""
    pair = PairedFutures(
        SMALL_SECTOR, SMALL_SECTOR.sector(), (load_policy("improvement-boards"), load_policy("hands-off")),
        "mean_quality", 0, None,
    )  # fmt: skip
    along = pair.along("improvement_board.disruption", range(24))

    def evaluate(value: float) -> np.ndarray:
        return np.diff(-along(value))[:, 0]

    disruption = Assumption("improvement_board.disruption", 2.5, 0.5, 10.0, 0.0, 100.0)
    found = switching_value(Curve(evaluate, 0), disruption, weakest_at_low=False)
    grid = np.linspace(5.0, 60.0, 23)
    means = np.array([evaluate(value).mean() for value in grid])
    assert means[0] > 0.0 > means[-1]
    after = int((means < 0.0).argmax())
    assert grid[after - 1] <= found.value <= grid[after]
    assert found.side == "above"


def test_a_comparison_finds_what_matters(small: Comparison) -> None:
    found = small.switching_values("improvement-boards", count=2)
    assert small.switching_values("improvement-boards", count=2) is found
    assert tuple(found.table.columns) == COLUMNS
    assert (found.policy, found.baseline, found.futures) == ("improvement-boards", "last-resort", 24)
    assert 1 <= len(found.table) <= 2
    assert len(found.sentences) == len(found.table)
    assert all(s.startswith(("It turns round", "No value of")) for s in found.sentences)
    assert found.table["part_lost"].is_monotonic_decreasing
    assert (found.table["part_lost"] > 0.0).all()
    has_value = found.table["switching_value"].notna()
    assert (found.table["turns"] != "").tolist() == has_value.tolist()
    # Structural reform is used by neither policy, nor in the run-in.
    assert not found.table["name"].str.startswith("structural_reform").any()


def test_it_needs_no_draws_of_the_comparison_and_workers_change_nothing() -> None:
    fixed = compare(SMALL_SECTOR, "improvement-boards", runs=20, uncertain=False)
    one, two = (switching_values(fixed, count=1, workers=workers) for workers in (1, 2))
    pd.testing.assert_frame_equal(one.table, two.table, check_exact=True)
    assert one.policy == "improvement-boards"


def test_nothing_to_compare_and_too_few_futures() -> None:
    alone = compare(SMALL_SECTOR, "ladder", baseline="ladder", runs=20, uncertain=False).switching_values()
    assert (alone.policy, alone.sentences) == (None, ())
    few = compare(SMALL_SECTOR, "ladder", runs=3, uncertain=False).switching_values()
    assert few.sentences == ()
    assert few.note == "3 futures are too few to look for what would change the answer (20 at least)."


def test_equal_policies_have_no_switching_values() -> None:
    nobody = {"central_intervention.capacity": 0}
    equal = compare(
        SMALL_SECTOR, "last-resort,central-early", settings=nobody, runs=20, uncertain=False
    ).switching_values("central-early")  # fmt: skip
    assert equal.sentences == ()
    assert equal.note.endswith("No assumption's effect on this difference is beyond simulation error.")
