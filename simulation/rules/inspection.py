"""What an inspection, a peer review or a visit sees, when it misses, and the grade it gives."""

from simulation.compiled import compiled
from simulation.rules.limits import share
from simulation.vocabulary import Grade

__all__ = ["chance_of_miss", "framework_shift", "grade_of", "quarters_to_next", "seen"]

_INADEQUATE = int(Grade.INADEQUATE)
_REQUIRES_IMPROVEMENT = int(Grade.REQUIRES_IMPROVEMENT)
_GOOD = int(Grade.GOOD)
_OUTSTANDING = int(Grade.OUTSTANDING)


@compiled
def chance_of_miss(usual, honesty, p):
    """Chance that a look sees only what is reported: more where the organisation conceals. S9."""
    return share(usual + p.miss_from_concealment * (1.0 - honesty))


@compiled
def seen(quality, reported, missed, sd, draw):
    """What the look finds: true quality with error, or the report where it misses. S9."""
    if missed:
        return reported
    return quality + sd * draw


@compiled
def framework_shift(quarter, p):
    """Points by which an earlier framework's thresholds lie higher in ``quarter`` (0: the first after the run-in)."""
    return p.earlier_framework_shift if quarter < p.earlier_framework_quarters else 0.0


@compiled
def grade_of(finding, p):
    """The grade (code of ``Grade``) of what was found, less the framework's shift."""
    if finding < p.failing_threshold:
        return _INADEQUATE
    if finding < p.good_threshold:
        return _REQUIRES_IMPROVEMENT
    if finding < p.outstanding_threshold:
        return _GOOD
    return _OUTSTANDING


@compiled
def quarters_to_next(grade, u, p):
    """Quarters to the next inspection on the rota after ``grade``; ``u`` in [0, 1) makes it early or late."""
    cycle = p.rota_inadequate if grade == _INADEQUATE else p.rota_other
    return int(cycle + (2.0 * u - 1.0) * p.rota_jitter + 0.5)
