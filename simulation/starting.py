"""Where every organisation begins its run-in: settled where its traits would keep it, and nothing known."""

from __future__ import annotations

from simulation.compiled import compiled
from simulation.draws import Chance, uniform_at
from simulation.rules.capability import sustained_capability
from simulation.state import State, new_arrays
from simulation.totals import Total
from simulation.worlds import Worlds

__all__ = ["start"]


@compiled
def _settle_in(key, places, organisations, files, past_beliefs, p):
    for i in range(places.shape[0]):
        place, organisation, file = places[i], organisations[i], files[i]
        organisation.usual_leadership = place.usual_leadership
        organisation.usual_openness = place.usual_openness
        organisation.usual_honesty = place.usual_honesty
        organisation.leadership = place.usual_leadership
        organisation.openness = place.usual_openness
        organisation.honesty = place.usual_honesty
        organisation.own_pressure = place.first_pressure
        organisation.capability = sustained_capability(place.usual_leadership, place.usual_openness, p)
        organisation.quality = organisation.capability
        organisation.reported = organisation.quality
        organisation.reach = 1.0
        file.belief = p.good_threshold
        file.variance = 100.0
        file.bias_variance = p.bias_prior_sd * p.bias_prior_sd
        file.due = int(uniform_at(key, 0, Chance.ROTA, i) * p.rota_other)
        past_beliefs[:, i] = p.good_threshold


def start(worlds: Worlds) -> State:
    """The state before the first quarter of the run-in."""
    world = worlds.world
    arrays = new_arrays(
        len(worlds.runs),
        len(worlds.sector),
        len(worlds.sector.region_names),
        world.tie_to.shape[1],
        worlds.tools.shape[1],
        len(Total),
    )
    arrays.sector["common_pressure"] = world.first_shared[:, 0]
    arrays.regional_pressure[:] = world.first_shared[:, 1:]
    arrays.tie_weight[:] = world.tie_weight
    for r in range(len(worlds.runs)):
        _settle_in(
            world.key[r], world.places[r], arrays.organisations[r], arrays.files[r], arrays.past_beliefs[r],
            worlds.parameters[r],
        )  # fmt: skip
    return State(arrays)
