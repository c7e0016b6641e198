"""How much of a shortfall an organisation admits."""

from simulation.compiled import compiled
from simulation.rules.limits import share

__all__ = ["honesty_next", "honesty_target", "scrutiny_on"]


@compiled
def scrutiny_on(designated, instrument_scrutiny, p):
    """Honesty that examination enforces: an instrument's, or that of being called failing in itself. S12."""
    scrutiny = p.designation_scrutiny if designated > 0 else 0.0
    return scrutiny if scrutiny > instrument_scrutiny else instrument_scrutiny


@compiled
def honesty_target(usual, openness, usual_openness, blame, stance, scrutiny, p):
    """Honesty that the organisation moves to: its own or what is enforced, then moved by the stance. S4, S11."""
    target = share(usual + p.honesty_from_openness * (openness - usual_openness) - p.honesty_from_blame * blame)
    if scrutiny > target:
        target = scrutiny
    # The stance comes last, since it also bears on what examiners are told.
    if stance < 0:
        target = target - p.censure_secrecy
    if stance > 0:
        target = target + p.candour_honesty
    return share(target)


@compiled
def honesty_next(honesty, target, examined, p):
    """Honesty this quarter: it follows its target, faster while designated or treated. S12."""
    rate = p.honesty_rate_examined if examined > 0 else p.honesty_rate
    return share(honesty + rate * (target - honesty))
