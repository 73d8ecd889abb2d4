"""Columns, lines and areas: figures over names or over time. PURE."""

from __future__ import annotations

from typing import Any

from explores import formats
from explores.answer import Answer
from explores.charts import periods
from explores.charts.axes import positions
from explores.charts.palette import colour, marker
from explores.charts.plot import Drawn, plot
from explores.charts.scale import share_axes
from explores.charts.series import Points, Series
from explores.charts.trend_lines import none_over, over_points
from explores.charts.words import inert, listed
from explores.formats import Style

Options = dict[str, Any]
DENSE, MARKED = 60, 24  # points beyond which lines get thinner, and lose their markers


def column(found: Points, answer: Answer, style: Style, options: Options) -> dict[str, Any]:
    """Columns from zero, side by side unless told to stack; a second kind of figure goes over them as a line."""
    left, right = _sides(found)
    stack = options.get("stack") if len(left) > 1 else None
    current = _current(found, style, options)
    data = [_column(found, one, current, _shares(left, stack)) for one in left]
    data += [_line(found, one, axis="y2") for one in right]
    extra = {"barmode": "relative" if stack else "group"}
    if stack == "percent":
        extra["barnorm"] = "percent"
    trends = none_over(found, options, "a stack") if stack else over_points(found, left, options, style, current)
    heights = _stacked(left) if stack else None
    return plot(found, style, Drawn(data, left, right, heights, extra, percent=stack == "percent", trends=trends))


def line(found: Points, answer: Answer, style: Style, options: Options) -> dict[str, Any]:
    """Lines; missing values break them, and the end of each says its name."""
    left, right = _sides(found)
    current = _current(found, style, options)
    data = [_line(found, one) for one in left] + [_line(found, one, axis="y2") for one in right]
    trends = over_points(found, left, options, style, current)
    return plot(found, style, Drawn(data, left, right, lines=True, trends=trends))


def area(found: Points, answer: Answer, style: Style, options: Options) -> dict[str, Any]:
    """One filled line, or a stack; rates cannot be stacked and are drawn as lines."""
    left, right = _sides(found)
    rates = formats.split_format(left[0].field.format)[0] == "percent"
    if len(left) > 1 and rates:
        found.notes.append("Rates do not add up, so they are drawn as lines.")
        return line(found, answer, style, options)
    current = _current(found, style, options)
    shares = _shares(left, len(left) > 1)
    data = [_line(found, one, filled=True, stacked=len(left) > 1, shares=shares) for one in left]
    data += [_line(found, one, axis="y2") for one in right]
    percent = len(left) > 1 and options.get("stack") == "percent"
    if percent:
        data[0]["groupnorm"] = "percent"
    several = len(left) > 1
    trends = none_over(found, options, "a stack") if several else over_points(found, left, options, style, current)
    heights = _stacked(left) if several else None
    return plot(found, style, Drawn(data, left, right, heights, percent=percent, trends=trends))


def _sides(found: Points) -> tuple[list[Series], list[Series]]:
    left, right, neither = share_axes([one for one in found.series if one.drawable])
    if neither:
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


def _shares(series: list[Series], stacked: Any) -> list[float] | None:
    """The sum at each point, for the share that hover tells; only where parts stack."""
    return [sum(abs(v) for v in values if v is not None) for values in _across(series)] if stacked else None


def _across(series: list[Series]) -> list[tuple[float | None, ...]]:
    return list(zip(*(one.values for one in series), strict=True))


def _stacked(series: list[Series]) -> list[float]:
    """The heights that stacks reach, above and below zero."""
    heights = [0.0]
    for values in _across(series):
        heights.append(sum(v for v in values if v is not None and v > 0))
        heights.append(sum(v for v in values if v is not None and v < 0))
    return heights


def hover_texts(one: Series, totals: list[float] | None) -> list[str]:
    """Figures as in the cells, with the share of the total where parts stack."""
    if totals is None:
        return [inert(text) for text in one.texts]
    return [
        inert(text) + (f" ({abs(value) / total:.1%})" if value is not None and total else "")
        for text, value, total in zip(one.texts, one.values, totals, strict=True)
    ]


def _base(found: Points, one: Series, totals: list[float] | None) -> dict[str, Any]:
    return {
        "name": inert(one.name),
        "x": positions(found),
        "y": one.values,
        "customdata": hover_texts(one, totals),
        "hovertemplate": "%{customdata}",
    }


def _column(found: Points, one: Series, current: int | None, totals: list[float] | None) -> dict[str, Any]:
    paint: dict[str, Any] = {"color": colour(one.slot)}
    if current is not None:
        shapes = ["/" if place == current else "" for place in range(len(one.values))]
        paint["pattern"] = {"shape": shapes, "fillmode": "overlay", "fgcolor": "--surface", "size": 6, "solidity": 0.35}
    return {"type": "bar", **_base(found, one, totals), "marker": paint}


def _line(
    found: Points,
    one: Series,
    *,
    axis: str = "y",
    filled: bool = False,
    stacked: bool = False,
    shares: list[float] | None = None,
) -> dict[str, Any]:
    count = len(one.values)
    alone = len(one.drawable) == 1
    trace: dict[str, Any] = {
        "type": "scatter",
        **_base(found, one, shares),
        "mode": "lines+markers" if count <= MARKED or alone else "lines",
        "line": {"color": colour(one.slot), "width": 1.5 if count > DENSE else 2},
        "marker": {"color": colour(one.slot), "symbol": marker(one.slot), "size": 5},
        "connectgaps": False,
        "cliponaxis": False,  # a marker at the top tick is whole
    }
    if axis != "y":
        trace["yaxis"] = axis
    if filled:
        trace |= {"fill": "tonexty" if stacked else "tozeroy", "fillcolor": f"{colour(one.slot)}/16"}
    if stacked:
        trace["stackgroup"] = "all"
    return trace
