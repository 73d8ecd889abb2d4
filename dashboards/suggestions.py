"""The values a text filter can take, in the order of the alphabet."""

from __future__ import annotations

from dashboards.asking import Asked
from dashboards.model import Filter
from explores.semantic.query import Query, Sort

MOST = 50


def suggestions(each: Filter, asked: Asked) -> tuple[list[str], int]:
    """Up to 50 values of the filter's field, and how many there are. Raises SemanticError, WarehouseError."""
    explore = next(tile.query.explore for tile in asked.dashboard.tiles)
    query = Query(explore, (each.field,), sorts=(Sort(each.field),), limit=MOST)
    answer = asked.ask(query)
    values = [str(row[each.field]) for row in answer.rows if row[each.field] not in (None, "")]
    return values, answer.total_rows - (len(answer.rows) - len(values))
