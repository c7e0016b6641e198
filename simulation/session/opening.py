"""Beginnings of a session: a run opened where the policies branch, or played again from a record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulation.errors import InputError
from simulation.given import whole_number
from simulation.policies import policy_named
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.scenario.parts import Event
from simulation.session.desk import Decided, laid_out
from simulation.session.session import Session
from simulation.session.story import Story

__all__ = ["open_run", "replay"]


def open_run(
    scenario: Scenario | str | Path,
    policy: Policy | str | None = None,
    *,
    seed: int = 0,
    run: int = 0,
    events: Sequence[Event] = (),
    real_names: bool = False,
) -> Session:
    """Open one run of a scenario where the policies branch, its first decision still to be taken.

    Args:
        scenario: the scenario or its name.
        policy: who is at the desk from the beginning; without one, whoever takes the first step.
        seed, run: from 0 up; they determine the future, as in ``simulate``.
        events: prepared events beside the scenario's.
        real_names: whether organisations of a real list carry their own names.

    Raises:
        ScenarioError, PolicyError: where a name is not one, or an event hits nobody that exists.
        InputError: where the seed or the run is no whole number from 0 up.
    """
    seed, run = whole_number("seed", seed), whole_number("run", run)
    chosen = None if policy is None else policy_named(policy)
    desk, before = laid_out(Scenario.of(scenario), chosen, seed=seed, run=run, events=events, real_names=real_names)
    return Session(desk, Story(desk, before))


def replay(
    scenario: Scenario | str | Path,
    decided: Sequence[Decided],
    *,
    seed: int = 0,
    run: int = 0,
    events: Sequence[Event] = (),
    real_names: bool = False,
) -> Session:
    """Decide again what was decided before: the same bits as from whoever decided it.

    Args:
        scenario, seed, run, events, real_names: as the session that was recorded had them; ``events``
            are those of ``Session.events``.
        decided: its ``Session.decisions``, from the first quarter on; a part of them replays a part.

    Raises:
        InputError: where the record does not begin at the beginning, or goes on beyond the end.
    """
    if [entry.quarter for entry in decided] != list(range(len(decided))):
        raise InputError("a record can be replayed from quarter 0 on, without gaps")
    first = decided[0].seen_under if decided else None
    desk, before = laid_out(
        Scenario.of(scenario), None, seed=seed, run=run, events=events, real_names=real_names, seen_under=first
    )
    if len(decided) > desk.last:
        raise InputError(f"the record has {len(decided)} quarters, but the scenario only {desk.last}")
    story = Story(desk, before)
    for entry in decided:
        if entry.decisions.instrument.shape != (1, len(desk.worlds.sector)):
            raise InputError("the record is of another sector: it decides for other organisations")
        story.tell(desk.again(entry, story.keep), desk)
    desk.is_claimed = bool(decided)
    return Session(desk, story)
