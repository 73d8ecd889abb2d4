"""Expressions as catalog files write them, parsed once and held against the columns that exist. PURE."""

from __future__ import annotations

from collections.abc import Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from explores.semantic.errors import nearest
from explores.semantic.section import CatalogError

Columns = Mapping[str, Mapping[str, str]]  # view → column → type

# Built of these alone, an expression is null wherever its columns are.
_STRICT = (
    exp.Column, exp.Identifier, exp.Literal, exp.Cast, exp.TryCast, exp.DataType, exp.Paren, exp.Lower, exp.Upper,
    exp.Trim, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Abs,
)  # fmt: skip


def parse(text: str, view: str, columns: Columns, place: str) -> exp.Expression:
    """The expression, every column qualified by its view. Raises CatalogError on a column nobody has."""
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError as error:
        raise CatalogError(f"the expression {text!r} does not parse ({error}).", place) from None
    for column in tree.find_all(exp.Column):
        owner = column.table or view
        known = columns.get(owner, {})
        if column.name not in known:
            raise CatalogError(f"{owner!r} has no column {column.name!r}.", place, nearest(column.name, known))
        column.set("table", exp.to_identifier(owner))
    return as_expression(tree, place)


def marked(tree: exp.Expression, marks: Mapping[str, str], place: str) -> exp.Expression:
    """The tree, its parameters (``$name``) under their marks. Raises CatalogError for one that is not declared."""
    for found in tree.find_all(exp.Placeholder, exp.Parameter):
        name = found.name
        if name not in marks or isinstance(found, exp.Parameter):
            known = ", ".join(f"${one}" for one in marks) or "none"
            raise CatalogError(f"there is no parameter ${name} here; the view has {known}.", place,
                               nearest(name, marks))  # fmt: skip
        found.set("this", marks[name])
    return tree


def as_expression(tree: object, place: str) -> exp.Expression:
    """What was parsed, as an expression. Raises CatalogError where it is something else."""
    if not isinstance(tree, exp.Expression):
        raise CatalogError("an expression is needed here.", place)
    return tree


def views_of(tree: exp.Expression, view: str) -> frozenset[str]:
    """The other views that an expression reads."""
    return frozenset(column.table for column in tree.find_all(exp.Column)) - {view}


def is_strict(tree: exp.Expression) -> bool:
    """True where the expression is null whenever all of its columns are (as in the row of a join that found none)."""
    nodes = list(tree.walk())
    return any(isinstance(node, exp.Column) for node in nodes) and all(isinstance(node, _STRICT) for node in nodes)


def derived(text: str, tables: Columns, place: str) -> exp.Select:
    """The SELECT of a derived view. Raises CatalogError where it is none or names an unknown table."""
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError as error:
        raise CatalogError(f"the SELECT does not parse ({error}).", place) from None
    if not isinstance(tree, exp.Select):
        raise CatalogError("a derived view takes one SELECT.", place)
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    for table in tree.find_all(exp.Table):
        if table.name not in tables and table.name not in own:
            raise CatalogError(f"there is no table {table.name!r}.", place, nearest(table.name, tables))
    for node in tree.walk():
        node._meta = None  # where it stood in the text: three quarters of what a copy for each question would cost
    return tree
