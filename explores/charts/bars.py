"""Horizontal bars: names at the left, largest first, the figure at the end of each bar. PURE."""

from __future__ import annotations

from typing import Any

from explores.answer import Answer
from explores.charts.axes import positions
from explores.charts.cartesian import hover_texts
from explores.charts.palette import colour
from explores.charts.scale import share_axes
from explores.charts.series import Points, Series
from explores.charts.template import category_axis, hidden_axis, layout
from explores.charts.words import inert, listed, short
from explores.formats import Style

MOST_BARS = 50
ROW = 26  # px for one name


def bar(found: Points, answer: Answer, style: Style, options: dict[str, Any]) -> dict[str, Any]:
    """Bars of the first measure (and those that share its axis); periods keep their order, names go by value."""
    series, right, neither = share_axes([one for one in found.series if one.drawable])
    if right or neither:
        lost = listed([one.name for one in (*right, *neither)])
        found.notes.append(f"{lost} not drawn: another unit or size.")
    places = _order(found, series[0])
    if len(places) > MOST_BARS:
        found.notes.append(f"The {MOST_BARS} largest of {len(places)} bars are drawn; the table has all.")
        places = places[:MOST_BARS]
    stack = bool(options.get("stack")) and len(series) > 1
    names = positions(found)
    keys = [names[place] for place in places]
    axis = category_axis(
        type="category",
        categoryorder="array",
        categoryarray=keys[::-1],
        tickmode="array",
        tickvals=keys,
        ticktext=[inert(short(found.names[place], 28)) for place in places],
        automargin=True,
        ticks="",
        showline=False,
    )
    made = layout(xaxis=_across(series), yaxis=axis, barmode="relative" if stack else "group", hovermode="y unified")
    if stack and options.get("stack") == "percent":
        made["barnorm"] = "percent"
    made["margin"] = {"l": 8, "r": 64, "t": 36 if len(series) > 1 else 4, "b": 8, "pad": 6}
    made["showlegend"] = len(series) > 1
    per_name = 1 if stack else min(len(series), 3)
    made["meta"] = {"height": 48 + ROW * len(places) * per_name}
    return {"data": [_bars(one, keys, places, labelled=not stack) for one in series], "layout": made}


def _order(found: Points, first: Series) -> list[int]:
    places = list(range(len(found.names)))
    if found.periods is not None:
        return places
    return sorted(places, key=lambda place: -_size(first.values[place]))


def _size(value: float | None) -> float:
    """What a bar is ordered by; a missing one comes last."""
    return float("-inf") if value is None else value


def _across(series: list[Series]) -> dict[str, Any]:
    low = min(0.0, *(value for one in series for value in one.drawable))
    return hidden_axis(zeroline=low < 0)


def _bars(one: Series, keys: list[str], places: list[int], *, labelled: bool) -> dict[str, Any]:
    texts = hover_texts(one, None)
    made: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "name": inert(one.name),
        "y": keys,
        "x": [one.values[place] for place in places],
        "customdata": [texts[place] for place in places],
        "hovertemplate": "%{customdata}",
        "marker": {"color": colour(one.slot)},
    }
    if labelled:
        made |= {
            "text": [texts[place] for place in places],
            "textposition": "outside",
            "cliponaxis": False,
            "textfont": {"size": 11, "color": "--ink2"},
        }
    return made
