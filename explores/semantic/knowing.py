"""A question as it would have been answered at an earlier moment: without what came to be, or came in, later. PURE.

Facts carry the moment they happened at, so those of later are left out. Daily ad results are kept in every version
that was received: a restated day stands as it was known then. A first version that came long after its day was brought
in with a history, and counts as known when its day was over. What the warehouse holds in one state only (names, the
status of an order, attributes of a contact) is as it is now.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

import sqlglot
from sqlglot import exp

from explores.semantic.sql import Statement
from explores.semantic.trees import alias

MOMENT = "known_at"
HISTORY_DAYS = 7  # a day that is first received later than this was not reported but brought in
KNOWN_FROM = f"""CASE
    WHEN ROW_NUMBER() OVER (PARTITION BY source_id, external_id ORDER BY received_at, id) = 1
         AND received_at > day + INTERVAL {HISTORY_DAYS} DAY
    THEN day + INTERVAL 1 DAY ELSE received_at END"""  # since when a version of a day of ads was known
_REPORTED = f"{KNOWN_FROM} <= ${MOMENT}"

THERE: Mapping[str, str] = {
    "contacts": "created_at",
    "list_members": "added_at",
    "segment_members": "added_at",
    "orders": "ordered_at",
    "order_items": "ordered_at",
    "refunds": "refunded_at",
    "automation_entries": "entered_at",
    "message_events": "occurred_at",
}
"""The column that tells since when a row is there; a row without it was always there."""

UNDONE: Mapping[str, tuple[str, ...]] = {"automation_entries": ("left_at", "outcome"), "ad_metrics": ("superseded_at",)}
"""The column with the moment of what happened to a row later, then those that were filled in then."""


def as_known(statement: Statement, at: datetime) -> Statement:
    """The same question over what was known at ``at`` (aware)."""
    moment = at.astimezone(UTC).replace(tzinfo=None)  # the lake's times are naive UTC
    return Statement(_cut(statement.sql), {**statement.params, MOMENT: moment})


def grows_by(statement: Statement) -> tuple[str, str] | None:
    """The name in the statement of the one table that grows, and the column with the moment of each of its rows: what
    that column is before a moment, no later one changes. None: more than one table grows, or rows are restated."""
    tree = sqlglot.parse_one(statement.sql, read="duckdb")
    own_names = {cte.alias for cte in tree.find_all(exp.CTE)}
    growing = [table for table in tree.find_all(exp.Table) if table.name in {*THERE, *UNDONE} - own_names]
    if len(growing) != 1 or growing[0].name in UNDONE:
        return None
    return growing[0].alias or growing[0].name, THERE[growing[0].name]


@lru_cache(maxsize=256)
def _cut(sql: str) -> str:
    tree = sqlglot.parse_one(sql, read="duckdb")
    own_names = {cte.alias for cte in tree.find_all(exp.CTE)}
    for table in list(tree.find_all(exp.Table)):
        if table.name in {*THERE, *UNDONE} - own_names:
            table.replace(exp.Subquery(this=_rows(table.name), alias=alias(table.alias or table.name)))
    return tree.sql(dialect="duckdb")


def _rows(table: str) -> exp.Select:
    """Those of the table that were there at the moment, as they were."""
    rows = exp.select(_columns(table), dialect="duckdb").from_(table)
    if table not in THERE:
        return rows.qualify(_REPORTED, dialect="duckdb")
    return rows.where(f"{THERE[table]} IS NULL OR {THERE[table]} <= ${MOMENT}", dialect="duckdb")


def _columns(table: str) -> str:
    if table not in UNDONE:
        return "*"
    when = UNDONE[table][0]
    undone = (f"CASE WHEN {when} <= ${MOMENT} THEN {column} END AS {column}" for column in UNDONE[table])
    return f"* REPLACE ({', '.join(undone)})"
