"""Which fields a calculation reads in its own row and column, beside those whose whole columns it reads. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from explores.expressions import FUNCTIONS, Call, Node, Ref
from explores.expressions.nodes import parts
from explores.expressions.types import is_list
from explores.semantic.calculation import Calculation

_ACROSS = frozenset({"pivot_where", "pivot_index", "pivot_row"})  # what they read is in columns of their choice


def in_row(calculation: Calculation, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Fields whose value in the row at hand matters; ``known`` has those of the calculations it is made of."""

    def inner(node: Call) -> Iterator[Node]:
        for place, part in enumerate(node.args):
            kind = FUNCTIONS[node.name].parameter(place).kind
            if kind == "value" or (kind == "values" and is_list(calculation.types[id(part)])):
                yield part

    return _gathered(calculation.node, inner, known)


def in_column(calculation: Calculation, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Fields whose value in the pivot column at hand matters."""
    return _gathered(calculation.node, lambda node: iter(() if node.name in _ACROSS else node.args), known)


def _gathered(
    node: Node, inner: Callable[[Call], Iterator[Node]], known: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    found: set[str] = set()
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Ref):
            found |= set() if part.total else known.get(part.field, {part.field})
        waiting.extend(inner(part) if isinstance(part, Call) else parts(part))
    return frozenset(found)
