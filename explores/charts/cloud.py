"""A word cloud: the values of a dimension, as large as their figure. PURE."""

from __future__ import annotations

from typing import Any

from explores.answer import Answer, AnswerField
from explores.charts.cells import Mark, together
from explores.charts.cloud_places import Placed, arrange
from explores.charts.palette import SERIES
from explores.charts.picture import Options, Picture, WrongShape, chosen, switched
from explores.charts.reading import Column, columns, dimensions, text
from explores.charts.template import hidden_axis, layout
from explores.charts.words import counted, inert, listed, short
from explores.formatting import formats
from explores.formatting.formats import Style

NEEDS = "A word cloud takes a dimension, whose values are the words, and a measure, which is their size."
MOST_WORDS, LONGEST = 100, 24
WIDE, NARROW = (1000, 300), (350, 380)  # px of the ground on a screen and on a phone
SHADES = ("--q9", "--q8", "--q7")


def cloud(answer: Answer, style: Style, options: Options) -> Picture:
    """The first dimension's values by the first measure, largest in the middle."""
    found, named = columns(answer, style), dimensions(answer)
    if not found or not named or not answer.rows:
        raise WrongShape(NEEDS)
    notes: list[str] = []
    others = [*(f.short_label for f in named[1:]), *(one.name for one in found[1:])]
    if others:
        notes.append(f"{listed(others)} not drawn; a word cloud shows a dimension and a measure.")
    weights, lost = _weights(answer, named[0], found[0], style)
    if lost:
        notes.append(f"{counted(lost, 'row')} without a word or a figure above zero not drawn.")
    if not weights:
        raise WrongShape("No word has a figure above zero; there is nothing to draw.")
    ranked = sorted(((word, size) for word, (size, _) in weights.items()), key=lambda pair: (-pair[1], pair[0]))
    if len(ranked) > MOST_WORDS:
        notes.append(f"The {MOST_WORDS} largest of {formats.count(len(ranked), style)} words are drawn.")
    top = ranked[:MOST_WORDS]
    figures = [formats.cell(value, found[0].field.format, style) for _, value in top]
    made, without_room = _layout(top, figures, [together(weights[word][1]) for word, _ in top], options)
    if without_room:
        notes.append(f"{counted(without_room, 'word')} found no room.")
    told = f"Word cloud of {found[0].name}, {len(top)} words. The largest are "
    told += f"{listed([f'{word} ({figure})' for (word, _), figure in zip(top[:3], figures, strict=False)])}."
    return Picture([_points(top, figures)], made, told, notes)


def _weights(
    answer: Answer, named: AnswerField, found: Column, style: Style
) -> tuple[dict[str, tuple[float, list[Mark]]], int]:
    """The size of each word and the cells it is of, and how many rows have none."""
    weights: dict[str, tuple[float, list[Mark]]] = {}
    lost = 0
    for row, value, mark in zip(answer.rows, found.values, found.marks, strict=True):
        word = text(row, named, style)
        size, marks = weights.get(word, (0.0, []))
        if value is None or value <= 0 or word == formats.NONE:
            lost += 1
        elif found.field.additive:
            weights[word] = (size + value, [*marks, mark])
        elif value > size:
            weights[word] = (value, [mark])
    return weights, lost


def _points(top: list[tuple[str, float]], figures: list[str]) -> dict[str, Any]:
    """The words as data; they are drawn by notes, which can stand upright."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [None] * len(top),
        "y": [None] * len(top),
        "text": [inert(word) for word, _ in top],
        "customdata": [inert(figure) for figure in figures],
        "hoverinfo": "skip",
    }


def _layout(
    top: list[tuple[str, float]], figures: list[str], marks: list[Mark], options: Options
) -> tuple[dict[str, Any], int]:
    """The layout for a screen and, inside it, the one for a phone; and how many words the screen has no room for."""
    rotated = switched(options, "words.rotation", False)
    words, weights = [short(word, LONGEST) for word, _ in top], [weight for _, weight in top]
    paint = chosen(options, "words.color", ("value", "word", "one"))
    parts: list[dict[str, Any]] = []
    rooms: list[int] = []
    for ground in (WIDE, NARROW):
        placed = arrange(words, weights, ground, rotated=rotated)
        notes = [
            _note(one, ground, inert(words[one.word]), inert(figures[one.word]), _ink(one.word, len(words), paint))
            | {"cells": marks[one.word]}
            for one in placed
        ]
        rooms.append(len(words) - len(placed))
        parts.append(
            {
                "xaxis": hidden_axis(range=[0, ground[0]]),
                "yaxis": hidden_axis(range=[0, ground[1]]),
                "annotations": notes,
                "meta": {"tall": ground[1], "ground": list(ground)},
            }
        )
    wide, narrow = parts
    wide["meta"]["narrow"] = narrow
    return layout(hovermode="closest", margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0}, **wide), rooms[0]


def _ink(place: int, count: int, paint: str) -> str:
    if paint == "word":
        return SERIES[place % len(SERIES)]
    return SHADES[min(place * len(SHADES) // count, len(SHADES) - 1)] if paint == "value" else "--ink"


def _note(one: Placed, ground: tuple[int, int], word: str, figure: str, ink: str) -> dict[str, Any]:
    return {
        "text": word,
        "x": one.x,
        "y": ground[1] - one.y,
        "xref": "x",
        "yref": "y",
        "xanchor": "center",
        "yanchor": "middle",
        "textangle": -90 if one.upright else 0,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": one.size, "color": ink, "weight": 600},
        "hovertext": f"{word}<br>{figure}",
        "hoverlabel": {"bgcolor": "--surface", "bordercolor": "--line2", "font": {"size": 12, "color": "--ink"}},
    }
