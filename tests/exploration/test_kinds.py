"""What an analysis is about where nobody says: the most robust alternative, the baseline, the strongest rival."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulation.errors import InputError
from simulation.exploration.everything import explore
from simulation.exploration.kinds import KINDS, Asked, analyse
from simulation.exploration.leading import leading_alternative, strongest_rival
from simulation.exploration.words import lever_words, ordered_titles
from simulation.optimising.search import Search
from tests.exploration.made import OUTCOME, POLICIES, sweep_of
from tests.optimising.test_search_file import FILE

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "analyse-a-sweep.md").read_text(encoding="utf-8")


def made(offsets=(0.0, -2.0, -1.0, 3.0), **more):
    """Alternatives with fixed differences, and chance of their own."""

    def response(design, noise):
        return 20.0 + np.array(offsets[: noise.shape[2]]) + 0.8 * noise

    more = {"same_futures": False, **more}
    return sweep_of({"cost_a_year": lambda d, n: 1.0 + 0.0 * n, OUTCOME: response}, alternatives=POLICIES, **more)


def test_the_most_robust_alternative_is_asked_about_and_its_strongest_rival():
    asked = Asked().completed(made())
    assert (asked.outcome, asked.policy, asked.against, asked.rival) == (
        OUTCOME, POLICIES[1], POLICIES[0], POLICIES[2],
    )  # fmt: skip


def test_what_was_named_stays():
    asked = Asked(policy=POLICIES[3], against=POLICIES[2]).completed(made())
    assert (asked.policy, asked.against, asked.rival) == (POLICIES[3], POLICIES[2], POLICIES[2])


def test_leading_is_never_the_baseline_and_more_can_be_better():
    results = made(offsets=(-9.0, -2.0, -1.0, 3.0))
    assert leading_alternative(results, OUTCOME) == POLICIES[1]
    quality = sweep_of(
        {"mean_quality": lambda d, n: np.array([50.0, 55.0, 60.0, 40.0]) + 0.0 * n}, alternatives=POLICIES
    )
    assert leading_alternative(quality) == POLICIES[2]
    assert strongest_rival(quality, POLICIES[1]) == POLICIES[2]


def test_the_baseline_is_the_rival_where_it_is_as_strong_as_any():
    assert strongest_rival(made(offsets=(0.0, -5.0, 4.0, 4.0), samples=50), POLICIES[1], OUTCOME) == POLICIES[0]


def test_every_analysis_of_a_sweep_with_one_alternative_says_what_it_lacks():
    found = explore(sweep_of({OUTCOME: lambda d, n: n}, alternatives=POLICIES[:1], samples=60))
    assert set(found.findings) == {"compare", "sensitivity"}
    assert set(found.missing) == {"discover", "robustness", "frontier", "who-benefits"}
    assert all(sentence.endswith(tuple("abcdefghijklmnopqrstuvwxyz.")) for sentence in found.missing.values())


def test_an_unknown_kind_is_told_with_the_nearest():
    with pytest.raises(InputError, match="did you mean frontier"):
        analyse(made(), "fronteir")


def test_titles_tell_levers_apart():
    results = made()
    table = results.alternatives.assign(policy=["ladder", "ladder:hold=6.0", "ladder", "hands-off"])
    table["ladder.hold"] = [4.0, 6.0, 4.0, np.nan]
    table["budget"] = [20.0, 20.0, 60.0, np.nan]
    titles = ordered_titles(replace(results, alternatives=table))
    assert titles == (
        "Ladder (hold 4, budget 20)", "Ladder (hold 6, budget 20)", "Ladder (hold 4, budget 60)", "Hands off",
    )  # fmt: skip
    assert lever_words("improvement_board.capacity", np.nan) == ""


def test_one_policy_with_many_levers_is_told_by_its_levers_alone():
    results = made()
    table = results.alternatives.assign(policy="ladder")
    table["improvement_board.capacity"] = [0.02, 0.04, 0.02, 0.04]
    table["broker_capacity"] = [0.0, 0.0, 0.025, 0.025]
    assert ordered_titles(replace(results, alternatives=table))[:2] == (
        "Boards 2%, broker 0%", "Boards 4%, broker 0%",
    )  # fmt: skip


def test_the_how_to_names_every_analysis():
    named = re.findall(r"^\| `([a-z-]+)` \|", PAGE.partition("## What the numbers mean")[0], re.MULTILINE)
    assert named == [*sorted(KINDS, key=named.index), "report"]


def test_the_how_to_s_objective_can_be_used():
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert Search.from_data({**FILE, **tomllib.loads(block)}).rivals
