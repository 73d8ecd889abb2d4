"""Small sqlglot trees that several builders need, made without parsing or copying. PURE.

Trees of the catalog stand in many statements at once: nothing after the catalog changes a tree it did not make.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlglot import exp

Cases = Sequence[tuple[exp.Expression, exp.Expression]]
_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


@lru_cache(maxsize=4096)
def _needs_quotes(name: str) -> bool:
    return _PLAIN.fullmatch(name) is None


def word(name: str) -> exp.Identifier:
    """A table's, view's or column's name."""
    return exp.Identifier(this=name, quoted=_needs_quotes(name))


def case(cases: Cases, otherwise: exp.Expression | None = None) -> exp.Expression:
    """CASE WHEN … THEN … ELSE … END."""
    ifs = [exp.If(this=condition, true=value) for condition, value in cases]
    return exp.Case(ifs=ifs, default=otherwise)


def all_true(conditions: Iterable[exp.Expression]) -> exp.Expression | None:
    """AND of all; None of none."""
    return _joined(conditions, exp.And, exp.Or)


def any_true(conditions: Iterable[exp.Expression]) -> exp.Expression | None:
    """OR of all; None of none."""
    return _joined(conditions, exp.Or, exp.And)


def _joined(
    conditions: Iterable[exp.Expression], by: type[exp.And | exp.Or], other: type[exp.And | exp.Or]
) -> exp.Expression | None:
    joined: exp.Expression | None = None
    for condition in conditions:
        bare = exp.Paren(this=condition) if isinstance(condition, other) else condition
        joined = bare if joined is None else by(this=joined, expression=bare)
    return joined


def operand(value: exp.Expression) -> exp.Expression:
    """A value that any operator may be put around: NOT and IS would bind to its innards otherwise."""
    bare = isinstance(value, exp.Unary | exp.Binary | exp.Predicate) and not isinstance(value, exp.Paren)
    return exp.Paren(this=value) if bare else value


def either(left: exp.Expression, right: exp.Expression) -> exp.Expression:
    """OR of two."""
    return exp.Paren(this=any_true([left, right]))


def negated(condition: exp.Expression) -> exp.Expression:
    """NOT."""
    return exp.Not(this=exp.Paren(this=condition) if isinstance(condition, exp.Connector) else condition)


def same(left: exp.Expression, right: exp.Expression) -> exp.Expression:
    """Equal, or both null."""
    return exp.NullSafeEQ(this=left, expression=right)


def column(name: str, table: str | None = None) -> exp.Column:
    """A column, quoted: field ids hold dots."""
    return exp.Column(this=exp.Identifier(this=name, quoted=True), table=word(table) if table else None)


def own(name: str, view: str) -> exp.Column:
    """A column of a warehouse table under its view's name."""
    return exp.Column(this=word(name), table=word(view))


def named(expression: exp.Expression, name: str) -> exp.Expression:
    """``expression AS "name"``."""
    return exp.Alias(this=expression, alias=exp.Identifier(this=name, quoted=True))


def is_null(expression: exp.Expression) -> exp.Expression:
    """IS NULL."""
    return exp.Is(this=expression, expression=exp.null())


def is_there(expression: exp.Expression) -> exp.Expression:
    """IS NOT NULL."""
    return negated(is_null(expression))


def as_text(expression: exp.Expression) -> exp.Expression:
    """CAST(… AS TEXT)."""
    return exp.Cast(this=expression, to=exp.DataType(this=exp.DType.TEXT))


def as_date(expression: exp.Expression) -> exp.Expression:
    """CAST(… AS DATE)."""
    return exp.Cast(this=expression, to=exp.DataType(this=exp.DType.DATE))


def alias(name: str) -> exp.TableAlias:
    """The name a table or subquery goes by."""
    return exp.TableAlias(this=word(name))


def sub(select: exp.Expression, name: str) -> exp.Subquery:
    """``(select) AS name``."""
    return exp.Subquery(this=select, alias=alias(name))


def select_from(source: exp.Expression | str, expressions: Sequence[exp.Expression]) -> exp.Select:
    """SELECT expressions FROM a table by name, or from what is given."""
    table = exp.Table(this=word(source)) if isinstance(source, str) else source
    return exp.Select(expressions=list(expressions), from_=exp.From(this=table))
