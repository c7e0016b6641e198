"""What no policy changes, after ``docs/model/initialisation.md``: organisations, networks, the first state."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np

from tests.reference.draws import Chance, Chances, Purpose, Shock, stream
from tests.reference.entities import Organisation, share


@dataclass(frozen=True)
class Who:
    """Who the organisations are: drawn region by region, or a real list.

    Attributes:
        home: the region of each organisation.
        regions: how many regions there are.
        grades: the real grade of each and its age in quarters; (0, 0) where it has none.
        known: real sizes and traits, by the field's name, then by index.
        ties: listed pairs, with a weight or none, or nothing where ties are drawn.
        dependencies: listed pairs, first on second, or nothing where they are drawn.
    """

    home: list[int]
    regions: int
    grades: list[tuple[int, int]]
    known: dict[str, dict[int, float]] = field(default_factory=dict)
    ties: dict[tuple[int, int], float | None] | None = None
    dependencies: list[tuple[int, int]] | None = None


class World:
    """Organisations in their first state, with the draws of every quarter to come.

    Args:
        who: the organisations.
        numbers: the parameters, by the names of the register.
    """

    def __init__(self, who: Who, numbers: SimpleNamespace, *, seed: int, run: int, quarters: int) -> None:
        self.numbers, self.regions, self.grades = numbers, who.regions, who.grades
        self.chances = Chances(seed, run)
        self.common_pressure = 0.0
        self.regional_pressure: list[float] = []
        self.burden: list[float] = []
        self.organisations = self._population(who.home, stream(seed, run, Purpose.POPULATION))
        for name, values in who.known.items():
            for index, value in values.items():
                setattr(self.organisations[index], name, value)
        ties = stream(seed, run, Purpose.TIES)
        if who.dependencies is None:
            self._dependencies(ties)
        else:
            for index, other in sorted(who.dependencies):
                self.organisations[index].depends_on.append(other)
        if who.ties is None:
            self._ties(ties)
        else:
            self._listed_ties(who.ties, ties)
        for organisation in self.organisations:
            self._settle(organisation)
        shocks = stream(seed, run, Purpose.SHOCKS)
        width = 1 + self.regions + 4 * len(self.organisations)
        self.shocks = [[float(shocks.standard_normal()) for _ in range(width)] for _ in range(quarters)]

    def shock(self, kind: Shock, quarter: int, organisation: int) -> float:
        """One of the four normals of an organisation in a quarter."""
        return self.shocks[quarter][1 + self.regions + kind * len(self.organisations) + organisation]

    def _population(self, home: list[int], draws: np.random.Generator) -> list[Organisation]:
        p = self.numbers
        self.common_pressure = p.common_pressure_sd * draws.standard_normal()
        shifts = []
        for _ in range(self.regions):
            self.regional_pressure.append(p.regional_pressure_sd * draws.standard_normal())
            shifts.append(p.regional_leadership_sd * draws.standard_normal())
            self.burden.append(p.regional_burden_sd * draws.standard_normal())
        return [self._organisation(i, region, shifts[region], draws) for i, region in enumerate(home)]

    def _organisation(self, index: int, region: int, shift: float, draws: np.random.Generator) -> Organisation:
        p = self.numbers
        normals = [float(draws.standard_normal()) for _ in range(6)]
        hub = normals[0]

        def correlated(correlation: float, own: float) -> float:
            return correlation * hub + math.sqrt(1.0 - correlation**2) * own

        leadership = correlated(p.leadership_openness_correlation, normals[1])
        honesty = correlated(p.openness_honesty_correlation, normals[2])
        insularity = correlated(p.openness_insularity_correlation, normals[3])
        return Organisation(
            index=index,
            region=region,
            usual_leadership=share(p.leadership_mean + shift + p.leadership_sd * leadership),
            usual_openness=share(p.openness_mean + p.openness_sd * hub),
            usual_honesty=share(p.honesty_mean + p.honesty_sd * honesty),
            insularity=1.0 / (1.0 + math.exp(-(p.insularity_centre + p.insularity_spread * insularity))),
            size=math.exp(p.size_spread * normals[4] - p.size_spread**2 / 2.0),
            own_pressure=p.own_pressure_sd * normals[5],
            willingness=float(draws.random()),
        )

    def _members(self, region: int) -> list[int]:
        return [o.index for o in self.organisations if o.region == region]

    def _dependencies(self, draws: np.random.Generator) -> None:
        p, n = self.numbers, len(self.organisations)
        for organisation in self.organisations:
            members = self._members(organisation.region)
            for _ in range(2):
                first, second, third = draws.random(), draws.random(), draws.random()
                if first >= p.dependencies_per_organisation / 2.0:
                    continue
                within = second < p.dependency_within_region
                other = members[int(third * len(members))] if within else int(third * n)
                if other != organisation.index and other not in organisation.depends_on:
                    organisation.depends_on.append(other)

    def _ties(self, draws: np.random.Generator) -> None:
        p, n = self.numbers, len(self.organisations)
        slots = math.ceil(p.ties_per_organisation / 2.0)
        for slot in range(slots):
            wanted = p.ties_per_organisation / 2.0 - (slots - 1) if slot == slots - 1 else 1.0
            for region in range(self.regions):
                members = self._members(region)
                for place, index in enumerate(members):
                    first, second, third = draws.random(), draws.random(), draws.random()
                    if first < p.rewiring:
                        other = int(second * n)
                    elif len(members) > slot + 1:
                        other = members[(place + slot + 1) % len(members)]
                    else:
                        continue
                    self._tie(index, other, third, wanted)

    def _tie(self, index: int, other: int, uniform: float, wanted: float) -> None:
        one, two = self.organisations[index], self.organisations[other]
        if index == other or other in one.ties:
            return
        thinning = self.numbers.insularity_thinning
        if uniform < (1.0 - thinning * one.insularity) * (1.0 - thinning * two.insularity) * wanted:
            one.ties[other] = two.ties[index] = self._weight(one, two)

    def _weight(self, one: Organisation, two: Organisation) -> float:
        p = self.numbers
        weakening = p.insularity_weakening
        return float(p.tie_strength * (1.0 - weakening * one.insularity) * (1.0 - weakening * two.insularity))

    def _listed_ties(self, pairs: dict[tuple[int, int], float | None], draws: np.random.Generator) -> None:
        wanted = self.numbers.ties_per_organisation * len(self.organisations) / (2.0 * len(pairs)) if pairs else 0.0
        for (index, other), weight in sorted(pairs.items()):
            uniform = draws.random()
            if weight is None:
                self._tie(index, other, uniform, wanted)
            else:
                one, two = self.organisations[index], self.organisations[other]
                one.ties[other] = two.ties[index] = weight

    def _settle(self, o: Organisation) -> None:
        """The first state: where its traits would keep it, and what is believed before anything was seen."""
        p = self.numbers
        o.leadership, o.openness, o.honesty = o.usual_leadership, o.usual_openness, o.usual_honesty
        sustained = (
            p.capability_base + p.capability_from_leadership * o.leadership + p.capability_from_openness * o.openness
        )
        o.capability = o.quality = o.reported = sustained
        o.file.belief = p.good_threshold
        o.file.past_beliefs = [p.good_threshold] * 4
        o.file.bias_variance = p.bias_prior_sd**2
        o.file.due = int(self.chances.uniform(Chance.ROTA, 0, o.index) * p.rota_other)
