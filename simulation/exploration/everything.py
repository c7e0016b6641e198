"""All analyses of a sweep, and the answer to its question in a few sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulation.errors import InputError
from simulation.experiments.results import SweepResults
from simulation.exploration.compare import PooledDifferences
from simulation.exploration.discovery import Discovery
from simulation.exploration.kinds import KINDS, Asked, Finding, analyse
from simulation.exploration.robustness import Robustness
from simulation.exploration.sensitivity import Sensitivity

__all__ = ["Everything", "explore"]

_NAMES = {("sensitivity", "choice"): "sensitivity-of-the-choice", ("sensitivity", "outcome"): "sensitivity"}


@dataclass(frozen=True, eq=False)
class Everything:
    """What a sweep's table says.

    Attributes:
        results: the sweep.
        asked: what about, complete.
        findings: by name, in the order of reports; those that the sweep cannot give are left out.
        missing: why, by the name of the analysis.
    """

    results: SweepResults
    asked: Asked
    findings: Mapping[str, Finding]
    missing: Mapping[str, str]

    @property
    def answer(self) -> tuple[str, ...]:
        """The sweep's question answered: which is robust, by how much, where that flips, and what it depends on."""
        told: list[str] = []
        robust, compared = self.findings.get("robustness"), self.findings.get("compare")
        losses, choice = self.findings.get("losses"), self.findings.get("sensitivity-of-the-choice")
        if isinstance(robust, Robustness):
            told.append(robust.sentences[0])
        if isinstance(compared, PooledDifferences):
            told += compared.sentences[:2]
            told += [sentence for sentence in compared.sentences[2:] if not sentence.startswith("Chance alone")]
        if isinstance(losses, Discovery):
            told.append(losses.sentences[1] if losses.boxes else losses.sentences[0])
        if isinstance(choice, Sensitivity) and not (isinstance(losses, Discovery) and losses.boxes):
            told.append(choice.sentences[0])
        return tuple(told)


def explore(results: SweepResults, asked: Asked | None = None) -> Everything:
    """Make every analysis that the sweep can give.

    Args:
        results: of the sweep.
        asked: what about; see ``Asked.completed`` for what is left out.

    Raises:
        InputError: where what was named is not in the sweep.
    """
    complete = (asked or Asked()).completed(results)
    findings: dict[str, Finding] = {}
    missing: dict[str, str] = {}
    for kind in KINDS:
        try:
            found = analyse(results, kind, complete)
        except InputError as error:
            missing[kind] = str(error)
            continue
        findings |= {_NAMES.get((kind, name), name): finding for name, finding in found.items()}
    return Everything(results, complete, findings, missing)
