"""The values that a text field has in the data, to pick from: asked through the gateway, so within one's rights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from explores.answer import Answer
from explores.filtering.operators import escaped
from explores.semantic.model import Dimension, Explore, Parameter
from explores.semantic.query import Query, Sort

MOST = 50


def suggestions(
    explore: str,
    field: str,
    ask: Callable[[Query], Answer],
    *,
    search: str = "",
    custom: Mapping[str, Any] | None = None,
    chosen: Iterable[tuple[str, str]] = (),
) -> tuple[list[str], int]:
    """Up to 50 values of the field that hold ``search``, in the order of the alphabet, and how many there are.

    ``custom`` are the fields of the query on the page, of which this may be one, and ``chosen`` its choices of
    parameters. Raises what ``ask`` raises.
    """
    answer = ask(question(explore, field, search=search, custom=custom, within=chosen))
    values = [str(row[field]) for row in answer.rows if row[field] not in (None, "")]
    return values, answer.total_rows - (len(answer.rows) - len(values))


def question(
    explore: str,
    field: str,
    *,
    search: str = "",
    custom: Mapping[str, Any] | None = None,
    within: Iterable[tuple[str, str]] = (),
    most: int = MOST,
) -> Query:
    """What asks for the values of a field, ``within`` other filters."""
    filters = (*within, *(((field, f"%{escaped(search.strip())}%"),) if search.strip() else ()))
    return Query(explore, (field,), filters, sorts=(Sort(field),), limit=most, custom=dict(custom or {}))


def has_values(explore: Explore, field: str) -> bool:
    """Whether the field is one whose values can be picked from the data."""
    found = explore.by_id.get(field)
    return (
        isinstance(found, Dimension)
        and not isinstance(found, Parameter)
        and found.type == "text"
        and not found.hidden
        and not found.timeframe
    )
