"""How every picture looks: colours, dashes and markers of policies, type, sizes, axes.

Nothing here touches pyplot or changes Matplotlib's settings for others, so that threads and the app
can draw. Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), told apart by people
with any common colour vision; yellow is left out, since a yellow line on white paper cannot be seen.
A family of responses shares a colour; within it, dash and marker differ, and every marker is used
once, so that no picture needs its colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from simulation.vocabulary import Instrument

__all__ = [
    "GRADE_BOUNDS",
    "GRADE_WORDS",
    "INK",
    "INSTRUMENT_MARKERS",
    "LOOKS",
    "PALE",
    "QUALITY",
    "Look",
    "RowNames",
    "contrast_on_white",
    "grid",
    "ink_of",
    "looks_of",
    "mm",
    "name_panel",
    "prepare",
    "row_names",
    "say_title",
    "sheet",
    "text_width",
    "wrapped",
]

BLACK, SKY, GREEN = "#000000", "#56B4E9", "#009E73"
ORANGE, BLUE, VERMILLION, PURPLE = "#E69F00", "#0072B2", "#D55E00", "#CC79A7"
INK = "#222222"
"""Text and what is drawn most strongly."""
SOFT = "#595959"
"""Ticks and notes: 7 to 1 on white."""
GREY = "#8C8C8C"
"""History and baselines."""
PALE = "#B3B3B3"
"""What stands behind."""
FAINT = "#E3E3E3"
"""Rules of a grid."""

SMALL, TEXT, TITLE = 8.0, 8.5, 9.5
"""Points, at the size printed."""
A4_WIDTH = 170.0
"""Millimetres of text on an A4 page."""

SOLID, DASHED, DOTTED, DASH_DOT = (0.0, ()), (0.0, (4.5, 1.8)), (0.0, (1.1, 1.5)), (0.0, (5.0, 1.5, 1.1, 1.5))
Dash = tuple[float, tuple[float, ...]]
Marker = str | tuple[int, int, int]

QUALITY = "cividis"
"""The scale of quality, 0 to 100, wherever quality is a colour."""
GRADE_BOUNDS = (40.0, 60.0, 80.0)
GRADE_WORDS = ("inadequate", "requires improvement", "good", "outstanding")
INSTRUMENT_MARKERS: dict[int, str] = {
    Instrument.NONE: "o",
    Instrument.PEER_SUPPORT: "o",
    Instrument.IMPROVEMENT_BOARD: "s",
    Instrument.CENTRAL_INTERVENTION: "^",
    Instrument.STRUCTURAL_REFORM: "D",
}
"""Peer support keeps the circle: a line to the helper shows it."""


@dataclass(frozen=True)
class Look:
    """How a policy is drawn: its colour, and the two channels that do without colour."""

    colour: str
    dash: Dash
    marker: Marker


LOOKS: dict[str, Look] = {
    "hands-off": Look(BLACK, DOTTED, "X"),
    "last-resort": Look(BLACK, SOLID, "o"),
    "central-early": Look(VERMILLION, SOLID, "^"),
    "structural-reform": Look(PURPLE, SOLID, "D"),
    "blame-first": Look(PURPLE, DASHED, "d"),
    "voluntary-peers": Look(GREEN, DOTTED, "v"),
    "brokered-early": Look(GREEN, SOLID, ">"),
    "brokered-late": Look(GREEN, DASHED, "<"),
    "review-then-board": Look(BLUE, DASH_DOT, "p"),
    "improvement-boards": Look(BLUE, SOLID, "s"),
    "impatient-board": Look(BLUE, DASHED, "h"),
    "candour-first": Look(SKY, SOLID, "8"),
    "ladder": Look(ORANGE, SOLID, "P"),
    "ladder-coordinated": Look(ORANGE, DASHED, "*"),
    "ladder-dependants": Look(ORANGE, DASH_DOT, "H"),
    "adaptive": Look(SKY, DASHED, (6, 1, 0)),
    "nobody-designated": Look("#767676", DOTTED, (4, 1, 45)),
}
"""Every shipped policy."""

_SPARE = (
    Look(VERMILLION, DASHED, (3, 1, 0)),
    Look(PURPLE, DOTTED, (5, 0, 180)),
    Look(SKY, DOTTED, (8, 1, 0)),
    Look(VERMILLION, DASH_DOT, (3, 1, 180)),
    Look(GREEN, DASH_DOT, (7, 0, 0)),
    Look(PURPLE, DASH_DOT, (7, 1, 0)),
    Look(VERMILLION, DOTTED, (9, 1, 0)),
    Look(SKY, DASH_DOT, (10, 1, 0)),
)
"""For users' own policies, and for a second setting of one."""


def looks_of(labels: Iterable[str]) -> dict[str, Look]:
    """The look of each policy by its label; a user's own, or one with changed levers, gets a spare in order."""
    looks, spare = {}, 0
    for label in labels:
        if label in LOOKS:
            looks[label] = LOOKS[label]
        else:
            looks[label] = _SPARE[spare % len(_SPARE)]
            spare += 1
    return looks


