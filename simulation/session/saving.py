"""A desk as bytes and back, to the bit: what is saved, and what is checked before any of it is used.

Worlds are not saved: scenario, seed and run make them again. Log and history are not either: they
follow from the recorded decisions. The state is saved as it is, variable by variable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from simulation.futures import setting_of, worlds_of
from simulation.playing import Driver
from simulation.policies import POLICIES
from simulation.regulation.conduct import Conduct
from simulation.regulation.decisions import Decisions, complaint_about
from simulation.regulation.policy import Policy, levers_of
from simulation.scenario import Scenario
from simulation.scenario.parts import Event
from simulation.session.container import StateError, pack, unpack
from simulation.session.decisions import Action
from simulation.session.desk import Decided, Desk, events_in, with_events
from simulation.session.hands import ByHand, Hands, new_hands
from simulation.session.limits import complaint_about_state
from simulation.state import Arrays, State, new_arrays
from simulation.totals import Total
from simulation.worlds import Worlds

__all__ = ["desk_from", "saved"]

_CONDUCT = ("regime", "plan", "visits", "designates", "brokered", "coordinated")
"""What of a conduct is saved; the budget is the scenario's."""


class _SavedPolicy(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    name: str
    levers: dict[str, float]


class _Header(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    made_by: str
    scenario_name: str
    scenario: str
    seed: int
    run: int
    real_names: bool
    quarter: int
    policy: _SavedPolicy
    is_claimed: bool
    events: list[dict[str, Any]]
    policies: list[str]


def _program() -> str:
    try:
        return f"turnaround {version('turnaround')}"
    except PackageNotFoundError:
        return "turnaround"


def _saved_policy(policy: Policy) -> dict[str, Any]:
    levers = {entry.name: float(getattr(policy, entry.name)) for entry in levers_of(type(policy))}
    return {"name": policy.name, "levers": levers}


def _columns(arrays: Arrays) -> dict[str, np.ndarray]:
    """Every variable of a state as an array of its own, so that neither padding nor order of fields is saved."""
    columns = {}
    for name, array in arrays._asdict().items():
        for field in array.dtype.names or ("",):
            columns[f"state.{name}.{field}".rstrip(".")] = array[field] if field else array
    return columns


def saved(desk: Desk) -> bytes:
    """The desk as bytes.

    Raises:
        StateError: where the policy's memory cannot be saved.
    """
    decided, n = desk.decided, len(desk.worlds.sector)
    arrays = _columns(desk.state.arrays)
    arrays |= {f"hands.{name}": array for name, array in desk.hands._asdict().items()}
    arrays |= {f"memory.{name}": array for name, array in desk.driver.memory.items()}
    for name, kind in zip(Decisions._fields, (np.int8, np.int8, np.float64, np.int8, np.int8), strict=True):
        rows = [getattr(entry.decisions, name) for entry in decided]
        arrays[f"decided.{name}"] = np.concatenate(rows) if rows else np.zeros((0, n), kind)
    seen = [entry.seen_under for entry in decided] + [desk.seen_under]
    arrays["decided.seen_under"] = np.array([c[:-1] for c in seen], np.int64)
    arrays["decided.conduct"] = np.array([e.conduct[:-1] for e in decided], np.int64).reshape(-1, len(_CONDUCT))
    header = {
        "made_by": _program(),
        "scenario_name": desk.scenario.name,
        "scenario": desk.scenario.hash,
        "seed": desk.seed,
        "run": desk.run,
        "real_names": desk.real_names,
        "quarter": desk.state.quarter,
        "policy": _saved_policy(desk.driver.policy),
        "is_claimed": desk.is_claimed,
        "events": [event.model_dump(exclude_none=True) for event in desk.added],
        "policies": [entry.policy for entry in decided],
    }
    return pack(header, arrays)


def desk_from(scenario: Scenario, data: bytes, policies: Sequence[Policy]) -> Desk:
    """The desk that was saved.

    Args:
        scenario: the scenario that it was saved in.
        data: from ``saved``.
        policies: policies that do not ship, one of which may have been at the desk.

    Raises:
        StateError: where the bytes are not a desk of this scenario that can go on here.
    """
    raw, arrays = unpack(data)
    try:
        header = _Header.model_validate(raw)
        added = tuple(Event.model_validate(event) for event in header.events)
    except ValidationError:
        raise StateError("the saved session's header does not say what it must") from None
    if header.scenario != scenario.hash:
        raise StateError(
            f'the session was saved in another scenario, or in another state of its file ("{header.scenario_name}");'
            f' this is "{scenario.name}"'
        )
    if header.seed < 0 or header.run < 0:
        raise StateError("the saved session has a seed or a run below 0")
    policy = _policy_of(header.policy, policies)
    sector = scenario.sector(real_names=header.real_names)
    worlds = worlds_of(scenario, runs=[header.run], seed=header.seed, sector=sector)
    setting = setting_of(scenario)
    if added:
        setting = with_events(setting, events_in(scenario, added))
    state = _state(scenario, worlds, header, arrays)
    driver = Driver(worlds, state, setting, policy)
    driver.memory = _taken(arrays, "memory", driver.memory)
    hands = Hands(**_taken(arrays, "hands", new_hands(1, len(sector))._asdict()))
    _check_hands(hands, worlds.tools.shape[1])
    seen_under, decided = _decided(header, arrays, worlds, setting.budget, state.quarter - state.branched)
    if arrays:
        raise StateError(f'the saved session holds "{next(iter(arrays))}", which is unknown here')
    return Desk(
        scenario, header.seed, header.run, header.real_names, added, worlds, setting, driver, hands,
        decided, seen_under, header.is_claimed,
    )  # fmt: skip


def _policy_of(saved_policy: _SavedPolicy, policies: Sequence[Policy]) -> Policy:
    """The policy at the desk: one that ships, or one of those given."""
    for policy in (*policies, ByHand()):
        if _saved_policy(policy) == saved_policy.model_dump():
            return policy
    name = saved_policy.name
    if name not in POLICIES:
        raise StateError(f'the session was saved under the policy "{name}", which does not ship; give it along')
    try:
        return POLICIES[name](**saved_policy.levers)
    except (TypeError, ValueError):
        raise StateError(f'the session was saved under "{name}" with levers that it does not have here') from None


def _taken(arrays: dict[str, np.ndarray], group: str, like: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """A group of arrays taken out of what was saved, each of the type and shape that is expected."""
    taken = {}
    for name, model in like.items():
        array = arrays.pop(f"{group}.{name}", None)
        if array is None or array.dtype != model.dtype or array.shape != model.shape:
            found = "nothing" if array is None else f"{array.dtype} of shape {array.shape}"
            raise StateError(
                f'the saved session does not fit this version of the program: "{group}.{name}" must be'
                f" {model.dtype} of shape {model.shape}, but is {found}"
            )
        taken[name] = array
    return taken


def _state(scenario: Scenario, worlds: Worlds, header: _Header, arrays: dict[str, np.ndarray]) -> State:
    """The state that was saved, in bounds throughout, so that compiled code can take it."""
    branched = scenario.run_in.quarters
    if not branched <= header.quarter <= worlds.quarters:
        raise StateError(f"the saved session is in quarter {header.quarter}, which this scenario does not have")
    n, regions = len(worlds.sector), len(worlds.sector.region_names)
    made = new_arrays(1, n, regions, worlds.world.tie_to.shape[1], worlds.tools.shape[1], len(Total))
    columns = _columns(made)
    taken = _taken(arrays, "state", {name.removeprefix("state."): array for name, array in columns.items()})
    for name, column in columns.items():
        column[...] = taken[name.removeprefix("state.")]
    state = State(made, header.quarter, branched)
    complaint = complaint_about_state(state)
    if complaint:
        raise StateError(f"the saved session holds what cannot be: {complaint}")
    return state


def _check_hands(hands: Hands, instruments: int) -> None:
    is_sound = (
        hands.action.min() >= 0
        and hands.action.max() <= Action.AFRESH
        and hands.instrument.min() >= 0
        and hands.instrument.max() < instruments
        and hands.stance.min() >= -2
        and hands.stance.max() <= 1
    )
    if not is_sound:
        raise StateError("the saved session holds what cannot be: orders that there are not")


def _decided(
    header: _Header, arrays: dict[str, np.ndarray], worlds: Worlds, budget: float, quarters: int
) -> tuple[Conduct, list[Decided]]:
    """The recorded decisions, and the conduct under which the present quarter's news came in."""
    n, small = len(worlds.sector), np.int8
    kinds = dict(zip(Decisions._fields, (small, small, np.float64, small, small), strict=True))
    like = {name: np.zeros((quarters, n), kind) for name, kind in kinds.items()}
    like |= {
        "seen_under": np.zeros((quarters + 1, len(_CONDUCT)), np.int64),
        "conduct": np.zeros((quarters, len(_CONDUCT)), np.int64),
    }
    taken = _taken(arrays, "decided", like)
    seen, conducts = (
        [Conduct._make([*row, budget]) for row in taken[key].tolist()] for key in ("seen_under", "conduct")
    )
    if len(header.policies) != quarters:
        raise StateError("the saved session does not say who decided in each quarter")
    decided = []
    for q in range(quarters):
        decisions = Decisions(**{name: taken[name][q : q + 1] for name in Decisions._fields})
        complaint = complaint_about(decisions, (1, n), worlds.tools.shape[1])
        if complaint:
            raise StateError(f"the saved session holds what cannot be: {complaint}")
        decided.append(Decided(q, header.policies[q], seen[q], conducts[q], decisions))
    return seen[-1], decided
