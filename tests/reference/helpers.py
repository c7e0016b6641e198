"""Who helps whom, after step 13 of ``docs/model/submodels-regulator.md``."""

from __future__ import annotations

from tests.reference.entities import GOOD, NOBODY, NONE, Conduct, Organisation
from tests.reference.world import World


class Helpers:
    """How a helper is found in one quarter. The register is made once, before the first start."""

    def __init__(self, world: World, conduct: Conduct) -> None:
        self.world, self.conduct = world, conduct
        self.register: list[Organisation] = []

    def find(self, o: Organisation) -> int:
        """The helper of an organisation in need, or nobody."""
        p = self.world.numbers
        if self.conduct.brokered and p.broker_capacity > 0:
            for helper in self.register:
                if helper.file.helping == 0:
                    return helper.index
            return NOBODY
        if self.conduct.brokered or o.connected * o.openness > p.voluntary_threshold:
            return self._among_ties(o)
        return NOBODY

    def make_register(self) -> None:
        """The best of those who could help and are willing, as many as the sector body can match."""
        p, organisations = self.world.numbers, self.world.organisations
        most = max(1, int(p.broker_capacity * len(organisations) + 0.5)) if p.broker_capacity > 0 else 0
        able = [o for o in organisations if self._can_help(o) and o.willingness < p.willing_share * p.broker_reach]
        best_first = sorted(able, key=lambda o: (-(1000.0 * o.file.grade + o.file.belief), o.index))
        self.register = best_first[:most]

    def _among_ties(self, o: Organisation) -> int:
        found, most = NOBODY, 0.0
        for k, weight in o.ties.items():
            other = self.world.organisations[k]
            live = weight * other.reach
            if live > most and other.willingness < self.world.numbers.willing_share and self._can_help(other):
                found, most = k, live
        return found

    def _can_help(self, o: Organisation) -> bool:
        p, file = self.world.numbers, o.file
        if file.instrument or file.wanted or file.designated or file.helping:
            return False
        if file.grade == NONE:
            return file.belief >= p.good_threshold
        return file.grade >= GOOD and file.belief >= p.warning_threshold
