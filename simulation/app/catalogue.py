"""What a server offers to choose from: scenarios, policies, and how large a sector it simulates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from simulation.app.address import Choice
from simulation.app.uploads import MOST_BYTES, PACKED, packed, sent, unpacked, uploaded
from simulation.errors import ScenarioError, did_you_mean
from simulation.policies import POLICIES
from simulation.scenario import Scenario, shipped_files

__all__ = ["MOST_ORGANISATIONS", "Catalogue", "Offer", "brought", "catalogue", "offer"]

MOST_ORGANISATIONS = 1_000
"""Organisations that a page can show one by one, and a visitor can wait for."""


@dataclass(frozen=True)
class Offer:
    """A scenario as a page lists it.

    Attributes:
        name, title, use: the scenario's own words.
        size: how many organisations it has, in its own words.
        refusal: why it cannot be looked at here, or nothing.
    """

    name: str
    title: str
    use: str
    size: str
    refusal: str = ""


@dataclass(frozen=True)
class Catalogue:
    """The scenarios that a server offers, and whether it shows real names."""

    scenarios: dict[str, Scenario] = field(default_factory=dict)
    real_names: bool = False

    @classmethod
    def of(cls, files: Iterable[Path | str] = (), *, real_names: bool = False) -> Catalogue:
        """The scenarios that ship, and those in files of the server's owner, which come first.

        Raises:
            ScenarioError: where a file cannot be used.
        """
        own = [Scenario.load(file) for file in files]
        shipped = [Scenario.load(name) for name in shipped_files()]
        return cls({one.name: one for one in [*own, *shipped]} | {one.name: one for one in own}, real_names)

    def opened(self, choice: Choice) -> Scenario:
        """The scenario that an address chooses, with its changes.

        Raises:
            InputError: where there is none, it is too large to be looked at here, or a change cannot be made.
        """
        if choice.scenario.startswith(PACKED):
            scenario = unpacked(choice.scenario)
        elif choice.scenario in self.scenarios:
            scenario = self.scenarios[choice.scenario]
        else:
            named = choice.scenario[:60]
            raise ScenarioError(
                f"{named} is not a scenario here{did_you_mean(named, self.scenarios)}"
                f" (there are {', '.join(self.scenarios)})"
            )
        refusal = _refusal(scenario)
        if refusal:
            raise ScenarioError(refusal)
        return scenario.with_settings(dict(choice.changes))

    def offers(self) -> list[Offer]:
        """The scenarios as a page lists them."""
        return [
            Offer(s.name, s.title, s.use, f"{_count(s):,} {s.organisations_word}", _refusal(s))
            for s in self.scenarios.values()
        ]

    def policies(self) -> Sequence[tuple[str, str, str]]:
        """Name, title and first sentence of what it does, of every policy that ships."""
        return [(name, one.title, _first_line(one.__doc__ or "")) for name, one in POLICIES.items()]


def _count(scenario: Scenario) -> int:
    return sum(region.organisations for region in scenario.regions) or len(scenario.sector())


def _refusal(scenario: Scenario) -> str:
    count = _count(scenario)
    if count <= MOST_ORGANISATIONS:
        return ""
    return (
        f"{scenario.name} has {count:,} {scenario.organisations_word}, too many to look at one by one (at most"
        f" {MOST_ORGANISATIONS:,} here); compare policies in it with: turnaround compare {scenario.name}"
    )


def _first_line(text: str) -> str:
    return text.strip().partition("\n\n")[0].replace("\n", " ").strip()


_OFFERED: list[Catalogue] = []


def offer(offered: Catalogue) -> None:
    """Say what this server offers, before it starts."""
    _OFFERED[:] = [offered]


def catalogue() -> Catalogue:
    """What this server offers: the scenarios that ship, where nobody said otherwise."""
    if not _OFFERED:
        offer(Catalogue.of())
    return _OFFERED[0]


def brought(file: Mapping[str, str]) -> Choice:
    """The choice of a scenario that a visitor brings, seen to be one that can be opened here.

    Args:
        file: its ``name``, and its content as ``data`` in base64, as a browser sends it.

    Raises:
        InputError: where the file cannot be used.
    """
    choice = Choice(scenario=packed(uploaded(str(file.get("name", "")), sent(file, MOST_BYTES))))
    catalogue().opened(choice)
    return choice
