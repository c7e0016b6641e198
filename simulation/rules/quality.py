"""How true quality moves, and what disrupts it."""

from simulation.compiled import compiled
from simulation.rules.limits import points, positive

__all__ = ["disruption_left", "interference", "quality_next", "shortfall"]


@compiled
def shortfall(quality, p):
    """Points by which quality falls short of good: (GOOD - Q)+."""
    return positive(p.good_threshold - quality)


@compiled
def disruption_left(disruption, p):
    """What is left, a quarter later, of the disruption that instruments brought: 37% after a year. S5."""
    return disruption * p.disruption_kept


@compiled
def interference(mean_disruption_under_other_leads, p):
    """Points lost where those depended on are treated under other leads: uncoordinated help misfires. S2."""
    return p.interference * mean_disruption_under_other_leads


@compiled
def quality_next(quality, capability, pressure, disruption, helper_load, change_cost, draw, p):
    """True quality this quarter: it moves towards what capability sustains under all that bears on it."""
    sustainable = capability - pressure - disruption - helper_load - change_cost
    return points(quality + p.adjustment_rate * (sustainable - quality) + p.quality_noise * draw)
