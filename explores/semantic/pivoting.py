"""Cells ranked by row and by pivot column, so that a limit cuts rows and columns, never cells. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from explores.semantic import ordering
from explores.semantic.binding import Binder
from explores.semantic.model import Dimension, Measure
from explores.semantic.query import Query, Sort
from explores.semantic.trees import all_true, case, column, either, named, same, select_from, sub, word

ROW_RANK, COLUMN_RANK = "#row_rank", "#column_rank"
TOTAL_ROWS, TOTAL_COLUMNS = "#rows", "#columns"


@dataclass(frozen=True)
class Shape:
    """What stands where in a pivot. ``by_row`` names the measures that rows are sorted by as a whole."""

    rows: tuple[Dimension, ...]
    pivots: tuple[Dimension, ...]
    measures: tuple[Measure, ...]
    by_row: tuple[str, ...]


def ranked(shape: Shape, query: Query, pivot_values: tuple[Any, ...] | None, bind: Binder) -> dict[str, exp.Expression]:
    """CTEs over ``cells``: ``keyed`` carries what rows are sorted by, ``ranked`` the ranks of row and column."""
    keys: dict[str, exp.Expression] = {dimension.id: column(dimension.id) for dimension in shape.rows}
    keyed = _keyed(shape, query, pivot_values, bind, keys)
    row_sorts = [sort for sort in query.sorts if sort.field in keys]
    row_order = ordering.row_order(row_sorts, shape.rows, keys)
    pivot_sorts = [sort for sort in query.sorts if sort.field in query.pivots]
    pivot_keys: dict[str, exp.Expression] = {dimension.id: column(dimension.id) for dimension in shape.pivots}
    column_order = ordering.row_order(pivot_sorts, shape.pivots, pivot_keys)
    ranks = [named(_rank(row_order), ROW_RANK), named(_rank(column_order), COLUMN_RANK)]
    return {"keyed": keyed, "ranked": select_from("keyed", [exp.Star(), *ranks])}


def _keyed(
    shape: Shape, query: Query, pivot_values: tuple[Any, ...] | None, bind: Binder, keys: dict[str, exp.Expression]
) -> exp.Select:
    """Cells with the sort keys of their row beside them; ``keys`` gains the column of each."""
    expressions: list[exp.Expression] = [exp.Column(this=exp.Star(), table=word("cells"))]
    for sort in query.sorts:
        if sort.pivot is not None:
            value = _of_column(shape, sort, pivot_values or (), bind)
        elif sort.field in shape.by_row:
            value = column(sort.field, "row_figures")
        else:
            continue
        name = f"#by {sort.field}"
        expressions.append(named(value, name))
        keys[sort.field] = column(name)
    select = select_from("cells", expressions)
    if shape.by_row:
        meets = [same(column(d.id, "cells"), column(d.id, "row_figures")) for d in shape.rows]
        table = exp.Table(this=word("row_figures"))
        select.set("joins", [exp.Join(this=table, side="LEFT", on=all_true(meets) or exp.true())])
    return select


def _of_column(shape: Shape, sort: Sort, values: Sequence[Any], bind: Binder) -> exp.Expression:
    """The row's value in one pivot column."""
    meets = [
        same(column(dimension.id, "cells"), exp.null() if value is None else bind(value))
        for dimension, value in zip(shape.pivots, values, strict=False)
    ]
    inside = case([(all_true(meets) or exp.false(), column(sort.field, "cells"))])
    rows: list[exp.Expression] = [column(dimension.id, "cells") for dimension in shape.rows]
    return exp.Window(this=exp.Max(this=inside), partition_by=rows)


def _rank(order: Sequence[exp.Expression]) -> exp.Expression:
    if not order:
        return exp.Literal.number(1)
    return exp.Window(this=exp.DenseRank(), order=exp.Order(expressions=list(order)))


def shown(shape: Shape, query: Query) -> exp.Select:
    """The cells inside the limits. A row whose cells all lie in columns that are cut keeps one, to stay a row."""
    counted = [named(_largest(ROW_RANK), TOTAL_ROWS), named(_largest(COLUMN_RANK), TOTAL_COLUMNS)]
    first = exp.Window(this=exp.Min(this=column(COLUMN_RANK)), partition_by=[column(ROW_RANK)])
    inner = select_from("ranked", [exp.Star(), *counted, named(first, "#first")])
    select = select_from(sub(inner, "counted"), [exp.Star()])
    inside = either(
        exp.LTE(this=column(COLUMN_RANK), expression=exp.Literal.number(query.column_limit)),
        exp.EQ(this=column(COLUMN_RANK), expression=column("#first")),
    )
    conditions: list[exp.Expression] = [inside]
    if query.limit is not None:
        limit = exp.Literal.number(max(query.limit, 1))
        conditions.append(exp.LTE(this=column(ROW_RANK), expression=limit))
    select.set("where", exp.Where(this=all_true(conditions)))
    ranks = [ordering.ordered(column(name), descending=False) for name in (ROW_RANK, COLUMN_RANK)]
    select.set("order", exp.Order(expressions=ranks))
    return select


def _largest(name: str) -> exp.Expression:
    return exp.Window(this=exp.Max(this=column(name)))
