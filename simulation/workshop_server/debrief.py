"""The debrief: one HTML file that needs nothing else, to be read and printed afterwards."""

from __future__ import annotations

from simulation.workshop.exporting import Debrief, Participant
from simulation.workshop.screens import ORDER, Own
from simulation.workshop_server.rendering import render
from simulation.workshop_sheets.findings import FINDINGS

__all__ = ["debrief_html"]


def debrief_html(debrief: Debrief) -> str:
    """The page: six screens with their pictures and numbers, everybody's own part, and what happened when."""
    people: dict[str, list[dict[str, Own]]] = {}
    for person in (*debrief.participants, *debrief.participants_again):
        people.setdefault(person.label, []).append(_by_screen(person))
    return render("debrief.html", debrief=debrief, people=list(people.items()), findings=FINDINGS)


def _by_screen(person: Participant) -> dict[str, Own]:
    """A participant's own parts; a second future has none of the last screen."""
    return dict(zip(ORDER, person.parts, strict=False))
