"""Where the words of a cloud stand: the largest in the middle, each next as near as it fits, none over another. PURE.

The ground is a grid of small cells. A summed table of those taken tells for every place at once whether a word fits
there; of the free places the nearest to the middle is taken, so the same words always stand the same way.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CELL = 4  # px
SIZES = (60, 50, 42, 36, 30, 25, 21, 18, 15, 13, 11)  # px of the largest word; the first with which all find room
LEAST = 11
# Hundredths of the font size that each sign from space to ~ is wide: Inter, semibold, at its widest.
_WIDTHS = (
    *(25, 32, 52, 64, 65, 100, 66, 33, 37, 37, 54, 67, 32, 46, 32, 38, 66, 42, 62, 64, 67, 61, 64, 58, 64, 64, 32, 33),
    *(67, 67, 67, 54, 100, 73, 66, 74, 72, 60, 59, 75, 75, 28, 58, 70, 56, 92, 76, 77, 64, 77, 65, 65, 66, 74, 73, 102),
    *(72, 71, 65, 37, 38, 37, 48, 47, 35, 57, 62, 58, 62, 59, 39, 62, 61, 26, 26, 57, 26, 90, 61, 61, 62, 62, 40, 55),
    *(35, 61, 59, 84, 57, 59, 57, 46, 36, 46, 67),
)
_OTHER, _HIGH = 110, 1.3  # of a sign that is not listed, and of a line


@dataclass(frozen=True)
class Placed:
    """A word on the ground: its place in the list, its middle from the top left and its font size, in px."""

    word: int
    x: float
    y: float
    size: float
    upright: bool = False


def width(text: str, size: float) -> float:
    """Pixels of a word, rather too many than too few."""
    hundredths = 0
    for sign in unicodedata.normalize("NFKD", text):
        if not unicodedata.combining(sign):
            place = ord(sign) - 32
            hundredths += _WIDTHS[place] if 0 <= place < len(_WIDTHS) else _OTHER
    return hundredths * size / 100


def box(text: str, size: float, *, upright: bool) -> tuple[float, float]:
    """Width and height that a word takes."""
    flat = (width(text, size), size * _HIGH)
    return flat[::-1] if upright else flat


def arrange(
    words: Sequence[str], weights: Sequence[float], ground: tuple[int, int], *, rotated: bool = False
) -> list[Placed]:
    """Places for words in the order given, the heaviest first; what finds none even when small is not among them."""
    found: list[Placed] = []
    for largest in SIZES:
        found = _tried(words, weights, ground, largest, rotated=rotated)
        if len(found) == len(words):
            break
    return found


def _tried(
    words: Sequence[str], weights: Sequence[float], ground: tuple[int, int], largest: float, *, rotated: bool
) -> list[Placed]:
    wide, high = ground[0] // CELL, ground[1] // CELL
    taken = np.zeros((high, wide), dtype=np.int32)
    far = _distances(wide, high)
    found = []
    for word, (text, weight) in enumerate(zip(words, weights, strict=True)):
        size = max(LEAST, largest * math.sqrt(weight / max(weights[0], 1e-300)))
        upright = rotated and word % 3 == 2
        across, down = (math.ceil(side / CELL) + 1 for side in box(text, size, upright=upright))
        at = _nearest(taken, far, across, down)
        if at is None:
            continue
        row, column = at
        taken[row : row + down, column : column + across] = 1
        found.append(Placed(word, (column + across / 2) * CELL, (row + down / 2) * CELL, round(size, 1), upright))
    return found


def _distances(wide: int, high: int) -> NDArray[np.float64]:
    """How far each cell is from the middle, on a ground stretched to a square."""
    rows, columns = np.indices((high, wide), dtype=np.float64)
    return np.asarray(((rows + 0.5) / high - 0.5) ** 2 + ((columns + 0.5) / wide - 0.5) ** 2)


def _nearest(taken: NDArray[np.int32], far: NDArray[np.float64], across: int, down: int) -> tuple[int, int] | None:
    """The upper left cell of the free window nearest to the middle."""
    high, wide = taken.shape
    if across > wide or down > high:
        return None
    summed = np.zeros((high + 1, wide + 1), dtype=np.int32)
    summed[1:, 1:] = taken.cumsum(0).cumsum(1)
    inside = summed[down:, across:] - summed[:-down, across:] - summed[down:, :-across] + summed[:-down, :-across]
    middles = far[down // 2 : down // 2 + inside.shape[0], across // 2 : across // 2 + inside.shape[1]]
    free = np.where(inside == 0, middles, np.inf)
    place = int(free.argmin())
    row, column = divmod(place, free.shape[1])
    return (row, column) if np.isfinite(free[row, column]) else None
