"""One statement for a question about restated facts as it would have been answered at each of many moments. PURE.

The versions of a day of ads are each true for a while. Put beside every moment, of which each version counts for those
that it was true at, they answer all of them in one reading; ``knowing.as_known`` answers one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlglot
from sqlglot import exp

from explores.semantic.knowing import KNOWN_FROM, THERE, UNDONE
from explores.semantic.sql import Statement
from explores.semantic.trees import alias

PLACE = "at_moment"  # the column that tells whose row it is: the place among the moments
_MOMENTS, _KNOWN_AT = "moments", "known_at"
_RESTATED = "ad_metrics"


def at_each(statements: Sequence[Statement], moments: Sequence[datetime]) -> Statement | None:
    """The answers to all of ``statements`` (one for each moment) with the column ``PLACE``, in the order of each.

    None where that can't be said in one: they differ in more than what their moment means, look at more than restated
    daily results, or are more than groups of them.
    """
    if not statements or len({each.sql for each in statements}) > 1:
        return None
    tree = sqlglot.parse_one(statements[0].sql, read="duckdb")
    if not isinstance(tree, exp.Select) or (grouped := _groups(tree)) is None:
        return None
    moving = {name for name, value in statements[0].params.items() if any(e.params[name] != value for e in statements)}
    if not _all_within(tree, grouped, moving):
        return None
    _put_beside(grouped, moving)
    tree.select(exp.column(PLACE), copy=False)
    return Statement(tree.sql(dialect="duckdb"), _params(statements, moments, moving))


def _groups(tree: exp.Select) -> exp.Select | None:
    """The one select that groups restated results, and that all else only shows."""
    ctes = list(tree.find_all(exp.CTE))
    tables = [table for table in tree.find_all(exp.Table) if table.name in {*THERE, *UNDONE}]
    if len(ctes) != 1 or len(tables) != 1 or tables[0].name != _RESTATED:
        return None
    grouped, shown = ctes[0].this, tree.args.get("from_")
    if not isinstance(grouped, exp.Select) or shown is None or tree.args.get("joins"):
        return None
    more = (exp.Window, exp.Limit, exp.Distinct, exp.Qualify, exp.Subquery)
    aggregated = [each for each in tree.find_all(*more) if not isinstance(each.parent, exp.AggFunc)]
    plain = not aggregated and shown.this.name == ctes[0].alias
    first = grouped.args["from_"].this is tables[0] and grouped.args.get("group") is not None
    return grouped if plain and first else None


def _all_within(tree: exp.Select, grouped: exp.Select, moving: set[str]) -> bool:
    """Whether what moves with the moment stands in the groups alone."""
    return all(
        placeholder.find_ancestor(exp.Select) is grouped
        for placeholder in tree.find_all(exp.Placeholder)
        if placeholder.name in moving
    )


def _put_beside(grouped: exp.Select, moving: set[str]) -> None:
    """Every version beside every moment that it counts for."""
    table = grouped.args["from_"].this
    name = table.alias or table.name
    undone, *_ = UNDONE[_RESTATED]
    for column in list(grouped.find_all(exp.Column)):
        if (column.table, column.name) == (name, undone):
            column.replace(sqlglot.parse_one(f"CASE WHEN {name}.{undone} <= {_MOMENTS}.{_KNOWN_AT} THEN "
                                             f"{name}.{undone} END", read="duckdb"))  # fmt: skip
    for placeholder in list(grouped.find_all(exp.Placeholder)):
        if placeholder.name in moving:
            placeholder.replace(exp.column(placeholder.name, table=_MOMENTS))
    rows = exp.select("*", f"{KNOWN_FROM} AS known_from", dialect="duckdb").from_(_RESTATED)
    table.replace(exp.Subquery(this=rows, alias=alias(name)))
    unnested = [f"UNNEST($moments_{each}) AS {each}" for each in (PLACE, _KNOWN_AT, *sorted(moving))]
    beside = exp.Subquery(this=exp.select(*unnested, dialect="duckdb"), alias=alias(_MOMENTS))
    grouped.join(beside, join_type="cross", copy=False)
    grouped.where(f"{name}.known_from <= {_MOMENTS}.{_KNOWN_AT}", dialect="duckdb", copy=False)
    grouped.select(exp.column(PLACE, table=_MOMENTS), copy=False)
    grouped.group_by(exp.column(PLACE, table=_MOMENTS), copy=False)


def _params(statements: Sequence[Statement], moments: Sequence[datetime], moving: set[str]) -> Mapping[str, Any]:
    """The values that stay, and lists of those that do not."""
    staying = {name: value for name, value in statements[0].params.items() if name not in moving}
    known = [moment.astimezone(UTC).replace(tzinfo=None) for moment in moments]  # the lake's times are naive UTC
    lists = {f"moments_{name}": [each.params[name] for each in statements] for name in moving}
    places = {f"moments_{PLACE}": list(range(len(moments))), f"moments_{_KNOWN_AT}": known}
    return {**staying, **lists, **places}
