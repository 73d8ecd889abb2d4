"""Computes an expression over a table: every part of it once, for all rows and pivot columns. PURE."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from explores.calculations import places
from explores.calculations.arithmetic import OPERATORS, negative, opposite
from explores.calculations.cellwise import FAILURES
from explores.calculations.distributions import DISTRIBUTIONS, column_of
from explores.calculations.grid import Grid
from explores.calculations.held import NOTHING, Held, down, each, one, spread
from explores.calculations.moments import MOMENTS
from explores.calculations.numbers import NUMBERS
from explores.calculations.pairs import PAIRS
from explores.calculations.summaries import RUNNING, SUMMARIES, Figure
from explores.calculations.texts import TEXTS
from explores.expressions import FUNCTIONS, Binary, Call, ExpressionError, Node, Ref, Unary, parse
from explores.expressions.nodes import parts
from explores.expressions.types import is_list

MOST_CELLS = 30_000_000  # values that the calculations of one answer compute: some seconds
_BY_ROW: dict[str, Callable[..., Any]] = {**NUMBERS, **TEXTS, **MOMENTS}
_SUMMARIES = {**SUMMARIES, **PAIRS}
_RANKS = frozenset({"rank", "rank_avg", "percent_rank"})
_SO_FAR = (parse("1 - pivot_column()"), parse("pivot_column()"))  # where pivot_offset_list begins at the first column
_AS_TEXT = frozenset({"concat", "to_string"})
_LONG = frozenset({*_AS_TEXT, "replace", "split"})  # they make what is larger than what it is made of
LETTERS = 10  # of a computed text that cost as much as a value


@dataclass
class Budget:
    """What may still be computed."""

    left: int = MOST_CELLS


@dataclass(frozen=True)
class Setting:
    """What an expression needs to know beside the table: types by the id of a node, ``now``, how dates read as text."""

    types: Mapping[int, str]
    now: datetime
    texts: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)


class Evaluator:
    """One expression over one table.

    ``rows`` evaluates the same expression over the rows of the answer, where this one is for totals or subtotals:
    functions of whole columns look at the rows there too, and what asks for a row's place has none.
    """

    def __init__(self, grid: Grid, setting: Setting, rows: Evaluator | None = None) -> None:
        self.grid = grid
        self.setting = setting
        self.rows = rows
        self._asked: dict[int, tuple[list[Callable[..., Any]], bool]] = {}

    def held(self, node: Node) -> Held:
        """What the node comes to. Raises ExpressionError where it would be too much."""
        found = self._held(node)
        self._spend(found.cells, node)
        return found

    def _spend(self, cells: int, node: Node) -> None:
        self.setting.budget.left -= cells
        if self.setting.budget.left < 0:
            raise ExpressionError(
                f"Calculations may compute {MOST_CELLS:,} values in one answer, and this goes beyond; ask for fewer "
                "rows, pivot columns, list entries or calculations.",
                node.start, node.end,
            )  # fmt: skip

    def _held(self, node: Node) -> Held:
        if isinstance(node, Ref):
            return self.grid.held(node)
        if isinstance(node, Unary):
            return self._each(negative if node.op == "-" else opposite, [self.held(node.of)])
        if isinstance(node, Binary):
            return self._each(OPERATORS[node.op], [self.held(node.left), self.held(node.right)])
        if isinstance(node, Call):
            return self._call(node)
        return one(node.value)

    def _each(self, apply: Callable[..., Any], parts: Sequence[Held]) -> Held:
        return each(apply, parts, self.grid.width)

    def _call(self, node: Call) -> Held:
        name = node.name
        if name in _SUMMARIES:
            return self._summary(node)
        if name in RUNNING:
            return self._running(node)
        special = _SPECIAL.get(name)
        if special is not None:
            return special(self, node)
        if name in DISTRIBUTIONS:
            return self._distribution(node)
        apply = self._paid(_BY_ROW[name], node) if name in _LONG else _BY_ROW[name]
        return self._each(apply, [self._text(part) if name in _AS_TEXT else self.held(part) for part in node.args])

    def _paid(self, apply: Callable[..., Any], node: Call) -> Callable[..., Any]:
        """``apply``, whose long texts and lists are paid for as they come."""

        def paid(*values: Any) -> Any:
            found = apply(*values)
            if isinstance(found, str | list):
                self._spend(len(found) // (1 if isinstance(found, list) else LETTERS), node)
            return found

        return paid

    def _text(self, node: Node) -> Held:
        """A date of a time frame as a text is what the table shows: 2026-01 for a month."""
        held = self.held(node)
        shown = self.setting.texts.get(node.field) if isinstance(node, Ref) else None
        return held if shown is None else self._each(shown, [held])

    def logic(self, node: Call) -> Held:
        """``if``, ``case``, ``coalesce``, ``is_null`` and ``list``."""
        args = node.args
        if node.name == "case":
            args = tuple(inner for part in args for inner in _cases(part))
        if node.name == "list":
            self._spend(len(args) * (self._height * self.grid.width), node)
        return self._each(_LOGIC[node.name], [self.held(part) for part in args])

    @property
    def _height(self) -> int:
        return len(self.grid.rows)

    def _summary(self, node: Call) -> Held:
        if _runs_along(node) and self.grid.pivots:
            return places.running_along(self._size, self.held(parts(node.args[0])[0]))
        whole = [FUNCTIONS[node.name].parameter(place).kind == "values" for place in range(len(node.args))]
        if is_list(self.setting.types[id(node.args[whole.index(True)])]):
            return self._of_lists(node, whole)
        if self.rows is not None and node.name in _RANKS:
            return NOTHING
        asked, by_column = (self.rows or self).asked(node, whole)
        others = [self.held(part) for part, is_whole in zip(node.args, whole, strict=True) if not is_whole]
        return self._answered(asked, by_column, others)

    def _of_lists(self, node: Call, whole: list[bool]) -> Held:
        figure = _SUMMARIES[node.name]
        if isinstance(figure, Figure):
            return self._each(figure.of, [self.held(node.args[0])])

        def compute(*values: Any) -> Any:
            lists = [value for value, is_whole in zip(values, whole, strict=True) if is_whole]
            others = [value for value, is_whole in zip(values, whole, strict=True) if not is_whole]
            return None if None in lists else _prepared(node.name, lists)(*others)

        return self._each(compute, [self.held(part) for part in node.args])

    def asked(self, node: Call, whole: list[bool]) -> tuple[list[Callable[..., Any]], bool]:
        """What answers for each pivot column, from all of its rows; and whether columns differ."""
        if id(node) not in self._asked:
            helds = [self.held(part) for part, is_whole in zip(node.args, whole, strict=True) if is_whole]
            by_column = any(held.by_column for held in helds)
            columns = [spread(held, self._height) for held in helds]
            self._asked[id(node)] = (
                [
                    _prepared(
                        node.name,
                        [own[place if held.by_column else 0] for own, held in zip(columns, helds, strict=True)],
                    )
                    for place in range(self.grid.width if by_column else 1)
                ],
                by_column,
            )
        return self._asked[id(node)]

    def _answered(self, asked: list[Callable[..., Any]], by_column: bool, others: list[Held]) -> Held:
        """The answers to what differs by row."""
        if not others:
            return Held([[ask()] for ask in asked], by_column=by_column)
        across = by_column or any(held.by_column for held in others)
        made = []
        for place in range(self.grid.width if across else 1):
            made.append(down(asked[place if by_column else 0], others, place))
        return Held(made, any(held.by_row for held in others), across)

    def _running(self, node: Call) -> Held:
        if self.rows is not None:
            return NOTHING
        column = self.held(node.args[0])
        columns = [RUNNING[node.name](values) for values in spread(column, self._height)]
        return Held(columns, by_row=True, by_column=column.by_column)

    def _distribution(self, node: Call) -> Held:
        helds = [self.held(part) for part in node.args]
        by_row, by_column = any(held.by_row for held in helds), any(held.by_column for held in helds)
        height = self._height if by_row else 1
        made = []
        for place in range(self.grid.width if by_column else 1):
            columns = [held.column(place) if held.by_row else held.column(place) * height for held in helds]
            made.append(column_of(node.name, columns))
        return Held(made, by_row, by_column)

    def row(self, node: Call) -> Held:
        """``row`` and ``rand``: a value of its own in each row."""
        if node.name == "rand":
            return Held([[random.random() for _ in self.grid.rows]], by_row=True)  # noqa: S311 - no secret
        return NOTHING if self.rows is not None else Held([list(range(1, self._height + 1))], by_row=True)

    def now(self, node: Call) -> Held:
        """The moment of asking."""
        return one(self.setting.now)

    def offset(self, node: Call) -> Held:
        """``offset`` and ``offset_list``."""
        if self.rows is not None:
            return NOTHING
        column, offset, count = self._three(node)
        return places.along_rows(self._pick(node, count), self._size, column, offset, count)

    def _three(self, node: Call) -> tuple[Held, Held, Held]:
        """The arguments, the last of which may be missing."""
        first, second, *third = (self.held(part) for part in node.args)
        return first, second, third[0] if third else NOTHING

    @property
    def _size(self) -> places.Size:
        return places.Size(self._height, len(self.grid.keys), self.grid.width)

    def _pick(self, node: Call, count: Held) -> places.Pick:
        """One value, or a list of them, whose size is paid for."""
        if len(node.args) == 2:
            return places.one_of
        longest = max((value for values in count.columns for value in values if value is not None), default=0)
        self._spend(int(longest) * self._height * self.grid.width, node)
        return places.some_of

    def lookup(self, node: Call) -> Held:
        """``lookup``: both columns are those of the rows."""
        over = self.rows or self
        found, by_column = places.lookups(over._size, over.held(node.args[1]), over.held(node.args[2]))
        return self._answered(found, by_column, [self.held(node.args[0])])

    def pivot(self, node: Call) -> Held:
        """The functions of pivot columns: null where there is none."""
        if not self.grid.pivots:
            return NOTHING
        size = self._size
        if node.name == "pivot_column":
            return Held([[place + 1 if place < size.keys else None] for place in range(size.width)], by_column=True)
        if node.name == "pivot_row":
            self._spend(size.rows * size.keys, node)
            return places.pivot_row(size, self.held(node.args[0]))
        if node.name in _ACROSS:
            first, second = (self.held(part) for part in node.args)
            return _ACROSS[node.name](size, first, second)
        expression, offset, count = self._three(node)
        return places.along_columns(self._pick(node, count), size, expression, offset, count)


_ACROSS = {"pivot_index": places.pivot_index, "pivot_where": places.pivot_where}


def _prepared(name: str, columns: Sequence[Sequence[Any]]) -> Callable[..., Any]:
    """What answers for whole columns; null where they hold what their type does not say."""
    try:
        found: Callable[..., Any] = _SUMMARIES[name](*columns)
    except FAILURES:
        return lambda *_: None
    return found


def _runs_along(node: Call) -> bool:
    """Whether it adds up a row from its first pivot column: done step by step, not from the first one each time."""
    whole = parts(node.args[0])
    return (
        node.name == "sum"
        and isinstance(node.args[0], Call)
        and node.args[0].name == "pivot_offset_list"
        and whole[1:] == _SO_FAR
    )


def _cases(part: Node) -> tuple[Node, ...]:
    return part.args if isinstance(part, Call) and part.name == "when" else (part,)


def _case(*values: Any) -> Any:
    """Condition and value in turn; an odd one at the end is for else."""
    for place in range(0, len(values) - 1, 2):
        if values[place] is True:
            return values[place + 1]
    return values[-1] if len(values) % 2 else None


def _coalesce(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


_LOGIC: dict[str, Callable[..., Any]] = {
    "if": lambda condition, if_yes, if_no: if_yes if condition is True else if_no,
    "case": _case,
    "coalesce": _coalesce,
    "is_null": lambda value: value is None,
    "list": lambda *values: list(values),
}
_SPECIAL: dict[str, Callable[[Evaluator, Call], Held]] = {
    **dict.fromkeys(_LOGIC, Evaluator.logic),
    **dict.fromkeys(("row", "rand"), Evaluator.row),
    **dict.fromkeys(("offset", "offset_list"), Evaluator.offset),
    **dict.fromkeys((name for name in FUNCTIONS if name.startswith("pivot_")), Evaluator.pivot),
    "now": Evaluator.now,
    "lookup": Evaluator.lookup,
}
IMPLEMENTED = frozenset({*_BY_ROW, *_SUMMARIES, *RUNNING, *DISTRIBUTIONS, *_SPECIAL, "when"})
