"""How openness moves, and what fear does to it; how blame is felt."""

from simulation.compiled import compiled
from simulation.rules.limits import share

__all__ = ["blame_next", "openness_next", "sanction"]


@compiled
def openness_next(openness, usual, connectedness, neighbours_openness, blame, effect, p):
    """Openness this quarter: drifting to the usual, following neighbours, closed by fear. S4, S10."""
    drift = p.openness_drift * (usual - openness)
    contagion = p.openness_contagion * connectedness * (neighbours_openness - openness)
    fear = p.openness_fear * blame * openness
    return share(openness + drift + contagion - fear + effect)


@compiled
def sanction(stance, censure_blame, instrument_blame):
    """Sanction on an organisation from stance (-1 censure, 1 candour protected) and instrument. S4."""
    if stance > 0:
        return 0.0
    if stance < 0:
        return censure_blame if censure_blame > instrument_blame else instrument_blame
    return instrument_blame


@compiled
def blame_next(blame, own, neighbours, sector, p):
    """Blame felt a quarter later: from sanctions on itself, on its neighbours and on the sector. S4."""
    felt = share(own + p.blame_from_neighbours * neighbours + p.blame_from_sector * sector)
    return p.blame_kept * blame + (1.0 - p.blame_kept) * felt
