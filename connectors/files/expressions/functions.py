"""What each operator and function of an expression does. PURE."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.files.expressions.evaluate import Evaluator, arithmetic, parsed_time
from connectors.files.expressions.tree import Literal, Node
from connectors.files.values.numbers import NUMBER
from connectors.files.values.texts import to_text

Arguments = tuple[Node, ...]
Function = Callable[[Evaluator, Arguments], pa.Array]


def _constant(node: Node) -> Any:
    return node.value if isinstance(node, Literal) else None


def _whole(node: Node, absent: int = 0) -> int:
    value = _constant(node)
    return int(value) if value is not None else absent


def _same_type(values: list[pa.Array]) -> list[pa.Array]:
    """Values that can stand in one column: all of one type, else all as text; what is missing has any type."""
    kinds = {str(each.type): each.type for each in values if each.null_count < len(each)}
    if len(kinds) <= 1:
        kind = next(iter(kinds.values()), pa.string())
        return [each if each.type == kind else pa.nulls(len(each), kind) for each in values]
    return [to_text(each) for each in values]


def _if(e: Evaluator, a: Arguments) -> pa.Array:
    return _case(e, a)


def _case(e: Evaluator, a: Arguments) -> pa.Array:
    left = np.ones(e.size, dtype=bool)
    conditions, values = [], []
    for place in range(0, len(a) - 1, 2):
        before = e.active
        e.active = before & left
        holds = e.condition(a[place]) & left
        e.active = before
        conditions.append(holds)
        values.append(e.only(holds, a[place + 1]))
        left &= ~holds
    otherwise = e.only(left, a[-1]) if len(a) % 2 else pa.nulls(e.size, pa.string())
    *values, found = _same_type([*values, otherwise])
    for holds, value in zip(conditions, values, strict=True):
        found = pc.if_else(pa.array(holds), value, found)
    return found


def _coalesce(e: Evaluator, a: Arguments) -> pa.Array:
    return pc.coalesce(*_same_type([e.value(each) for each in a]))


def _concat(e: Evaluator, a: Arguments) -> pa.Array:
    return pc.binary_join_element_wise(*(e.text(each) for each in a), "", null_handling="replace")


def _on_text(function: Callable[..., pa.Array]) -> Function:
    return lambda e, a: function(e.text(a[0]), *(_constant(each) for each in a[1:]))


def _on_number(function: Callable[..., pa.Array]) -> Function:
    return lambda e, a: function(e.number(a[0])).cast(NUMBER)


def _arithmetic(name: str) -> Function:
    return lambda e, a: arithmetic(e.number(a[0]), e.number(a[1]), name)


def _substr(e: Evaluator, a: Arguments) -> pa.Array:
    start = _whole(a[1], 1) - 1
    return pc.utf8_slice_codeunits(e.text(a[0]), start, start + _whole(a[2]) if len(a) > 2 else None)


def _right(e: Evaluator, a: Arguments) -> pa.Array:
    return pc.utf8_slice_codeunits(e.text(a[0]), -_whole(a[1]), None)


def _split(e: Evaluator, a: Arguments) -> pa.Array:
    parts = pc.split_pattern(e.text(a[0]), str(_constant(a[1])))
    place = _whole(a[2], 1) - 1
    enough = pc.greater(pc.list_value_length(parts), place)
    padded = pc.if_else(enough, parts, pa.scalar([None] * (place + 1), pa.list_(pa.string())))
    return pc.list_element(padded, place)


def _extract(e: Evaluator, a: Arguments) -> pa.Array:
    named = str(_constant(a[1])).replace("(", "(?P<part>", 1)
    return pc.struct_field(pc.extract_regex(e.text(a[0]), named), "part")


def _round(e: Evaluator, a: Arguments) -> pa.Array:
    places = _whole(a[1]) if len(a) > 1 else 0
    return pc.round(e.number(a[0]), places, round_mode="half_towards_infinity").cast(NUMBER)


def _most(function: Callable[..., pa.Array]) -> Function:
    return lambda e, a: function(*(e.number(each) for each in a)).cast(NUMBER)


def _time(e: Evaluator, a: Arguments) -> pa.Array:
    return parsed_time(e, a[0], str(_constant(a[1]))) if len(a) > 1 else e.time(a[0])


def _part(function: Callable[..., pa.Array]) -> Function:
    return lambda e, a: function(e.time(a[0])).cast(pa.decimal128(20, 0)).cast(NUMBER)


def _length(e: Evaluator, a: Arguments) -> pa.Array:
    return pc.utf8_length(e.text(a[0])).cast(pa.decimal128(20, 0)).cast(NUMBER)


FUNCTIONS: dict[str, Function] = {
    "or": lambda e, a: pa.array(e.condition(a[0]) | e.condition(a[1])),
    "and": lambda e, a: pa.array(_and(e, a)),
    "not": lambda e, a: pa.array(~e.condition(a[0])),
    "is empty": lambda e, a: pc.is_null(e.value(a[0])),
    "negative": lambda e, a: pc.negate(e.number(a[0])).cast(NUMBER),
    **{name: _arithmetic(name) for name in "+-*/%"},
    "if": _if,
    "case": _case,
    "coalesce": _coalesce,
    "concat": _concat,
    "lower": _on_text(pc.utf8_lower),
    "upper": _on_text(pc.utf8_upper),
    "title": _on_text(pc.utf8_title),
    "trim": _on_text(pc.utf8_trim_whitespace),
    "replace": _on_text(pc.replace_substring),
    "regex_replace": _on_text(pc.replace_substring_regex),
    "extract": _extract,
    "left": lambda e, a: pc.utf8_slice_codeunits(e.text(a[0]), 0, _whole(a[1])),
    "right": _right,
    "substr": _substr,
    "split": _split,
    "length": _length,
    "pad_left": lambda e, a: pc.utf8_lpad(e.text(a[0]), _whole(a[1]), str(_constant(a[2]))),
    "starts_with": _on_text(pc.starts_with),
    "ends_with": _on_text(pc.ends_with),
    "contains": _on_text(pc.match_substring),
    "matches": _on_text(pc.match_substring_regex),
    "number": lambda e, a: e.number(a[0]),
    "text": lambda e, a: e.text(a[0]),
    "abs": _on_number(pc.abs),
    "round": _round,
    "floor": _on_number(pc.floor),
    "ceil": _on_number(pc.ceil),
    "least": _most(pc.min_element_wise),
    "greatest": _most(pc.max_element_wise),
    "time": _time,
    "year": _part(pc.year),
    "month": _part(pc.month),
    "day": _part(pc.day),
}


def _and(e: Evaluator, a: Arguments) -> np.ndarray:
    """The right side is read only where the left one holds: it may guard it."""
    left = e.condition(a[0])
    before = e.active
    e.active = before & left
    found: np.ndarray = left & e.condition(a[1])
    e.active = before
    return found
