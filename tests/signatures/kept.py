"""The sizes of the signatures as they were last measured, and the tests that hold new measurements to them."""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from tests.signatures.effects import Effect, Placebo, Signature

FILE = Path(__file__).parent / "effects.toml"
REFRESH = "python -m tests.signatures --refresh"
CLOSE = 0.1
"""Part of an interval's width by which a fresh effect may differ from the kept one: results are the same to the
bit on one platform, and a stray last bit elsewhere must not fail."""


@cache
def kept() -> dict[str, Any]:
    """All that is kept, by signature."""
    return tomllib.loads(FILE.read_text("utf-8")) if FILE.exists() else {}


def kept_live(name: str) -> list[Effect]:
    """The live effects of a signature as kept."""
    return [Effect(**entry) for entry in kept()[name]["live"]]


def check_live(signature: Signature, measured: list[Effect]) -> None:
    """Each effect holds, and is the one that the docs print."""
    wrong = [describe(e) for e in measured if not e.holds]
    assert not wrong, f"{signature.name} does not hold: {wrong}"
    for new, old in zip(measured, kept_live(signature.name), strict=True):
        hint = f"{signature.name}, {new.what}: measured {new.value:g}, kept {old.value:g}; if meant, run {REFRESH}"
        assert (new.what, new.unit, new.smallest) == (old.what, old.unit, old.smallest), hint
        assert abs(new.value - old.value) <= CLOSE * (old.high - old.low), hint


def check_placebo(signature: Signature, measured: list[Placebo]) -> None:
    """Each placebo leaves nothing, and is among those that the docs print."""
    wrong = [asdict(p) for p in measured if not p.holds]
    assert not wrong, f"{signature.name}'s placebo fails: {wrong}"
    old = [entry["what"] for entry in kept()[signature.name]["placebo"]]
    assert [p.what for p in measured] == old, f"{signature.name}'s placebos changed; run {REFRESH}"


def describe(e: Effect) -> str:
    """An effect in a line."""
    return f"{e.what}: {e.value:.4g} [{e.low:.4g}, {e.high:.4g}] {e.unit}, needs more than {e.smallest:g}"
