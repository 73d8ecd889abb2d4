"""JSON: an array with one object a row, written some rows at a time, every digit kept. PURE."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from explores.export import pivot_name, plain
from explores.files import cells
from explores.files.cells import Make
from explores.files.laying import Laid, unique
from explores.files.notation import notation
from explores.files.texts import whole
from explores.files.weaving import Part, woven
from explores.tables.table import Column

_WILD = r'["\\\x00-\x1f]'
_Plan = dict[str, Any]  # a key → the place of its column, or the same of an object below


def by_name(made: Laid) -> Iterator[bytes]:
    """Keys are the names of the columns; two of one name are told apart by a number."""
    return _array(made, {name: place for place, name in enumerate(unique(made.names))})


def by_id(made: Laid) -> Iterator[bytes]:
    """Keys are field ids; a pivoted field holds an object with a figure for each pivot column. Rows alone."""
    plan: _Plan = {}
    for place, column in enumerate(made.columns):
        if column.pivot is None:
            plan[column.field.id] = place
        else:
            plan.setdefault(column.field.id, {})[pivot_name(column.pivot)] = place
    return _array(made, plan, totals=False)


def _array(made: Laid, plan: _Plan, *, totals: bool = True) -> Iterator[bytes]:
    lead = "[\n"
    for block in made.blocks(_makes(made), notation(made.options, _scalar, _WILD, '"'), totals=totals):
        yield lead.encode() + woven([*_object(plan, block.texts)], between=",\n")
        lead = ",\n"
    yield b"\n]\n" if lead != "[\n" else b"[]\n"


def _object(plan: _Plan, texts: Sequence[Part]) -> Iterator[Part]:
    lead = "{"
    for key, under in plan.items():
        yield f"{lead}{whole(_scalar(key))}:"
        yield from [texts[under]] if isinstance(under, int) else _object(under, texts)
        lead = ","
    yield "}"


def _makes(made: Laid) -> list[Make]:
    if made.options.formatted:
        return [cells.unless_missing(make) for make in made.makes]
    return [_exact(column) for column in made.columns]


def _exact(column: Column) -> Make:
    """As ``plain`` has it, but a decimal stays one."""
    field = column.field
    return lambda value: value if isinstance(value, str | Decimal) else plain(value, field)


def _scalar(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else "null"
    if isinstance(value, float) and not math.isfinite(value):
        return "null"
    if isinstance(value, list):
        return "[" + ",".join(map(_scalar, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
