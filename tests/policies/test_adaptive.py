"""The adaptive regulator learns from what it sees, and so can be fooled by honesty."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulation.policies.adaptive import CONTEXTS, Adaptive, context_of
from simulation.vocabulary import Instrument
from tests.policies.views import KINDS, make_view

N = 60
Effect = Callable[[np.ndarray], np.ndarray]


def last_choices(policy: Adaptive, effect: Effect, official: int, quarters: int = 80) -> np.ndarray:
    """What it asks for in the end of a small world, in which belief moves by ``effect`` of the instrument.

    What is asked for is had at once; every year and a half an organisation falls back to 38.
    """
    belief = np.full((1, N), 38.0)
    instrument = np.zeros((1, N), np.int8)
    quarters_in = np.zeros((1, N), np.int32)
    uses = np.zeros((1, KINDS, N), np.int32)
    memory = None
    asked = np.zeros(KINDS)
    for quarter in range(quarters):
        view = make_view(
            belief.copy(), quarter, instrument=instrument.copy(), quarters_in=quarters_in, uses=uses.copy(),
            designated=official, trend=1.0,
        )  # fmt: skip
        memory = policy.begin(view) if memory is None else memory
        wanted = policy.decide(view, memory).instrument
        uses[:, 1:, :] += (wanted != instrument)[:, None, :] & (wanted[:, None, :] == np.arange(1, KINDS)[:, None])
        instrument = wanted.copy()
        belief = belief + effect(instrument)
        belief[:, (quarter + np.arange(N)) % 12 == 0] = 38.0
        if quarter >= quarters // 2:
            asked += np.bincount(wanted.ravel(), minlength=KINDS)
    return asked[1:] / asked[1:].sum()


def test_it_comes_to_ask_for_what_works() -> None:
    effects = np.array([0.0, -0.5, 1.5, 0.2, -1.0])
    shares = last_choices(Adaptive(), lambda instrument: effects[instrument], official=1)
    assert Instrument(1 + int(shares.argmax())) == Instrument.IMPROVEMENT_BOARD
    assert shares.max() > 0.6


def test_a_price_turns_it_to_what_is_cheap() -> None:
    effects = np.array([0.0, 0.6, 0.0, 0.9, 0.0])
    for price, best in ((0.0, Instrument.CENTRAL_INTERVENTION), (2.0, Instrument.PEER_SUPPORT)):
        shares = last_choices(Adaptive(price=price), lambda instrument: effects[instrument], official=1)
        assert Instrument(1 + int(shares.argmax())) == best


def test_without_a_designation_it_asks_for_nothing_that_takes_a_statute() -> None:
    effects = np.array([0.0, -0.5, -0.5, 2.0, 2.0])
    shares = last_choices(Adaptive(explore=0.5), lambda instrument: effects[instrument], official=0)
    assert shares[2:].sum() == 0


def test_it_can_be_fooled_by_honesty() -> None:
    # The same true gain, but boards make reports honest, so that belief falls while they sit.
    truth = np.array([0.0, 0.3, 1.0, -1.0, -1.0])
    seen = truth + np.array([0.0, 0.0, -1.5, 0.0, 0.0])
    wise = last_choices(Adaptive(), lambda instrument: truth[instrument], official=1)
    fooled = last_choices(Adaptive(), lambda instrument: seen[instrument], official=1)
    board = Instrument.IMPROVEMENT_BOARD - 1
    assert wise[board] > 0.6
    assert fooled[board] < 0.2


def test_a_choice_lasts_until_it_is_judged() -> None:
    policy = Adaptive(explore=0.5)
    belief = np.full((2, N), 38.0)
    view = make_view(belief, 0, designated=1)
    memory = policy.begin(view)
    first = policy.decide(view, memory).instrument.copy()
    for quarter in range(1, 9):  # begun in quarter 1, so judged eight quarters after quarter 0
        view = make_view(
            belief, quarter, designated=1, instrument=first,
            quarters_since_end={Instrument.STRUCTURAL_REFORM: 9999},
        )  # fmt: skip
        again = policy.decide(view, memory).instrument
        assert np.array_equal(first, again) == (quarter < 8)


def test_a_reform_that_has_ended_is_not_asked_for_within_its_pause() -> None:
    policy = Adaptive(hope=20, price=0)
    view = make_view(np.full((1, N), 38.0), 5, designated=1, quarters_since_end={Instrument.STRUCTURAL_REFORM: 1})
    memory = policy.begin(view)
    memory["choice"][:] = Instrument.STRUCTURAL_REFORM
    assert (policy.decide(view, memory).instrument != Instrument.STRUCTURAL_REFORM).all()


def test_contexts_tell_depth_past_and_trend_apart() -> None:
    uses = np.zeros((1, KINDS, N), np.int32)
    uses[0, Instrument.PEER_SUPPORT, 1] = 1
    belief, trend = np.full(N, 45.0), np.zeros(N)
    belief[2], belief[3], trend[4] = 39.0, 20.0, -1.0
    view = make_view(belief, uses=uses, trend=trend)
    found = context_of(view, (np.zeros(N, int), np.arange(N)))
    assert found[:6].tolist() == [0, 2, 4, 8, 1, 0]
    assert found.max() < CONTEXTS
