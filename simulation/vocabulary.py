"""The words of the field, each written once: grades, instruments, stances, regimes, plans, events.

The numbers behind the words are the codes that arrays carry. They never change meaning.
"""

from __future__ import annotations

from enum import IntEnum

__all__ = [
    "NOBODY",
    "NEVER",
    "EventKind",
    "Examination",
    "Grade",
    "Instrument",
    "Plan",
    "QUARTERS_A_YEAR",
    "Regime",
    "Stance",
]

QUARTERS_A_YEAR = 4
NOBODY = -1
"""In place of an organisation's index: no helper, no lead."""
NEVER = -9999
"""In place of a quarter: it has not happened."""


class Grade(IntEnum):
    """A published judgement; bounded by the failing, good and outstanding thresholds."""

    NONE = 0
    INADEQUATE = 1
    REQUIRES_IMPROVEMENT = 2
    GOOD = 3
    OUTSTANDING = 4


class Instrument(IntEnum):
    """What a regulator can do for, or to, one organisation. A scenario may add more behind these."""

    NONE = 0
    PEER_SUPPORT = 1
    IMPROVEMENT_BOARD = 2
    CENTRAL_INTERVENTION = 3
    STRUCTURAL_REFORM = 4


class Stance(IntEnum):
    """How the regulator speaks of a failing organisation; it costs nothing, but it has effects."""

    CENSURE = -1
    NEUTRAL = 0
    CANDOUR_PROTECTED = 1


class Regime(IntEnum):
    """What designates: the published grade alone, or oversight of the figures."""

    INSPECTION_LED = 0
    OVERSIGHT_LED = 1


class Plan(IntEnum):
    """Whom inspectors visit."""

    NONE = 0
    ROTA = 1
    RISK_BASED = 2
    RANDOM = 3


class Examination(IntEnum):
    """How an organisation was looked at in a quarter."""

    NONE = 0
    INSPECTION = 1
    PEER_REVIEW = 2
    MONITORING_VISIT = 3


class EventKind(IntEnum):
    """A prepared event: something that a scenario or a facilitator makes happen."""

    PRESSURE = 0
    """A funding cut or a surge in demand: points of pressure for some quarters."""
    SCANDAL = 1
    """Hidden failure becomes public: belief sees the truth, blame is felt, designation follows."""
    WHISTLEBLOWER = 2
    """The regulator, and nobody else, learns the truth."""


def words(member: IntEnum) -> str:
    """The member's name as it is written in files and on pages: ``requires improvement``."""
    return member.name.lower().replace("_", " ")
