"""Who benefits, where the effect on each organisation is known."""

from __future__ import annotations

import pytest

from simulation.errors import InputError
from simulation.exploration.who_benefits import GROUPS, benefits
from tests.exploration.made import OUTCOME, POLICIES, sweep_of, with_organisations


def followed(**more):
    return with_organisations(sweep_of({OUTCOME: lambda d, n: n}, samples=30, **more), effect=-2.0)


def test_the_effect_on_each_third_is_found_at_120_futures():
    """Two years less times insularity: thirds of a uniform trait have means of 1/6, 1/2 and 5/6."""
    rows = benefits(followed(), POLICIES[1]).frame
    insular = rows[rows["by"] == "insularity"]
    assert insular["group"].tolist() == list(GROUPS["insularity"])
    assert insular["difference"].to_numpy() == pytest.approx([-1 / 3, -1.0, -5 / 3], abs=0.06)
    assert (insular["verdict"] == "better").all()
    assert insular["organisations"].tolist() == [10.0, 10.0, 10.0]


def test_other_traits_and_regions_make_no_difference():
    rows = benefits(followed(), POLICIES[1]).frame
    for by in ("openness", "honesty", "region"):
        assert rows[rows["by"] == by]["difference"].to_numpy() == pytest.approx(-1.0, abs=0.1)


def test_twins_under_the_same_response_are_the_same():
    results = with_organisations(sweep_of({OUTCOME: lambda d, n: n}, samples=10), effect=0.0)
    rows = benefits(results, POLICIES[1]).frame
    assert (rows["difference"] == 0.0).all()
    assert (rows["verdict"] == "no clear difference").all()


def test_some_cells_alone_may_be_followed():
    from dataclasses import replace

    results = followed()
    table = results.organisations
    some = replace(results, organisations=table[table["replication"] < 2])
    assert benefits(some, POLICIES[1]).futures == 60


def test_the_sentence_names_both_ends():
    found = benefits(followed(), POLICIES[1])
    sentence = next(s for s in found.sentences if "insularity" in s)
    assert "most connected third −0.3" in sentence
    assert "most insular third −1.6" in sentence or "most insular third −1.7" in sentence


@pytest.mark.parametrize(
    ("policy", "measure", "message"),
    [
        (POLICIES[0], None, "against itself"),
        (POLICIES[1], "failing_year", "did you mean failing_years"),
    ],
)
def test_mistakes_are_said(policy, measure, message):
    with pytest.raises(InputError, match=message):
        benefits(followed(), policy, None, measure)


def test_a_sweep_that_followed_nobody_says_how_to():
    with pytest.raises(InputError, match="follow"):
        benefits(sweep_of({OUTCOME: lambda d, n: n}), POLICIES[1])
