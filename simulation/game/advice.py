"""Advice: what a shipped policy would do at an organisation, in a line, from the view alone."""

from __future__ import annotations

from simulation.errors import InputError, did_you_mean
from simulation.log import Context, Snapshot
from simulation.log.phrases import case_for, one, stance_words, the
from simulation.policies import POLICIES, load_policy
from simulation.regulation.view import View

__all__ = ["advice_on"]


def advice_on(organisation: int, adviser: str, view: View, known: Snapshot, context: Context) -> str:
    """What the adviser would do, were it to take over now.

    Args:
        organisation: its index.
        adviser: a policy that ships, by name.
        view: the regulator's view, of one run.
        known: the same, for its reasons.
        context: names and thresholds.

    Raises:
        InputError: where no such policy ships, or there is no such organisation.
    """
    if adviser.partition(":")[0].strip() not in POLICIES:
        raise InputError(f'"{adviser}" is no policy that ships{did_you_mean(adviser, POLICIES)}')
    if not 0 <= organisation < len(known):
        raise InputError(f"organisations have the numbers 0 to {len(known) - 1}; there is no {organisation}")
    policy, i = load_policy(adviser), organisation
    decisions = policy.decide(view, policy.begin(view))
    asked, runs, looks = int(decisions.instrument[0, i]), int(known.instrument[i]), int(decisions.examine[0, i])
    stance = int(decisions.stance[0, i])
    names = context.tool_names
    if asked and asked != runs:
        what = f"ask for {one(names[asked])}" + (f" in place of {the(names[runs])}" if runs else "")
    elif asked:
        what = f"go on with {the(names[runs])}"
    elif runs:
        what = f"end {the(names[runs])}"
    else:
        what = "begin nothing"
    if looks:
        what += f" and send {'inspectors' if looks == 1 else 'peers to review it'}"
    if stance and (known.designated[i] > 0 or asked):
        what += f", in a stance of {'censure' if stance < 0 else stance_words(stance)}"
    return f"{policy.title} would {what}: {case_for(known, i, context)}."
