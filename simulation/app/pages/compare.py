"""Compare: two to four policies in the same futures, with numbers that sharpen as futures come in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import solara

from simulation.app.address import Choice
from simulation.app.answers import Answer, use_answer
from simulation.app.catalogue import brought, catalogue
from simulation.app.comparing.asking import dials_for
from simulation.app.comparing.setting import FEWEST_POLICIES, MOST_POLICIES, Compared, compared_in
from simulation.app.comparing.steps import MOST_FUTURES
from simulation.app.comparing.turning import FUTURES_NEEDED
from simulation.app.comparing.written import Written
from simulation.app.looks import policy_looks
from simulation.app.pages.sharpening import Turned, use_sharpening, use_turning
from simulation.app.parts import parts
from simulation.app.uploads import MOST_BYTES, title_of
from simulation.errors import InputError

__all__ = ["ComparePage"]

_PARTS = parts(
    "compare-bar", "scenario", "share", "compare-answer", "compare-dials", "compare-years", "compare-differences",
    "compare-cost", "compare-designation", "compare-turning", "scatter", "lines", "behind",
)  # fmt: skip


@solara.component_vue("../vue/compare.vue")
def _CompareView(
    numbers: str,
    dials: str,
    turning: str,
    chosen: str,
    choices: str,
    query: str,
    waiting: bool,
    done: bool,
    complaint: str,
    event_choose: Callable[[dict[str, Any]], None] | None = None,
    event_address: Callable[[str], None] | None = None,
    event_inquire: Callable[[bool], None] | None = None,
    event_upload: Callable[[dict[str, str]], None] | None = None,
) -> None:
    """The page in the browser; texts are JSON."""


@solara.component
def ComparePage() -> None:
    """The page: what the address says is compared; what the browser asks becomes the address."""
    search, set_search = solara.use_state(solara.use_router().search or "")
    mistake, set_mistake = solara.use_state("")
    asked, set_asked = solara.use_state(None)
    setting, complaint = solara.use_memo(lambda: _read(search), [search])
    sharp = use_sharpening(setting)
    dials: Answer[Written] = use_answer(("dials", setting.simulated), lambda: dials_for(setting))
    turned = use_turning(setting, asked)
    shown_dials = solara.use_ref("")
    if dials.value is not None:
        shown_dials.current = dials.value.text

    def choose(change: dict[str, Any]) -> None:
        set_mistake("")
        try:
            set_search(_changed(setting, change).query)
        except InputError as error:
            set_mistake(str(error))

    def upload(file: dict[str, str]) -> None:
        try:
            set_search(replace(setting, choice=brought(file)).query)
            set_mistake("")
        except InputError as error:
            set_mistake(str(error))

    def go(address: str) -> None:
        set_mistake("")
        set_search(address.removeprefix("?"))

    _CompareView(
        numbers=sharp.text,
        dials=shown_dials.current,
        turning=_told_turning(turned),
        chosen=solara.use_memo(lambda: _chosen(setting), [setting]),
        choices=solara.use_memo(_choices, []),
        query=setting.query,
        waiting=sharp.setting != setting and not sharp.complaint,
        done=sharp.is_done,
        complaint=mistake or complaint or sharp.complaint,
        event_choose=choose,
        event_address=go,
        event_inquire=lambda wanted: set_asked(setting if wanted else None),
        event_upload=upload,
        components=_PARTS,
    )


def _read(search: str) -> tuple[Compared, str]:
    """The setting of an address, and what cannot be used in it."""
    try:
        return compared_in(search), ""
    except InputError as error:
        return Compared(), f"{error}. The page shows its usual setting instead."


def _changed(setting: Compared, change: dict[str, Any]) -> Compared:
    """The setting after a visitor's change.

    Args:
        setting: what is shown.
        change: any of scenario (a name), seed (a number), policies (a list), outcome (a name), set (a key and its
            value), unset (a key), reset (whether all changes of numbers are taken back).

    Raises:
        InputError: where it cannot be used.
    """
    choice = setting.choice
    if "scenario" in change:
        # Another scenario begins as it is: changes were made to the former.
        choice = Choice(scenario=str(change["scenario"]), seed=choice.seed)
    if "seed" in change:
        choice = replace(choice, seed=int(change["seed"]))
    changes = {} if change.get("reset") else dict(choice.changes)
    changes.pop(str(change.get("unset", "")), None)
    if "set" in change:
        key, value = change["set"]
        changes[str(key)] = value
    policies = tuple(str(spec) for spec in change.get("policies", setting.policies))
    outcome = str(change.get("outcome", setting.outcome))
    return compared_in(Compared(replace(choice, changes=tuple(changes.items())), policies, outcome).query)


def _told_turning(turned: Turned) -> str:
    return json.dumps(
        {
            "isAsked": turned.is_asked,
            "done": turned.done,
            "total": turned.total,
            "found": json.loads(turned.text) if turned.text else None,
            "complaint": turned.complaint,
        }
    )


def _chosen(setting: Compared) -> str:
    """What the controls show as chosen."""
    choice = setting.choice
    return json.dumps(
        {
            "scenario": choice.scenario,
            "scenarioTitle": title_of(choice.scenario),
            "seed": choice.seed,
            "policies": setting.policies,
            "outcome": setting.outcome,
            "looks": policy_looks(setting.policies),
            "shared": Compared(choice).query,
        }
    )


def _choices() -> str:
    """What the controls offer."""
    offered = catalogue()
    return json.dumps(
        {
            "scenarios": [vars(one) for one in offered.offers()],
            "policies": [{"name": name, "title": title, "use": use} for name, title, use in offered.policies()],
            "fewest": FEWEST_POLICIES,
            "most": MOST_POLICIES,
            "mostBytes": MOST_BYTES,
            "futures": MOST_FUTURES,
            "futuresToTurn": FUTURES_NEEDED,
        }
    )
