"""The content of a sweep file: every key that it may have, with its default, checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StrictBool, StrictStr, model_validator

from simulation.errors import did_you_mean, one_of
from simulation.experiments.flattening import flat_levers, flat_numbers, flat_settings
from simulation.outcomes import OUTCOMES, outcome_named
from simulation.scenario.complaint import ContentError
from simulation.scenario.fields import FileName, Identifier, Part, Real, Text, Whole, between

__all__ = [
    "DEFAULT_OUTCOMES",
    "SWEEP_VERSION",
    "DesignContent",
    "LeversContent",
    "SweepContent",
    "UncertaintiesContent",
    "UncertaintyContent",
]

SWEEP_VERSION = 1
DEFAULT_OUTCOMES = (
    "failing_organisations", "harm", "hidden_failure_years", "mean_quality", "true_relapse", "cost_a_year",
)  # fmt: skip
"""What is kept where a file names no outcomes."""

_DISTRIBUTIONS = ("uniform", "log-uniform", "normal", "triangular")
_LARGEST = 1_000_000_000


def _known_version(version: int) -> int:
    if version != SWEEP_VERSION:
        raise ValueError(f"is {version}; this version of the program reads {SWEEP_VERSION}")
    return version


def _known_distribution(name: str) -> str:
    if name not in _DISTRIBUTIONS:
        raise ValueError(f'is "{name}"; it must be {one_of(_DISTRIBUTIONS)}{did_you_mean(name, _DISTRIBUTIONS)}')
    return name


def _all_or_some(value: Any) -> Any:
    """True, false, or how many; checked before the two kinds are tried, of which a complaint would name one."""
    if not isinstance(value, bool) and not (isinstance(value, int) and value >= 0):
        raise ValueError(f"is {value}; it must be true, false or a whole number from 0 up")
    return value


class UncertaintyContent(Part):
    """What a file says of one uncertain number; what it leaves out is as the register has it.

    Attributes:
        low, high: the least and the most; those of the plausible range by default.
        distribution: between them. A normal has its mean in the middle and is cut two standard
            deviations from it, at low and high.
        mode: the likeliest value of a triangular distribution; the scenario's own by default.
        levels: the only values that it takes, each as likely as the others.
    """

    low: Real | None = None
    high: Real | None = None
    distribution: Annotated[StrictStr, AfterValidator(_known_distribution)] = "uniform"
    mode: Real | None = None
    levels: tuple[Real, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _said_in_short(cls, value: Any) -> Any:
        """``linkage = true`` is ``linkage = {}``: uncertain over its plausible range."""
        if value is True:
            return {}
        if not isinstance(value, Mapping):
            raise ValueError("must be true (its plausible range), {low = ..., high = ...} or {levels = [...]}")
        for key in value:
            if key not in cls.model_fields:
                hint = did_you_mean(str(key), cls.model_fields)
                raise ValueError(f"has {key}, which is not a key here{hint} (allowed: {', '.join(cls.model_fields)})")
        return value

    @model_validator(mode="after")
    def _check(self) -> UncertaintyContent:
        if self.levels and (self.low is not None or self.high is not None or self.distribution != "uniform"):
            raise ValueError("has levels, and a range or distribution too; leave one of them out")
        if self.levels and (len(set(self.levels)) < len(self.levels) or list(self.levels) != sorted(self.levels)):
            raise ValueError("has levels that do not rise; write each once, the lowest first")
        if self.mode is not None and self.distribution != "triangular":
            raise ValueError("has a mode, which only a triangular distribution has")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"has low = {self.low:g}, which is not below high = {self.high:g}; is the range reversed?")
        if self.distribution == "log-uniform" and self.low is not None and self.low <= 0:
            raise ValueError(f"has low = {self.low:g}; a log-uniform range lies above 0")
        return self


class UncertaintiesContent(Part):
    """The uncertain numbers by name; ``all`` adds everything that has a plausible range."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, UncertaintyContent]

    all: StrictBool = False

    @property
    def named(self) -> dict[str, UncertaintyContent]:
        """Those that the file names, in its order."""
        return dict(self.__pydantic_extra__)


