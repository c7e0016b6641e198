"""What the server keeps in mind for a seat's page and may lose: cards called up, advice given."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Desk", "Desks"]


@dataclass
class Desk:
    """A seat's desk at one station.

    Attributes:
        station: which, by id.
        called: organisations called up, in order.
        advice: a line of advice by organisation.
        changes: how often the desk changed.
    """

    station: str
    called: list[int] = field(default_factory=list)
    advice: dict[int, str] = field(default_factory=dict)
    changes: int = 0

    def call(self, organisation: int) -> None:
        """Put an organisation's card on the desk, before those that were called up earlier."""
        self.called = [*(one for one in self.called if one != organisation), organisation]
        self.changes += 1

    def advise(self, organisation: int, line: str) -> None:
        """Write advice on a card."""
        self.advice[organisation] = line
        self.changes += 1


class Desks:
    """The desks of all devices, by seat and device."""

    def __init__(self) -> None:
        self._desks: dict[tuple[int, int], Desk] = {}

    def of(self, seat: int, device: int, station: str) -> Desk:
        """A device's desk; a new one where the station is new."""
        desk = self._desks.get((seat, device))
        if desk is None or desk.station != station:
            desk = self._desks[seat, device] = Desk(station)
        return desk
