"""Small sqlglot trees that several builders need. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

Cases = Sequence[tuple[exp.Expression, exp.Expression]]


def case(cases: Cases, otherwise: exp.Expression | None = None) -> exp.Expression:
    """CASE WHEN … THEN … ELSE … END."""
    ifs = [exp.If(this=condition, true=value) for condition, value in cases]
    return exp.Case(ifs=ifs, default=otherwise)


def all_true(conditions: Iterable[exp.Expression]) -> exp.Expression | None:
    """AND of all; None of none."""
    found = list(conditions)
    return exp.and_(*found, copy=False) if found else None


def same(left: exp.Expression, right: exp.Expression) -> exp.Expression:
    """Equal, or both null."""
    return exp.NullSafeEQ(this=left, expression=right)


def column(name: str, table: str | None = None) -> exp.Column:
    """A column, quoted: field ids hold dots."""
    return exp.Column(this=exp.Identifier(this=name, quoted=True), table=exp.to_identifier(table) if table else None)


def own(name: str, view: str) -> exp.Column:
    """A column of a warehouse table under its view's name."""
    return exp.Column(this=exp.to_identifier(name), table=exp.to_identifier(view))


def named(expression: exp.Expression, name: str) -> exp.Expression:
    """``expression AS "name"``."""
    return exp.Alias(this=expression, alias=exp.Identifier(this=name, quoted=True))


def is_null(expression: exp.Expression) -> exp.Expression:
    """IS NULL."""
    return exp.Is(this=expression, expression=exp.null())
