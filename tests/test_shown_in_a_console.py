"""What a console shows of a result is a line that says what it is, never the tables that it holds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from simulation import PublicSector, Recording, Session, compare, open_run, simulate, simulated_panels
from tests.experiments.small import small_sweep
from tests.session.small import small


@cache
def session() -> Session:
    opened = open_run(small(), "ladder", run=3)
    opened.step(until=2)
    return opened


def test_a_simulation_says_of_what() -> None:
    recording = Recording(panel=frozenset({1}), panel_fields=("quality",))
    found = simulate(small(), "ladder:hold=6", runs=2, recording=recording)
    assert repr(found) == f"<Simulation of ladder:hold=6: 2 futures of {small().name}>"
    assert repr(found.panel) == "<Panel of 1 runs: quality>"
    assert repr(found.sector) == "<Sector of 16 organisations in 2 regions>"


def test_what_a_comparison_gives() -> None:
    found = compare(small(), "hands-off,ladder", runs=3, uncertain=False, workers=1)
    recovery, equal = found.recovery(), found.equal_terms()
    for result, table in (recovery, recovery.table), (equal, equal.rows):
        shown = repr(result)
        assert "baseline='hands-off'" in shown
        assert str(table) not in shown
        assert "\n" not in shown


def test_a_session_says_where_it_stands_and_who_decides() -> None:
    opened = session()
    assert repr(opened) == f"<Session in {small().name}, run 3: quarter 2 of {opened.last}, ladder decides>"
    assert repr(opened.view) == f"<View of quarter 2: {len(opened.sector)} organisations in 1 runs>"
    assert repr(opened.known) == f"<Snapshot of quarter 2: what is known of {len(opened.sector)} organisations>"
    assert repr(opened.history).startswith("<History of 2 quarters: quality, ")
    assert repr(opened.branch("ladder", futures=2, seed=1)) == "<Branches: 2 futures of one present>"


def test_a_model_of_agents_says_how_far_it_is() -> None:
    model = PublicSector(small(), "ladder", seed=1, collect=False)
    model.run(3)
    assert repr(model) == f"<PublicSector {small().name} under ladder: 3 of {small().quarters} quarters simulated>"
    assert repr(model.organisations[0]) == f"<Organisation {model.worlds.sector.names[0]}>"


def test_a_sweep_says_how_large_it_is(tmp_path: Path) -> None:
    sweep = small_sweep(tmp_path)
    assert repr(sweep) == "<Sweep small: 108 futures: 12 design points, 3 alternatives, 3 replications>"


def test_inspections_are_counted() -> None:
    found = simulated_panels(small(), 2)
    assert repr(found) == f"<Inspections: {len(found):,} of {len(found.names)} organisations in 2 panels>"


def test_what_holds_arrays_is_equal_to_itself_alone() -> None:
    one, other = small().sector(), small().sector()
    assert one in (other, one)
    assert one not in (other,)
