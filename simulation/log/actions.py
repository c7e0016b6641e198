"""What the regulator did: instruments that began, ended, were replaced or are waited for, and stances."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulation.log.context import Context
from simulation.log.entries import Kind, LogEntry
from simulation.log.phrases import begins, believed, case_for, numbers_at, one, quarters, stance_words, the, tool_words
from simulation.log.snapshot import Snapshot
from simulation.vocabulary import NOBODY, QUARTERS_A_YEAR

__all__ = ["actions_of", "why_waiting"]

Sentence = tuple[Kind, str]


def actions_of(decided: Snapshot, settled: Snapshot, context: Context) -> tuple[LogEntry, ...]:
    """What the regulator's decisions came to, by organisation, with reasons from when it decided.

    Args:
        decided: what was known when the decisions were taken.
        settled: what was in place once they had been carried out.
        context: what does not change during a run.
    """
    is_new = (settled.uses != decided.uses).any(axis=0)
    changed = is_new | (settled.instrument != decided.instrument) | (settled.stance != decided.stance)
    waits = (settled.waiting > 0) | (decided.waiting > 0)
    entries = []
    places = np.flatnonzero(changed | waits)
    for i, numbers in zip(places.tolist(), numbers_at(decided, places, context), strict=True):
        for kind, sentence in _at(decided, settled, i, context):
            entries.append(LogEntry(decided.quarter, i, context.names[i], kind, sentence, numbers))
    return tuple(entries)


def _at(decided: Snapshot, settled: Snapshot, i: int, context: Context) -> Iterator[Sentence]:
    """Whatever was done at one organisation."""
    started = bool((settled.uses[:, i] != decided.uses[:, i]).any())
    if started:
        yield _start(decided, settled, i, context)
    elif decided.instrument[i] > 0 and settled.instrument[i] == 0:
        yield Kind.ENDED, _end(decided, i, context)
    waited = int(settled.waiting[i])
    if waited == 1 or (waited > 0 and waited % QUARTERS_A_YEAR == 0):
        yield Kind.WAITING, _wait(decided, settled, i, context)
    if decided.waiting[i] > 0 and waited == 0 and not started:
        what = the(context.tool_names[decided.wanted[i]])
        yield (
            Kind.WAITING,
            (
                f"{context.names[i]} no longer waits for {what}, after {quarters(int(decided.waiting[i]))}:"
                f" {case_for(decided, i, context)}"
            ),
        )
    # A stance falls away by itself where nobody is called failing or treated any more.
    is_dealt_with = decided.designated[i] > 0 or settled.instrument[i] > 0
    if settled.stance[i] != decided.stance[i] and is_dealt_with:
        yield (
            Kind.STANCE,
            (
                f"Stance on {context.names[i]} is now {stance_words(settled.stance[i])},"
                f" before {stance_words(decided.stance[i])}: {case_for(decided, i, context)}"
            ),
        )


def _start(decided: Snapshot, settled: Snapshot, i: int, context: Context) -> Sentence:
    """That an instrument began, from whom, in place of what, and after which wait."""
    old, new = int(decided.instrument[i]), int(settled.instrument[i])
    name, tool = context.names[i], context.tool_names[new]
    lasted = quarters(int(decided.quarters_in[i]))
    if old == new:
        text = f"{the(tool)[0].upper()}{the(tool)[1:]} at {name} starts afresh, after {lasted}"
    elif old > 0:
        text = f"{begins(tool, name)} in place of {the(context.tool_names[old])}, after {lasted}"
    else:
        text = begins(tool, name)
    if settled.helper[i] != NOBODY:
        text += f", from {context.names[settled.helper[i]]}"
    text += f": {case_for(decided, i, context)}"
    waited, wanted = int(decided.waiting[i]), int(decided.wanted[i])
    if waited > 0 and wanted == new:
        text += f"; it waited {quarters(waited)}"
    elif waited > 0 and context.tools["needs_helper"][wanted] > 0:
        text += f"; no free peer helper in {quarters(waited)}"
    elif waited > 0:
        text += f"; {the(context.tool_names[wanted])} could not be had in {quarters(waited)}"
    return (Kind.REPLACED if old > 0 else Kind.STARTED), text


def _end(decided: Snapshot, i: int, context: Context) -> str:
    """That an instrument ended with nothing in its place, and why."""
    k = int(decided.instrument[i])
    tool, lasted = context.tools[k], int(decided.quarters_in[i])
    helper, release = int(decided.helper[i]), context.warning + float(tool["release_margin"])
    words = tool_words(context.tool_names[k])
    text = f"{words[0].upper()}{words[1:]} at {context.names[i]} ends after {quarters(lasted)}: "
    if helper != NOBODY and decided.designated[helper] > 0:
        return text + f"its helper {context.names[helper]} is called failing itself"
    if 0 < tool["most_quarters"] <= lasted:
        return text + f"it lasts no longer; {believed(decided, i, context.warning)}"
    if tool["release_margin"] > 0 and (decided.beliefs[:2, i] > release).all():
        return text + f"{believed(decided, i, release)}, above {release:g} for two quarters"
    return text + case_for(decided, i, context)


def _wait(decided: Snapshot, settled: Snapshot, i: int, context: Context) -> str:
    """That an organisation waits, for how long, and why."""
    waited, name = int(settled.waiting[i]), context.names[i]
    what = one(context.tool_names[settled.wanted[i]])
    span = "must wait" if waited == 1 else f"has waited {quarters(waited)}"
    return f"{name} {span} for {what}: {why_waiting(decided, settled, i, context)}; {case_for(decided, i, context)}"


def why_waiting(decided: Snapshot, settled: Snapshot, i: int, context: Context) -> str:
    """Why what was asked for at ``i`` could not be served: capacity, budget or a helper.

    Args:
        decided, settled: before and after decisions were carried out; ``i`` waits in the latter.
    """
    k, old = int(settled.wanted[i]), int(decided.instrument[i])
    in_use = int((settled.instrument == k).sum())
    if context.capacity[k] == 0:
        return "there is no capacity for it"
    if in_use >= context.capacity[k]:
        return f"no capacity, {'its only one is' if in_use == 1 else f'all {in_use} are'} in use"
    freed = float(context.tools["cost"][old]) if old > 0 else 0.0
    left = context.budget - settled.spent
    if left + freed < context.tools["cost"][k]:
        return f"no budget, {max(left, 0.0):.2g} of {context.budget:.3g} cost units are left this quarter"
    if context.tools["needs_helper"][k] > 0:
        return "no free peer helper"
    # Costs of those served later have come in between; only the budget can bind here.
    return "no budget when its turn came"
