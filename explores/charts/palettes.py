"""The collections of colours to choose from, all told apart by colour-blind readers. PURE.

The first is the page's own; it and the two ramps are tokens and follow the theme. Those of Okabe and
Ito, and of Paul Tol, are published for readers who see few colours; they are the same in either theme.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours in the order they are taken: tokens, or ``#rrggbb``. ``kind``: categorical, sequential or diverging."""

    label: str
    kind: str
    colours: tuple[str, ...]


PALETTES: dict[str, Palette] = {
    "sextant": Palette("Sextant", "categorical", tuple(f"--slot{n}" for n in range(1, 9))),
    "okabe_ito": Palette(
        "Okabe and Ito",
        "categorical",
        ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#f0e442"),
    ),
    "tol_bright": Palette(
        "Tol, bright",
        "categorical",
        ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb"),
    ),
    "tol_muted": Palette(
        "Tol, muted",
        "categorical",
        ("#332288", "#88ccee", "#44aa99", "#117733", "#999933", "#ddcc77", "#cc6677", "#882255"),
    ),
    "petrol": Palette("Petrol", "sequential", tuple(f"--q{n}" for n in range(9, 1, -1))),
    "viridis": Palette(
        "Viridis",
        "sequential",
        ("#440154", "#46327e", "#365c8d", "#277f8e", "#1fa187", "#4ac16d", "#a0da39", "#fde725"),
    ),
    "petrol_orange": Palette(
        "Orange to petrol", "diverging", ("--d1", "--d2", "--d3", "--d4", "--d6", "--d7", "--d8", "--d9")
    ),
    "tol_sunset": Palette(
        "Tol, sunset",
        "diverging",
        ("#364b9a", "#4a7bb7", "#6ea6cd", "#98cae1", "#fdb366", "#f67e4b", "#dd3d2d", "#a50026"),
    ),
}
