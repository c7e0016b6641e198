"""Tours find their organisations by rule, on arrays whose answer is known, and tell what is so."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from simulation.app.address import policy_in
from simulation.app.downloads import played_for
from simulation.app.setting import setting_in
from simulation.app.tours import SECONDS_A_STEP, TOURS, tour_of
from simulation.app.tours.finding import find_honest, find_insular, find_linked, longest_spell
from simulation.errors import InputError
from tests.app.small import small_played, small_replay


def test_the_longest_spell_is_found() -> None:
    so = np.array([1, 1, 0, 1, 1, 1, 0, 1], bool)
    assert longest_spell(so, 2) == (3, 6)
    assert longest_spell(so, 4) is None
    assert longest_spell(np.ones(3, bool), 1) == (0, 3)
    assert longest_spell(np.zeros(3, bool), 1) is None


def crafted(**changed: np.ndarray) -> Any:
    """A small replay with columns of its history put in by hand."""
    played = small_played()
    quarters, n = played.session.history["quality"].shape
    history = {name: np.zeros((quarters, n)) for name in ("designated", "instrument", "honesty")}
    history |= {"quality": np.full((quarters, n), 70.0), "reported": np.full((quarters, n), 70.0)} | changed
    session = SimpleNamespace(
        scenario=played.session.scenario,
        sector=played.session.sector,
        history=SimpleNamespace(quarters=quarters, __getitem__=history.__getitem__),
    )
    session.history = type("H", (dict,), {"quarters": quarters})(history)
    return SimpleNamespace(session=session, seed=played.seed, future=played.future)


def columns(base: float) -> np.ndarray:
    history = small_played().session.history
    return np.full(history["quality"].shape, base)


def test_an_honest_case_falls_tells_is_helped_and_recovers() -> None:
    quality, reported, honesty, instrument = columns(70.0), columns(70.0), columns(0.5), columns(0.0)
    honesty[:, 3] = 0.95
    quality[6:12, 3] = reported[6:12, 3] = 35.0
    quality[6:12, 8], reported[6:12, 8] = 35.0, 50.0
    instrument[8:12, 3] = 2
    case = find_honest(crafted(quality=quality, reported=reported, honesty=honesty, instrument=instrument))
    assert case is not None
    assert (case.organisation, case.low, case.helped, case.recovered, case.flatterer) == (3, 6, 8, 12, 8)
    assert find_honest(crafted(quality=quality, reported=quality, honesty=honesty, instrument=instrument)) is None


def test_an_insular_case_fails_unseen_for_long() -> None:
    replay = small_replay()
    pairs = json.loads(replay.head)["ties"]
    ties = np.bincount(np.ravel(pairs), minlength=16)
    quiet, sociable = int(ties.argmin()), int(ties.argmax())
    quality, reported, designated, instrument = columns(70.0), columns(60.0), columns(0.0), columns(0.0)
    for i in (quiet, sociable):
        quality[1:11, i] = 30.0
        designated[10:, i] = 1
        instrument[11:, i] = 3
    case = find_insular(crafted(quality=quality, reported=reported, designated=designated, instrument=instrument))
    assert case is not None
    assert (case.organisation, case.began, case.out, case.ties) == (quiet, 1, 10, int(ties[quiet]))
    assert find_insular(crafted(quality=quality, reported=quality, designated=designated)) is None


def test_linked_failures_come_one_after_the_other() -> None:
    leaning, leaned_on = json.loads(small_replay().head)["dependencies"][0]
    quality, instrument = columns(70.0), columns(0.0)
    quality[6:16, leaned_on] = 30.0
    quality[10:18, leaning] = 30.0
    instrument[12, leaning] = 2
    case = find_linked(crafted(quality=quality, instrument=instrument))
    assert case is not None
    assert (case.leaned_on, case.leaning, case.first, case.second, case.over) == (leaned_on, leaning, 6, 10, 18)
    quality[5, leaning] = 30.0  # it failed before
    assert find_linked(crafted(quality=quality, instrument=instrument)) is None


@pytest.mark.parametrize("name", list(TOURS))
def test_a_tour_tells_two_minutes_of_what_is_so(name: str) -> None:
    tour = tour_of(name)
    steps = json.loads(tour.steps)["steps"]
    assert len(steps) * SECONDS_A_STEP == 120
    quarters = [step["quarter"] for step in steps]
    assert quarters == sorted(quarters)
    assert {step["sees"] for step in steps} <= {"truth", "regulator"}
    assert all(len(step["text"].split()) < 75 for step in steps)
    assert setting_in(tour.setting.query) == tour.setting
    names = played_for(tour.setting).session.sector.names
    for step in steps[1:]:
        assert names[step["organisation"]] in step["text"] + step["title"] or name == "linked"
    assert policy_in(tour.setting.beside)


def test_an_unknown_tour_is_told() -> None:
    with pytest.raises(InputError, match="did you mean honest"):
        tour_of("honset")
