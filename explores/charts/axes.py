"""The axis that carries names or periods, and the words that go with it. PURE."""

from __future__ import annotations

from typing import Any

from explores.charts.periods import tick
from explores.charts.series import Points
from explores.charts.template import category_axis
from explores.charts.words import inert, short, unique
from explores.formats import Style

MOST_TICKS = 14


def positions(found: Points) -> list[Any]:
    """Where the points stand: ISO dates, or names that no two points share."""
    if found.periods is not None:
        return [when.isoformat() for when in found.periods]
    return unique([inert(name) for name in found.names])


def across(found: Points, style: Style) -> tuple[dict[str, Any], list[list[str]]]:
    """The x axis, and all its ticks as (position, short text, text with year) for the page to thin out by width."""
    places = positions(found)
    if found.periods is not None:
        texts = [tick(when, found.timeframe, style) for when in found.periods]
        ticks = [[place, *pair] for place, pair in zip(places, texts, strict=True)]
        return category_axis(type="date", hoverformat=" ", **_thinned(ticks)), ticks
    most = 24 if len(places) <= 8 else 14
    ticks = [[place, *[inert(short(name, most))] * 2] for place, name in zip(places, found.names, strict=True)]
    return category_axis(type="category", categoryorder="array", categoryarray=places, **_thinned(ticks)), ticks


def _thinned(ticks: list[list[str]]) -> dict[str, Any]:
    """Every n-th tick; the year on the first and on the first of each new year."""
    step = -(-len(ticks) // MOST_TICKS) or 1
    kept = ticks[::step]
    texts, year = [], ""
    for _, brief, full in kept:
        texts.append(brief if full[-2:] == year else full)
        year = full[-2:] if full != brief else year
    return {"tickmode": "array", "tickvals": [place for place, _, _ in kept], "ticktext": texts}
