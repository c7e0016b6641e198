"""How close an organisation is to others: ties thin with insularity, fear and failure."""

from simulation.compiled import compiled
from simulation.rules.limits import positive, share

__all__ = ["chance_of_tie", "connectedness", "reach_next", "takes_up_voluntary_help", "tie_weight"]


@compiled
def chance_of_tie(insularity, others_insularity, p):
    """Chance that a tie which could be is there: insularity on either side cuts it. S7."""
    return (1.0 - p.insularity_thinning * insularity) * (1.0 - p.insularity_thinning * others_insularity)


@compiled
def tie_weight(insularity, others_insularity, p):
    """Weight of a tie, 0 to 1, falling with both sides' insularity. S7."""
    return (
        p.tie_strength
        * (1.0 - p.insularity_weakening * insularity)
        * (1.0 - p.insularity_weakening * others_insularity)
    )


@compiled
def connectedness(total_weight, p):
    """How connected an organisation is, 0 to 1, from the total weight of its live ties."""
    return total_weight / (total_weight + p.connectedness_half)


@compiled
def reach_next(reach, blame, quality, p):
    """Part of its ties that an organisation keeps alive: fear and failure make it withdraw. S7."""
    failing = positive(p.failing_threshold - quality) / p.failing_threshold
    target = share(1.0 - p.fear_withdrawal * blame - p.failure_withdrawal * failing)
    return reach + p.withdrawal_rate * (target - reach)


@compiled
def takes_up_voluntary_help(connected, openness, p):
    """Whether an organisation that could have help asks for it: needs ties and openness. S7."""
    return connected * openness > p.voluntary_threshold
