"""Of which kind a formula's value is in SQL: as its type, with days and moments told apart. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from explores.expressions import FUNCTIONS, Binary, Call, Constant, Node, Ref, Text, Unary

DATE, MOMENT, NULL = "date", "timestamp", "null"
_DAYS = frozenset({"date", "trunc_days", "trunc_months", "trunc_years"})
_OF_THE_DATE = frozenset({"add_days", "add_months", "add_years"})
_ARITHMETIC = frozenset("+-*/")

KindOf = Callable[[Ref], str]


def kind_of(node: Node, of_field: KindOf) -> str:
    """text, number, yesno, date, timestamp (on the clocks of the query's zone) or null. The node is checked."""
    if isinstance(node, Ref):
        return of_field(node)
    if isinstance(node, Call):
        return _of_call(node, of_field)
    if isinstance(node, Unary | Binary):
        return "number" if node.op in _ARITHMETIC else "yesno"
    if isinstance(node, Constant):
        return NULL if node.value is None else "yesno"
    return "text" if isinstance(node, Text) else "number"


def _of_call(node: Call, of_field: KindOf) -> str:
    if node.name in _OF_THE_DATE:
        return kind_of(node.args[1], of_field)
    result = FUNCTIONS[node.name].result
    if result == "date":
        return DATE if node.name in _DAYS else MOMENT
    if result != "T":
        return result
    return common(kind_of(part, of_field) for part in values_of(node))


def values_of(node: Call) -> Iterable[Node]:
    """The parts that the value of ``if``, ``case``, ``when`` or ``coalesce`` may be."""
    if node.name in {"if", "when"}:
        return node.args[1:]
    return node.args


def common(kinds: Iterable[str]) -> str:
    """The kind of values that are of one type: with moments among days, moments."""
    found = set(kinds) - {NULL}
    return MOMENT if MOMENT in found else next(iter(found), NULL)
