"""Who and what there is, after ``docs/model/entities.md``: each field under the name that the page gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

NEVER = -9999
NOBODY = -1
NONE, INADEQUATE, REQUIRES_IMPROVEMENT, GOOD, OUTSTANDING = range(5)
NO_INSTRUMENT, PEER_SUPPORT, BOARD, CENTRAL_INTERVENTION, REFORM = range(5)
NOT_LOOKED, INSPECTION, REVIEW, VISIT = range(4)
CENSURE, NEUTRAL, CANDOUR = -1, 0, 1


def positive(value: float) -> float:
    """``(y)+``."""
    return value if value > 0.0 else 0.0


def share(value: float) -> float:
    """Clipped to 0 to 1."""
    return min(max(value, 0.0), 1.0)


def points(value: float) -> float:
    """Clipped to 0 to 100."""
    return min(max(value, 0.0), 100.0)


@dataclass
class File:
    """What the regulator keeps on an organisation."""

    belief: float = 0.0
    bias: float = 0.0
    variance: float = 100.0
    covariance: float = 0.0
    bias_variance: float = 0.0
    past_beliefs: list[float] = field(default_factory=list)
    trend: float = 0.0
    finding: float = 0.0
    looked: int = NEVER
    grade: int = NONE
    grade_quarter: int = NEVER
    pending_grade: int = NONE
    pending_quarter: int = NEVER
    due: int = 0
    look_kind: int = NOT_LOOKED
    requested: int = NOT_LOOKED
    exposed: bool = False
    designated: bool = False
    designated_quarter: int = NEVER
    quarters_above: int = 0
    instrument: int = NO_INSTRUMENT
    quarters_in: int = 0
    quarters_released: int = 0
    ended: int = NO_INSTRUMENT
    closed: bool = False
    helper: int = NOBODY
    match: float = 0.0
    helping: int = 0
    lead: int = NOBODY
    stance: int = NEUTRAL
    wanted: int = NO_INSTRUMENT
    waiting: int = 0
    uses: dict[int, int] = field(default_factory=dict)
    last_end: dict[int, int] = field(default_factory=dict)

    def since_end(self, instrument: int, quarter: int) -> int:
        """Quarters since an instrument last ended here."""
        return quarter - self.last_end.get(instrument, NEVER)


@dataclass
class Organisation:
    """Who it is, its true state, its links, and what it saw when it looked around."""

    index: int
    region: int
    usual_leadership: float
    usual_openness: float
    usual_honesty: float
    insularity: float
    willingness: float
    size: float
    own_pressure: float
    quality: float = 0.0
    capability: float = 0.0
    leadership: float = 0.0
    openness: float = 0.0
    honesty: float = 0.0
    blame: float = 0.0
    reported: float = 0.0
    disruption: float = 0.0
    change_cost: float = 0.0
    lessons: float = 0.0
    reach: float = 1.0
    gain_accrued: float = 0.0
    sanction: float = 0.0
    connected: float = 0.0
    seen: SimpleNamespace = field(default_factory=SimpleNamespace)
    ties: dict[int, float] = field(default_factory=dict)
    """weight of each tie, in the order of the row; each side keeps its own copy"""
    depends_on: list[int] = field(default_factory=list)
    file: File = field(default_factory=File)


@dataclass
class Conduct:
    """What matters of a policy and of the scenario to steps 8 to 13."""

    regime: str
    plan: str
    visits: bool
    budget: float
    brokered: bool = False
    coordinated: bool = False
    designates: bool = True


@dataclass
class Decision:
    """What the policy decides on one organisation."""

    instrument: int = NO_INSTRUMENT
    stance: int = NEUTRAL
    priority: float = 0.0
    look: int = NOT_LOOKED
    afresh: bool = False
