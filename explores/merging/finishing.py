"""What is done to merged rows: sorted by columns, calculations over all of them, sorted by these, cut. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from explores.answer import Answer
from explores.calculations.answers import with_calculations
from explores.calculations.sorting import ordered
from explores.custom_fields.kinds import kind_of, label_of
from explores.custom_fields.reading import Found as Readable
from explores.custom_fields.reading import readable
from explores.merging.columns import NAME, explore_of
from explores.semantic import url
from explores.semantic.calculated import take_apart
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore
from explores.semantic.query import Query, Sort
from explores.wish import Wish


@dataclass(frozen=True)
class Usual:
    """The order that the rows come in: that of the first query. ``words`` are the values of columns in their own order,
    where that is not of their letters."""

    sorts: tuple[Sort, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Finished:
    """The answer, and what it is made with: its columns as an explore, the query over them, and broken calculations."""

    answer: Answer
    explore: Explore
    query: Query
    custom: Mapping[str, Any]
    broken: Mapping[str, SemanticError]


def finished(answer: Answer, wish: Wish, now: datetime, *, most: int, usual: Usual) -> Finished:
    """``answer`` has every merged row; of these at most ``most`` are left, or what the wish's ``limit`` says if fewer.

    A calculation that cannot be read is left out and told in ``broken``; a sort by a column that is gone is a note.
    Raises SemanticError for one that cannot be computed, and for a parameter that cannot be read.
    """
    plain = explore_of(answer)
    asked = url.from_params(NAME, [(name, wish.one(name)) for name in ("custom", "limit")])
    read, broken = _calculations(plain, asked.custom)
    columns = (*(field.id for field in answer.fields if field.base == field.id), *read.custom)
    sorts, notes = _sorts(wish, columns)
    by_column = tuple(sort for sort in sorts if sort.field in plain.by_id)
    order = by_column or tuple(sort for sort in usual.sorts if sort.field in plain.by_id)
    query = Query(NAME, columns, sorts=order, totals=answer.totals is not None, custom=read.custom)
    _, calculated = take_apart(read.explore, query)
    made = with_calculations(_sorted(answer, by_column, usual), calculated, query, now)
    made = made if sorts == by_column else _sorted(made, sorts, usual)
    if answer.returned < answer.total_rows and (read.custom or sorts):
        notes.append(f"Calculations and sorts are over the first {answer.returned:,} of these rows.")
    least = asked.limit if wish.one("limit") else None
    cut = _cut(made, min(most, least or most))
    if read.custom and len(cut.rows) < len(made.rows):
        notes.append(f"Calculations are over all {len(made.rows):,} merged rows, not those shown alone.")
    made = replace(cut, notes=(*made.notes, *notes))
    return Finished(made, read.explore, replace(query, sorts=sorts or order), read.custom, broken)


def _calculations(plain: Explore, specs: Mapping[str, Any]) -> tuple[Readable, dict[str, SemanticError]]:
    refused = {name: _refusal(name, spec, plain) for name, spec in specs.items() if _is_refused(name, spec, plain)}
    read = readable(plain, {name: spec for name, spec in specs.items() if name not in refused})
    return read, {**refused, **read.broken}


def _is_refused(name: str, spec: Any, plain: Explore) -> bool:
    return kind_of(spec).hue != "calc" or name in plain.by_id


def _refusal(name: str, spec: Any, plain: Explore) -> SemanticError:
    label = label_of(name, spec)
    if name in plain.by_id:
        said = (
            f"The calculation {label!r} is called {name!r}, as a column of one of the queries is. Give it another name."
        )
    else:
        said = (
            f"{label!r} is no calculation. Merged rows take calculations; make other fields in the query they are of."
        )
    return SemanticError(said, code="invalid_custom", field=name)


def _sorts(wish: Wish, columns: tuple[str, ...]) -> tuple[tuple[Sort, ...], list[str]]:
    asked = [url.parse_sort(word) for word in wish.words("sorts")]
    gone = [sort.field for sort in asked if sort.field not in columns or sort.pivot is not None]
    kept = tuple(sort for sort in asked if sort.field not in gone)
    return kept, [f"Not sorted by {name}: there is no such column." for name in dict.fromkeys(gone)]


def _sorted(answer: Answer, sorts: tuple[Sort, ...], usual: Usual) -> Answer:
    """Missing values stand last; rows that are alike stay in the order of the first query."""
    order = list(range(len(answer.rows)))
    for sort in reversed(sorts):
        values = [_ranked(row.get(sort.field), usual.words.get(sort.field, ())) for row in answer.rows]
        order = ordered(order, values.__getitem__, descending=sort.descending)
    filled = frozenset(answer.filled)
    return replace(
        answer,
        rows=[answer.rows[place] for place in order],
        filled=tuple(now for now, before in enumerate(order) if before in filled),
    )


def _ranked(value: Any, words: tuple[str, ...]) -> Any:
    """Bands by their place, not their letters."""
    return words.index(value) if value in words else value


def _cut(answer: Answer, most: int) -> Answer:
    filled = tuple(place for place in answer.filled if place < most)
    rows = answer.rows[:most]
    return replace(answer, rows=rows, filled=filled, returned=len(rows) - len(filled))
