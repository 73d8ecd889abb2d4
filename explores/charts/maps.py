"""Maps of outlines that we serve: countries or states in the shade of a figure, and points. PURE."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any

from explores.answer import Answer, AnswerField
from explores.charts import places
from explores.charts.cells import Mark, cell, together
from explores.charts.picture import Options, Picture, WrongShape, chosen
from explores.charts.reading import Column, columns, dimensions, names, text
from explores.charts.shades import RAMP, key
from explores.charts.template import layout
from explores.charts.words import counted, inert, listed
from explores.formatting import formats
from explores.formatting.formats import Style

MAP_NEEDS = "A map takes a dimension of countries (or of states of the USA), by code or English name, and a measure."
POINTS_NEEDS = "A map of points takes a latitude and a longitude, two numbers, and a measure if you like."
MOST_POINTS = 2000
HEIGHT = 360
# Latitudes whose ground is as wide as a tile (1.75 to 1) and as a phone (1.4 to 1): Plotly cuts the land at its edge
EUROPE_WIDE, EUROPE_NARROW = [30, 66], [30, 74]
_EUROPE = (
    "ALA ALB AND AUT BEL BGR BIH BLR CHE CZE DEU DNK ESP EST FIN FRA FRO GBR GGY GIB GRC HRV HUN IMN IRL ISL ITA JEY",
    "LIE LTU LUX LVA MCO MDA MKD MLT MNE NLD NOR POL PRT ROU SMR SRB SVK SVN SWE UKR VAT",
)
EUROPE = frozenset(" ".join(_EUROPE).split())


@dataclass
class _Regions:
    """Figures by region code; ``mode`` is countries or states."""

    mode: str
    figures: dict[str, float] = field(default_factory=dict)
    marks: dict[str, list[Mark]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def regions(answer: Answer, style: Style, options: Options) -> Picture:
    """Each country or state in the shade of its figure; what is no place is named."""
    found = columns(answer, style)
    if not found or not dimensions(answer) or not answer.rows:
        raise WrongShape(MAP_NEEDS)
    first, notes = found[0], []
    if len(found) > 1:
        notes.append(f"{listed([one.name for one in found[1:]])} not drawn; a map shows one measure.")
    read = _read(answer, first, style, chosen(options, "map.regions", ("auto", "countries", "states")), notes)
    if not read.figures:
        raise WrongShape(f"None of {listed([*dict.fromkeys(read.unknown)], 3) or 'the rows'} has a figure. {MAP_NEEDS}")
    scope = "usa" if read.mode == "states" else _scope(read, chosen(options, "map.scope", ("auto", "world", "europe")))
    data = _shaded(read, first, scope, style)
    top = max(read.figures, key=lambda code: read.figures[code])
    where = counted(len(read.figures), "country" if read.mode == "countries" else "state")
    told = f"Map of {first.name} in {where}. {places.name(top)} is highest at "
    told += f"{formats.cell(read.figures[top], first.field.format, style)}."
    shades = key(list(read.figures.values()), first, style)
    return Picture(data, _layout(_geo(scope), **shades), told, notes, {"scrollZoom": True})


def _read(answer: Answer, first: Column, style: Style, mode: str, notes: list[str]) -> _Regions:
    """The figure of each region: of the dimension in which most values are places."""
    ways = [
        (way, known, named)
        for named in dimensions(answer)
        for way, known in (("countries", places.country), ("states", places.state))
        if mode in {"auto", way}
    ]

    def hits(way: str, known: Any, named: AnswerField) -> tuple[int, bool]:
        hinted = ("state" in named.id or "region" in named.id) == (way == "states")
        return sum(known(text(row, named, style)) is not None for row in answer.rows), hinted

    way, known, named = max(ways, key=lambda one: hits(*one))
    read, again, missing, nowhere = _Regions(way), 0, 0, 0
    for row, value, mark in zip(answer.rows, first.values, first.marks, strict=True):
        told = text(row, named, style)
        code = known(told)
        if told == formats.NONE:
            nowhere += 1
        elif code is None:
            read.unknown.append(told)
        elif value is None:
            missing += 1
        elif code in read.figures:
            again += 1
            read.figures[code] += value if first.field.additive else 0
            read.marks[code] += [mark] if first.field.additive else []
        else:
            read.figures[code], read.marks[code] = value, [mark]
    if nowhere:
        notes.append(f"{counted(nowhere, 'row')} without a {named.short_label.lower()} not drawn.")
    _tell(read, first, again, missing, notes)
    return read


def _tell(read: _Regions, first: Column, again: int, missing: int, notes: list[str]) -> None:
    what = "country" if read.mode == "countries" else "state"
    unknown = list(dict.fromkeys(read.unknown))
    if unknown:
        notes.append(f"Not drawn, as no {what} is called so: {listed(unknown)}.")
    if missing:
        notes.append(f"{counted(missing, what)} without a figure not drawn.")
    if again:
        done = "added up" if first.field.additive else "left out, as they do not add up"
        notes.append(f"{counted(again, 'more row')} of the same {read.mode} {done}.")


def _scope(read: _Regions, wanted: str) -> str:
    if wanted == "auto":
        return "europe" if EUROPE.issuperset(read.figures) else "world"
    return wanted


def _shaded(read: _Regions, first: Column, scope: str, style: Style) -> list[dict[str, Any]]:
    """Areas, and dots for countries that are too small to have one. Both share a scale of colours."""
    values = list(read.figures.values())
    reach = {"zmin": min(values), "zmax": max(values)}
    small = {"world": frozenset(places.SMALL), "europe": frozenset({"SMR", "VAT"})}.get(scope, frozenset())
    dotted = [code for code in read.figures if code in small]
    areas = [code for code in read.figures if code not in dotted]
    shared = {"hovertemplate": "%{customdata}<extra></extra>", "showlegend": False}
    made: list[dict[str, Any]] = [
        {
            "type": "choropleth",
            "locationmode": "USA-states" if read.mode == "states" else "ISO-3",
            "locations": areas,
            "z": [read.figures[code] for code in areas],
            "customdata": [_told(code, read, first, style) for code in areas],
            "cells": [together(read.marks[code]) for code in areas],
            "colorscale": RAMP,
            "showscale": False,
            "marker": {"line": {"color": "--surface", "width": 0.5}},
            **reach,
            **shared,
        }
    ]
    if dotted:
        made.append(
            {
                "type": "scattergeo",
                "mode": "markers",
                "lon": [places.SMALL[code][0] for code in dotted],
                "lat": [places.SMALL[code][1] for code in dotted],
                "customdata": [_told(code, read, first, style) for code in dotted],
                "cells": [together(read.marks[code]) for code in dotted],
                "marker": {
                    "color": [read.figures[code] for code in dotted],
                    "cmin": reach["zmin"],
                    "cmax": reach["zmax"],
                    "colorscale": RAMP,
                    "size": 7,
                    "line": {"color": "--ink3", "width": 1},
                },
                **shared,
            }
        )
    return made


def _told(code: str, read: _Regions, first: Column, style: Style) -> str:
    figure = formats.cell(read.figures[code], first.field.format, style)
    return f"{inert(places.name(code))}<br>{inert(first.name)} {inert(figure)}"


def _geo(scope: str) -> dict[str, Any]:
    """The ground: land and borders, no sea. Antarctica is left below the edge."""
    made: dict[str, Any] = {
        "scope": scope,
        "resolution": 50 if scope == "europe" else 110,
        "bgcolor": "rgba(0,0,0,0)",
        "showframe": False,
        "showland": True,
        "landcolor": "--fill",
        "showcountries": True,
        "countrycolor": "--line2",
        "countrywidth": 0.5,
        "showcoastlines": True,
        "coastlinecolor": "--line2",
        "coastlinewidth": 0.5,
        "showsubunits": scope == "usa",
        "subunitcolor": "--line2",
        "showlakes": False,
    }
    if scope == "world":
        made |= {"projection": {"type": "natural earth"}, "lataxis": {"range": [-58, 84]}}
    if scope == "europe":
        made |= {"lataxis": {"range": EUROPE_WIDE}}
    return made


def _layout(geo: dict[str, Any], **parts: Any) -> dict[str, Any]:
    margin = {"l": 4, "r": 4, "t": 4, "b": 4, "pad": 0}
    meta: dict[str, Any] = {"tall": HEIGHT}
    if geo["scope"] == "europe":
        meta["narrow"] = {"geo": geo | {"lataxis": {"range": EUROPE_NARROW}}}
    return layout(geo=geo, hovermode="closest", dragmode="pan", margin=margin, meta=meta, **parts)


_LATITUDE = re.compile(r"(^|[^a-z])lat(itude)?s?($|[^a-z])")
_LONGITUDE = re.compile(r"(^|[^a-z])(lon|lng|long)(gitude)?s?($|[^a-z])")


def points(answer: Answer, style: Style, options: Options) -> Picture:
    """A dot for each row; its size by the first measure, its colour by the second."""
    north, east = (_coordinate(answer, pattern) for pattern in (_LATITUDE, _LONGITUDE))
    if north is None or east is None or not answer.rows:
        raise WrongShape(POINTS_NEEDS)
    notes: list[str] = []
    figures = [one for one in columns(answer, style) if one.field not in (north, east)]
    if len(figures) > 2:
        notes.append(f"{listed([one.name for one in figures[2:]])} not drawn; a dot shows two measures.")
    rows = [row for row in range(len(answer.rows)) if _on_earth(answer.rows[row], north, east)]
    if len(rows) < len(answer.rows):
        lost = len(answer.rows) - len(rows)
        notes.append(f"{counted(lost, 'row')} without a place on earth not drawn.")
    if figures:
        rows.sort(key=lambda row: -(figures[0].values[row] or 0))
    if len(rows) > MOST_POINTS:
        notes.append(f"{formats.count(MOST_POINTS, style)} of {formats.count(len(rows), style)} points are drawn.")
        rows = rows[:MOST_POINTS]
    if not rows:
        raise WrongShape(f"No row has a latitude from −90 to 90 and a longitude from −180 to 180. {POINTS_NEEDS}")
    trace = {
        "type": "scattergeo",
        "mode": "markers",
        "lat": [float(answer.rows[row][north.id]) for row in rows],
        "lon": [float(answer.rows[row][east.id]) for row in rows],
        "customdata": _names(answer, (north, east), figures, rows, style),
        "cells": [figures[0].marks[row] if figures else cell(north, answer.rows[row]) for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": _marker(figures, rows),
    }
    told = f"Map of {formats.count(len(rows), style)} points" + (f", as large as {figures[0].name}" if figures else "")
    return Picture(
        [trace], _layout(_geo("world") | {"fitbounds": "locations"}), f"{told}.", notes, {"scrollZoom": True}
    )


def _coordinate(answer: Answer, pattern: re.Pattern[str]) -> AnswerField | None:
    """The field that is called so: by the end of its id, or by its label."""
    for one in answer.fields:
        words = (one.id.rpartition(".")[2].lower().replace("_", " "), one.short_label.lower())
        if any(pattern.search(word) for word in words) and not one.pivoted:
            return one
    return None


def _on_earth(row: dict[str, Any], north: AnswerField, east: AnswerField) -> bool:
    lat, lon = row.get(north.id), row.get(east.id)
    return formats.is_number(lat) and formats.is_number(lon) and abs(lat) <= 90 and abs(lon) <= 180  # type: ignore[arg-type]


def _names(
    answer: Answer, taken: tuple[AnswerField, AnswerField], figures: list[Column], rows: list[int], style: Style
) -> list[str]:
    named = [f for f in dimensions(answer) if f not in taken]
    whole = names(answer, style) if not named else []
    told = []
    for row in rows:
        name = " · ".join(text(answer.rows[row], f, style) for f in named) or whole[row] or "Here"
        parts = [f"{inert(one.name)} {inert(one.texts[row])}" for one in figures[:2]]
        told.append("<br>".join([inert(name), *parts]))
    return told


def _marker(figures: list[Column], rows: list[int]) -> dict[str, Any]:
    """Areas go with the figure, so that four times as much looks four times as large."""
    made: dict[str, Any] = {"color": "--slot1", "opacity": 0.7, "size": 7, "line": {"color": "--surface", "width": 0.5}}
    if figures:
        sizes = [max(figures[0].values[row] or 0.0, 0.0) for row in rows]
        most = max(sizes) or 1.0
        made["size"] = [max(4.0, 28 * math.sqrt(size / most)) for size in sizes]
    if len(figures) > 1:
        shades = [figures[1].values[row] for row in rows]
        there = [value for value in shades if value is not None]
        if there:
            made |= {"color": shades, "colorscale": RAMP, "showscale": False}
            made |= {"cmin": min(there), "cmax": max(there)}
    return made
