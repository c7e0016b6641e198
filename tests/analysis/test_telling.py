"""Progress of searches: it never says more than all, and ends at all."""

from __future__ import annotations

from simulation.analysis.telling import Told


def test_a_search_that_ends_early_is_whole_at_its_end() -> None:
    heard: list[tuple[str, int, int]] = []
    told = Told(lambda *said: heard.append(said), "equal terms", 100)
    told.more(30)
    told.end()
    assert heard == [("equal terms", 0, 100), ("equal terms", 30, 100), ("equal terms", 30, 30)]


def test_a_search_that_takes_longer_says_so() -> None:
    heard: list[tuple[str, int, int]] = []
    told = Told(lambda *said: heard.append(said), "equal terms", 50)
    told.more(40)
    told.more(40)
    assert heard[-1] == ("equal terms", 80, 80)


def test_nobody_need_listen() -> None:
    Told(None, "equal terms", 10).more(5)
