"""A heat map: two dimensions, the colour of each cell its measure. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from explores.answer import Answer, AnswerField
from explores.charts.cells import Mark
from explores.charts.periods import as_period, instant
from explores.charts.picture import Options, Picture, WrongShape, chosen, switched
from explores.charts.reading import Column, capped, columns, dimensions, measures, names, pivot_names
from explores.charts.template import category_axis, layout
from explores.charts.words import inert, listed, short, unique
from explores.formatting import formats
from explores.formatting.formats import NONE, Style

MOST_ROWS, MOST_COLUMNS, MOST_FIGURES = 60, 50, 300
NEEDS = "A heat map takes two dimensions and a measure: both as rows, or one of them pivoted."
ROW, HIGH_ROW = 26, 44  # px of a row; where its tile has room, up to
FEW, LINE = 6, 8  # so few columns have names on up to three lines, of so many letters
RAMPS = {
    "sequential": [f"--q{step}" for step in range(1, 10)],
    "diverging": [f"--d{step}" for step in range(1, 10)],
}
INKS = {  # the ink that contrasts more with a step, in both themes; of the others --q1-ink
    **dict.fromkeys(("--q5", "--q6", "--d2", "--d8"), "--q5-ink"),
    **dict.fromkeys(("--q7", "--q8", "--q9", "--d1", "--d9"), "--q7-ink"),
}
Marks = list[list[Mark]]
Grid = tuple[list[str], list[str], list[list[float | None]], list[list[str]], Marks]  # rows, columns, values, texts


def heatmap(answer: Answer, style: Style, options: Options) -> Picture:
    """Rows from the top and columns from the left, dates in their order, names in that of the answer."""
    notes: list[str] = []
    down, over, values, texts, marks = _grid(answer, style, notes)
    there = [value for row in values for value in row if value is not None]
    if not there:
        raise WrongShape("Every value of this heat map is missing; there is nothing to draw.")
    below = min(there) < 0 < max(there)
    wanted = chosen(options, "heat.palette", ("auto", "sequential", "diverging"))
    ramp = RAMPS[("diverging" if below else "sequential") if wanted == "auto" else wanted]
    reverse = switched(options, "heat.reversed", False)
    trace = _cells(down, over, values, texts, ramp[::-1] if reverse else ramp) | {"cells": marks}
    if ramp is RAMPS["diverging"] and below:
        most = max(map(abs, there))
        trace |= {"zmin": -most, "zmax": most}  # the middle is zero
    figures = chosen(options, "heat.values", ("auto", "on", "off"))
    data = [trace]
    if figures == "on" or (figures == "auto" and len(there) <= MOST_FIGURES):
        data.append(_figures(trace, there))
    first = measures(answer)[0]
    told = f"Heat map of {first.short_label}, {len(down)} rows by {len(over)} columns."
    told += f" From {formats.cell(min(there), first.format, style)} to {formats.cell(max(there), first.format, style)}."
    return Picture(data, _layout(down, over), told, notes)


def _grid(answer: Answer, style: Style, notes: list[str]) -> Grid:
    """The cells, from pivot columns, from two dimensions, or from measures of one kind side by side."""
    named, found = dimensions(answer), columns(answer, style)
    if not found or not named or not answer.rows:
        raise WrongShape(NEEDS)
    if answer.pivots:
        first = [one for one in found if one.field.id == found[0].field.id]
        _others(answer, 1, notes)
        return _cut(_of_columns(answer, first, pivot_names(answer, style), style), notes, style)
    if len(named) > 1:
        _others(answer, 1, notes)
        return _cut(_crossed(answer, named, found[0], style), notes, style)
    if len({formats.split_format(one.field.format)[0] for one in found}) == 1 < len(found):
        return _cut(_of_columns(answer, found, [one.name for one in found], style), notes, style)
    raise WrongShape(NEEDS)


def _others(answer: Answer, kept: int, notes: list[str]) -> None:
    rest = [f.short_label for f in measures(answer)[kept:]]
    if rest:
        notes.append(f"{listed(rest)} not drawn; a heat map shows one measure.")


def _of_columns(answer: Answer, found: list[Column], over: list[str], style: Style) -> Grid:
    order = _order(answer, dimensions(answer), style)
    called = names(answer, style)
    rows = [[one.values[row] for one in found] for row in order]
    texts = [[one.texts[row] for one in found] for row in order]
    return [called[row] for row in order], over, rows, texts, [[one.marks[row] for one in found] for row in order]


def _order(answer: Answer, named: Sequence[AnswerField], style: Style) -> list[int]:
    """The rows in time where the one dimension is a date, else as they came."""
    places = list(range(len(answer.rows)))
    if len(named) != 1:
        return places
    return _in_time(named[0], [row.get(named[0].id) for row in answer.rows], places)


def _in_time(field: AnswerField, values: list[Any], places: list[int]) -> list[int]:
    dated = field.timeframe is not None or field.type in {"date", "timestamp"}
    whens = [as_period(value, field.timeframe) if dated else None for value in values]
    if any(when is None for when in whens):
        return places
    return sorted(places, key=lambda place: instant(whens[place]))  # type: ignore[arg-type]


def _crossed(answer: Answer, named: list[AnswerField], found: Column, style: Style) -> Grid:
    """The last dimension becomes the columns; what a combination lacks is an empty cell."""
    *rows, last = named
    keys = [tuple(row.get(f.id) for f in rows) for row in answer.rows]
    tops = [row.get(last.id) for row in answer.rows]
    down, over = list(dict.fromkeys(keys)), list(dict.fromkeys(tops))
    if len(rows) == 1:
        down = [down[place] for place in _in_time(rows[0], [key[0] for key in down], list(range(len(down))))]
    over = [over[place] for place in _in_time(last, over, list(range(len(over))))]
    at = {(key, top): place for place, (key, top) in enumerate(zip(keys, tops, strict=True))}
    places = [[at.get((key, top)) for top in over] for key in down]
    cells = [[None if place is None else found.values[place] for place in row] for row in places]
    texts = [[NONE if place is None else found.texts[place] for place in row] for row in places]
    marks = [[None if place is None else found.marks[place] for place in row] for row in places]
    down_names = [
        " · ".join(formats.cell(v, f.format, style, timeframe=f.timeframe) for v, f in zip(key, rows, strict=True))
        for key in down
    ]
    over_names = [formats.cell(top, last.format, style, timeframe=last.timeframe) for top in over]
    return down_names, over_names, cells, texts, marks


def _cut(grid: Grid, notes: list[str], style: Style) -> Grid:
    down, over, all_values, all_texts, all_marks = grid
    down, over = (
        capped(down, MOST_ROWS, "rows", notes, style),
        capped(over, MOST_COLUMNS, "columns", notes, style),
    )
    values = [row[: len(over)] for row in all_values[: len(down)]]
    texts = [row[: len(over)] for row in all_texts[: len(down)]]
    return down, over, values, texts, [row[: len(over)] for row in all_marks[: len(down)]]


def _cells(
    down: list[str], over: list[str], values: list[list[float | None]], texts: list[list[str]], ramp: list[str]
) -> dict[str, Any]:
    steps = len(ramp)
    return {
        "type": "heatmap",
        "x": unique([inert(name) for name in over]),
        "y": unique([inert(name) for name in down]),
        "z": values,
        "text": [[inert(text) for text in row] for row in texts],
        "hovertemplate": "%{y} · %{x}<br>%{text}<extra></extra>",
        "hoverongaps": False,
        "xgap": 1,
        "ygap": 1,
        "colorscale": [[edge / steps, token] for step, token in enumerate(ramp) for edge in (step, step + 1)],
        "showscale": False,
    }


def _figures(trace: dict[str, Any], there: list[float]) -> dict[str, Any]:
    """What stands in the cells, each in the ink that its shade asks for."""
    low, high = trace.get("zmin", min(there)), trace.get("zmax", max(there))
    ramp = [token for _, token in trace["colorscale"][::2]]

    def ink(value: float | None) -> str:
        if value is None:
            return "--ink3"
        step = int((value - low) / (high - low) * len(ramp)) if high > low else 0
        return INKS.get(ramp[min(step, len(ramp) - 1)], "--q1-ink")

    return {
        "type": "scatter",
        "mode": "text",
        "x": trace["x"] * len(trace["y"]),
        "y": [name for name in trace["y"] for _ in trace["x"]],
        "text": [text for row in trace["text"] for text in row],
        "textfont": {"size": 11, "color": [ink(value) for row in trace["z"] for value in row]},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _narrow(x: dict[str, Any]) -> dict[str, Any]:
    """On a phone: no figures in the cells, and the names of columns on end."""
    return {"xaxis": {**x, "tickangle": -90}, "traces": {"mode": "none"}}


def _said(name: str, most: int) -> str:
    """A name as its axis says it: what is too long for few columns goes on up to three lines, else it is cut."""
    lines = wrap(name, most, break_long_words=False) if most == LINE else []
    return "<br>".join(map(inert, lines)) if 1 < len(lines) <= 3 else inert(short(name, max(most, 14)))


def _layout(down: list[str], over: list[str]) -> dict[str, Any]:
    def axis(found: list[str], most: int, **more: Any) -> dict[str, Any]:
        keys = unique([inert(name) for name in found])
        words = [_said(name, most) for name in found]
        parts = {"tickmode": "array", "tickvals": keys, "ticktext": words, "automargin": True, "ticks": ""}
        return category_axis(
            type="category", categoryorder="array", categoryarray=keys, showline=False, **parts, **more
        )

    x = axis(over, LINE if len(over) <= FEW else 14, side="top", tickangle=0 if len(over) <= 12 else -90)
    x["range"] = [-0.5, len(over) - 0.5]
    return layout(
        xaxis=x,
        yaxis=axis(down, 28, range=[len(down) - 0.5, -0.5]),
        hovermode="closest",
        margin={"l": 8, "r": 14, "t": 26, "b": 8, "pad": 4},
        meta={
            "height": 52 + ROW * len(down),
            "most": 52 + HIGH_ROW * len(down),
            "narrow": _narrow(x) if len(over) > 4 else None,
        },
    )
