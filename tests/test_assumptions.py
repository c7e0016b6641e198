"""Drawing what else could be true: ranges, independence of everything but seed and run, exchangeability."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from simulation.assumptions import EFFECT_RANGES, PlausibleAssumptions, draw_assumptions, instrument_ranges
from simulation.draws import Purpose, named_uniforms
from simulation.parameters import ATTRIBUTES, REGISTER, SHIPPED_TOOLS
from simulation.scenario import Scenario, shipped_files

MANY = range(0, 8_000, 2)


@pytest.fixture(scope="module")
def councils() -> Scenario:
    return Scenario.load("english-councils")


def test_every_effect_has_one_range_that_holds_what_is_shipped() -> None:
    assert set(EFFECT_RANGES) == {name for name, rule in ATTRIBUTES.items() if rule.is_effect}
    for name, (low, high) in EFFECT_RANGES.items():
        rule = ATTRIBUTES[name]
        assert rule.least <= low < high <= rule.most
        for tool in SHIPPED_TOOLS.values():
            value = getattr(tool, name)
            assert value == 0.0 or low <= value <= high


def test_draws_fill_their_ranges(councils: Scenario) -> None:
    records, tools = draw_assumptions(councils, MANY, seed=3)
    for name, parameter in REGISTER.items():
        values = records[name]
        assert parameter.low <= values.min() <= values.max() <= parameter.high
        if not parameter.is_fixed:
            width = parameter.high - parameter.low
            assert values.mean() == pytest.approx((parameter.low + parameter.high) / 2, abs=0.03 * width)
            assert values.std() == pytest.approx(width / np.sqrt(12), rel=0.05)
    names = councils.tools()[0]
    for row in instrument_ranges().itertuples():
        values = tools[str(row.effect)][:, names.index(str(row.instrument))]
        assert row.low <= values.min() <= values.max() <= row.high


def test_no_instrument_is_favoured(councils: Scenario) -> None:
    ranges = instrument_ranges(councils)
    assert (ranges.groupby("effect")[["low", "high"]].nunique() == 1).all(axis=None)
    _, tools = draw_assumptions(councils, MANY, seed=1)
    gains = [tools["gain"][:, k] for k in (1, 2, 3)]
    firsts = np.argmax(gains, axis=0)
    assert np.bincount(firsts) / len(MANY) == pytest.approx([1 / 3] * 3, abs=0.03)
    assert abs(np.corrcoef(gains)[np.triu_indices(3, 1)]).max() < 0.05


def test_what_an_instrument_lacks_and_what_is_known_stays(councils: Scenario) -> None:
    _, tools = draw_assumptions(councils, range(100), seed=0)
    shipped = councils.tools()[1]
    for k in range(len(shipped)):
        for name, rule in ATTRIBUTES.items():
            if not rule.is_effect or shipped[name][k] == 0.0:
                assert (tools[name][:, k] == shipped[name][k]).all()


def test_a_draw_depends_on_seed_and_run_alone(councils: Scenario) -> None:
    everyone = draw_assumptions(councils, range(40), seed=5)
    some = draw_assumptions(councils, [31, 7, 8], seed=5)
    for whole, part in zip(everyone, some, strict=True):
        assert whole[[31, 7, 8]].tobytes() == part.tobytes()
    other = draw_assumptions(councils, range(40), seed=6)
    assert everyone[0].tobytes() != other[0].tobytes()


def test_no_other_number_moves_a_draw(councils: Scenario) -> None:
    """What is drawn of a name is the same beside fewer or more of them, in any order."""
    names = ["linkage", "improvement_board.gain", "turnover"]
    drawn = dict(zip(names, named_uniforms(5, 2, Purpose.PARAMETERS, names), strict=True))
    for some in (names[::-1], names[1:2]):
        assert named_uniforms(5, 2, Purpose.PARAMETERS, some).tolist() == [drawn[name] for name in some]
    another = {"watchful_waiting": {"cost": 0.1, "gain": 0.05, "ceiling": 70, "capacity": 0.1}}
    own = councils.changed(instruments=another)
    usual, more = (PlausibleAssumptions(one, 5).frame(range(9)) for one in (councils, own))
    assert usual.equals(more[usual.columns])


def test_a_named_draw_is_what_the_description_says() -> None:
    mask = 2**64 - 1

    def mix(word: int) -> int:
        word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & mask
        word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & mask
        return word ^ (word >> 31)

    key = int(np.random.SeedSequence([7, 3, 4]).generate_state(1, np.uint64)[0])
    digest = int.from_bytes(hashlib.blake2b(b"linkage", digest_size=8).digest(), "little")
    expected = (mix(mix((digest * 0x9E3779B97F4A7C15) & mask) ^ key) >> 11) * 2.0**-53
    assert named_uniforms(7, 3, Purpose.PARAMETERS, ["linkage"]).tolist() == [expected]


def test_futures_share_a_draw(councils: Scenario) -> None:
    drawn = PlausibleAssumptions(councils, 0, futures=4)
    assert drawn.draws_of(range(3, 9)).tolist() == [0, 1, 1, 1, 1, 2]
    records, _ = drawn(range(8))
    assert len(np.unique(records["linkage"])) == 2
    frame = drawn.frame([0, 1])
    assert frame["linkage"].tolist() == [records["linkage"][0], records["linkage"][4]]
    assert "improvement_board.gain" in frame
    assert "failing_threshold" not in frame
    assert "improvement_board.cost" not in frame


def test_a_new_instrument_moves_nothing(councils: Scenario) -> None:
    hubs = {"hubs": {"cost": 0.2, "gain": 0.04, "ceiling": 70.0}}
    records, tools = draw_assumptions(councils, range(20), seed=2)
    more_records, more_tools = draw_assumptions(councils.changed(instruments=hubs), range(20), seed=2)
    assert records.tobytes() == more_records.tobytes()
    assert tools.tobytes() == np.ascontiguousarray(more_tools[:, :5]).tobytes()
    low, high = EFFECT_RANGES["gain"]
    assert low < more_tools["gain"][:, 5].min() <= more_tools["gain"][:, 5].max() < high


def test_what_a_scenario_sets_moves_its_range(councils: Scenario) -> None:
    changed = councils.with_settings(
        {
            "linkage": 0.6,
            "quality_noise": 0,
            "pressure_trend": 0.5,
            "improvement_board.gain": 0.1,
            "peer_support.gain": 0,
        }
    )
    records, tools = draw_assumptions(changed, MANY, seed=0)
    assert records["linkage"].max() == pytest.approx(1.0, abs=0.01)
    assert (records["quality_noise"] == 0.0).all()
    assert records["pressure_trend"].min() == pytest.approx(0.2, abs=0.01)
    assert records["pressure_trend"].max() == pytest.approx(1.1, abs=0.01)
    assert tools["gain"][:, 2].max() == pytest.approx(2 * EFFECT_RANGES["gain"][1], abs=0.01)
    assert (tools["gain"][:, 1] == 0.0).all()


def test_every_draw_is_legal_and_thresholds_rise() -> None:
    for name in shipped_files():
        scenario = Scenario.load(name)
        edge = scenario.with_settings({"warning_threshold": 59})
        for chosen in (scenario, edge):
            records, tools = draw_assumptions(chosen, range(0, 400, 2), seed=9)
            for parameter in REGISTER.values():
                least, most = parameter.bounds
                assert least <= records[parameter.name].min() <= records[parameter.name].max() <= most
            assert (records["failing_threshold"] <= records["warning_threshold"]).all()
            assert (records["warning_threshold"] <= records["good_threshold"]).all()
            for attribute, rule in ATTRIBUTES.items():
                assert rule.least <= tools[attribute].min() <= tools[attribute].max() <= rule.most
