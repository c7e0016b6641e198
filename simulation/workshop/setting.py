"""What a workshop is held with: a game for everybody, minutes for each part, prepared events, and rules to vote on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, StrictBool, ValidationError, model_validator

from simulation.errors import InputError, ScenarioError
from simulation.game import GameSetting
from simulation.scenario.complaint import ContentError
from simulation.scenario.fields import Identifier, Part, Real, Text, Whole, between
from simulation.scenario.parts import Event
from simulation.scenario.reading import read_named_toml, validated
from simulation.scenario.shipped import file_called, shipped_files

__all__ = ["MOST_SEATS", "MOST_WORDS", "Minutes", "PreparedEvent", "RuleChange", "WorkshopSetting", "workshop_files"]

SCHEMA_VERSION = 1
MOST_WORDS = 120
"""Words of the brief: it is read out while a room listens."""
MOST_SEATS = 120
_MOST_MINUTES = 240.0

Duration = Annotated[Real, AfterValidator(between(0.02, _MOST_MINUTES))]


def workshop_files() -> dict[str, Path]:
    """The file of each workshop that ships, by name: ``scenarios/workshops/*.toml``."""
    return shipped_files("workshops")


def _this_version(version: int) -> int:
    if version != SCHEMA_VERSION:
        raise ValueError(f"is {version}; this version of the program reads {SCHEMA_VERSION}")
    return version


def _brief(text: str) -> str:
    words = len(text.split())
    if words > MOST_WORDS:
        raise ValueError(f"has {words} words; it is read out, and must have {MOST_WORDS} at most")
    return text


class Minutes(Part):
    """Minutes of each part; those of a round are for one of them. Together they make the session's length."""

    join: Duration = 4.0
    brief: Duration = 3.0
    practice: Duration = 2.0
    round: Duration = 2.0
    predict: Duration = 3.0
    reveal: Duration = 17.0
    close: Duration = 2.0


class PreparedEvent(Part):
    """Something that the facilitator may let happen.

    Attributes:
        key: by which it is called.
        label: what the facilitator's page calls it.
        kind: as of a scenario's ``Event``; a funding cut is "pressure" on everybody.
        amount, quarters: of pressure, points and how long.
    """

    key: Identifier
    label: Text
    kind: Literal["pressure", "scandal", "whistleblower"]
    amount: Real | None = None
    quarters: Whole | None = None

    @property
    def hits_one(self) -> bool:
        """Whether the facilitator says at which organisation."""
        return self.kind != "pressure"

    def at(self, quarter: int, organisation: str | None) -> Event:
        """The event in a quarter of the game, at the organisation of that name where it hits one.

        Raises:
            pydantic.ValidationError: where the parts do not fit together; ``check`` finds that beforehand.
        """
        return Event(
            kind=self.kind, quarter=quarter, organisation=organisation, amount=self.amount, quarters=self.quarters
        )


class RuleChange(Part):
    """A rule that the room may want changed, when it has seen what was true.

    Attributes:
        key: by which a vote names it.
        label: what pages call it.
        words: what it would mean, in a sentence.
        settings: what it changes in the scenario, by the keys of ``--set``.
    """

    key: Identifier
    label: Text
    words: Text
    settings: dict[str, Any]


class WorkshopSetting(Part):
    """A workshop before anybody joins. Keys are those of a file in ``scenarios/workshops``.

    Attributes:
        name, title: as on pages.
        aims: the statements that it teaches, "S11".
        game: what everybody plays: a table as in ``scenarios/games``; its brief is read out.
        minutes: how long each part lasts.
        advice: whether participants may ask a shipped policy for advice.
        news: whether participants are shown the line of news.
        second: whether a second, new future is played after the talk, with one rule changed.
        events: what the facilitator may let happen.
        changes: rules to vote on at the end.
    """

    schema_version: Annotated[Whole, AfterValidator(_this_version)] = SCHEMA_VERSION
    name: Identifier
    title: Text
    aims: tuple[Text, ...] = ()
    game: GameSetting
    minutes: Minutes = Minutes()
    advice: StrictBool = False
    news: StrictBool = True
    second: StrictBool = False
    events: tuple[PreparedEvent, ...] = ()
    changes: tuple[RuleChange, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> WorkshopSetting:
        _brief_fits(self.game.brief)
        for key, parts in (("events", self.events), ("changes", self.changes)):
            keys = [part.key for part in parts]
            twice = sorted({name for name in keys if keys.count(name) > 1})
            if twice:
                raise ContentError(key, f'has "{twice[0]}" twice; a vote or a button must tell them apart')
        for event in self.events:
            _event_can_be(event)
        if self.second and not self.changes:
            raise ContentError("second", "is true without changes: a second future is played with one of them")
        return self

    @classmethod
    def load(cls, name_or_path: str | Path) -> WorkshopSetting:
        """Read a workshop that ships, by name, or a TOML file.

        Raises:
            ScenarioError: at the first mistake, in a sentence.
        """
        path = file_called(name_or_path, workshop_files(), "workshop", ScenarioError)
        return cls.from_data(read_named_toml(path), path.name, folder=path.parent)

    @classmethod
    def from_data(
        cls, data: Mapping[str, Any], where: str = "workshop", *, folder: Path | None = None
    ) -> WorkshopSetting:
        """Make a workshop from keys and values as a file would hold them; paths count from ``folder``.

        Raises:
            ScenarioError: at the first mistake.
        """
        whole = dict(data)
        game = whole.get("game")
        if isinstance(game, Mapping):
            # All play by one clock, so that no single game can stop in mid-round.
            named = {"name": whole.get("name"), "title": whole.get("title"), **game, "stops_at_scandal": False}
            whole["game"] = GameSetting.from_data(named, f"{where}, game", folder=folder)
        setting = validated(cls, whole, where)
        for change in setting.changes:
            _change_can_be(change, setting, where)
        return setting

    def as_data(self) -> dict[str, Any]:
        """What a file would say; ``from_data`` reads it back to an equal setting."""
        return {**self.model_dump(exclude={"game"}), "game": self.game.as_data()}

    def changed(
        self,
        *,
        budget: float | None = None,
        capacities: Mapping[str, float] | None = None,
        rounds: int | None = None,
        minutes: Mapping[str, float] | None = None,
        advice: bool | None = None,
        news: bool | None = None,
        second: bool | None = None,
    ) -> WorkshopSetting:
        """This workshop with what a facilitator may set; what is left out stays.

        Args:
            budget: cost units a quarter.
            capacities: how many of an instrument can run at a time, by the instrument's name.
            rounds: how many rounds.
            minutes: minutes of the parts named.
            advice, news: what is allowed and shown.
            second: whether a second future is played.

        Raises:
            ScenarioError: for a value that is not allowed.
        """
        data = self.as_data()
        game, scenario = dict(data["game"]), dict(data["game"]["scenario"])
        if budget is not None:
            scenario["budget"] = float(budget)
        if capacities is not None:
            scenario["instruments"] = self._with_capacities(scenario.get("instruments", {}), capacities)
        if rounds is not None:
            game["rounds"] = rounds
            scenario["years"] = max(scenario["years"], years_for(rounds, game["quarters_a_round"]))
        if minutes is not None:
            data["minutes"] = {**data["minutes"], **{key: float(value) for key, value in minutes.items()}}
        flags = {"advice": advice, "news": news, "second": second}
        data |= {key: flag for key, flag in flags.items() if flag is not None}
        return self.from_data({**data, "game": {**game, "scenario": scenario}}, self.name)

    def game_under(self, rule: str) -> GameSetting:
        """The game with one rule changed, by its key; as it is where the key is empty."""
        change = next((found for found in self.changes if found.key == rule), None)
        if change is None:
            return self.game
        return self.game.model_copy(update={"scenario": self.game.scenario.with_settings(change.settings)})

    def _with_capacities(self, instruments: Mapping[str, Any], capacities: Mapping[str, float]) -> dict[str, Any]:
        """Instruments' tables with so many places at a time; a scenario gives them as shares of all organisations."""
        count = len(self.game.scenario.sector())
        tables = {name: dict(table) for name, table in instruments.items()}
        for name, places in capacities.items():
            tables.setdefault(name, {})["capacity"] = min(max(float(places), 0.0) / count, 1.0)
        return tables


def years_for(rounds: int, quarters_a_round: int) -> int:
    """Years of a scenario that a game needs: its rounds and five years more."""
    from simulation.game.setting import years_needed

    return years_needed(rounds, quarters_a_round)


def _brief_fits(brief: str) -> None:
    try:
        _brief(brief)
    except ValueError as error:
        raise ContentError("game.brief", str(error)) from None


def _event_can_be(event: PreparedEvent) -> None:
    """Whether the parts of an event fit together, found before anybody waits for it."""
    try:
        event.at(1, "somebody" if event.hits_one else None)
    except ValidationError as error:
        first = error.errors()[0]
        why = first.get("ctx", {}).get("error", first["msg"])
        raise ContentError("events", f'holds "{event.key}", which {why}') from None


def _change_can_be(change: RuleChange, setting: WorkshopSetting, where: str) -> None:
    try:
        setting.game.scenario.with_settings(change.settings)
    except InputError as error:
        raise ScenarioError(f'{where}, changes, "{change.key}": {error}') from None
