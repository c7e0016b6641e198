"""What the browser is sent is what the session holds, to the hundredth of a point."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from simulation.app.address import policy_in
from simulation.app.packing import pack_block, unpack_block
from simulation.app.replay import play, replay_of, thresholds_of, twin_of
from simulation.session import open_run
from tests.app.small import FUTURE, SEED, small_played, small_replay
from tests.session.small import QUARTERS, small

shapes = st.tuples(st.integers(1, 6), st.integers(1, 5))


@given(shapes.flatmap(lambda shape: hnp.arrays(np.float64, shape, elements=st.floats(0, 100))), st.integers(-300, 300))
def test_a_block_gives_back_what_was_packed(points: np.ndarray, code: int) -> None:
    shares, codes = points / 100.0, np.full(points.shape, code)
    block = pack_block({"points": points}, {"shares": shares}, {"codes": codes, "small": codes * 0 - 1})
    back = unpack_block(block)
    assert np.abs(back["points"] - points).max() <= 0.0051
    assert np.abs(back["shares"] - shares).max() <= 0.0021
    assert (back["codes"] == codes).all()
    assert (back["small"] == -1).all()
    places = [entry["type"] for entry in block[1]]
    assert places == sorted(places, key=lambda kind: "16" not in str(kind))  # wide types first: each begins aligned


def test_the_block_is_the_session() -> None:
    replay = small_replay()
    head, history = json.loads(replay.head), small_played().session.history
    arrays = unpack_block((replay.block, head["arrays"]))
    assert head["quarters"] == QUARTERS == history.quarters
    for shown, name in {"true": "quality", "reported": "reported", "believed": "belief"}.items():
        assert np.abs(arrays[shown] - history[name]).max() <= 0.0051, shown
    for name in ("instrument", "stance", "designated", "helper", "grade", "waiting"):
        assert (arrays[name] == history[name]).all(), name
    assert np.abs(arrays["doubt"] - np.sqrt(history["variance"])).max() <= 0.0051
    assert np.abs(arrays["honesty"] - history["honesty"]).max() <= 0.0021


def test_the_head_tells_who_and_what() -> None:
    replay = small_replay()
    head, session = json.loads(replay.head), small_played().session
    assert head["names"] == list(session.sector.names)
    assert len(head["places"]) == len(head["region"]) == 16
    assert [entry[3] for entry in head["log"]] == [entry.sentence for entry in session.log]
    assert [head["kinds"][entry[2]] for entry in head["log"]] == [str(entry.kind) for entry in session.log]
    failing = session.history["quality"] < thresholds_of(session.scenario)["failing"]
    assert head["sector"]["failing"] == failing.sum(axis=1).tolist()
    assert head["sector"]["hidden"] == (failing & (session.history["designated"] == 0)).sum(axis=1).tolist()
    pairs = {tuple(sorted(pair)) for pair in head["ties"]}
    assert len(pairs) == len(head["ties"]) == len(head["tieWeights"])


def test_a_twin_is_the_other_policy_in_the_same_future() -> None:
    twin = twin_of(small(), policy_in("hands-off"), seed=SEED, future=FUTURE)
    head = json.loads(twin.head)
    session = open_run(small(), "hands-off", seed=SEED, run=FUTURE)
    session.step(until=session.last)
    arrays = unpack_block((twin.block, head["arrays"]))
    assert head["title"] == "Hands off"
    assert np.abs(arrays["true"] - session.history["quality"]).max() <= 0.0051
    for name in ("instrument", "designated"):
        assert (arrays[name] == session.history[name]).all(), name
    first = play(small(), policy_in("improvement-boards"), seed=SEED, future=FUTURE).session.history
    assert (first["quality"][0] == session.history["quality"][0]).all()  # policies branch from the same state


def test_changed_thresholds_are_what_the_page_draws() -> None:
    scenario = small().with_settings({"failing_threshold": 45.0})
    replay = replay_of(play(scenario, policy_in("hands-off"), seed=0, future=0))
    assert json.loads(replay.head)["thresholds"]["failing"] == 45.0


@pytest.mark.parametrize("future", [0, 1])
def test_a_replay_knows_its_weight(future: int) -> None:
    played = play(small(), policy_in("hands-off"), seed=0, future=future)
    replay = replay_of(played)
    assert replay.nbytes > len(replay.block) + len(replay.head)
    assert played.nbytes > 4 * replay.nbytes  # which is why only the replay is kept
