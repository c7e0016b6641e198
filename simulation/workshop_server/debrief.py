"""The debrief: one HTML file that needs nothing else, to be read and printed afterwards."""

from __future__ import annotations

from simulation.workshop.exporting import Debrief
from simulation.workshop_server.rendering import render

__all__ = ["debrief_html"]


def debrief_html(debrief: Debrief) -> str:
    """The page: six screens with their pictures and numbers, everybody's own part, and what happened when."""
    keys = [screen.key for screen in debrief.screens]
    people = [(person.label, dict(zip(keys, person.parts, strict=True))) for person in debrief.participants]
    return render("debrief.html", debrief=debrief, people=people)
