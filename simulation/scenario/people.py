"""From a scenario's content to its sector: who the organisations are, and whom its events hit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from simulation.errors import ListError, ScenarioError, did_you_mean, one_of
from simulation.events import EVENT_DTYPE, NO_EVENTS
from simulation.lists import OrganisationList, Ratings, read_dependencies, read_organisations, read_ratings, read_ties
from simulation.names import invented_names, invented_names_for, veiled_regions
from simulation.scenario.checks import check_capacities
from simulation.scenario.complaint import ContentError
from simulation.scenario.content import ScenarioContent
from simulation.scenario.files import EdgesFile
from simulation.sector import Pairs, Sector

__all__ = ["events_of", "sector_of"]

_EVERYONE = -1


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
    names = listed.names if real_names else invented_names_for(listed.identifiers, listed.names)
    # A list without a column of names may identify organisations by name; those must not be shown either.
    identifiers = names if listed.names == listed.identifiers else listed.identifiers
    return Sector(
        names=names,
        region_names=regions if real_names else veiled_regions(regions, listed.names),
        region=np.array([place[region] for region in listed.regions], np.int32),
        is_real=True,
        shows_real_names=real_names,
        identifiers=identifiers,
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


def events_of(content: ScenarioContent) -> np.recarray:
    """The events of a scenario with whom each hits, as compiled code takes them.

    An organisation is named by its identifier, its real name or the name that pages show.

    Returns:
        A record array of ``EVENT_DTYPE``, shape (events,), in the file's order; quarters count from
        the run-in's first.

    Raises:
        ScenarioError: where a region or an organisation does not exist.
    """
    if not content.events:
        return NO_EVENTS
    places, regions = _names_in(content)
    rows = [
        (
            content.run_in.quarters + event.first_quarter,
            event.kind_code,
            _place(event.region, f"{content.name}: events[{number}].region", regions),
            _place(event.organisation, f"{content.name}: events[{number}].organisation", places),
            event.amount or 0.0,
            event.lasts,
        )
        for number, event in enumerate(content.events, start=1)
    ]
    return np.array(rows, EVENT_DTYPE).view(np.recarray)


def _names_in(content: ScenarioContent) -> tuple[dict[str, int], dict[str, int]]:
    """The index of every organisation and of every region by each of its names."""
    sector = sector_of(content, real_names=False)
    places = {name: place for place, name in enumerate(sector.names)}
    regions = {name: index for index, name in enumerate(sector.region_names)}
    if sector.is_real:
        listed = _listed(content)
        for names in (listed.names, listed.identifiers):
            places |= {name: place for place, name in reversed(list(enumerate(names)))}
        regions |= {name: index for index, name in enumerate(dict.fromkeys(listed.regions))}
    return places, regions


def _place(name: str | None, key: str, known: dict[str, int]) -> int:
    """The index that a name stands for; everyone where there is no name."""
    if name is None:
        return _EVERYONE
    if name not in known:
        hint = did_you_mean(name, known)
        choices = f"; it must be {one_of(known)}" if len(known) <= 12 and not hint else hint
        raise ScenarioError(f'{key} is "{name}", which is not in this sector{choices}')
    return known[name]
