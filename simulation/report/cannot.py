"""What a comparison cannot tell: on page one, never smaller than the rest."""

from __future__ import annotations

from simulation.analysis.comparison import Comparison

__all__ = ["cannot_tell"]


def cannot_tell(comparison: Comparison) -> list[str]:
    """Sentences about what the answer doesn't say, the most important first."""
    scenario, sector = comparison.scenario, comparison.sector
    organisation, organisations = scenario.organisation_word, scenario.organisations_word
    if sector.is_real:
        named = "their own names" if sector.shows_real_names else "invented names"
        about = (
            f"The {organisations} take places, sizes or grades from a real list and carry {named}; how each behaves is"
            " simulated."
        )
    else:
        about = f"The {organisations} are invented."
    across = (
        "the range across plausible effects says how much hangs on that."
        if comparison.across
        else "here they were held fixed, so that nothing says how much hangs on that."
    )
    return [
        ("Which instrument works. No source compares what peers, boards, central intervention and reform do, so that"
        f" their effects, lags and disruptions are assumptions; {across}"),
        f"Anything about a real {organisation}. {about}",
        "How many will fail. The difference between responses in the same futures is firmer than the level of either.",
        (f"What lies outside the model: elections, money beyond the costs listed, abolished {organisations}, staff who"
        " leave one service for another, and how people outside respond."),
    ]
