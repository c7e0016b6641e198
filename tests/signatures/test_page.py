"""The docs print what is kept."""

from __future__ import annotations

from tests.signatures.effects import CONFIDENCE, RUNS, SEED
from tests.signatures.kept import kept
from tests.signatures.page import PAGE, page_of


def test_the_page_is_made_from_what_is_kept() -> None:
    assert PAGE.read_text("utf-8") == page_of(kept()), "run python -m tests.signatures --page"


def test_every_signature_is_kept_and_was_measured_as_the_tests_do() -> None:
    assert list(kept()) == ["protocol", *(f"S{k}" for k in range(1, 15))]
    assert kept()["protocol"] == {"runs": RUNS, "seed": SEED, "confidence": CONFIDENCE}
