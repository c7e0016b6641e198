"""The content of a search file: every key that it may have, with its default."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StrictStr, model_validator

from simulation.errors import did_you_mean
from simulation.experiments.content import UncertaintiesContent
from simulation.experiments.flattening import flat_numbers, flat_settings
from simulation.outcomes import OUTCOMES, outcome_named
from simulation.scenario.complaint import ContentError
from simulation.scenario.fields import Identifier, Part, Real, Text, Whole, between

__all__ = ["SEARCH_VERSION", "LeversContent", "ObjectiveContent", "RangeContent", "SearchContent"]

SEARCH_VERSION = 1
_FEWEST, _MOST = 20, 1_000_000


def _known_version(version: int) -> int:
    if version != SEARCH_VERSION:
        raise ValueError(f"is {version}; this version of the program reads {SEARCH_VERSION}")
    return version


class RangeContent(Part):
    """Between which values a lever is searched; a policy's own levers have a range by default.

    Attributes:
        low, high: the least and the most.
        whole: whether it takes whole numbers only; by default where its unit is quarters.
    """

    low: Real | None = None
    high: Real | None = None
    whole: bool | None = None

    @model_validator(mode="before")
    @classmethod
    def _said_in_short(cls, value: Any) -> Any:
        """``margin = true`` is ``margin = {}``: over the policy's own range."""
        if value is True:
            return {}
        if not isinstance(value, dict):
            raise ValueError("must be true (the policy's own range) or {low = ..., high = ...}")
        return value

    @model_validator(mode="after")
    def _check(self) -> RangeContent:
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"has low = {self.low:g}, which is not below high = {self.high:g}; is the range reversed?")
        return self


class LeversContent(Part):
    """The levers that are searched, by name."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, RangeContent]

    @property
    def ranges(self) -> dict[str, RangeContent]:
        """Ranges by lever, in the order of the file."""
        return dict(self.__pydantic_extra__)


class ObjectiveContent(Part):
    """What is to be least.

    Attributes:
        outcome: name; of one of which more is better, what is to be most.
        aim: "expected" (its mean over futures) or "regret" (what 9 of 10 futures stay below: the loss
            against the best of ``against`` in the same future).
        against: policies that the winner is set against; for regret, one at least.
        limits: the most that the mean of an outcome may be, by name.
    """

    outcome: Text = "failing_organisations"
    aim: Literal["expected", "regret"] = "expected"
    against: tuple[Text, ...] = ()
    limits: dict[StrictStr, Real] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _check(self) -> ObjectiveContent:
        known = [outcome.name for outcome in OUTCOMES]
        for key, name in [("objective.outcome", self.outcome), *((f"objective.limits.{n}", n) for n in self.limits)]:
            if name not in known:
                raise ContentError(key, f'is "{name}", which is not an outcome{did_you_mean(name, known)}')
        if outcome_named(self.outcome).less_is_better is None:
            raise ContentError("objective.outcome", f'is "{self.outcome}", of which neither more nor less is better')
        if self.aim == "regret" and not self.against:
            raise ContentError("objective.against", "is empty; regret is against the best of one policy at least")
        return self


class SearchContent(Part):
    """What a search file says.

    Attributes:
        schema_version: the version of this list of keys.
        name: as written on the command line.
        title, question, use: as written on pages.
        scenario: the base: a scenario that ships, or a file, whose path counts from the search's.
        settings: what differs from it, by the keys of ``--set``; a budget among them.
        policy: whose parameters are searched.
        levers: which, and between which values: the policy's own (``ladder.margin``), numbers of
            instruments (``improvement_board.capacity``), parameters that a regulator sets, ``budget``.
        uncertainties: as in a sweep: each future then has its own draw of them.
        objective: what is to be least.
        trials: settings that are tried.
        futures: that each is tried on, the same for all.
        held_out: other futures, on which the winner is measured.
        seed: from 0 up.
    """

    schema_version: Annotated[Whole, AfterValidator(_known_version)]
    name: Identifier
    title: Text
    question: Text
    use: Text
    scenario: Text
    settings: Annotated[dict[StrictStr, Any], BeforeValidator(flat_settings)] = Field(default_factory=dict)
    policy: Text
    levers: Annotated[LeversContent, BeforeValidator(flat_numbers)]
    uncertainties: Annotated[UncertaintiesContent, BeforeValidator(flat_numbers)] = Field(
        default_factory=lambda: UncertaintiesContent.model_validate({})
    )
    objective: ObjectiveContent = Field(default_factory=ObjectiveContent)
    trials: Annotated[Whole, AfterValidator(between(1, _MOST))] = 60
    futures: Annotated[Whole, AfterValidator(between(2, _MOST))] = 40
    held_out: Annotated[Whole, AfterValidator(between(_FEWEST, _MOST))] = 200
    seed: Annotated[Whole, AfterValidator(between(0, 2**63 - 1))] = 0

    @model_validator(mode="after")
    def _check(self) -> SearchContent:
        if not self.levers.ranges:
            raise ContentError("levers", "is empty; name one lever at least to search")
        if ".py" in self.policy:
            raise ContentError("policy", f'is "{self.policy}", a file of code, which a search file never runs')
        return self
