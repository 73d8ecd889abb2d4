"""Trees over columns: each node becomes one Arrow array. PURE."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.files.expressions.tree import Column, Literal, Node, Operation
from connectors.files.problems import Problems
from connectors.files.values import dates
from connectors.files.values.conversion import Target, convert, reason
from connectors.files.values.distinct import mask
from connectors.files.values.notation import Notation
from connectors.files.values.numbers import NUMBER, WIDE, multiply
from connectors.files.values.texts import to_text

_NOTHING = (Literal(""), Literal(None))  # x = '' asks whether x is empty
_COMPARE = {
    "=": pc.equal, "!=": pc.not_equal, "<": pc.less, "<=": pc.less_equal, ">": pc.greater, ">=": pc.greater_equal,
}  # fmt: skip


class Evaluator:
    """One expression's surroundings: the columns, how numbers and dates are written, where problems go.

    ``active`` are the rows that matter: a value that cannot be read is no problem in a branch that is not taken.
    """

    def __init__(self, size: int, column: Callable[[str], pa.Array], notation: Notation, problems: Problems) -> None:
        self.size, self.column, self.notation, self.problems = size, column, notation, problems
        self.active = np.ones(size, dtype=bool)

    def value(self, node: Node) -> pa.Array:
        """The values of a node, one per row."""
        if isinstance(node, Literal):
            return self._literal(node.value)
        if isinstance(node, Column):
            return self.column(node.name)
        if node.name in _COMPARE:
            return self._compare(node)
        if node.name == "in":
            return self._among(node)
        from connectors.files.expressions.functions import FUNCTIONS

        return FUNCTIONS[node.name](self, node.arguments)

    def _literal(self, value: object) -> pa.Array:
        if isinstance(value, Decimal):
            return pa.repeat(pa.scalar(value, pa.decimal128(38, 9)), self.size)
        return pa.nulls(self.size, pa.string()) if value is None else pa.repeat(pa.scalar(value), self.size)

    def only(self, rows: np.ndarray, node: Node) -> pa.Array:
        """A node's values where only ``rows`` matter."""
        before = self.active
        self.active = before & rows
        found = self.value(node)
        self.active = before
        return found

    def condition(self, node: Node) -> np.ndarray:
        """A node as yes or no; missing is no."""
        found = self.value(node)
        if not pa.types.is_boolean(found.type):
            found = self._converted(found, node, "yesno")
        return mask(found)

    def text(self, node: Node) -> pa.Array:
        """A node as text."""
        return to_text(self.value(node))

    def number(self, node: Node) -> pa.Array:
        """A node as number; texts are read in the file's notation."""
        found = self.value(node)
        if pa.types.is_decimal(found.type):
            return found.cast(NUMBER)
        return self._converted(found, node, "number").cast(NUMBER)

    def time(self, node: Node) -> pa.Array:
        """A node as time; texts are read in the file's notation."""
        found = self.value(node)
        if pa.types.is_timestamp(found.type):
            return found
        return self._converted(found, node, "timestamp")

    def _converted(self, values: pa.Array, node: Node, type_: str) -> pa.Array:
        found = convert(values, Target(type_), self.notation)
        self.note(values, node, found.bad, type_)
        return found.values

    def note(self, values: pa.Array, node: Node, bad: np.ndarray | None, type_: str) -> None:
        """Remember the rows whose value cannot be read."""
        if bad is not None and (bad & self.active).any():
            name = node.name if isinstance(node, Column) else "expression"
            self.problems.add(bad & self.active, name, values, lambda v: reason(v, Target(type_), self.notation))

    def _kind(self, nodes: tuple[Node, ...]) -> Callable[[Node], pa.Array]:
        """How to read operands that are compared: as numbers or times where one is, else as texts."""
        types = [self.value(node).type for node in nodes]
        if any(pa.types.is_decimal(each) or pa.types.is_integer(each) or pa.types.is_floating(each) for each in types):
            return self.number
        if any(pa.types.is_timestamp(each) for each in types):
            return self.time
        return self.value if all(pa.types.is_boolean(each) for each in types) else self.text

    def _compare(self, node: Operation) -> pa.Array:
        if node.name in {"=", "!="} and any(each in _NOTHING for each in node.arguments):
            compared = next((each for each in node.arguments if each not in _NOTHING), node.arguments[0])
            empty = pc.is_null(self.value(compared))
            return empty if node.name == "=" else pc.invert(empty)
        read = self._kind(node.arguments)
        left, right = (read(each) for each in node.arguments)
        return _COMPARE[node.name](left, right)

    def _among(self, node: Operation) -> pa.Array:
        read = self._kind(node.arguments)
        wanted = read(node.arguments[0])
        found = pa.repeat(pa.scalar(False), self.size)
        for each in node.arguments[1:]:
            found = pc.or_(found, pc.fill_null(pc.equal(wanted, read(each)), False))
        return found


def arithmetic(one: pa.Array, other: pa.Array, name: str) -> pa.Array:
    """Exact sums, differences and products; a quotient has 9 places; nothing divided by zero is missing."""
    if name == "*":
        return multiply(one, other)
    if name in {"+", "-"}:
        found = (pc.add if name == "+" else pc.subtract)(one.cast(WIDE), other.cast(WIDE))
        return found.cast(NUMBER)
    divisor = pc.cast(other, pa.float64())
    divisor = pc.if_else(pc.equal(divisor, 0), None, divisor)
    quotient = pc.divide(pc.cast(one, pa.float64()), divisor)
    if name == "/":
        return quotient.cast(NUMBER)
    whole = pc.trunc(quotient).cast(NUMBER)
    return arithmetic(one, multiply(whole, other), "-")


def parsed_time(evaluator: Evaluator, node: Node, notation: str) -> pa.Array:
    """A node read as time in a notation of its own."""
    values = evaluator.text(node)
    own = Notation(dates=(notation,), timezone=evaluator.notation.timezone)
    found = convert(values, Target("timestamp"), own)
    if found.bad is not None and (found.bad & evaluator.active).any():
        name = node.name if isinstance(node, Column) else "expression"
        evaluator.problems.add(
            found.bad & evaluator.active, name, values, lambda v: reason(v, Target("timestamp"), own)
        )
    return found.values.cast(dates.TIME)
