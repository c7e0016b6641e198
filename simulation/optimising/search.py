"""``Search``: a search file read, checked against its scenario and its policy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from simulation.errors import InputError, PolicyError, did_you_mean, one_of
from simulation.experiments.content import LeversContent as SweepLevers
from simulation.experiments.levers import Alternative, alternatives_of
from simulation.experiments.results import Uncertainty
from simulation.experiments.uncertainties import resolved_uncertainties
from simulation.given import whole_number
from simulation.optimising.content import RangeContent, SearchContent
from simulation.policies import load_policy
from simulation.regulation.policy import levers_of
from simulation.scenario import Scenario
from simulation.scenario.complaint import ContentError, as_scenario_error
from simulation.scenario.reading import read_named_toml
from simulation.scenario.shipped import file_called, shipped_files, top_level_keys

__all__ = ["Search", "SearchedLever", "is_search", "shipped_searches"]


@dataclass(frozen=True)
class SearchedLever:
    """One lever that is searched.

    Attributes:
        name: as the file writes it.
        low, high: between which values.
        whole: whether it takes whole numbers only.
        start: its value where nothing is changed, where that lies in the range; else the middle.
    """

    name: str
    low: float
    high: float
    whole: bool
    start: float


@dataclass(frozen=True, eq=False)
class Search:
    """A search that can be made.

    Attributes:
        content: what its file says.
        scenario: the base, with its settings.
        levers: what is searched.
        uncertainties: what each future draws anew.
        rivals: what the winner is set against.
        default: the policy as it is, without any search.
    """

    content: SearchContent
    scenario: Scenario
    levers: tuple[SearchedLever, ...]
    uncertainties: tuple[Uncertainty, ...]
    rivals: tuple[Alternative, ...]
    default: Alternative

    def __repr__(self) -> str:
        levers = ", ".join(f"{lever.name} from {lever.low:g} to {lever.high:g}" for lever in self.levers)
        return f"<Search {self.content.name}: {levers}>"

    @classmethod
    def load(cls, name_or_path: str | Path) -> Search:
        """Read a search that ships, by name, or a TOML file, and check all that it says.

        Raises:
            InputError: at the first mistake, in a sentence with file, key and what is allowed.
        """
        file = file_called(name_or_path, shipped_searches(), "search", InputError)
        return cls.from_data(read_named_toml(file), where=file.name, folder=file.parent)

    @classmethod
    def from_data(cls, data: Mapping[str, Any], *, where: str = "search", folder: Path | None = None) -> Search:
        """Make a search from keys and values as a file would hold them.

        Args:
            data: keys and values.
            where: what messages call it.
            folder: where paths count from; the present folder by default.

        Raises:
            InputError: at the first mistake.
        """
        try:
            content = SearchContent.model_validate(dict(data))
        except ValidationError as error:
            raise InputError(str(as_scenario_error(error, SearchContent, where, ()))) from None
        with _said_of(where):
            in_folder = (folder or Path.cwd()) / content.scenario
            base = Scenario.load(in_folder if content.scenario.endswith(".toml") else content.scenario)
            scenario = base.with_settings(content.settings)
            (default,) = _alternatives((content.policy,), {}, scenario)
            search = cls(
                content,
                scenario,
                tuple(_lever(name, said, content, scenario) for name, said in content.levers.ranges.items()),
                resolved_uncertainties(content.uncertainties, scenario),
                tuple(_alternatives(content.objective.against, {}, scenario, "objective.against"))
                if content.objective.against
                else (),
                default,
            )
            for lever in search.levers:
                for end in (lever.low, lever.high):
                    search.alternative({**search.start, lever.name: end})
        return search

    def with_trials(self, trials: int) -> Search:
        """This search with another number of trials.

        Raises:
            InputError: where it is not above 0.
        """
        counted = whole_number("trials", trials, least=1)
        return replace(self, content=self.content.model_copy(update={"trials": counted}))

    @property
    def start(self) -> dict[str, float]:
        """Every lever's value where nothing is changed."""
        return {lever.name: lever.start for lever in self.levers}

    @cached_property
    def hash(self) -> str:
        """SHA-256 of all that decides what a setting is worth; more trials may follow later."""
        said = {**self.content.model_dump(mode="json", exclude={"trials", "held_out"}), "scenario": self.scenario.hash}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def alternative(self, values: Mapping[str, float]) -> Alternative:
        """The policy with its levers set.

        Args:
            values: by the name of the lever.

        Raises:
            ContentError: where they cannot be set.
        """
        return _alternatives((self.content.policy,), values, self.scenario)[0]


def shipped_searches() -> dict[str, Path]:
    """The file of each search that ships, by name."""
    return shipped_files("searches")


def is_search(name_or_path: str) -> bool:
    """Whether a name is that of a search that ships, or a file has a search's keys."""
    if name_or_path in shipped_searches():
        return True
    return not {"objective", "trials", "held_out"}.isdisjoint(top_level_keys(name_or_path))


def _alternatives(
    policies: tuple[str, ...], values: Mapping[str, float], scenario: Scenario, key: str = "policy"
) -> list[Alternative]:
    """As a sweep makes them; a policy that cannot be used is told by the key of the search that names it."""
    levers = SweepLevers.model_validate({"policies": policies, **{name: (value,) for name, value in values.items()}})
    try:
        return list(alternatives_of(levers, scenario))
    except ContentError as error:
        if not error.key.startswith("levers.policies"):
            raise
        raise ContentError(key, str(error)) from None


def _lever(name: str, said: RangeContent, content: SearchContent, scenario: Scenario) -> SearchedLever:
    """A lever with its range: the policy's own range where the file gives none."""
    key = f"levers.{name}"
    policy = content.policy.partition(":")[0]
    owner, _, own = name.partition(".")
    if owner != policy:
        if said.low is None or said.high is None:
            raise ContentError(key, "has no range of its own; write {low = ..., high = ...}")
        return SearchedLever(name, said.low, said.high, bool(said.whole), (said.low + said.high) / 2.0)
    known = {entry.name: entry for entry in levers_of(type(load_policy(content.policy)))}
    if own not in known:
        has = f"its levers are {one_of(known)}" if known else "it has no levers"
        raise ContentError(key, f"is not a lever of {policy}; {has}{did_you_mean(own, known)}")
    entry = known[own]
    low = entry.low if said.low is None else said.low
    high = entry.high if said.high is None else said.high
    if not entry.low <= low < high <= entry.high:
        raise ContentError(
            key, f"is searched from {low:g} to {high:g}; it must lie between {entry.low:g} and {entry.high:g}"
        )
    value = float(getattr(load_policy(content.policy), own))
    start = value if low <= value <= high else (low + high) / 2.0
    return SearchedLever(name, low, high, entry.unit == "quarters" if said.whole is None else said.whole, start)


@contextmanager
def _said_of(where: str) -> Iterator[None]:
    try:
        yield
    except ContentError as error:
        raise InputError(f"{where}: {error.key} {error}") from None
    except ValidationError as error:
        raise InputError(f"{where}: {error.errors()[0]['msg']}") from None
    except PolicyError as error:
        raise InputError(f"{where}: policy: {error}") from None
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
