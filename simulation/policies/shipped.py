"""The register of the policies that ship, in the order in which tables and pictures show them."""

from __future__ import annotations

from simulation.policies.adaptive import Adaptive
from simulation.policies.blame_first import BlameFirst
from simulation.policies.brokered_early import BrokeredEarly
from simulation.policies.brokered_late import BrokeredLate
from simulation.policies.candour_first import CandourFirst
from simulation.policies.central_early import CentralEarly
from simulation.policies.hands_off import HandsOff
from simulation.policies.impatient_board import ImpatientBoard
from simulation.policies.improvement_boards import ImprovementBoards
from simulation.policies.ladder import Ladder
from simulation.policies.ladder_coordinated import LadderCoordinated
from simulation.policies.ladder_dependants import LadderDependants
from simulation.policies.last_resort import LastResort
from simulation.policies.nobody_designated import NobodyDesignated
from simulation.policies.review_then_board import ReviewThenBoard
from simulation.policies.structural_reform import StructuralReform
from simulation.policies.voluntary_peers import VoluntaryPeers
from simulation.regulation.policy import Policy

__all__ = ["DEFAULT_POLICIES", "POLICIES"]

POLICIES: dict[str, type[Policy]] = {
    policy.name: policy
    for policy in (
        HandsOff,
        LastResort,
        CentralEarly,
        StructuralReform,
        BlameFirst,
        VoluntaryPeers,
        BrokeredEarly,
        BrokeredLate,
        ReviewThenBoard,
        ImprovementBoards,
        ImpatientBoard,
        CandourFirst,
        Ladder,
        LadderCoordinated,
        LadderDependants,
        Adaptive,
        NobodyDesignated,
    )
}
"""Every shipped policy by its name."""

DEFAULT_POLICIES: tuple[str, ...] = tuple(name for name, policy in POLICIES.items() if policy.designates)
"""Those that a comparison plays when nobody says which: all but the reference for twins."""
