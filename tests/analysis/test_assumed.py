"""The tables of assumptions hold every number once, with the range that is drawn from."""

from __future__ import annotations

from simulation.analysis.assumed import instrument_table, parameter_table
from simulation.assumptions import PlausibleAssumptions
from simulation.parameters import ATTRIBUTES, REGISTER
from simulation.scenario import Scenario


def test_every_parameter_is_there_with_the_scenarios_value() -> None:
    table = parameter_table(Scenario.load("hospital-trusts")).set_index("name")
    assert table.index.tolist() == list(REGISTER)
    assert table.loc["concealment", "value"] == 0.95
    assert table.loc["concealment", "default"] == 0.85
    assert table["is_changed"].sum() == 2


def test_ranges_are_those_from_which_numbers_are_drawn() -> None:
    scenario = Scenario.load("hospital-trusts").with_settings({"improvement_board.gain": 0.03})
    drawn = PlausibleAssumptions(scenario, 0).frame(range(300))
    ranges = {row.name: (row.low, row.high) for row in parameter_table(scenario).itertuples(index=False)}
    for row in instrument_table(scenario).itertuples(index=False):
        ranges[f"{row.instrument}.{row.number}"] = (row.low, row.high)
    uncertain = {name for name, (low, high) in ranges.items() if low < high}
    assert uncertain == set(drawn.columns)
    for name in set(drawn.columns) - {"warning_threshold"}:
        low, high = ranges[name]
        assert low <= drawn[name].min() < low + 0.05 * (high - low), name
        assert high - 0.05 * (high - low) < drawn[name].max() <= high, name


def test_every_number_of_every_instrument_is_there() -> None:
    table = instrument_table(Scenario.load("english-councils"))
    assert len(table) == 4 * len(ATTRIBUTES)
    assert "none" not in set(table["instrument"])
