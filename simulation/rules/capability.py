"""How capability is sustained, learnt, helped and lost."""

from simulation.compiled import compiled
from simulation.rules.limits import points, positive
from simulation.rules.quality import shortfall

__all__ = [
    "capability_next",
    "crisis_hazard",
    "gain_from_help",
    "learning_from_lessons",
    "learning_from_peers",
    "learning_from_shortfall",
    "lesson_of",
    "lessons_next",
    "staff_leaving",
    "sustained_capability",
]


@compiled
def sustained_capability(leadership, openness, p):
    """K*, the capability that leadership and an open culture sustain, in points. S4, S10."""
    return p.capability_base + p.capability_from_leadership * leadership + p.capability_from_openness * openness


@compiled
def learning_from_shortfall(openness, honesty, quality, p):
    """Points learnt this quarter from the shortfall that an open organisation admits to itself. S10."""
    return p.learning_from_shortfall * openness * honesty * shortfall(quality, p)


@compiled
def learning_from_peers(openness, connectedness, capability, neighbours_capability, p):
    """Points learnt from neighbours who can do more; ``neighbours_capability`` is the ties' weighted mean. S7."""
    return p.learning_from_peers * openness * connectedness * positive(neighbours_capability - capability)


@compiled
def learning_from_lessons(openness, lessons, p):
    """Points learnt from what the sector learnt of closed cases: only the open can use it. S13."""
    usable = lessons if lessons < p.lessons_most else p.lessons_most
    return p.learning_from_lessons * openness * usable


@compiled
def staff_leaving(quality, p):
    """Points lost as staff leave an organisation near or below failing: the spiral."""
    return p.spiral * positive(p.failing_threshold + p.spiral_margin - quality)


@compiled
def gain_from_help(capability, openness, gain, ceiling, p):
    """Points that an instrument adds, up to its ceiling; a closed culture takes up less of it. S4."""
    taken_up = p.help_in_closed_culture + p.help_from_openness * openness
    return gain * taken_up * positive(ceiling - capability)


@compiled
def crisis_hazard(openness, p):
    """Chance of a crisis this quarter: open cultures have fewer. S3, S10."""
    return p.crisis_hazard * positive(p.crisis_in_closed_culture - p.crisis_openness * openness)


@compiled
def lesson_of(openness, p):
    """Lessons that a closed case leaves: the more open the organisation, the more others can learn. S13."""
    return p.lessons_spread * openness


@compiled
def lessons_next(lessons, heard, p):
    """The stock of lessons a quarter later, with those ``heard`` of cases that closed."""
    return p.lessons_kept * lessons + heard


@compiled
def capability_next(capability, sustained, learnt, helped, left, lost, draw, p):
    """Capability this quarter: towards what is sustained, plus what is learnt and helped, less what is lost."""
    towards = p.capability_rate * (sustained - capability)
    return points(capability + towards + learnt - left + helped - lost + p.capability_noise * draw)
