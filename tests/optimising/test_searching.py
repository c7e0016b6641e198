"""The search finds a known optimum, and its winner is measured on futures that it never saw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.errors import InputError
from simulation.optimising import searching
from simulation.optimising.futures import futures_of
from simulation.optimising.objective import objective_of, regret_in_futures
from simulation.optimising.searching import optimise
from tests.analysis.small import SMALL_SECTOR
from tests.optimising.test_search_file import search

BEST_DELAY, BEST_CAPACITY = 5.0, 0.07


def known(futures: int, noise: float = 0.0, seed: int = 0, calls: list[int] | None = None):
    """Futures in which harm is a bowl around a known setting, and cost rises with capacity."""
    luck = noise * np.random.default_rng(seed).normal(size=futures)

    def play(alternatives):
        if calls is not None:
            calls.append(len(alternatives))
        columns = []
        for one in alternatives:
            levers = dict(one.levers)
            delay = levers.get("improvement-boards.delay", 0.0)
            capacity = levers.get("improvement_board.capacity", 0.08)
            bowl = 10.0 + 0.1 * (delay - BEST_DELAY) ** 2 + (100.0 * (capacity - BEST_CAPACITY)) ** 2
            # Luck that hangs on the setting, which a search can mistake for quality.
            odd = np.sin(1e3 * capacity + 7.0 * delay + np.arange(futures) + seed)
            columns.append(np.stack([bowl + luck + noise * odd, np.full(futures, 200.0 * capacity)], axis=1))
        return np.stack(columns, axis=1)

    return play


def found(trials: int = 60, *, noise: float = 0.0, changes=None, **more):
    chosen = search(trials=trials, futures=30, held_out=100, **(changes or {}))
    return optimise(chosen, training=known(30, noise), held_out=known(100, noise, seed=1), **more)


def test_a_known_optimum_is_found_in_60_trials():
    result = found()
    assert result.values["improvement-boards.delay"] == pytest.approx(BEST_DELAY, abs=1.0)
    assert result.values["improvement_board.capacity"] == pytest.approx(BEST_CAPACITY, abs=0.005)
    assert result.held_out["mean"][0] == pytest.approx(10.0, abs=0.3)


def test_the_first_trial_is_the_policy_as_it_is_so_that_the_winner_is_no_worse():
    result = found(1)
    assert result.trials["improvement-boards.delay"][0] == 0


def test_the_same_seed_finds_the_same():
    first, second = found(12), found(12)
    assert first.trials.equals(second.trials)
    assert not first.trials.equals(found(12, changes={"seed": 5}).trials)


def test_a_limit_is_kept():
    result = found(40, changes={"objective": {"limits": {"cost_a_year": 10.0}}})
    assert result.values["improvement_board.capacity"] <= 0.05
    assert result.held_out["cost_a_year"][0] <= 10.0
    assert (~result.trials["is_allowed"]).any()


def test_a_limit_that_nothing_keeps_is_told_with_the_nearest():
    with pytest.raises(InputError, match=r"none of 5 settings keeps to cost_a_year of at most 1; the lowest was"):
        found(5, changes={"objective": {"limits": {"cost_a_year": 1.0}}})


def test_the_winner_is_flattered_where_it_was_chosen_and_not_where_it_is_told():
    result = found(60, noise=2.0)
    winner = result.held_out.iloc[0]
    assert winner["seemed"] != winner["mean"]
    assert "On 100 futures it never saw" in result.sentences[0]
    assert result.sentences[-1].startswith("On the 30 futures that it was chosen on")


def test_a_search_that_was_stopped_goes_on(tmp_path):
    storage, calls = tmp_path / "trials.log", []
    chosen = search(trials=12, futures=30, held_out=100)
    optimise(chosen, storage=storage, training=known(30, calls=calls), held_out=known(100))
    first = len(calls)
    result = optimise(chosen.with_trials(15), storage=storage, training=known(30, calls=calls), held_out=known(100))
    assert result.trials.equals(optimise(chosen.with_trials(15), training=known(30), held_out=known(100)).trials)
    # Three more trials, and once more the futures of the search for what the winner seemed to be.
    assert len(calls) - first == 4


def test_another_search_s_trials_are_refused(tmp_path):
    storage = tmp_path / "trials.log"
    found(2, storage=storage)
    with pytest.raises(InputError, match="holds the trials of another search"):
        found(2, storage=storage, changes={"seed": 3})


def test_regret_is_against_the_best_rival_in_each_future():
    outcome, rivals = np.array([3.0, 1.0, 5.0]), np.array([[2.0, 4.0], [3.0, 3.0], [9.0, 1.0]])
    assert regret_in_futures(outcome, rivals).tolist() == [1.0, 0.0, 4.0]
    assert objective_of("regret", outcome, rivals) == pytest.approx(np.quantile([1.0, 0.0, 4.0], 0.9))
    assert objective_of("expected", outcome, rivals) == pytest.approx(3.0)


def test_simulated_futures_differ_between_search_and_measure_and_not_by_threads():
    chosen = search(
        scenario="english-councils", futures=3, held_out=20,
        uncertainties={"linkage": True}, levers={"improvement-boards": {"delay": True}},
    )  # fmt: skip
    small = replace(chosen, scenario=SMALL_SECTOR)
    names = ["failing_organisations", "mean_quality"]
    one, two = (futures_of(small, held_out=False, outcomes=names, workers=n)([small.default]) for n in (1, 2))
    assert np.array_equal(one, two)
    assert one.shape == (3, 1, 2)
    other = futures_of(small, held_out=True, outcomes=names)([small.default])
    assert other.shape == (20, 1, 2)
    assert not np.isin(one[:, 0, 1], other[:, 0, 1]).any()


def test_without_the_extra_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(searching, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'turnaround\[optimise\]'"):
        optimise(search())


def test_least_regret_is_searched_against_the_best_rival():
    result = found(20, changes={"objective": {"aim": "regret", "against": ["last-resort", "hands-off"]}})
    assert result.held_out["alternative"].tolist()[2:] == ["last-resort", "hands-off"]
    assert result.trials["objective"].min() == 0.0
