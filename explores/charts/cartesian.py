"""Columns, lines, areas and points over names or over time; each series may be of another type. PURE."""

from __future__ import annotations

from typing import Any

from explores.answer import Answer
from explores.charts import periods
from explores.charts.heights import shares, stacked_heights
from explores.charts.plot import Drawn, plot
from explores.charts.scale import share_axes
from explores.charts.series import Points, Series
from explores.charts.swapping import on_its_side
from explores.charts.traces import Way, drawn_values, trace
from explores.charts.trend_lines import none_over, over_points
from explores.charts.value_labels import labelled, totals
from explores.charts.words import listed
from explores.formatting import formats
from explores.formatting.formats import Style

Options = dict[str, Any]
ORDER = {"area": 0, "column": 1, "line": 2, "scatter": 3}  # what lies behind comes first


def column(found: Points, answer: Answer, style: Style, options: Options) -> dict[str, Any]:
    """Columns from zero, side by side unless told to stack; a second kind of figure goes over them as a line."""
    return cartesian(found, style, options, "column")


def line(found: Points, answer: Answer, style: Style, options: Options) -> dict[str, Any]:
    """Lines; missing values break them, and the end of each says its name."""
    return cartesian(found, style, options, "line")


def points(found: Points, answer: Answer, style: Style, options: Options) -> dict[str, Any]:
    """A point for each figure."""
    return cartesian(found, style, options, "scatter")


def area(found: Points, answer: Answer, style: Style, options: Options) -> dict[str, Any]:
    """One filled line, or a stack; rates and figures below zero cannot be stacked and are drawn as lines."""
    first = next((one for one in found.series if one.drawable), found.series[0])
    rates = formats.split_format(first.field.format)[0] == "percent"
    left = _sides(found, quiet=True)[0]
    below = any(value < 0 for one in left for value in one.drawable)
    if len(left) > 1 and (rates or below) and not options.get("overlay"):
        what = "Rates do not add up" if rates else "Areas below zero would lie over one another"
        found.notes.append(f"{what}, so they are drawn as lines.")
        return cartesian(found, style, options, "line")
    return cartesian(found, style, options, "area")


def cartesian(found: Points, style: Style, options: Options, kind: str) -> dict[str, Any]:
    """The series as ``kind`` each, unless a type was chosen for it; those of the right axis as lines."""
    left, right = _sides(found)
    kinds = {id(one): one.look.type or kind for one in left}
    kinds |= {id(one): one.look.type or ("scatter" if kind == "scatter" else "line") for one in right}
    stack = _stack(left, kinds, kind, options)
    parts = [one for one in left if stack and kinds[id(one)] == kind]
    way = Way(options, _current(found, style, options), overlaid=bool(options.get("overlay")) and len(left) > 1)
    of = shares(parts) if parts else None
    data = []
    for one in sorted([*left, *right], key=lambda one: ORDER[kinds[id(one)]]):
        part = any(one is other for other in parts)
        axis = "y2" if any(one is other for other in right) else "y"
        data.append(
            trace(
                found,
                one,
                kinds[id(one)],
                way,
                axis=axis,
                stacked=part and kind == "area",
                shares=of if part else None,
            )
        )
        found.words += labelled(data[-1], one, style, options, stacked=part, axis=axis)
    if stack == "percent" and kind == "area":
        next(one for one in data if "stackgroup" in one)["groupnorm"] = "percent"
    trends = none_over(found, options, "a stack") if parts else over_points(found, left, options, style, way.current)
    if parts and options.get("labels.totals"):
        data.append(totals(found, parts, style, options, percent=stack == "percent"))
    if parts and options.get("y.scale") == "log":
        found.notes.append("Parts of a stack on a logarithmic axis are not as high as their figures.")
    made = plot(
        found,
        style,
        Drawn(
            data,
            left,
            right,
            heights=_heights(left, parts, options),
            extra=_bars(kind, parts, stack, way),
            lines=not {"column", "area"} & {kinds[id(one)] for one in left},
            percent=stack == "percent",
            trends=trends,
        ),
        options,
    )
    return on_its_side(made) if options.get("swap") else made


def _stack(left: list[Series], kinds: dict[int, str], kind: str, options: Options) -> str:
    """How the series of the chart's own type stand: percent, stacked, or "" for side by side or overlaid."""
    several = sum(kinds[id(one)] == kind for one in left) > 1
    if not several or kind not in {"column", "area"} or options.get("overlay"):
        return ""
    if options.get("stack") == "percent":
        return "percent"
    return "stacked" if options.get("stack") or kind == "area" else ""


def _bars(kind: str, parts: list[Series], stack: str, way: Way) -> dict[str, Any]:
    """What the layout says of columns."""
    if parts and kind == "column":
        size = way.options.get("labels.size", 11)  # a label that does not fit into its part is left out
        made: dict[str, Any] = {"barmode": "relative", "uniformtext": {"mode": "hide", "minsize": size}}
        return made | ({"barnorm": "percent"} if stack == "percent" else {})
    return {"barmode": "overlay" if way.overlaid else "group"}


def _heights(left: list[Series], parts: list[Series], options: Options) -> list[float] | None:
    """What the left axis has to reach; None: the figures themselves."""
    alone = [v for one in left if not any(one is part for part in parts) for v in _there(one, options)]
    if parts:
        return [*stacked_heights(parts), *alone]
    return alone if options.get("missing") == "zero" else None


def _there(one: Series, options: Options) -> list[float]:
    return [value for value in drawn_values(one, options) if value is not None]


def _sides(found: Points, *, quiet: bool = False) -> tuple[list[Series], list[Series]]:
    left, right, neither = share_axes([one for one in found.series if one.drawable])
    if neither and not quiet:
        found.notes.append(f"{listed([one.name for one in neither])} not drawn: another unit or size.")
    return left, right


def _current(found: Points, style: Style, options: Options) -> int | None:
    """The place of the period that is not over; it is named under the chart."""
    if found.periods is None:
        return None
    place = periods.in_progress(found.periods, found.timeframe, options.get("today"))
    if place is not None:
        found.notes.append(periods.progress_name(found.periods[place], found.timeframe, style))
    return place
