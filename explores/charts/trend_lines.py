"""The trend lines a chart was asked for, drawn over its series, and a sentence for each. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from explores.charts import periods
from explores.charts.axes import positions
from explores.charts.series import Points, Series
from explores.charts.trend_labels import chosen_for, words
from explores.charts.trends import Curve, NoTrend, Trend, curve, read
from explores.charts.words import inert
from explores.formatting import formats
from explores.formatting.formats import Style

_CLOCK = {"hour": (3600, "hours"), "minute": (60, "minutes")}  # time frame → seconds of a step, and its name
MOST_LINES = 8  # more of them hide what they are drawn over


def wanted(text: str, notes: list[str]) -> list[Trend]:
    """The lines that ``linear,average:7`` asks for; what can't be read is told in ``notes``."""
    found = []
    for word in filter(None, (part.strip() for part in text.split(","))):
        try:
            found.append(read(word))
        except NoTrend as error:
            notes.append(f"No trend line: {error}")
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class _Track:
    """What a line is fitted to. ``across`` says what x is, ``counted`` that it is a number of periods."""

    places: list[float]
    values: list[float | None]
    across: str
    counted: bool = False


def none_over(found: Points, options: dict[str, Any], what: str) -> list[dict[str, Any]]:
    """No traces, and a note if some were asked for."""
    if options.get("trend"):
        found.notes.append(f"No trend line over {what}")
    return []


def over_points(
    found: Points, series: Sequence[Series], options: dict[str, Any], style: Style, current: int | None = None
) -> list[dict[str, Any]]:
    """Traces over names or periods, each from the first figure of its series to the last.

    ``current``: the place of the period that is not over; it takes no part.
    """
    places, unit, counted = _places(found)
    ink = None if len(series) > 1 else "--ink2"  # over columns of its own colour a line would not be seen
    traces = []
    for trend, one in _pairs(found, series, options):
        there = [place for place, value in enumerate(one.values) if value is not None]
        span = slice(there[0], there[-1] + 1)
        values = [None if place == current else value for place, value in enumerate(one.values)][span]
        since = [place - places[there[0]] + 1 for place in places[span]]
        track = _Track(since, values, f"x counts {unit} from {found.names[there[0]]}", counted)
        made = _made(found, trend, one, track, style)
        if made:
            chosen = chosen_for(trend, options)
            traces.append(_trace(trend, one, positions(found)[span], made, style=style, ink=chosen["color"] or ink))
            found.words += words(traces[-1], trend, made, chosen, style)
    return traces


def over_figures(
    found: Points, across: Series, up: Series, options: dict[str, Any], style: Style
) -> list[dict[str, Any]]:
    """Traces of one measure over another."""
    pairs = zip(across.values, up.values, strict=True)
    there = sorted((x, y) for x, y in pairs if x is not None and y is not None)
    track = _Track([x for x, _ in there], [y for _, y in there], f"x is {across.name}")
    traces = []
    for trend, one in _pairs(found, [up], options):
        made = _made(found, trend, one, track, style)
        if made:
            chosen = chosen_for(trend, options)
            traces.append(_trace(trend, one, track.places, made, style=style, ink=chosen["color"] or "--ink2"))
            found.words += words(traces[-1], trend, made, chosen, style)
    return traces


def _pairs(found: Points, series: Sequence[Series], options: dict[str, Any]) -> list[tuple[Trend, Series]]:
    trends = wanted(str(options.get("trend") or ""), found.notes)
    pairs = [(trend, one) for trend in trends for one in _of(trend, found, series, options)]
    if len(pairs) > MOST_LINES:
        found.notes.append(f"The first {MOST_LINES} of {len(pairs)} trend lines are drawn")
    return pairs[:MOST_LINES]


def _of(trend: Trend, found: Points, series: Sequence[Series], options: dict[str, Any]) -> list[Series]:
    """The series that the line goes over: the one that was named, else all of them."""
    wish = chosen_for(trend, options).get("series")
    named = [one for one in series if not wish or wish in {one.id, one.field.id}]
    if not named:
        found.notes.append(f"No {trend.line}: no series {wish!r} is drawn on its axis")
    return named


def _places(found: Points) -> tuple[list[float], str, bool]:
    """Where the points stand in time, the first at 1, what is counted, and whether in whole steps.

    Names stand one beside the other.
    """
    if found.periods is None:
        return [1.0 + place for place in range(len(found.names))], "points", True
    every = {when: 1.0 + place for place, when in enumerate(periods.fill(found.periods, found.timeframe))}
    if periods.following(found.periods[0], found.timeframe) and all(when in every for when in found.periods):
        return [every[when] for when in found.periods], periods.unit(found.timeframe), True
    first, (size, unit) = periods.instant(found.periods[0]), _CLOCK.get(found.timeframe or "", (86_400, "days"))
    since = [(periods.instant(when) - first).total_seconds() / size for when in found.periods]
    return [1 + steps for steps in since], unit, found.timeframe in _CLOCK


def _made(found: Points, trend: Trend, one: Series, track: _Track, style: Style) -> Curve | None:
    """The curve, told in the notes, or None where the notes say why there is none."""
    try:
        made = curve(trend, track.places, track.values, counted=track.counted)
    except NoTrend as error:
        found.notes.append(f"{one.name} has no {trend.line}: {error}")
        return None
    told = formats.localised(made.equation, style)
    if made.r2 is not None:
        told += f", R² {formats.localised(f'{made.r2:.3f}', style)}"
    found.notes.append(f"{one.name}, {trend.line}" + (f": {told} ({track.across})" if told else ""))
    return made


def _trace(
    trend: Trend, one: Series, places: Sequence[Any], made: Curve, *, style: Style, ink: str | None
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": inert(f"{one.name}, {trend.line}"),
        "x": list(places),
        "y": made.values,
        "customdata": [inert(formats.cell(value, one.field.format, style)) for value in made.values],
        "hovertemplate": "%{customdata}",
        "line": {"color": ink or one.colour, "width": 1.5, "dash": "dot" if trend.kind == "average" else "dash"},
        "showlegend": False,
        "connectgaps": False,
    }
