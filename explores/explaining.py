"""One number explained: what it means, which rows made it, how they were reached, and the same number counted anew."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from cdp.warehouse import open_warehouse
from cdp.warehouse.base import Cancellation, Pin
from explores import runner
from explores.answer import Answer
from explores.drill.pointing import Pointed
from explores.formatting import formats
from explores.formatting.formats import Style
from explores.semantic.cells import Cell, narrowed, row_query
from explores.semantic.errors import SemanticError
from explores.semantic.info import measure_sql
from explores.semantic.model import Explore, Measure
from explores.semantic.paths import path_words
from explores.semantic.plan import base_measures, question
from explores.semantic.query import Query
from explores.semantic.resolve import read, resolve
from explores.semantic.settings import Setting
from explores.semantic.where_words import sentence
from explores.shaping import key_of


@dataclass(frozen=True)
class Explanation:
    """Everything about one figure. ``again`` is empty where it could not be counted anew; ``why_not`` says why."""

    label: str
    definitions: list[tuple[str, str, str]]  # label, meaning, how it is computed; of each part of a formula
    figure: str
    again: str
    agrees: bool
    difference: str
    why_not: str
    filters: list[tuple[str, str]]  # field, what it lets through
    path: tuple[str, ...]
    sql: str
    again_sql: str
    as_of: str
    pin: int
    timezone: str


def explain(at: Pointed, cancellation: Cancellation | None = None) -> Explanation:
    """Raises SemanticError for a field that is no measure, WarehouseError where the warehouse cannot answer."""
    explore, query, cell, setting = at.asked.explore, at.query, at.cell, at.setting
    viewer, style = at.asked.viewer, at.asked.style
    measure = explore.measure(cell.field)
    pin = open_warehouse().pin()
    asked = _of_cell(explore, query, cell, setting)
    answer = runner.run(asked, viewer, now=setting.now, pin=pin, cancellation=cancellation)
    figure = _figure(answer, cell)
    again, again_sql, why_not = _again(at, pin, cancellation)
    style = Style(style.language, answer.currency)
    base = base_measures(explore, [measure])
    dimensions = [explore.dimension(name) for name in cell.values]
    rows = resolve(explore, row_query(explore, query), setting).rows
    return Explanation(
        label=explore.labels.get(measure.id, measure.label),
        definitions=[_defined(explore, one) for one in dict.fromkeys([measure, *base])],
        figure=_shown(figure, measure, style),
        again="" if why_not else _shown(again, measure, style),
        agrees=not why_not and agree(figure, again),
        difference="" if why_not or agree(figure, again) else _difference(figure, again, measure, style),
        why_not=why_not,
        filters=_filters(explore, asked, setting),
        path=path_words(question(explore, dimensions, rows, base)),
        sql=runner.sql_of(asked, viewer, now=setting.now),
        again_sql=again_sql,
        as_of=formats.clock(answer.as_of, setting.now, answer.timezone, style),
        pin=pin.id,
        timezone=answer.timezone,
    )


def _of_cell(explore: Explore, query: Query, cell: Cell, setting: Setting) -> Query:
    """The cell's own group, among those whose texts differ in capitals alone."""
    plain = row_query(explore, query)
    return replace(
        plain, fields=(*cell.values, cell.field), filters=narrowed(explore, plain, cell, setting), pivots=(), sorts=(),
        limit=None, totals=False, row_totals=False, subtotals=False,
    )  # fmt: skip


def _figure(answer: Answer, cell: Cell) -> Any:
    names, wanted = list(cell.values), tuple(cell.values.values())
    return next((row[cell.field] for row in answer.rows if key_of(row, names) == wanted), None)


def _again(at: Pointed, pin: Pin, cancellation: Cancellation | None) -> tuple[Any, str, str]:
    try:
        value, sql = runner.recounted(
            at.query, at.cell, at.asked.viewer, now=at.asked.now, pin=pin, cancellation=cancellation
        )
    except SemanticError as error:
        return None, "", error.message
    return value, sql, ""


def agree(one: Any, other: Any) -> bool:
    """Whether two figures are one: to the last digit, but for what binary fractions cannot hold."""
    if not (formats.is_number(one) and formats.is_number(other)):
        return bool(one == other) or {str(one), str(other)} <= {"None", "0"}
    return bool(one == other) or math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-9)


def _shown(value: Any, measure: Measure, style: Style) -> str:
    return formats.cell(value, measure.format, style)


def _difference(one: Any, other: Any, measure: Measure, style: Style) -> str:
    if formats.is_number(one) and formats.is_number(other):
        return _shown(type(one)(other) - one, measure, style)
    return f"{_shown(other, measure, style)} instead of {_shown(one, measure, style)}"


def _defined(explore: Explore, measure: Measure) -> tuple[str, str, str]:
    return explore.labels.get(measure.id, measure.label), measure.definition, measure_sql(measure)


def _filters(explore: Explore, asked: Query, setting: Setting) -> list[tuple[str, str]]:
    found = []
    for name, text in asked.filters:
        said = read(explore.field(name), text, setting).sentence
        found.append((explore.labels.get(name, name), said))
    if tree := sentence(explore, asked.where, setting):
        found.append(("Groups of filters", tree))
    return found
