"""What an organisation reports: its quality, with part of what is not admitted hidden."""

from simulation.compiled import compiled
from simulation.rules.limits import positive

__all__ = ["concealed", "report", "reportable_shortfall"]


@compiled
def reportable_shortfall(quality, p):
    """Points short of just above good, up to which reports are bent: (GOOD + 2 - Q)+. S11."""
    return positive(p.good_threshold + p.concealment_margin - quality)


@compiled
def concealed(quality, honesty, p):
    """Points that a report hides. S11, S14."""
    return (1.0 - honesty) * p.concealment * reportable_shortfall(quality, p)


@compiled
def report(quality, honesty, draw, p):
    """The reported quality that everyone else sees (unclipped, so that the fall decomposes exactly)."""
    return quality + concealed(quality, honesty, p) + p.report_noise * draw
