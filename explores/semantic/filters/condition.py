"""What a parsed filter is to everyone else, and the two that every type has. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from sqlglot import exp

from explores.semantic.trees import all_true, any_true, is_null, is_there, negated

Bind = Callable[[Any], exp.Expression]  # makes a value a bound parameter of the query
Explanation = dict[str, Any]  # {kind, start, end, intervals}; None is open


class Condition(Protocol):
    """A filter: the same question to one value in Python and to a column in SQL."""

    @property
    def accepts_null(self) -> bool:
        """Whether a missing value passes."""

    @property
    def sentence(self) -> str:
        """What passes, for people."""

    def matches(self, value: Any) -> bool:
        """Whether ``value`` passes."""

    def sql(self, column: exp.Expression, bind: Bind, *, column_kind: str = "timestamp") -> exp.Expression:
        """The condition on ``column``, never null. Values from people are bound by ``bind``, never written out.

        ``column_kind`` tells a TIMESTAMP (naive UTC) from a DATE column where that matters.
        """

    def explain(self) -> Explanation:
        """The shape that ``explain_filters`` prints."""


@dataclass(frozen=True)
class Anything:
    """No filter."""

    accepts_null: bool = True
    sentence: str = "any value"

    def matches(self, value: Any) -> bool:
        """Everything passes."""
        return True

    def sql(self, column: exp.Expression, bind: Bind, *, column_kind: str = "timestamp") -> exp.Expression:
        """TRUE."""
        return exp.true()

    def explain(self) -> Explanation:
        """Kind ``any``."""
        return explanation("any")


@dataclass(frozen=True)
class Presence:
    """Only missing values (``null``), or only those that are there."""

    null: bool

    @property
    def accepts_null(self) -> bool:
        """Whether it asks for missing values."""
        return self.null

    @property
    def sentence(self) -> str:
        """ "no value" or "any value, but not missing"."""
        return "no value" if self.null else "has a value"

    def matches(self, value: Any) -> bool:
        """Whether the value is missing, or there, as asked."""
        return (value is None) == self.null

    def sql(self, column: exp.Expression, bind: Bind, *, column_kind: str = "timestamp") -> exp.Expression:
        """IS NULL or IS NOT NULL."""
        return is_null(column) if self.null else is_there(column)

    def explain(self) -> Explanation:
        """Kind ``null`` or ``not_null``."""
        return explanation("null" if self.null else "not_null")


def explanation(kind: str, intervals: Iterable[tuple[Any, Any]] = ()) -> Explanation:
    """The contract's four keys; start and end stand for a single interval."""
    listed = [list(interval) for interval in intervals]
    start, end = listed[0] if kind == "interval" else (None, None)
    return {"kind": kind, "start": start, "end": end, "intervals": listed}


def any_of(*conditions: exp.Expression) -> exp.Expression:
    """OR of all; FALSE of none."""
    return any_true(conditions) or exp.false()


def all_of(*conditions: exp.Expression) -> exp.Expression:
    """AND of all; TRUE of none."""
    return all_true(conditions) or exp.true()


def none_of(*conditions: exp.Expression) -> exp.Expression:
    """NOT of their OR."""
    return negated(any_of(*conditions))


def null_safe(column: exp.Expression, condition: exp.Expression, accepts_null: bool) -> exp.Expression:
    """``condition`` on a column that may be null, answering true or false for null as ``accepts_null`` says."""
    if accepts_null:
        return any_of(is_null(column), condition)
    return all_of(is_there(column), condition)
