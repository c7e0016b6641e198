"""The sector: what is written over it stays on the paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulation.analysis.sector_map import sector_snapshot
from simulation.plots.sector import draw_sector
from simulation.policies import load_policy
from tests.analysis.small import SMALL_SECTOR


@pytest.mark.parametrize("place", [0, -1])
def test_long_names_of_regions_at_the_edge_stay_on_the_paper(place: int) -> None:
    snapshot = sector_snapshot(SMALL_SECTOR, load_policy("hands-off"), year=1)
    regions = snapshot.regions.sort_values("x").copy()
    long = "A region whose name is longer than it is wide by far"
    regions.loc[regions.index[place], "name"] = long
    figure = draw_sector(replace(snapshot, regions=regions))
    figure.canvas.draw()
    (name,) = [text for text in figure.axes[0].texts if text.get_text() == long]
    box = name.get_window_extent()
    # Letters on the screen are set to whole dots, so that a long name is a little wider there.
    assert box.x0 >= figure.bbox.x0 - 3
    assert box.x1 <= figure.bbox.x1 + 3
