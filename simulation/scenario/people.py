"""From a scenario's content to its sector: who the organisations are, and whom its events hit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from simulation.errors import ListError, ScenarioError, did_you_mean, one_of
from simulation.lists import OrganisationList, Ratings, read_dependencies, read_organisations, read_ratings, read_ties
from simulation.names import invented_names, invented_names_for, veiled_regions
from simulation.scenario.checks import check_capacities
from simulation.scenario.complaint import ContentError
from simulation.scenario.content import ScenarioContent
from simulation.scenario.files import EdgesFile
from simulation.sector import Pairs, Sector
from simulation.vocabulary import EventKind

__all__ = ["PreparedEvent", "events_of", "sector_of"]

_EVERYONE = -1


@dataclass(frozen=True)
class PreparedEvent:
    """A prepared event as the simulation takes it.

    Attributes:
        kind: what happens.
        quarter: when it begins; 0 is the first quarter after the run-in.
        quarters: how long it lasts.
        amount: points of pressure; nil for what is not pressure.
        region: index of the region that it hits; -1 where it hits all, or one organisation.
        organisation: index of the organisation that it hits; -1 where it hits all, or a region.
    """

    kind: EventKind
    quarter: int
    quarters: int
    amount: float
    region: int = _EVERYONE
    organisation: int = _EVERYONE


@contextmanager
def _within(content: ScenarioContent, key: str) -> Iterator[None]:
    """Say which part of which scenario named the list in which a mistake was found."""
    try:
        yield
    except ListError as error:
        raise ListError(f"{content.name}: {key}: {error}") from None


def _listed(content: ScenarioContent) -> OrganisationList:
    part = content.organisations
    assert part is not None
    with _within(content, "organisations"):
        return read_organisations(Path(part.file), part.columns)


def _drawn_sector(content: ScenarioContent) -> Sector:
    counts = [region.organisations for region in content.regions]
    names = invented_names(sum(counts))
    return Sector(
        names=names,
        region_names=tuple(region.name for region in content.regions),
        region=np.repeat(np.arange(len(counts), dtype=np.int32), counts),
        identifiers=names,
    )


def _edges(content: ScenarioContent, key: str, part: EdgesFile | None, identifiers: Sequence[str]) -> Pairs | None:
    if part is None:
        return None
    read = read_ties if key == "ties" else read_dependencies
    with _within(content, key):
        return read(Path(part.file), part.columns, identifiers)


def _ratings(content: ScenarioContent, listed: OrganisationList) -> Ratings | None:
    if content.ratings is None:
        return listed.ratings
    with _within(content, "ratings"):
        return read_ratings(Path(content.ratings.file), content.ratings.columns, listed.identifiers)


def _listed_sector(content: ScenarioContent, real_names: bool) -> Sector:
    listed = _listed(content)
    try:
        check_capacities(content.instruments, content.parameters, len(listed.identifiers))
    except ContentError as complaint:
        raise ScenarioError(f"{content.name}: {complaint.key} {complaint}") from None
    regions = tuple(dict.fromkeys(listed.regions))
    place = {region: index for index, region in enumerate(regions)}
    ratings = _ratings(content, listed)
    return Sector(
        names=listed.names if real_names else invented_names_for(listed.identifiers, listed.names),
        region_names=regions if real_names else veiled_regions(regions, listed.names),
        region=np.array([place[region] for region in listed.regions], np.int32),
        is_real=True,
        shows_real_names=real_names,
        identifiers=listed.identifiers,
        size=listed.size,
        latitude=listed.latitude,
        longitude=listed.longitude,
        ties=_edges(content, "ties", content.ties, listed.identifiers),
        dependencies=_edges(content, "dependencies", content.dependencies, listed.identifiers),
        grade=None if ratings is None else ratings.grade,
        grade_age=None if ratings is None else ratings.age,
        traits=listed.traits,
    )


def sector_of(content: ScenarioContent, *, real_names: bool) -> Sector:
    """The organisations of a scenario.

    Args:
        content: the scenario.
        real_names: whether a real list shows its own names; drawn organisations have none.

    Raises:
        ListError: where a list that it names cannot be used.
        ScenarioError: where a capacity leaves no room for one organisation of the list.
    """
    return _drawn_sector(content) if content.regions else _listed_sector(content, real_names)


def events_of(content: ScenarioContent) -> tuple[PreparedEvent, ...]:
    """The events of a scenario with the organisations that each hits.

    An organisation is named by its identifier, its real name or the name that pages show.

    Raises:
        ScenarioError: where a region or an organisation does not exist.
    """
    if not content.events:
        return ()
    sector = sector_of(content, real_names=False)
    places = {name: place for place, name in enumerate(sector.names)}
    regions = {name: index for index, name in enumerate(sector.region_names)}
    if content.regions == ():
        listed = _listed(content)
        places |= {name: place for place, name in reversed(list(enumerate(listed.names)))}
        places |= {name: place for place, name in enumerate(sector.identifiers)}
        regions |= {name: index for index, name in enumerate(dict.fromkeys(listed.regions))}
    return tuple(
        PreparedEvent(
            kind=event.kind_code,
            quarter=event.first_quarter,
            quarters=event.lasts,
            amount=event.amount or 0.0,
            region=_place(event.region, f"{content.name}: events[{number}].region", regions),
            organisation=_place(event.organisation, f"{content.name}: events[{number}].organisation", places),
        )
        for number, event in enumerate(content.events, start=1)
    )


def _place(name: str | None, key: str, known: dict[str, int]) -> int:
    """The index that a name stands for; everyone where there is no name."""
    if name is None:
        return _EVERYONE
    if name not in known:
        hint = did_you_mean(name, known)
        choices = f"; it must be {one_of(known)}" if len(known) <= 12 and not hint else hint
        raise ScenarioError(f'{key} is "{name}", which is not in this sector{choices}')
    return known[name]
