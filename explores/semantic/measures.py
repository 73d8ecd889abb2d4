"""The measures of a view, read from its catalog section. PURE."""

from __future__ import annotations

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from explores.semantic import actions, links, snippets
from explores.semantic.dimensions import FORMATS, Place, needs_of
from explores.semantic.errors import nearest
from explores.semantic.model import Dimension, Measure, MeasureFilter
from explores.semantic.section import CatalogError, Section
from explores.semantic.sources import Framed, Paired, Plain, Source

AGGREGATES = ("count", "count_distinct", "sum", "average", "min", "max", "median", "percentile", "list")
TYPES = (*AGGREGATES, "ratio", "formula")
_NUMERIC = {"sum", "average", "median", "percentile"}


def read(name: str, section: Section, place: Place, dimensions: dict[str, Dimension]) -> Measure:
    """One entry of ``measures``. ``dimensions`` are the view's own, by name."""
    kind = section.one_of("type", TYPES)
    if kind in {"ratio", "formula"}:
        return _formula(name, kind, section, place)
    source, result = _source(kind, section, place, dimensions)
    conditions = tuple(MeasureFilter(_own(place.view, key), text) for key, text in section.pairs("filters").items())
    found = Measure(
        id=f"{place.view}.{name}",
        view=place.view,
        label=section.maybe("label") or name.replace("_", " ").capitalize(),
        aggregate=kind,
        type=result,
        format=section.one_of("format", FORMATS, default_format(kind, result)),
        definition=section.maybe("definition", "") or "",
        source=source,
        filters=conditions,
        percentile=section.number("percentile") if kind == "percentile" else None,
        needs=needs_of(source, place.view),
        estimated=section.maybe("estimated", "") or "",
        group_label=section.maybe("group"),
        item_label=section.maybe("group_item"),
        hidden=section.flag("hidden"),
        links=links.read(section),
        actions=actions.read(section),
    )
    section.finish()
    return found


def default_format(kind: str, result: str) -> str:
    """Counts are whole; dates and texts stay what they are."""
    if kind in {"count", "count_distinct"}:
        return "integer"
    return "decimal" if result == "number" else result


def result_type(kind: str, of: str) -> str:
    """The type of a measure over values of type ``of``."""
    if kind == "list":
        return "text"
    return of if kind in {"min", "max"} else "number"


def _source(kind: str, section: Section, place: Place, dimensions: dict[str, Dimension]) -> tuple[Source | None, str]:
    if kind == "count":
        return None, "number"
    if named := section.maybe("of"):
        if named not in dimensions:
            raise CatalogError(f"there is no dimension {named!r} here.", section.place, nearest(named, dimensions))
        found = dimensions[named]
        if kind in _NUMERIC and found.type != "number":
            raise CatalogError(f"{kind} takes a number, and {named!r} is a {found.type}.", section.place)
        return found.source, result_type(kind, found.type)
    tree = place.expression(section.text("sql"), section.place)
    if kind == "count_distinct" and (per := section.maybe("per")):
        if place.column_type(tree) not in {"id", "int"}:
            raise CatalogError("'per' is for a column of whole numbers.", section.place)
        return _paired(tree, per, dimensions, section.place), "number"
    return Plain(tree, snippets.is_strict(tree)), "text" if kind == "list" else "number"


def _paired(tree: exp.Expression, per: str, dimensions: dict[str, Dimension], place: str) -> Paired:
    """What ``per`` makes of a count of different whole numbers: each counts once in each unit of time."""
    found = dimensions.get(per)
    if found is None or not isinstance(found.source, Framed) or found.type != "date":
        dates = [name for name, each in dimensions.items() if isinstance(each.source, Framed) and each.type == "date"]
        raise CatalogError(f"'per' names no date, week, month or quarter: {per!r}.", place, nearest(per, dates))
    return Paired(tree, found.source)


def _formula(name: str, kind: str, section: Section, place: Place) -> Measure:
    view = place.view
    is_ratio = kind == "ratio"
    text = f"({section.text('of')}) / nullif({section.text('over')}, 0)" if is_ratio else section.text("formula")
    found = Measure(
        id=f"{view}.{name}",
        view=view,
        label=section.maybe("label") or name.replace("_", " ").capitalize(),
        aggregate="formula",
        type="number",
        format=section.one_of("format", FORMATS, "percent" if kind == "ratio" else "decimal"),
        definition=section.maybe("definition", "") or "",
        formula=snippets.marked(_parse_formula(text, view, section.place), place.marks, section.place),
        estimated=section.maybe("estimated", "") or "",
        group_label=section.maybe("group"),
        item_label=section.maybe("group_item"),
        hidden=section.flag("hidden"),
        links=links.read(section),
        actions=actions.read(section),
    )
    section.finish()
    return found


def _parse_formula(text: str, view: str, place: str) -> exp.Expression:
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError as error:
        raise CatalogError(f"the formula {text!r} does not parse ({error}).", place) from None
    for column in tree.find_all(exp.Column):
        if not column.table:
            column.set("table", exp.to_identifier(view))
    return snippets.as_expression(tree, place)


def _own(view: str, name: str) -> str:
    return name if "." in name else f"{view}.{name}"
