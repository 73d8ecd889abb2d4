"""How the value of a calculation is shown, taken from what it is made of. PURE."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explores.expressions import Binary, Call, Node, Ref, Unary
from explores.expressions.types import DATE, NUMBER, YESNO, Type


class Shape(NamedTuple):
    """A format (None: none in particular) and, for dates, the time frame."""

    format: str | None = None
    timeframe: str | None = None


ShapeOf = Callable[[str], Shape]
_SAME = {  # which arguments show like the result
    **dict.fromkeys(("sum", "mean", "median", "mode", "min", "max", "large", "small", "percentile"), (0,)),
    **dict.fromkeys(("running_total", "offset", "index", "abs", "round", "ceiling", "floor"), (0,)),
    **dict.fromkeys(("stddev_pop", "stddev_samp", "offset_list", "pivot_row", "pivot_offset_list"), (0,)),
    **dict.fromkeys(("pivot_index", "pivot_offset"), (0,)),
    **{"pivot_where": (1,), "lookup": (2,), "if": (1, 2), "when": (1,)},
}
_SEVERAL = frozenset({"coalesce", "list", "case"})
_WHOLE = frozenset({"row", "rank", "count", "count_distinct", "match", "length", "position", "pivot_column", "fact"})


def shape(node: Node, of: ShapeOf) -> Shape:
    """How the node's value is shown."""
    if isinstance(node, Ref):
        return of(node.field)
    if isinstance(node, Unary):
        return shape(node.of, of)
    if isinstance(node, Binary):
        return Shape(_combined(node.op, shape(node.left, of).format, shape(node.right, of).format))
    if isinstance(node, Call):
        return _call(node, of)
    return Shape()


def _combined(op: str, left: str | None, right: str | None) -> str | None:
    """Money stays money when it is added to money, or taken so many times."""
    if op in {"+", "-"}:
        return left if left == right or right is None else right if left is None else None
    if op == "*":
        return "money" if (left == "money") != (right == "money") else None
    return "money" if op == "/" and left == "money" and right != "money" else None


def _call(node: Call, of: ShapeOf) -> Shape:
    if node.name in _WHOLE or node.name.startswith(("diff_", "extract_")):
        return Shape("text" if node.name == "extract_years" else "integer")
    if node.name in _SEVERAL:
        return _agreed([shape(part, of) for part in node.args])
    return _agreed([shape(node.args[place], of) for place in _SAME.get(node.name, ()) if place < len(node.args)])


def _agreed(shapes: list[Shape]) -> Shape:
    known = {found for found in shapes if found != Shape()}
    return known.pop() if len(known) == 1 else Shape()


def format_of(type_: Type, found: Shape) -> str:
    """The format of values of that type."""
    if type_ == NUMBER:
        return found.format if found.format not in {None, "date", "timestamp", "yesno"} else "decimal"
    if type_ == DATE:
        return found.format if found.format in {"date", "timestamp"} else "timestamp"
    return "yesno" if type_ == YESNO else "text"
