"""A funnel: stages from many to few, each with what is left of the largest or of the one before. PURE."""

from __future__ import annotations

from typing import Any

from explores.answer import Answer
from explores.charts.palette import CLEAR, SERIES
from explores.charts.picture import Options, Picture, WrongShape, chosen, switched
from explores.charts.reading import Part, capped, ends, parts, without
from explores.charts.template import category_axis, hidden_axis, layout
from explores.charts.words import inert, short
from explores.formatting import formats
from explores.formatting.formats import Style

MOST_BARS = 50
NEEDS = "A funnel takes a dimension and a measure, or one row of several measures."
PLACES = ("left", "inline", "right", "hidden")
ROW, THICK = 34, 0.82  # px of a stage with its gap, and the share of them that the bar fills


def funnel(answer: Answer, style: Style, options: Options) -> Picture:
    """Centred bars from the top, in the order of the answer."""
    way = chosen(options, "funnel.orientation", ("automatic", "rows", "columns"))
    first, found, notes = parts(answer, style, NEEDS, way)
    stages = capped(
        without(lambda v: v >= 0, found, "below zero or missing not drawn", notes), MOST_BARS, "bars", notes, style
    )
    if not stages or not any(stage.value for stage in stages):
        raise WrongShape("Every stage of this funnel is zero or missing; there is nothing to draw.")
    shares = _shares(stages, chosen(options, "funnel.of", ("largest", "previous")), style)
    widths = _widths(stages, switched(options, "funnel.stepped", False), notes)
    texts = _texts(stages, shares, options)
    smooth = switched(options, "funnel.smoothed", False)
    made = _layout(len(stages), texts, options)
    if smooth:
        made["shapes"] = _slopes(widths)
    told = f"Funnel of {first.field.short_label}, {len(stages)} stages. {ends(stages)}"
    return Picture([_bars(widths, stages, shares, texts["inline"], hidden=smooth)], made, told, notes)


def _shares(stages: list[Part], of: str, style: Style) -> list[str]:
    """Each stage as a share of the largest, or of the one before it (the first has none)."""
    values = [stage.value or 0.0 for stage in stages]
    wholes = [max(values)] * len(values) if of == "largest" else [0.0, *values[:-1]]
    pairs = zip(values, wholes, strict=True)
    return [formats.cell(value / whole, "percent", style) if whole else "" for value, whole in pairs]


def _widths(stages: list[Part], stepped: bool, notes: list[str]) -> list[float]:
    values = [stage.value or 0.0 for stage in stages]
    if not stepped:
        return values
    notes.append("Bars go down in equal steps; their width says nothing.")
    return [float(len(values) - place) for place in range(len(values))]


def _texts(stages: list[Part], shares: list[str], options: Options) -> dict[str, list[str]]:
    """The words at each place: left, inline, right."""
    words = {
        "label": [inert(short(stage.name, 28)) for stage in stages],
        "value": [inert(stage.text) for stage in stages],
        "percent": shares,
    }
    usual = {"label": "left", "value": "right", "percent": "inline"}
    places = {what: _place(options, what, usual[what]) for what in words}
    return {
        place: [
            " · ".join(filter(None, (words[what][row] for what in words if places[what] == place)))
            for row in range(len(stages))
        ]
        for place in PLACES[:3]
    }


def _place(options: Options, what: str, usual: str) -> str:
    found = str(options.get(f"funnel.{what}", usual))
    return found if found in PLACES else usual


def _bars(
    widths: list[float], stages: list[Part], shares: list[str], inline: list[str], *, hidden: bool
) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(widths))),
        "x": widths,
        "base": [-width / 2 for width in widths],
        "width": THICK,
        "text": inline,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": 12, "color": "--ink"},
        "customdata": [
            [inert(stage.name), inert(stage.text) + (f" ({share})" if share else "")]
            for stage, share in zip(stages, shares, strict=True)
        ],
        "cells": [stage.mark for stage in stages],
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
        "marker": {"color": CLEAR if hidden else f"{SERIES[0]}/40"},
    }


def _slopes(widths: list[float]) -> list[dict[str, Any]]:
    """Each bar as a shape whose lower edge is as wide as the next bar."""
    below = [*widths[1:], widths[-1]]
    return [
        {
            "type": "path",
            "layer": "below",
            "fillcolor": f"{SERIES[0]}/40",
            "line": {"width": 0},
            "path": f"M {-top / 2} {row - THICK / 2} L {top / 2} {row - THICK / 2} "
            f"L {low / 2} {row + THICK / 2} L {-low / 2} {row + THICK / 2} Z",
        }
        for row, (top, low) in enumerate(zip(widths, below, strict=True))
    ]


def _layout(rows: int, texts: dict[str, list[str]], options: Options) -> dict[str, Any]:
    """Names at the left as ticks, words at the right as notes beside the bars, a head over each where wanted."""
    axis = category_axis(
        automargin=True,
        ticks="",
        showline=False,
        range=[rows - 0.5, -0.5],
        tickmode="array",
        tickvals=list(range(rows)),
        ticktext=texts["left"],
        tickfont={"size": 12, "color": "--ink2"},
    )
    heads = {side: inert(str(options.get(f"funnel.{side}_label") or "")) for side in ("left", "right")}
    headed = any(heads.values())
    longest = max(len(word) for word in [*texts["right"], heads["right"]])
    return layout(
        xaxis=hidden_axis(),
        yaxis=axis,
        hovermode="closest",
        margin={"l": 8, "r": 12 + 7 * longest, "t": 28 if headed else 8, "b": 8, "pad": 6},
        meta={"height": 28 + ROW * rows + 20 * headed},
        annotations=[
            *(_note(word, 1, row, "left") for row, word in enumerate(texts["right"]) if word),
            *(
                _note(word, side == "right", -0.5, other)
                for side, word in heads.items()
                if word and (other := _OTHER[side])
            ),
        ],
    )


_OTHER = {"left": "right", "right": "left"}


def _note(text: str, x: int, y: float, side: str) -> dict[str, Any]:
    """Words beside row ``y``, or over all of them; ``side`` is the end of the text that touches the bars."""
    return {
        "text": text,
        "x": int(x),
        "y": y,
        "xref": "paper",
        "yref": "y",
        "xanchor": side,
        "yanchor": "bottom" if y < 0 else "middle",
        "xshift": -6 if side == "right" else 6,
        "showarrow": False,
        "font": {"size": 11 if y < 0 else 12, "color": "--ink3" if y < 0 else "--ink2"},
    }
