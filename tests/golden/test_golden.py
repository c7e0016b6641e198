"""The science changes only when somebody means it to."""

from __future__ import annotations

import copy
import json

from simulation.outcomes import OUTCOMES
from tests.golden.kept import DIGITS, POLICIES, RUNS, SCENARIOS, as_text, differences, kept, made_on, outcomes_now

HOW = """\
Outcomes of small runs are not what they were ({count} measures differ):
  {first}

If that was not meant, something broke. If it was: `python -m tests.golden` keeps the new numbers;
look at `git diff tests/golden`, explain it in the commit, and say in CHANGELOG.md that results change."""


def test_outcomes_are_those_that_are_kept() -> None:
    found = list(differences(kept(), outcomes_now()))
    assert not found, HOW.format(count=len(found), first="\n  ".join(found[:10]))


def test_what_is_kept_is_whole_and_says_something() -> None:
    outcomes = kept()
    assert set(outcomes) == set(SCENARIOS)
    for policies in outcomes.values():
        assert set(policies) == set(POLICIES)
        for measures in policies.values():
            assert list(measures) == [outcome.name for outcome in OUTCOMES]
            assert all(len(values) == RUNS for values in measures.values())
        # Policies differ, and something happens under each that acts.
        assert len({json.dumps(measures["harm"]) for measures in policies.values()}) == len(POLICIES)
        assert all(sum(measures["failing_years"]) > 0 for measures in policies.values())
        assert all(sum(measures["starts"]) > 0 for name, measures in policies.items() if name != "hands-off")


def test_a_small_change_is_found_and_a_last_digit_is_not() -> None:
    before, now = kept(), copy.deepcopy(kept())
    harm = now["english-councils"]["hands-off"]["harm"]
    harm[0] *= 1.0 + 1e-10
    assert list(differences(before, now)) == []
    harm[0] *= 1.0 + 1e-8
    (found,) = differences(before, now)
    assert found.startswith("english-councils, hands-off, harm: was [")
    del now["austerity"]["adaptive"]["cost"]
    assert len(list(differences(before, now))) == 2
    harm[0] = None
    assert len(list(differences(before, now))) == 2


def test_the_file_reads_back_and_says_what_it_was_made_on() -> None:
    outcomes = kept()
    read = json.loads(as_text(outcomes))
    assert read["outcomes"] == outcomes
    assert read["made on"] == made_on()
    assert DIGITS == 10
