"""Names: what people type, what is kept of it, and what is no name."""

from __future__ import annotations

import pytest

from simulation.workshop import RefusedError
from simulation.workshop.seating import clean_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna \t Maria ", "Anna Maria"),
        ("مريم", "مريم"),
        ("\u202eevil", "evil"),  # would turn the line round
        ("Zoe\u0301", "Zoé"),
        ("🎉", "🎉"),
        ("\u2800Bo\u3164", "Bo"),
        ("é" * 24, "é" * 24),
    ],
)
def test_what_is_kept(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200d", "\u3164", "\u2800 \u2800", "\u0301", "\ud800", "\ue000"])
def test_what_nobody_could_see_is_no_name(typed: str) -> None:
    with pytest.raises(RefusedError, match="Type a name"):
        clean_name(typed)
