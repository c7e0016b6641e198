"""Honest dips: figures that fell because somebody began to tell the truth, and whether they were taken for decline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.log import when
from simulation.log.phrases import moved
from simulation.session import History
from simulation.vocabulary import QUARTERS_A_YEAR, Instrument, Stance

if TYPE_CHECKING:
    from simulation.game.game import Game

__all__ = ["HonestDip", "honest_dips"]

SPANS = (2, 4, 8)
"""Quarters over which a dip is looked for."""
LEAST_FALL = 4.0
"""Points by which reports must have fallen; twice what chance does."""
LEAST_CANDOUR = 0.1
"""Honesty, a share, that must have been won meanwhile: it is what makes a fall honest."""
MOST_DECLINE = 1.0
"""Points that true quality may have fallen meanwhile."""
BELIEVED_FALL = 3.0
"""Points by which belief must have fallen for the regulator to have taken it for decline."""
_HARSH = {
    Instrument.CENTRAL_INTERVENTION: "commissioners came",
    Instrument.STRUCTURAL_REFORM: "it was reformed",
}


@dataclass(frozen=True)
class HonestDip:
    """Some quarters in which reports fell, honesty rose and quality did not fall.

    Attributes:
        organisation, name: who.
        begun, ended: quarters.
        reported, true: change in points meanwhile.
        mistaken_by: how it was taken for decline: belief fell too, or something harsh was done; empty where
            it was not.
        sentence: the story in a line or two.
    """

    organisation: int
    name: str
    begun: int
    ended: int
    reported: float
    true: float
    mistaken_by: str
    sentence: str


def honest_dips(history: History, game: Game) -> tuple[HonestDip, ...]:
    """The most striking honest dip of each organisation that had one before the curtain, the widest first."""
    curtain = game.setting.curtain
    best: dict[int, tuple[float, int, int]] = {}
    for span in SPANS:
        if curtain <= span:
            continue
        change = {
            key: history[key][span:curtain] - history[key][: curtain - span]
            for key in ("reported", "quality", "honesty")
        }
        is_honest = change["reported"] <= -LEAST_FALL
        is_honest &= (change["honesty"] >= LEAST_CANDOUR) & (change["quality"] >= -MOST_DECLINE)
        width = np.where(is_honest, change["quality"] - change["reported"], -np.inf)
        for i in np.flatnonzero(is_honest.any(axis=0)).tolist():
            begun = int(width[:, i].argmax())
            best[i] = max(best.get(i, (0.0, 0, 0)), (float(width[begun, i]), begun, begun + span))
    found = [_told(i, begun, ended, history, game) for i, (_, begun, ended) in best.items()]
    return tuple(sorted(found, key=lambda dip: (dip.reported - dip.true, dip.organisation)))


def _told(i: int, begun: int, ended: int, history: History, game: Game) -> HonestDip:
    name = game.session.sector.names[i]
    reported, true = (float(history[key][ended, i] - history[key][begun, i]) for key in ("reported", "quality"))
    mistaken = _mistaken_by(history, i, begun, ended, game.setting.curtain)
    sentence = (
        f"Between {when(begun)} and {when(ended)} {name}'s figures fell by {-reported:.0f} points"
        f" while its true quality {moved(true)}: it had begun to admit what was wrong."
    )
    if mistaken:
        sentence += f" It was taken for decline: {mistaken}."
    return HonestDip(i, name, begun, ended, round(reported, 1), round(true, 1), mistaken, sentence)


def _mistaken_by(history: History, i: int, begun: int, ended: int, curtain: int) -> str:
    """Belief that fell with the figures, and censure or something harsh during the dip or within a year of it."""
    while_told = slice(begun, min(ended + QUARTERS_A_YEAR, curtain) + 1)
    instrument, stance = history["instrument"][while_told, i], history["stance"][while_told, i]
    fall = float(history["belief"][begun, i] - history["belief"][ended, i])
    said = [f"it was believed to have lost {fall:.0f} points"] if fall >= BELIEVED_FALL else []
    if (np.diff((stance == Stance.CENSURE).astype(int)) > 0).any():
        said.append("it was censured")
    said.extend(words for kind, words in _HARSH.items() if (np.diff((instrument == kind).astype(int)) > 0).any())
    return " and ".join(said)
