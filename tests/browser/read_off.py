"""Figures as a person reads them off the screen, held against rows by hand: no formatting of ours has a say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

CELLS = """id => {
  const rows = [...document.querySelectorAll(`#tile-${id} .tile-body tbody tr`)];
  const drilled = rows.filter(row => row.querySelector("[data-row]"));  // a row that is filled in leads nowhere
  const cells = row => [...row.querySelectorAll("td.num, td.heat-cell")].map(cell => [cell.innerText, cell.title]);
  return (drilled.length ? drilled : rows).map(cells);
}"""
AS_TABLES = """() => [...document.querySelectorAll(".menu-item")]
  .filter(each => each.textContent.trim() === "View as table").forEach(each => each.click())"""
DIGITS = re.compile(r"(\d[\d,]*)(?:\.(\d+))?")
WORDS = re.compile(r"[a-z]{3}")  # a title that says more than a figure
SCALES = (1, 1000, 0.001)  # grams and kilograms are the same figure


@dataclass(frozen=True)
class Figure:
    """A number and half of its last digit, which is all that rounding may have taken."""

    value: float
    slack: float

    def says(self, value: float) -> bool:
        """Whether it is what is written where the value is that."""
        return any(abs(self.value - value * scale) <= self.slack * 1.001 + 1e-9 * abs(self.value) for scale in SCALES)


def figure(text: str) -> Figure | None:
    """``−1,234.50 €`` as a number, ``12.3 %`` as 0.123; None where nothing is said. ``< 0.1`` is anything up to it."""
    found = DIGITS.search(text)
    if found is None:
        return None
    whole, part = found[1].replace(",", ""), found[2] or ""
    unit = 0.01 if "%" in text else 1.0
    value, least = float(f"{whole}.{part or 0}") * unit, 10 ** -len(part) * unit
    sign = -1 if "−" in text else 1
    return Figure(sign * value, least if "<" in text or ">" in text else least / 2)


def read(page: Page, tile: str, columns: int | None = None) -> list[list[Figure]]:
    """The figures of a tile's table, row by row; what is exact is read from the title, as by one who points at it.

    ``columns`` is how many of them count from the left, or, below zero, how many at the right do not.
    """
    rows: list[list[tuple[str, str]]] = page.evaluate(CELLS, tile)
    return [[said for text, title in row[:columns] if (said := _exact(title) or figure(text))] for row in rows]


def _exact(title: str) -> Figure | None:
    return None if WORDS.search(title) else figure(title)


def odd_rows(shown: Iterable[Sequence[Figure]], by_hand: Iterable[Sequence[Any]]) -> list[str]:
    """Rows on the screen whose figures are not those of one row by hand, which may hold more than is shown."""
    known = [_numbers(row) for row in by_hand]
    return [
        f"shows {[each.value for each in row]}, by hand there is no such row"
        for row in shown
        if any(each.value for each in row) and not any(_alike(row, numbers) for numbers in known)
    ]


def odd_cells(shown: Iterable[Sequence[Figure]], by_hand: Iterable[Sequence[Any]]) -> list[str]:
    """The same cell by cell, for tables whose columns are values."""
    known = [number for row in by_hand for number in _numbers(row)]
    return [
        f"shows {each.value}, by hand there is no such figure"
        for row in shown
        for each in row
        if each.value and not any(each.says(number) for number in known)
    ]


def _numbers(row: Sequence[Any]) -> list[float]:
    return [float(value) for value in row if value is not None and not isinstance(value, str | bool)]


def _alike(row: Sequence[Figure], numbers: Sequence[float]) -> bool:
    left = list(numbers)
    for said in row:
        place = next((place for place, number in enumerate(left) if said.says(number)), None)
        if place is None:
            return False
        del left[place]
    return True
