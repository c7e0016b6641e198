"""Question and answer in sentences: natural, rounded to what the interval supports, three uncertainties apart."""

from __future__ import annotations

import re

import pytest

from simulation.analysis.comparing import compare
from simulation.analysis.comparison import Comparison
from simulation.analysis.headline import headline_of
from tests.analysis.small import SMALL_SECTOR


def test_the_answer_names_the_best_policy(small: Comparison) -> None:
    headline = small.headline()
    table = small.differences().set_index("policy")
    assert headline.policy == table["difference"].idxmin()
    assert headline.question == (
        "Which of 4 responses to failure leaves the fewest failing councils, among 40 councils over 5 years?"
    )
    title = table.loc[headline.policy, "title"]
    assert re.match(
        rf'If the effects are as assumed, "{title}" leaves [\d.]+ fewer failing councils at any time than'
        r' "Centre as last resort"; in 9 of 10 futures between [\d.]+( more| fewer)? and [\d.]+ fewer\.$',
        headline.as_assumed,
    )
    assert re.match(
        r"Across the plausible effects, the difference runs from .+ to .+, and it is better in \d+ of 100\.$",
        headline.across,
    )
    assert re.search(r"±[\d.]+ councils \(95%, 24 futures\)", headline.error)


def test_every_policy_can_be_spoken_of(small: Comparison) -> None:
    told = headline_of(small, "hands-off")
    assert told.policy == "hands-off"
    assert '"Hands off" leaves' in told.as_assumed
    assert told.cost.startswith("It costs ")


def test_numbers_are_rounded_to_what_their_error_supports(small: Comparison) -> None:
    row = small.differences().set_index("policy").loc[small.headline().policy]
    half = (row["error_high"] - row["error_low"]) / 2
    said = re.search(r"leaves ([\d.]+) fewer", small.headline().as_assumed)
    assert said is not None
    decimals = len(said[1].partition(".")[2])
    assert 10.0**-decimals <= half or decimals == 0


@pytest.mark.parametrize(
    ("outcome", "question", "answer"),
    [
        ("mean_quality", "is mean quality highest", "mean quality is [0-9.]+ points higher than"),
        ("harm", "is harm lowest", "harm is [0-9.,]+ point-years lower than"),
        ("failing_share", "is failing at any time lowest", "points of 100 lower than"),
        ("severe_years", "is years of severe failure lowest", "council-years fewer than"),
    ],
)
def test_other_outcomes_have_their_units(outcome: str, question: str, answer: str) -> None:
    told = compare(SMALL_SECTOR, "last-resort,brokered-early", runs=20, outcome=outcome, uncertain=False).headline()
    assert question in told.question
    assert re.search(answer, told.as_assumed)


def test_few_futures_are_no_clear_difference() -> None:
    told = compare(SMALL_SECTOR, "last-resort,brokered-early", runs=2, uncertain=False).headline()
    assert told.verdict == "That is no clear difference: 2 futures are too few to tell (20 at least)."
    one = compare(SMALL_SECTOR, "last-resort,brokered-early", runs=1, uncertain=False).headline()
    assert "9 of 10" not in one.as_assumed
    assert one.error == "One future alone: no simulation error can be given."
