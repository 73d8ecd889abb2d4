"""What a tile must show, as SQL by hand; asking both and comparing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from dashboards.asking import Answered, Asked, answered
from dashboards.model import Tile
from explores.answer import Answer, Row
from explores.export import plain

Line = tuple[Any, ...]
Parameters = Mapping[str, Any]
NOTHING = (None, 0)


@dataclass(frozen=True)
class Check:
    """``rows`` gives the tile's rows, ``totals`` its totals. Of a single value ``rows`` is the figure itself."""

    rows: str
    totals: str = ""


def differences(
    tile: Tile, check: Check, asked: Asked, parameters: Parameters, before: Parameters | None = None
) -> list[str]:
    """Where the tile shows another figure than the statements by hand give; empty where none.

    ``before``: the parameters of the period before, where the tile compares with it.
    """
    found = answered(tile, asked)
    return _differences(found, check, asked, parameters) + (_before(found, check, before) if before else [])


def _differences(found: Answered, check: Check, asked: Asked, parameters: Parameters) -> list[str]:
    if found.tile.vis == "single" and not found.tile.chart.get("settings"):
        return _unlike("figure", [_total(found.answer)], by_hand(check.rows, parameters))
    whole = _whole(found, asked)
    wrong = _unlike("rows", lines(whole), by_hand(check.rows, parameters), bool(found.answer.pivots))
    if found.answer.totals is not None and not found.answer.pivots:
        wrong += _unlike("totals", [_total(found.answer)], by_hand(check.totals, parameters))
    return wrong + _cut(found.answer, whole)


def _before(found: Answered, check: Check, parameters: Parameters) -> list[str]:
    assert found.before is not None, f"{found.tile.id} compares with nothing"
    return _unlike("before", lines(found.before), by_hand(check.rows, parameters))


def by_hand(sql: str, parameters: Parameters) -> list[Line]:
    """The rows PostgreSQL gives."""
    return [tuple(plain(value) for value in row) for row in fetched(sql, parameters)]


def fetched(sql: str, parameters: Parameters) -> list[Line]:
    """The same to the last digit."""
    assert sql, "this tile needs one more statement: see tests/dashboards/standard"
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def lines(answer: Answer) -> list[Line]:
    """Rows of the data in the order dimensions, pivoted ones, figures; a line for each pivot column."""
    filled = set(answer.filled)
    return [line for at, row in enumerate(answer.rows) if at not in filled for line in _lines(row, answer)]


def _lines(row: Row, answer: Answer) -> Iterator[Line]:
    fixed = [plain(row[f.id], f) for f in answer.fields if f.kind == "dimension" and not f.pivoted]
    figures = [field for field in answer.fields if field.kind != "dimension"]
    if not answer.pivots:
        yield (*fixed, *(plain(row[field.id], field) for field in figures))
        return
    across = [field for field in answer.fields if field.pivoted and field.kind == "dimension"]
    for pivot in answer.pivots:
        names = [plain(part, field) for part, field in zip(pivot, across, strict=True)]
        yield (*fixed, *names, *(plain((row[field.id] or {}).get(pivot), field) for field in figures))


def _total(answer: Answer) -> Line:
    row = answer.totals if answer.totals is not None else answer.rows[0]
    return tuple(plain(row.get(field.id), field) for field in answer.fields if field.kind != "dimension")


def _whole(found: Answered, asked: Asked) -> Answer:
    """The answer without the tile's limit."""
    if found.answer.returned == found.answer.total_rows:
        return found.answer
    return asked.ask(replace(found.query, limit=None))


def _cut(answer: Answer, whole: Answer) -> list[str]:
    """What a limit leaves is the beginning of the whole."""
    shown = lines(answer)
    return [] if answer.pivots or shown == lines(whole)[: len(shown)] else ["the rows shown are not the first ones"]


def _unlike(what: str, got: Sequence[Line], wanted: Sequence[Line], pivoted: bool = False) -> list[str]:
    if pivoted:  # a combination that nothing stands behind is an empty cell of the table
        got, wanted = ([line for line in side if line[-1] not in NOTHING] for side in (got, wanted))
    ours, theirs = sorted(got, key=_order), sorted(wanted, key=_order)
    if len(ours) != len(theirs):
        return [f"{what}: {len(ours)} lines, by hand {len(theirs)}: {ours[:5]} and {theirs[:5]}"]
    pairs = zip(ours, theirs, strict=True)
    return [f"{what}: {one}, by hand {other}" for one, other in pairs if not _alike(one, other)][:5]


def _order(line: Line) -> tuple[tuple[bool, str], ...]:
    """Texts first, since figures may differ in their last digit."""
    words = [(value is None, value if isinstance(value, str) else "") for value in line]
    return (*words, *((value is None, _rounded(value)) for value in line))


def _rounded(value: Any) -> str:
    return f"{value:020.6f}" if isinstance(value, int | float) else str(value)


def _alike(one: Line, other: Line) -> bool:
    return len(one) == len(other) and all(_same(mine, theirs) for mine, theirs in zip(one, other, strict=True))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(one == other)
