"""The model in brief quotes numbers of the register; here they are held to it."""

from __future__ import annotations

import pytest

from simulation.parameters import REGISTER
from tests.site.pages import CLONE

BRIEF = " ".join((CLONE / "docs" / "model-in-brief.md").read_text("utf-8").split())
QUOTED = {
    "persist ({} a quarter)": ("pressure_persistence",),
    "spills over is {} times the mean": ("linkage",),
    "chance of {} points. Disruption": ("quality_noise",),
    "$({} - Q)^+$ over those": ("good_threshold",),
    "$.03 + .05 B$, and {} more": ("turnover_when_designated",),
    "${} + {} B$": ("turnover", "turnover_from_blame"),
    "moves by ${} (K^\\star - K)$": ("capability_rate",),
    "$K^\\star = {} + {} L + {} O$": ("capability_base", "capability_from_leadership", "capability_from_openness"),
    "shortfall, ${}\\, O H": ("learning_from_shortfall",),
    "({} + {} O)(\\mathrm{{ceiling}} - K)^+": ("help_in_closed_culture", "help_from_openness"),
    "with chance ${} ({} - {} O)^+$": ("crisis_hazard", "crisis_in_closed_culture", "crisis_openness"),
    "half-normal of scale {}": ("crisis_size",),
    "fear ($-{}\\, B O$)": ("openness_fear",),
    "under blame ($-{} B$)": ("honesty_from_blame",),
    "an instrument's, or {} for being": ("designation_scrutiny",),
    "$R = Q + {} (1 - H)": ("concealment",),
    "chance {} ({} for a peer review)": ("miss_inspection", "miss_peer_review"),
    "plus ${} (1 - H)$ (S9)": ("miss_from_concealment",),
    "correlations ${}$, ${}$ and ${}$": (
        "leadership_openness_correlation", "openness_honesty_correlation", "openness_insularity_correlation",
    ),
}  # fmt: skip


def short(value: float) -> str:
    """A number as the page writes it, without the nil before the point."""
    return f"{value:g}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:g}"


@pytest.mark.parametrize(("phrase", "names"), QUOTED.items())
def test_it_quotes_the_register(phrase: str, names: tuple[str, ...]) -> None:
    assert phrase.format(*(short(REGISTER[name].default) for name in names)) in BRIEF


def test_sums_of_numbers_are_those_of_the_register() -> None:
    lifted = REGISTER["failing_threshold"].default + REGISTER["lift_margin"].default
    concealed = REGISTER["good_threshold"].default + REGISTER["concealment_margin"].default
    leaving = REGISTER["failing_threshold"].default + REGISTER["spiral_margin"].default
    assert f"until two quarters above {lifted:g}" in BRIEF
    assert REGISTER["lift_quarters"].default == 2
    assert f"(1 - H)({concealed:g} - Q)^+" in BRIEF
    assert f"{short(REGISTER['spiral'].default)} ({leaving:g} - Q)^+" in BRIEF
