"""When leaders change, who comes, and how leadership drifts and is coached."""

from simulation.compiled import compiled
from simulation.rules.limits import share

__all__ = ["change_cost_left", "change_hazard", "leadership_next", "newcomer"]


@compiled
def change_hazard(blame, designated, p):
    """Chance that leaders change this quarter: blame and designation drive them out. S4."""
    return p.turnover + p.turnover_from_blame * blame + p.turnover_when_designated * designated


@compiled
def newcomer(level, draw, p):
    """Leadership of those who come, around the ``level`` that the place or the instrument attracts."""
    return share(level + p.newcomer_sd * draw)


@compiled
def leadership_next(leadership, usual, coaching, p):
    """Leadership this quarter where leaders stayed: drifting to the usual level, raised by coaching."""
    return share(leadership + p.leadership_drift * (usual - leadership) + coaching)


@compiled
def change_cost_left(cost, p):
    """Points of quality that a past change of leaders still costs, a quarter later. S5."""
    return cost * p.change_cost_kept
