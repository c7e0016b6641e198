"""What a game is played with: a scenario, rounds and a clock, and the plain policy that decisions are set against."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, StrictBool, model_validator

from simulation.errors import PolicyError, ScenarioError, did_you_mean
from simulation.game.standing import RunOff, StandingOrders
from simulation.policies import DEFAULT_POLICIES, POLICIES, load_policy
from simulation.scenario import Scenario
from simulation.scenario.complaint import ContentError
from simulation.scenario.fields import Identifier, Part, Real, Text, Whole, between
from simulation.scenario.reading import read_named_toml, validated, with_whole_paths
from simulation.scenario.shipped import shipped_files
from simulation.scenario.writing import as_data
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["YEARS_AFTER", "GameSetting", "game_files"]

SCHEMA_VERSION = 1
YEARS_AFTER = 5
"""Years after the last round that count, so that late quick fixes pay their price."""
_MOST_YEARS = 50


def game_files() -> dict[str, Path]:
    """The file of each game that ships, by name: ``scenarios/games/*.toml``."""
    return shipped_files("games")


def _this_version(version: int) -> int:
    if version != SCHEMA_VERSION:
        raise ValueError(f"is {version}; this version of the program reads {SCHEMA_VERSION}")
    return version


class GameSetting(Part):
    """A game before anybody plays it. Keys are those of a file in ``scenarios/games``.

    Attributes:
        name, title: as in addresses and on pages.
        brief: what the player is told at the start.
        scenario: the sector and its regulator; a table, or the name of a scenario that ships.
        rounds, quarters_a_round: how long it is played.
        seconds_a_round: the clock that is shown; nothing is enforced here.
        stops_at_scandal: whether a round stops, once in a game, when hidden failure comes out. Where many
            play by one clock it does not.
        follows: the plain policy that goes on after the player's round when a decision is valued, and
            that it is valued against.
        adviser: the policy that advises, where the player names no other.
        standing: the standing orders that a game begins with.
        term: quarters after which an instrument ends once the last round is over.
        price: point-years of harm that one cost unit counts as much as.
        futures: redrawn futures in which each decision is valued.
    """

    schema_version: Annotated[Whole, AfterValidator(_this_version)] = SCHEMA_VERSION
    name: Identifier
    title: Text
    brief: Text
    scenario: Scenario
    rounds: Annotated[Whole, AfterValidator(between(1, 40))]
    quarters_a_round: Annotated[Whole, AfterValidator(between(1, 8))]
    seconds_a_round: Annotated[Whole, AfterValidator(between(5, 3600))] = 60
    stops_at_scandal: StrictBool = True
    follows: Text = "improvement-boards"
    adviser: Text = "ladder"
    standing: StandingOrders = StandingOrders()
    term: Annotated[Whole, AfterValidator(between(1, 40))] = 8
    price: Annotated[Real, AfterValidator(between(0.0, 1000.0))] = 5.0
    futures: Annotated[Whole, AfterValidator(between(2, 2000))] = 200

    @model_validator(mode="after")
    def _check(self) -> GameSetting:
        for key in ("follows", "adviser"):
            _check_policy(key, getattr(self, key))
        least = years_needed(self.rounds, self.quarters_a_round)
        if self.scenario.years < least:
            raise ContentError(
                "scenario.years",
                f"is {self.scenario.years}; {self.rounds} rounds of {self.quarters_a_round} quarters and the"
                f" {YEARS_AFTER} years after them, which count too, need {least} at least",
            )
        return self

    @classmethod
    def load(cls, name_or_path: str | Path) -> GameSetting:
        """Read a game that ships, by name, or a TOML file.

        Raises:
            ScenarioError: at the first mistake, in a sentence.
        """
        files, text = game_files(), str(name_or_path)
        path = files.get(text, Path(name_or_path).expanduser())
        if text not in files and not path.is_file():
            raise ScenarioError(
                f'"{text}" is not a game{did_you_mean(text, files)} (those that ship: {", ".join(files)})'
            )
        return cls.from_data(read_named_toml(path), path.name, folder=path.parent)

    @classmethod
    def from_data(cls, data: Mapping[str, Any], where: str = "game", *, folder: Path | None = None) -> GameSetting:
        """Make a setting from keys and values as a file would hold them; paths count from ``folder``.

        Raises:
            ScenarioError: at the first mistake.
        """
        whole = dict(data)
        scenario = whole.get("scenario")
        if isinstance(scenario, str):
            whole["scenario"] = Scenario.load(scenario)
        elif isinstance(scenario, Mapping):
            whole["scenario"] = with_whole_paths({"name": whole.get("name"), **scenario}, folder or Path.cwd())
        setting = validated(cls, whole, where)
        setting.scenario.check()
        return setting

    @classmethod
    def of_scenario(cls, scenario: Scenario | str, *, rounds: int = 16, quarters_a_round: int = 2) -> GameSetting:
        """A game in any scenario, whose years are made to last as long as the game needs.

        Raises:
            ScenarioError: where the scenario cannot be used, or the game would last beyond 50 years.
        """
        loaded = Scenario.of(scenario)
        years = years_needed(rounds, quarters_a_round)
        if years > _MOST_YEARS:
            raise ScenarioError(f"{rounds} rounds of {quarters_a_round} quarters are too long; 45 years can be played")
        data = {
            "name": loaded.name,
            "title": loaded.title,
            "brief": loaded.purpose,
            "scenario": loaded.changed(years=years),
            "rounds": rounds,
            "quarters_a_round": quarters_a_round,
            "standing": {"plan": loaded.plan},
        }
        return validated(cls, data, loaded.name)

    def as_data(self) -> dict[str, Any]:
        """What a file would say; ``from_data`` reads it back to an equal setting."""
        return {**self.model_dump(exclude={"scenario"}), "scenario": as_data(self.scenario)}

    @property
    def curtain(self) -> int:
        """The quarter after the last round, counted from the first of the game."""
        return self.rounds * self.quarters_a_round

    @property
    def end(self) -> int:
        """The quarter before which counting ends."""
        return self.curtain + YEARS_AFTER * QUARTERS_A_YEAR

    @property
    def run_off(self) -> RunOff:
        """What happens after the curtain, whoever played."""
        return RunOff(float(self.term))

    @property
    def compared(self) -> tuple[str, ...]:
        """The policies that a player is set beside: the scenario's, or all that ship."""
        return self.scenario.policies or DEFAULT_POLICIES


def years_needed(rounds: int, quarters_a_round: int) -> int:
    """Years of a scenario that a game needs."""
    return -(-rounds * quarters_a_round // QUARTERS_A_YEAR) + YEARS_AFTER


def _check_policy(key: str, spec: str) -> None:
    """A policy of a game ships: no file names code."""
    if spec.partition(":")[0].strip() not in POLICIES:
        raise ContentError(key, f'is "{spec}"; it must be a policy that ships{did_you_mean(spec, POLICIES)}')
    try:
        load_policy(spec)
    except PolicyError as error:
        raise ContentError(key, f'is "{spec}": {error}') from None
