"""What would change the answer: found for all who wait, given up when nobody does."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from simulation.analysis.switching import COLUMNS, SwitchingValues
from simulation.app.comparing.turning import StoppedError, inquiry_of


class Searched:
    """In place of a comparison: its search tells how far it is, and lets somebody leave meanwhile."""

    def __init__(self, meanwhile: Any = None) -> None:
        self.meanwhile = meanwhile

    def switching_values(self, *, workers: int, progress: Any) -> SwitchingValues:
        assert workers == 1
        progress("what turns it round", 10, 100)
        if self.meanwhile is not None:
            self.meanwhile()
        progress("what turns it round", 100, 100)
        row = dict.fromkeys(COLUMNS, 0.5) | {"phrase": "a board's gain", "sentence": "It turns round.", "turns": ""}
        row["switching_value"] = float("nan")
        return SwitchingValues("boards", "last", pd.DataFrame([row], columns=list(COLUMNS)), 40, "A note.")


def test_what_is_found_is_written_without_nan() -> None:
    with inquiry_of("a", Searched()) as inquiry:  # type: ignore[arg-type]
        found = json.loads(inquiry.answer().text)
        assert (inquiry.done, inquiry.total) == (100, 100)
    assert found["sentences"] == ["It turns round."]
    assert found["note"] == "A note."
    assert found["rows"][0]["switching_value"] is None


def test_it_stops_when_nobody_waits() -> None:
    waiting = inquiry_of("b", Searched(lambda: waiting.__exit__(None, None, None)))  # type: ignore[arg-type]
    inquiry = waiting.__enter__()
    with pytest.raises(StoppedError):
        inquiry.answer()
    with pytest.raises(StoppedError):
        inquiry.answer()  # it was queued, and they left before it began


def test_it_goes_on_while_another_waits() -> None:
    leaving = inquiry_of("c", Searched(lambda: leaving.__exit__(None, None, None)))  # type: ignore[arg-type]
    first = leaving.__enter__()
    with inquiry_of("c", Searched()) as second:  # type: ignore[arg-type]
        assert second is first
        assert first.answer().text
    with inquiry_of("c", Searched()) as later:  # type: ignore[arg-type]
        assert later is not first
