"""The agents of the Mesa face: organisations, their regulator, and the sector body beside it."""

from simulation.agents.organisation import Organisation
from simulation.agents.regulator import Regulator
from simulation.agents.sector_body import Match, SectorBody

__all__ = ["Match", "Organisation", "Regulator", "SectorBody"]
