"""Workshops: a room full of people regulate the same sector, and learn from what they missed. No pages here.

A session is a fold over its journal, which lies in one SQLite file (``store``, ``writer``); what can be asked
for, and what happens then, are pure functions (``deciding``, ``happened``); games are played from it beside
(``table``), and views (``sheets``, ``screens``) are all that leaves. See ``docs/workshop``.
"""

from simulation.workshop.answering import Saved
from simulation.workshop.entrance import Joined, Who
from simulation.workshop.facilitator_sheet import FacilitatorView
from simulation.workshop.refusal import RefusedError, StoreError
from simulation.workshop.setting import WorkshopSetting, workshop_files
from simulation.workshop.sheets import ParticipantView, WallView
from simulation.workshop.workshop import Workshop

__all__ = [
    "FacilitatorView",
    "Joined",
    "ParticipantView",
    "RefusedError",
    "Saved",
    "StoreError",
    "WallView",
    "Who",
    "Workshop",
    "WorkshopSetting",
    "workshop_files",
]
