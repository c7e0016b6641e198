"""What a participant's page shows now, made from the typed view and nothing else."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from simulation.game.options import label_of
from simulation.game.sheet import CaseSheet, PlayerView
from simulation.workshop import ParticipantView, RefusedError
from simulation.workshop_server.desks import Desk
from simulation.workshop_server.rendering import render
from simulation.workshop_server.site import Site, Told, waited

__all__ = ["MOST_CARDS", "is_proposing", "mark_of", "orders_of", "told_to"]

MOST_CARDS = 6
"""Cards beside the docket's: the page stays small, and the list below has everybody."""
_PLANS = (
    ("rota", "everyone in turn"),
    ("risk-based", "those at the highest risk"),
    ("random", "at random"),
    ("none", "only whom I name"),
)


def mark_of(view: ParticipantView, desk: Desk) -> str:
    """Changes when anything on the page does but the clock."""
    return f"{view.mark}-{desk.changes}"


async def told_to(site: Site, seat: int, device: int) -> Told:
    """The present state of the page of a device at a seat."""
    view = site.view_of(seat, device)
    desk = site.desks.of(seat, device, view.station.id)
    title = f"{view.station.label} – {view.title}"
    html = await _html(site, seat, view, desk)
    return Told(_place(view), mark_of(view, desk), view.clock.seconds_left, _revision(view), title, html)


def _place(view: ParticipantView) -> str:
    door = "out" if view.seat.is_removed else "in" if view.seat.is_admitted else "door"
    screen = view.screen.number if view.screen is not None else 0
    return f"{view.station.id} {screen} {door} {'settling' if view.station.is_settling else 'open'}"


def _revision(view: ParticipantView) -> int:
    """Of what the page can change."""
    if view.predict is not None:
        return view.predict.revision
    return view.draft.revision if view.screen is None else view.wish.revision


async def _html(site: Site, seat: int, view: ParticipantView, desk: Desk) -> str:
    scenario = site.setting.game.scenario
    shared: dict[str, Any] = {
        "view": view,
        "is_proposing": is_proposing(view),
        "ids": _new_id,
        "one": scenario.organisation_word,
        "many": scenario.organisations_word,
    }
    if view.seat.is_removed or not view.seat.is_admitted or view.station.kind == "join":
        return render("play/waiting.html", **shared)
    if view.station.is_settling:
        return render("play/settling.html", **shared)
    if view.station.kind == "brief":
        return render("play/brief.html", **shared)
    if view.play is not None:
        return render("play/round.html", **shared, **await _on_desk(site, seat, view, view.play, desk))
    if view.predict is not None:
        return render("play/predict.html", **shared)
    if view.screen is not None:
        return render("play/screen.html", **shared)
    return render("play/over.html", **shared)


def _new_id() -> str:
    """For a browser that runs no script: a form that is sent twice counts once."""
    return secrets.token_hex(16)


def is_proposing(view: ParticipantView) -> bool:
    """Whether this device speaks to its table only, since another has the chair."""
    return view.team is not None and not view.team.is_chair


def orders_of(view: ParticipantView) -> dict[str, Any]:
    """The orders that a device's page shows and changes: the table's, or what it proposes to the chair."""
    if view.team is not None and not view.team.is_chair:
        own = next((mate.proposal for mate in view.team.mates if mate.device == view.team.device), {})
        return own or view.draft.orders
    return view.draft.orders


def _proposals(view: ParticipantView) -> dict[int, list[str]]:
    """What other devices of the table propose, in words, by organisation."""
    found: dict[int, list[str]] = {}
    if view.team is None:
        return found
    for mate in view.team.mates:
        if mate.device in (view.team.device, view.team.chair):
            continue
        for case in mate.proposal.get("cases", ()):
            said = [label_of(case["action"])] if case.get("action") else []
            said += [case["stance"]] if case.get("stance") else []
            found.setdefault(case["organisation"], []).append(f"Device {mate.device} proposes: {', '.join(said)}")
    return found


@dataclass(frozen=True)
class _Order:
    """One organisation's order."""

    action: str | None
    stance: str | None


async def _on_desk(site: Site, seat: int, view: ParticipantView, sheet: PlayerView, desk: Desk) -> dict[str, Any]:
    """The desk with the draft counted in: money, capacity, refusals, and the cards that were called up."""
    drafted = orders_of(view)
    orders = {case["organisation"]: _Order(case.get("action"), case.get("stance")) for case in drafted.get("cases", ())}
    called: list[CaseSheet] = []
    try:
        if orders or drafted.get("standing"):
            sheet = await waited(site.workshop.preview(seat, drafted))
        on_docket = {case.row.organisation for case in sheet.cases}
        proposed = _proposals(view)
        wanted = [i for i in dict.fromkeys([*reversed(desk.called), *orders, *proposed]) if i not in on_docket]
        called = [await waited(site.workshop.card(seat, i, drafted)) for i in wanted[:MOST_CARDS]]
    except RefusedError:
        called = []  # the round ended meanwhile: the next answer is another page
    return {
        "sheet": sheet,
        "called": called,
        "shown": {case.row.organisation for case in (*sheet.cases, *called)},
        "orders": orders,
        "advice": desk.advice,
        "proposals": _proposals(view),
        "plans": _PLANS,
    }
