"""Explore: one future under one policy, to be played, scrubbed and asked about, organisation by organisation."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import solara

from simulation.app.address import Choice, policy_in
from simulation.app.answers import Answer, use_answer
from simulation.app.catalogue import brought, catalogue
from simulation.app.downloads import replay_for
from simulation.app.looks import HIGH, LOW, policy_looks, quality_scale
from simulation.app.parts import parts
from simulation.app.replay import Replay, Twin, twin_of
from simulation.app.setting import Setting, setting_in
from simulation.app.tours import TOURS, Tour, tour_of
from simulation.app.uploads import MOST_BYTES, title_of
from simulation.errors import InputError

__all__ = ["ExplorePage"]

_PARTS = parts(
    "setting", "scenario", "share", "transport", "network", "marks", "find", "key", "sector", "story", "story-short",
    "welcome", "log", "tour", "lines", "behind",
)  # fmt: skip


@solara.component_vue("../vue/explore.vue")
def _ExploreView(
    head: str,
    block: bytes,
    twin_head: str,
    twin_block: bytes,
    tour: str,
    chosen: str,
    choices: str,
    asked: str,
    query: str,
    waiting: bool,
    complaint: str,
    event_choose: Callable[[dict[str, Any]], None] | None = None,
    event_address: Callable[[str], None] | None = None,
    event_upload: Callable[[dict[str, str]], None] | None = None,
) -> None:
    """The page in the browser; texts are JSON, blocks are as ``packing`` makes them.

    ``asked`` is the address of what was asked for, ``query`` that of what is shown: one may still be computed.
    """


@solara.component
def ExplorePage() -> None:
    """The page: what the address says is computed and handed on; what the browser asks becomes the address."""
    search, set_search = solara.use_state(solara.use_router().search or "")
    mistake, set_mistake = solara.use_state("")
    read, complaint = solara.use_memo(lambda: _read(search), [search])
    tour: Answer[Tour] = use_answer(("tour", read.tour), (lambda: tour_of(read.tour)) if read.tour else None)
    setting = replace(tour.value.setting, tour=read.tour) if tour.value else read
    wanted = not (read.tour and tour.is_waiting)
    replay: Answer[Replay] = use_answer(setting.replayed, (lambda: replay_for(setting)) if wanted else None)
    # Twins come after: nobody waits for a future while the pool computes what is only seen after a click.
    is_there = replay.value is not None
    twin: Answer[Twin] = use_answer(setting.twinned, (lambda: _twin(setting)) if is_there else None)
    # What was last shown stays until what is asked for has come.
    shown = solara.use_ref(("", b"", ""))
    if replay.value is not None:
        shown.current = (replay.value.head, replay.value.block, setting.query)

    def choose(change: dict[str, Any]) -> None:
        set_mistake("")
        try:
            set_search(_changed(setting, change).query)
        except InputError as error:
            set_mistake(str(error))

    def upload(file: dict[str, str]) -> None:
        try:
            set_search(replace(setting, choice=brought(file), tour="").query)
            set_mistake("")
        except InputError as error:
            set_mistake(str(error))

    def go(address: str) -> None:
        set_mistake("")
        set_search(address.removeprefix("?"))

    _ExploreView(
        head=shown.current[0],
        block=shown.current[1],
        twin_head=twin.value.head if twin.value else "",
        twin_block=twin.value.block if twin.value else b"",
        tour=tour.value.steps if tour.value and replay.value else "",
        chosen=_chosen(setting),
        choices=solara.use_memo(_choices, []),
        asked=setting.query,
        query=shown.current[2],
        waiting=replay.is_waiting or tour.is_waiting,
        complaint=mistake or complaint or tour.complaint or replay.complaint or twin.complaint,
        event_choose=choose,
        event_address=go,
        event_upload=upload,
        components=_PARTS,
    )


def _read(search: str) -> tuple[Setting, str]:
    """The setting of an address, and what cannot be used in it."""
    try:
        return setting_in(search), ""
    except InputError as error:
        return Setting(), f"{error}. The page shows its usual setting instead."


def _twin(setting: Setting) -> Twin:
    scenario, policy = catalogue().opened(setting.choice), policy_in(setting.beside)
    return twin_of(scenario, policy, seed=setting.choice.seed, future=setting.future)


def _changed(setting: Setting, change: dict[str, Any]) -> Setting:
    """The setting after a visitor's change; a tour ends with it, unless the change begins one.

    Args:
        setting: what is shown.
        change: any of scenario, policy, beside, tour (texts), future, seed (numbers), unset (a setting's key).

    Raises:
        InputError: where it cannot be used.
    """
    choice = setting.choice
    if "scenario" in change:
        # Another scenario begins as it is: changes were made to the former.
        choice = Choice(scenario=str(change["scenario"]), seed=choice.seed)
    if "seed" in change:
        choice = replace(choice, seed=int(change["seed"]))
    if "unset" in change:
        choice = replace(choice, changes=tuple(one for one in choice.changes if one[0] != change["unset"]))
    after = replace(
        setting,
        choice=choice,
        policy=str(change.get("policy", setting.policy)),
        beside=str(change.get("beside", setting.beside)),
        tour=str(change.get("tour", "")),
    )
    return setting_in(replace(after, future=int(change.get("future", setting.future))).query)


def _chosen(setting: Setting) -> str:
    """What the controls show as chosen."""
    choice = setting.choice
    return json.dumps(
        {
            "scenario": choice.scenario,
            "scenarioTitle": title_of(choice.scenario),
            "policy": setting.policy,
            "beside": setting.beside,
            "future": setting.future,
            "seed": choice.seed,
            "changes": [[key, str(value)] for key, value in choice.changes],
            "shared": replace(setting, policy=Setting.policy, beside=Setting.beside, future=0, tour="").query,
        }
    )


def _choices() -> str:
    """What the controls offer."""
    offered = catalogue()
    policies = offered.policies()
    return json.dumps(
        {
            "scenarios": [vars(one) for one in offered.offers()],
            "policies": [{"name": name, "title": title, "use": use} for name, title, use in policies],
            "looks": policy_looks([name for name, _, _ in policies]),
            "scale": {"colours": quality_scale(), "low": LOW, "high": HIGH},
            "tours": [{"name": name, "title": one.title, "about": one.about} for name, one in TOURS.items()],
            "mostBytes": MOST_BYTES,
        }
    )
