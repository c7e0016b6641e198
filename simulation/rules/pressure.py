"""What bears on a service from outside: trend, shared and own fluctuations, and others' failures."""

import math

from simulation.compiled import compiled

__all__ = ["fluctuation", "innovation", "pressure_on", "spill", "trend_at"]


@compiled
def trend_at(quarter, p):
    """Points of lasting pressure, and what the trend has added by ``quarter`` (0 is the first after the run-in). S3."""
    if quarter < 0:
        return p.pressure_level
    return p.pressure_level + p.pressure_trend * quarter / 4.0


@compiled
def innovation(sd, p):
    """Spread of what is new each quarter in a fluctuation whose spread over time is ``sd`` points."""
    return math.sqrt(1.0 - p.pressure_persistence * p.pressure_persistence) * sd


@compiled
def fluctuation(before, spread, draw, p):
    """A fluctuating pressure a quarter later: it persists, and chance of ``spread`` is added."""
    return p.pressure_persistence * before + spread * draw


@compiled
def spill(mean_shortfall, p):
    """Points of pressure from the mean shortfall below good of those that one depends on. S2."""
    return p.linkage * mean_shortfall


@compiled
def pressure_on(trend, common, regional, burden, own, spilt, events):
    """All pressure on an organisation this quarter, in points: what quality falls short of capability by."""
    return trend + common + regional + burden + own + spilt + events