class LeversContent(Part):
    """What regulators do: policies, and the values of levers by name.

    Attributes:
        policies: as after ``--policies``; a file of code is given on the command line only.
        budget: cost units a quarter.
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, tuple[Real, ...]]

    policies: tuple[Text, ...]
    budget: tuple[Real, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> LeversContent:
        if not self.policies:
            raise ContentError("levers.policies", "is empty; name one policy at least")
        for name, values in {"budget": self.budget, **self.numbers}.items():
            if name != "budget" and not values:
                raise ContentError(f"levers.{name}", "is empty; give it one value at least")
            if len(set(values)) < len(values):
                raise ContentError(f"levers.{name}", "has a value more than once; write each once")
        return self

    @property
    def numbers(self) -> dict[str, tuple[float, ...]]:
        """Values by lever: ``improvement-boards.delay``, ``improvement_board.capacity``, ``broker_capacity``."""
        return dict(self.__pydantic_extra__)


class DesignContent(Part):
    """How design points are chosen.

    Attributes:
        kind: "full-factorial" (every combination of levels), "latin-hypercube", "sobol" (Saltelli's
            scheme), "morris" (trajectories) or "points" (a CSV).
        samples: points of a hypercube, or base samples of Sobol's sequence.
        trajectories: of Morris's method.
        levels: values of each uncertainty that names none, in a factorial; grid levels of Morris's method.
        second_order: whether Saltelli's scheme has the points for second-order indices.
        file: of "points": a column for each uncertainty, a row a point; its path counts from the sweep's.
    """

    kind: Literal["full-factorial", "latin-hypercube", "sobol", "morris", "points"]
    samples: Annotated[Whole, AfterValidator(between(1, _LARGEST))] | None = None
    trajectories: Annotated[Whole, AfterValidator(between(2, _LARGEST))] | None = None
    levels: Annotated[Whole, AfterValidator(between(2, 1_000))] | None = None
    second_order: StrictBool = False
    file: FileName | None = None

    @model_validator(mode="after")
    def _check(self) -> DesignContent:
        needs = {"latin-hypercube": "samples", "sobol": "samples", "morris": "trajectories", "points": "file"}
        may = {"full-factorial": {"levels"}, "morris": {"trajectories", "levels"}, "sobol": {"samples", "second_order"}}
        needed = needs.get(self.kind)
        if needed is not None and getattr(self, needed) is None:
            raise ContentError(f"design.{needed}", f"is missing; a {self.kind} design needs it")
        for key in type(self).model_fields:
            allowed = may.get(self.kind, {needed})
            if key != "kind" and key not in allowed and getattr(self, key) not in (None, False):
                raise ContentError(f"design.{key}", f"is not a key of a {self.kind} design")
        if self.kind == "sobol" and self.samples is not None:
            _check_power_of_two(self.samples)
        if self.kind == "morris" and (self.levels or 4) % 2:
            raise ContentError("design.levels", f"is {self.levels}; a Morris design has an even number of levels")
        return self


def _check_power_of_two(samples: int) -> None:
    """Saltelli's scheme rests on Sobol's sequence, which is balanced at powers of 2 alone."""
    if samples & (samples - 1):
        below = 1 << (samples.bit_length() - 1)
        nearest = min(below, 2 * below, key=lambda power: abs(power - samples))
        raise ContentError(
            "design.samples", f"is {samples:,}; a Sobol' design needs a power of 2: the nearest is {nearest:,}"
        )


class SweepContent(Part):
    """What a sweep file says.

    Attributes:
        schema_version: the version of this list of keys.
        name: as written on the command line.
        title, question, use: as written on pages: what it asks, and when to use it.
        scenario: the base: a scenario that ships, or a file, whose path counts from the sweep's.
        settings: what differs from it, by the keys of ``--set``.
        replications: futures at each design point.
        seed: from 0 up.
        futures: "same" for the same futures at every point (common random numbers: outcomes are then a
            function of the point), "own" for others at each. By default "own" for a hypercube and for
            points, as more futures say more, else "same".
        outcomes: what to keep of each future.
        baseline: the alternative that others are set against, by label or policy; the first by default.
        organisations: whether to keep what happened to every organisation: true, or in how many (point,
            replication) pairs, spread evenly.
        uncertainties, levers, design: see their own keys.
        targets: what would be good enough, by outcome.
    """

    schema_version: Annotated[Whole, AfterValidator(_known_version)]
    name: Identifier
    title: Text
    question: Text
    use: Text
    scenario: Text
    settings: Annotated[dict[StrictStr, Any], BeforeValidator(flat_settings)] = Field(default_factory=dict)
    replications: Annotated[Whole, AfterValidator(between(1, 1_000_000))] = 1
    seed: Annotated[Whole, AfterValidator(between(0, 2**63 - 1))] = 0
    futures: Literal["same", "own"] | None = None
    outcomes: tuple[Text, ...] = DEFAULT_OUTCOMES
    baseline: Text | None = None
    organisations: Annotated[
        StrictBool | Annotated[Whole, AfterValidator(between(0, _LARGEST))], BeforeValidator(_all_or_some)
    ] = False
    uncertainties: Annotated[UncertaintiesContent, BeforeValidator(flat_numbers)] = Field(
        default_factory=lambda: UncertaintiesContent.model_validate({})
    )
    levers: Annotated[LeversContent, BeforeValidator(flat_levers)]
    targets: dict[StrictStr, Real] = Field(default_factory=dict)
    design: DesignContent

    @model_validator(mode="after")
    def _check(self) -> SweepContent:
        known = [outcome.name for outcome in OUTCOMES]
        if not self.outcomes:
            raise ContentError("outcomes", "is empty; name one outcome at least")
        for place, name in enumerate(self.outcomes, start=1):
            if name not in known:
                raise ContentError(
                    f"outcomes[{place}]", f'is "{name}", which is not an outcome{did_you_mean(name, known)}'
                )
            if self.outcomes.count(name) > 1:
                raise ContentError(f"outcomes[{place}]", f'is "{name}", which is named more than once')
        for name in self.targets:
            if name not in self.outcomes:
                hint = did_you_mean(name, self.outcomes)
                raise ContentError(f"targets.{name}", f"is not among the outcomes, {one_of(self.outcomes)}{hint}")
            if outcome_named(name).less_is_better is None:
                raise ContentError(f"targets.{name}", "cannot have a target: neither more nor less of it is better")
        if self.design.kind == "points" and (self.uncertainties.all or self.uncertainties.named):
            raise ContentError("uncertainties", "must be left out: the columns of design.file name them")
        return self

    @property
    def has_same_futures(self) -> bool:
        """Whether every design point is simulated in the same futures."""
        if self.futures is None:
            return self.design.kind in ("full-factorial", "sobol", "morris")
        return self.futures == "same"
