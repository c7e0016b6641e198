"""Sheets to print for a workshop, made from its scenario alone: nothing of any future can stand on them."""

from simulation.workshop_sheets.facts import THREE_HOURS, for_three_hours
from simulation.workshop_sheets.printing import SHEETS, sheets_of, write_sheets

__all__ = ["SHEETS", "THREE_HOURS", "for_three_hours", "sheets_of", "write_sheets"]