def luminance(colour: str | tuple[float, float, float]) -> float:
    """Relative luminance by WCAG 2.2, in 0 to 1."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast_on_white(colour: str) -> float:
    """Contrast ratio with white paper, 1 to 21."""
    return 1.05 / (luminance(colour) + 0.05)


def ink_of(colour: str, contrast: float = 4.5) -> str:
    """The colour, darkened until text in it can be read on white."""
    red, green, blue = to_rgb(colour)
    shade = 1.0
    while contrast_on_white(f"#{_hex(red * shade)}{_hex(green * shade)}{_hex(blue * shade)}") < contrast:
        shade -= 0.02
    return f"#{_hex(red * shade)}{_hex(green * shade)}{_hex(blue * shade)}"


def _hex(part: float) -> str:
    return f"{round(255 * part):02x}"


def mm(length: float) -> float:
    """Millimetres in inches."""
    return length / 25.4


def sheet(height: float, width: float = A4_WIDTH) -> Figure:
    """An empty figure of that size in millimetres, without pyplot."""
    return Figure(figsize=(mm(width), mm(height)), dpi=100, facecolor="white")


def grid(
    figure: Figure,
    rows: int,
    columns: int,
    *,
    left: float,
    right: float,
    top: float,
    bottom: float,
    across: float = 6.0,
    down: float = 12.0,
) -> list[Axes]:
    """Axes in rows and columns, with margins and gaps in millimetres, row by row from the top."""
    width, height = (25.4 * inches for inches in figure.get_size_inches())
    wide = (width - left - right - across * (columns - 1)) / columns
    high = (height - top - bottom - down * (rows - 1)) / rows
    return [
        figure.add_axes(
            (
                (left + column * (wide + across)) / width,
                (bottom + (rows - 1 - row) * (high + down)) / height,
                wide / width,
                high / height,
            )
        )
        for row in range(rows)
        for column in range(columns)
    ]


def prepare(ax: Axes, *, ruled: str | None = "y") -> Axes:
    """Quiet axes: two spines, small ticks, faint rules across ``ruled`` ("x", "y" or nothing)."""
    ax.set_facecolor("white")
    for side, spine in ax.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set(color=SOFT, linewidth=0.6)
    ax.tick_params(colors=SOFT, labelsize=SMALL, width=0.6, length=2.5, pad=2)
    ax.xaxis.label.set(color=INK, size=SMALL)
    ax.yaxis.label.set(color=INK, size=SMALL)
    ax.set_axisbelow(True)
    if ruled:
        ax.grid(axis=ruled, color=FAINT, linewidth=0.6)  # type: ignore[arg-type]
    return ax


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Width of a line of text in millimetres."""
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if is_bold else "normal")
    return mm_of(TextToPath().get_text_width_height_descent(text, font, ismath=False)[0])


def points(length: float) -> float:
    """Millimetres in points."""
    return length * 72.0 / 25.4


def mm_of(points: float) -> float:
    """Points in millimetres."""
    return points * 25.4 / 72.0


def wrapped(text: str, width: float, size: float = TEXT, *, is_bold: bool = False) -> str:
    """Text broken into lines of at most ``width`` millimetres, between words."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, is_bold=is_bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


@dataclass(frozen=True)
class RowNames:
    """Names of a picture's rows that fit beside it.

    Attributes:
        names: broken into lines where they are longer than the most allowed.
        width: what they take, millimetres.
        lines: of the name with most of them.
    """

    names: list[str]
    width: float
    lines: int


def row_names(names: Sequence[str], size: float = TEXT, *, most: float = 66.0) -> RowNames:
    """Names of rows, broken to at most ``most`` millimetres."""
    broken = [wrapped(name, most, size) for name in names]
    lines = [line for name in broken for line in name.split("\n")]
    width = max((text_width(line, size) for line in lines), default=0.0)
    return RowNames(broken, width, max((name.count("\n") + 1 for name in broken), default=1))


def name_panel(ax: Axes, text: str, colour: str = INK) -> None:
    """A panel's name above its left end, in as many lines as it takes; at a set height, which spares a search."""
    width = 25.4 * ax.get_window_extent().width / ax.figure.dpi
    ax.set_title(wrapped(text, width + 3), loc="left", size=TEXT, color=ink_of(colour), pad=3, linespacing=1.15, y=1.0)


def say_title(figure: Figure, title: str, note: str = "") -> None:
    """A title at the top left of the figure and quieter lines under it."""
    width, height = (25.4 * inches for inches in figure.get_size_inches())
    figure.text(1.0 / width, 1 - 1.0 / height, title, va="top", size=TITLE, weight="bold", color=INK)
    lines = wrapped(note, width - 4.0, SMALL)
    figure.text(1.0 / width, 1 - 6.5 / height, lines, va="top", size=SMALL, color=SOFT, linespacing=1.25)
