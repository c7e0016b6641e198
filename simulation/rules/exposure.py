"""How hidden failure becomes public: a scandal, a whistleblower."""

from simulation.compiled import compiled
from simulation.rules.limits import positive

__all__ = ["exposure_hazard"]


@compiled
def exposure_hazard(quality, reported, openness, p):
    """Chance this quarter that what is concealed comes out: more is hidden, or staff dare to speak. S14."""
    hidden = positive(reported - quality)
    return p.exposure_hazard * hidden / 10.0 * (p.exposure_in_closed_culture + openness)
