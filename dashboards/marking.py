"""From marks to cross-filters, and back to the marks that are chosen.

A mark is told as drilling tells it: a cell of the tile's answer. Its values become filters by the one rule of drilling.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dashboards.narrowing import Known
from explores.answer import Answer
from explores.charts.palette import faded
from explores.drill.pointing import Pointed
from explores.semantic import json_text
from explores.semantic.cells import expression_for, value_of
from explores.semantic.errors import SemanticError
from explores.semantic.model import CUSTOM, Dimension
from explores.semantic.resolve import filter_type, read, read_as

DIM = 25  # per cent of a colour that is left of what is not chosen
Told = dict[str, Any]  # for the page: ``parts`` of a chart's traces, or ``of`` what elements which are ``chosen``


def terms(at: Pointed) -> dict[str, str]:
    """What a click on the mark filters by: a dimension's cell by its own value, a figure by all of its row and column.

    Raises SemanticError where the mark stands for no value of a field of the data.
    """
    names = [at.cell.field] if at.cell.field in at.cell.values else list(at.cell.values)
    plain = [name for name in names if not _is_made(at, name)]
    if names and not plain:
        said = "This field was made in the tile's own question; other tiles lack it, so it can't filter the page."
        raise SemanticError(said, code="cannot_cross", field=names[0])
    if not plain:
        raise SemanticError("This stands for no one value that the page could be filtered by.", code="cannot_cross")
    return {name: expression_for(at.asked.explore.dimension(name), at.cell.values[name], at.setting) for name in plain}


def _is_made(at: Pointed, name: str) -> bool:
    return name in at.query.custom or at.asked.explore.dimension(name).view == CUSTOM


def ranged(first: Pointed, last: Pointed) -> dict[str, str]:
    """What a range filters by that was dragged from one mark to another, both included. Raises SemanticError."""
    name = next(iter(first.cell.values), "")
    if not name or name not in last.cell.values or _is_made(first, name):
        raise SemanticError("A range needs an axis of dates or numbers of the data.", code="cannot_cross")
    dimension, ends = first.asked.explore.dimension(name), [one.cell.values[name] for one in (first, last)]
    kind = filter_type(dimension)
    if None in ends or kind not in {"date", "number"}:
        raise SemanticError("A range needs an axis of dates or numbers.", code="cannot_cross", field=name)
    texts = [expression_for(dimension, end, first.setting) for end in ends]
    if kind == "number":
        low, high = sorted(texts, key=float)
        return {name: f"[{low},{high}]"}
    stretches = [read_as("date", text, first.setting).explain() for text in texts]
    return {name: f"{_brief(stretches[0]['start'])} to {_brief(stretches[1]['end'])}"}


def _brief(moment: Any) -> str:
    """A moment as a filter takes it, without a midnight."""
    return f"{datetime.fromisoformat(str(moment)):%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")


class Chosen:
    """Which marks of an answer are chosen by the cross-filters that were clicked in it."""

    def __init__(self, own: Iterable[Known], answer: Answer, zone: str, setting: Any) -> None:
        self._zone = ZoneInfo(zone)
        self._asked = {
            each.crossed.field: (each.dimension, read(each.dimension, each.crossed.expression, setting))
            for each in own
            if each.dimension is not None
        }
        dimensions = [field for field in answer.fields if field.kind == "dimension"]
        self._rows = [field.id for field in dimensions if not field.pivoted]
        self._pivots = [field.id for field in dimensions if field.pivoted]

    def has(self, row: Sequence[Any] | Mapping[str, Any], pivot: Sequence[Any] = ()) -> bool:
        """Whether a mark of these values is chosen, its values as JSON has them."""
        own = row if isinstance(row, Mapping) else dict(zip(self._rows, row, strict=False))
        values = {**own, **dict(zip(self._pivots, pivot, strict=False))}
        return all(name in values and self._passes(name, values[name]) for name in self._asked)

    def _passes(self, name: str, told: Any) -> bool:
        dimension, condition = self._asked[name]
        assert isinstance(dimension, Dimension)
        value = value_of(dimension, told.isoformat() if isinstance(told, date) else told)
        local = isinstance(value, datetime) and value.tzinfo is None
        return bool(condition.matches(value.replace(tzinfo=self._zone) if local else value))


def of_figure(plot: Mapping[str, Any], chosen: Chosen) -> Told:
    """What makes the chosen marks of a chart stand out: for each trace, settings that take the place of its own."""
    drill = plot.get("drill") or {}
    rows, columns = [json_text.read(row) for row in drill.get("rows", ())], drill.get("columns", ())

    def is_on(number: Any) -> bool | None:
        if not isinstance(number, int):
            return None
        row, column = divmod(number, len(columns))
        return chosen.has(rows[row], json.loads(columns[column][1]))

    traces = zip(plot.get("data", ()), drill.get("marks", ()), strict=False)
    return {"parts": [_part(trace, _judged(marks, is_on)) for trace, marks in traces]}


def _judged(marks: Any, is_on: Any) -> list[bool | None]:
    """For each mark of a trace whether it is chosen; nothing for traces whose marks stand in a grid or a flow."""
    return [is_on(mark) for mark in marks] if isinstance(marks, list) else []


def _part(trace: Mapping[str, Any], marks: list[bool | None]) -> Told:
    if not any(mark is not None for mark in marks) or all(marks):
        return {}
    kind = trace.get("type")
    if kind in {"pie", "treemap", "sunburst", "funnelarea"}:
        return {"marker": {**trace.get("marker", {}), "colors": _dimmed(trace, marks)}}
    if not any(marks):
        return {"opacity": DIM / 100}
    places = [place for place, mark in enumerate(marks) if mark]
    if kind == "scatter" and "markers" not in trace.get("mode", "lines"):
        shown = {"mode": f"{trace.get('mode', 'lines')}+markers", "unselected": {"marker": {"opacity": 0}}}
        return {"selectedpoints": places, "selected": {"marker": {"size": 8}}, **shown}
    return {"selectedpoints": places, "unselected": {"marker": {"opacity": DIM / 100}}}


def _dimmed(trace: Mapping[str, Any], marks: list[bool | None]) -> list[Any]:
    colours = trace.get("marker", {}).get("colors", ())
    return [
        colour if mark else faded(colour.partition("/")[0], DIM) for colour, mark in zip(colours, marks, strict=False)
    ]
