"""The adaptive policy, after ``docs/model/policies.md``: a bandit that judges instruments by belief."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import SimpleNamespace

from tests.reference.draws import Chance
from tests.reference.entities import NO_INSTRUMENT, REFORM, Decision, File
from tests.reference.organisation import Tools
from tests.reference.world import World


@dataclass
class Trial:
    """An instrument that goes on being tried; 0 is none."""

    instrument: int = NO_INSTRUMENT
    age: int = 0
    belief: float = 0.0
    context: int = 0


@dataclass
class Memory:
    """What it remembers of one organisation."""

    belief: float
    instrument: int
    choice: int = NO_INSTRUMENT
    context: int = 0


class Adaptive:
    """Its memory begins empty where the policies branch."""

    def __init__(self, world: World, tools: Tools, levers: SimpleNamespace) -> None:
        self.world, self.tools, self.levers = world, tools, levers
        self.memory: list[Memory] = []
        self.trial = [Trial() for _ in world.organisations]
        self.trials: defaultdict[tuple[int, int], int] = defaultdict(int)
        self.gains: defaultdict[tuple[int, int], int] = defaultdict(int)

    def decide(self, quarter: int) -> list[Decision]:
        p = self.world.numbers
        if not self.memory:  # the belief and the instrument of the quarter before are, at first, those of now
            self.memory = [Memory(o.file.belief, o.file.instrument) for o in self.world.organisations]
        judged = [self._settle(o.index, o.file) for o in self.world.organisations]
        decisions = []
        for o in self.world.organisations:
            memory, file = self.memory[o.index], o.file
            began = file.instrument not in (NO_INSTRUMENT, memory.instrument)
            needy = file.belief < p.warning_threshold + (self.levers.hold if file.instrument else 0.0)
            if not needy:
                memory.choice = NO_INSTRUMENT
            elif self._is_open(memory, file, judged=judged[o.index], quarter=quarter):
                memory.choice, memory.context = self._choose(o.index, file, quarter)
            if began:
                self.trial[o.index] = Trial(file.instrument, 1, memory.belief, memory.context)
            elif judged[o.index] and needy:
                self.trial[o.index] = Trial(file.instrument, 0, file.belief, memory.context)
            memory.instrument, memory.belief = file.instrument, file.belief
            priority = p.failing_threshold - file.belief + 1000.0 * file.designated
            decisions.append(Decision(instrument=memory.choice, priority=priority))
        return decisions

    def _settle(self, index: int, file: File) -> bool:
        """Close the trial of an organisation where it is due; whether what runs there has been judged."""
        trial, began = self.trial[index], file.instrument not in (NO_INSTRUMENT, self.memory[index].instrument)
        if not trial.instrument:
            return False
        trial.age += 1
        if not began and trial.age < self.levers.horizon:
            return False
        pair = (trial.context, trial.instrument)
        self.trials[pair] += 1
        self.gains[pair] += round(100.0 * (file.belief - trial.belief))
        self.trial[index] = Trial()
        return not began and file.instrument == trial.instrument

    def _is_open(self, memory: Memory, file: File, *, judged: bool, quarter: int) -> bool:
        paused = file.since_end(REFORM, quarter) < self.levers.again
        stuck = memory.choice == REFORM and file.instrument != REFORM and paused
        return memory.choice == NO_INSTRUMENT or judged or stuck or file.waiting >= self.levers.horizon

    def _choose(self, index: int, file: File, quarter: int) -> tuple[int, int]:
        p = self.world.numbers
        depth = int(file.belief < p.failing_threshold) + int(file.belief < p.severe_threshold)
        context = 4 * depth + 2 * bool(file.uses) + (file.trend < 0.0)
        most = 2
        if file.designated:
            most = 3 if file.since_end(REFORM, quarter) < self.levers.again else 4
        best, best_expected = 1, self._expected(context, 1)
        for instrument in range(2, most + 1):
            expected = self._expected(context, instrument)
            if expected > best_expected:
                best, best_expected = instrument, expected
        uniform = self.world.chances.uniform(Chance.POLICY, quarter, index)
        if uniform < self.levers.explore:
            best = 1 + int(min(uniform / self.levers.explore, 0.999999) * most)
        return best, context

    def _expected(self, context: int, instrument: int) -> float:
        tried, gains = self.trials[context, instrument], self.gains[context, instrument]
        expected = (2.0 * self.levers.hope + gains / 100.0) / (2.0 + tried)
        return float(expected - self.levers.price * self.levers.horizon * self.tools[instrument].cost)
