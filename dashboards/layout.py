"""Where tiles stand: classes of one generated style sheet, since the page's policy allows no style attributes. PURE.

``python -m dashboards.layout`` writes the sheet; a test holds the two together. Each of the 24 columns is five
lines of the grid, so that five equal tiles fit in a row; gaps are inside the cells for the same reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboards.model import COLUMNS, Box

FIFTHS = 5
LINES = COLUMNS * FIFTHS
ROWS = 200
TALLEST = 60
SHEET = Path(__file__).parent / "static" / "dashboards" / "grid.css"


def classes(box: Box) -> str:
    """The classes of a cell: its column, width, row and height."""
    return f"x{_line(box.x)} w{_line(box.width)} y{box.y} h{box.height}{' narrow' if box.width <= 9 else ''}"


def _line(columns: float) -> int:
    return round(columns * FIFTHS)


def faults(box: Box) -> str:
    """What is wrong with a place, in words; empty when it is fine."""
    for value in (box.x, box.width):
        if abs(value * FIFTHS - _line(value)) > 0.001:
            return f"{value:g} is no whole number of fifths of a column"
    if box.x < 0 or box.width <= 0 or box.x + box.width > COLUMNS + 0.001:
        return f"it reaches from column {box.x:g} to {box.x + box.width:g}; there are {COLUMNS}"
    if not (0 <= box.y < ROWS and 0 < box.height <= TALLEST):
        return f"row {box.y} and height {box.height} are outside 0 to {ROWS - 1} and 1 to {TALLEST}"
    return ""


def overlap(one: Box, other: Box) -> bool:
    """Whether two places share ground."""
    apart = one.x + one.width <= other.x + 0.001 or other.x + other.width <= one.x + 0.001
    return not (apart or one.y + one.height <= other.y or other.y + other.height <= one.y)


SIZES = {
    "single": (6, 4),
    "table": (24, 11),
    "record": (8, 11),
}  # columns and rows of a new tile; others: half the width


def appended(boxes: Sequence[Box], kind: str) -> Box:
    """The place of one more tile: beside the last one where there is room of its height, else under all."""
    width, height = SIZES.get(kind, (12, 11))
    bottom = max((box.y + box.height for box in boxes), default=0)
    last = max(boxes, key=lambda box: (box.y, box.x), default=None)
    if last is not None and last.height == height and last.y + height == bottom:
        beside = Box(last.x + last.width, last.y, width, height)
        if not faults(beside) and not any(overlap(beside, box) for box in boxes):
            return beside
    return Box(0, bottom, width, height)


def stylesheet() -> str:
    """Every class there can be, by what it says of a place, five to a line."""
    said = {
        "Where a tile begins, in fifths of a column": [
            f".x{n} {{ grid-column-start: {n + 1}; }}" for n in range(LINES)
        ],
        "How wide it is": [f".w{n} {{ grid-column-end: span {n}; }}" for n in range(1, LINES + 1)],
        "In which row it begins": [f".y{n} {{ grid-row-start: {n + 1}; }}" for n in range(ROWS)],
        "How many rows it is high": [f".h{n} {{ grid-row-end: span {n}; }}" for n in range(1, TALLEST + 1)],
    }
    lines = ["/* Made by python -m dashboards.layout: the places of tiles. */"]
    for question, rules in said.items():
        lines += ["", f"/* {question} */", *(" ".join(rules[at : at + 5]) for at in range(0, len(rules), 5))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    SHEET.write_text(stylesheet())
