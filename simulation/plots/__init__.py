"""Pictures, one kind a file.

A ``plot_`` function takes a result and an ax and gives the ax back, a ``draw_`` function makes the
whole figure; ``describe`` says in words what a result's picture shows.

Pictures compute nothing: their numbers come from ``simulation.analysis``.
"""

from simulation.plots.alternatives import describe
from simulation.plots.pictures import PICTURES, Picture, comparison_pictures, write_comparison_pictures
from simulation.plots.saving import STAMP, inline_svg, save, stamp

__all__ = [
    "PICTURES",
    "STAMP",
    "Picture",
    "comparison_pictures",
    "describe",
    "inline_svg",
    "save",
    "stamp",
    "write_comparison_pictures",
]
