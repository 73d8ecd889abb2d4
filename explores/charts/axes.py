"""The axis that carries names, periods or plain numbers, and the words that go with it. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explores.charts.periods import tick
from explores.charts.series import Points
from explores.charts.template import category_axis
from explores.charts.words import inert, short, unique
from explores.formatting.formats import Style, is_number

MOST_TICKS = 14
TURNED = 20  # degrees from which labels need no room beside one another


def choose_scale(found: Points, options: Mapping[str, Any]) -> None:
    """Sets what the x axis of ``found`` is; a scale that the rows do not allow is told in the notes."""
    wish = options.get("x.scale", "auto")
    if wish == "category":
        found.scale = "category"
    elif wish == "time" and found.periods is None:
        found.notes.append("No time scale: the rows have no dates.")
    elif wish == "linear":
        _linear(found)
    if options.get("x.format") is not None and found.periods is None:
        found.notes.append("No format of times: the rows have no dates.")


def _linear(found: Points) -> None:
    """Points where their numbers are, in ascending order."""
    first = [next(iter(row.values()), None) for row in found.rows]
    if found.periods is not None or found.title.count(" · ") or not first or not all(map(is_number, first)):
        found.notes.append("No linear scale: the rows are not one dimension of numbers.")
        return
    order = sorted(range(len(first)), key=lambda place: float(first[place]))  # type: ignore[arg-type]
    found.scale, found.places = "linear", [float(first[place]) for place in order]  # type: ignore[arg-type]
    found.names = [found.names[place] for place in order]
    found.rows = [found.rows[place] for place in order]
    for one in found.series:
        one.values = [one.values[place] for place in order]
        one.texts = [one.texts[place] for place in order]
        one.marks = [one.marks[place] for place in order]


def positions(found: Points) -> list[Any]:
    """Where the points stand: ISO dates, numbers, or names that no two points share."""
    if found.scale == "linear":
        return list(found.places)
    if found.periods is not None and found.scale == "time":
        return [when.isoformat() for when in found.periods]
    return unique([inert(name) for name in found.names])


def across(
    found: Points, style: Style, options: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], list[list[str]]]:
    """The x axis, and all its ticks as (position, short text, text with year) for the page to thin out by width."""
    options = options or {}
    looks = _looks(options)
    if found.scale == "linear":
        return category_axis(type="linear", nticks=options.get("x.ticks.count") or MOST_TICKS) | looks, []
    ticks = _ticks(found, style, options)
    most = options.get("x.ticks.count") or len(ticks)
    step = -(-len(ticks) // most) or 1
    kept = ticks[::step] if options.get("x.ticks", True) else []
    if found.periods is not None and found.scale == "time":
        return category_axis(type="date", hoverformat=" ", **_thinned(kept)) | looks, kept
    places = positions(found)
    return category_axis(type="category", categoryorder="array", categoryarray=places, **_thinned(kept)) | looks, kept


def _ticks(found: Points, style: Style, options: Mapping[str, Any]) -> list[list[str]]:
    places, code = positions(found), options.get("x.format")
    if found.periods is not None:
        if code is not None:
            texts = [(inert(code.show(when, style)),) * 2 for when in found.periods]
        else:
            texts = [tick(when, found.timeframe, style) for when in found.periods]
        return [[place, *pair] for place, pair in zip(places, texts, strict=True)]
    most = 24 if len(places) <= 8 else 14
    return [[place, *[inert(short(name, most))] * 2] for place, name in zip(places, found.names, strict=True)]


def _looks(options: Mapping[str, Any]) -> dict[str, Any]:
    """What is not about the points."""
    parts: dict[str, Any] = {}
    if options.get("x.title"):
        parts["title"] = {"text": inert(options["x.title"]), "font": {"size": 11, "color": "--ink2"}, "standoff": 8}
        parts["automargin"] = True
    if options.get("x.reversed"):
        parts["autorange"] = "reversed"
    if not options.get("x.ticks", True):
        parts |= {"showticklabels": False, "ticks": ""}
    if options.get("x.grid"):
        parts |= {"showgrid": True, "gridcolor": "--line"}
    if angle := options.get("x.angle"):
        parts |= {"tickangle": angle, "automargin": True}
    if options.get("x.zoom"):
        parts["fixedrange"] = False
    return parts


def _thinned(ticks: list[list[str]]) -> dict[str, Any]:
    """Every n-th tick; the year on the first and on the first of each new year."""
    step = -(-len(ticks) // MOST_TICKS) or 1
    kept = ticks[::step]
    texts, year = [], ""
    for _, brief, full in kept:
        texts.append(brief if full[-2:] == year else full)
        year = full[-2:] if full != brief else year
    return {"tickmode": "array", "tickvals": [place for place, _, _ in kept], "ticktext": texts}
