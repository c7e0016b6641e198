"""What keeps quantities within their scales."""

from simulation.compiled import compiled

__all__ = ["points", "positive", "share"]


@compiled
def share(value):
    """``value`` clipped to 0 to 1."""
    if value < 0.0:
        return 0.0
    if value > 1.0:
        return 1.0
    return value


@compiled
def points(value):
    """``value`` clipped to the scale of quality and capability, 0 to 100 points."""
    if value < 0.0:
        return 0.0
    if value > 100.0:
        return 100.0
    return value


@compiled
def positive(value):
    """``value`` where it is above nil, else nil."""
    if value > 0.0:
        return value
    return 0.0
