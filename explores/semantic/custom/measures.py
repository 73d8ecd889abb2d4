"""Custom measures: an aggregate of a dimension, or a measure with filters of its own. PURE."""

from __future__ import annotations

from dataclasses import replace

from explores.semantic.custom.formulas import expression
from explores.semantic.custom.maker import Maker
from explores.semantic.custom.specs import Spec
from explores.semantic.formulas.made import as_dimension
from explores.semantic.measures import default_format, result_type
from explores.semantic.model import Dimension, Measure, MeasureFilter
from explores.semantic.numerals import numeral

TYPES = ("sum", "average", "min", "max", "median", "percentile", "count_distinct", "list")
_NUMERIC = {"sum", "average", "median", "percentile"}
GROUP = "Custom"


def aggregate(maker: Maker, spec: Spec) -> Measure:
    """An aggregate of a dimension, over the rows of the view the dimension belongs to."""
    kind = spec.one_of("type", TYPES, "")
    of = maker.own_dimension(spec, "of")
    if kind in _NUMERIC and of.type != "number":
        raise spec.error(f"takes the {kind} of {of.id}, which is a {of.type}.")
    result = result_type(kind, of.type)
    added = _conditions(maker, spec, of.view)
    return Measure(
        id=spec.name,
        view=of.view,
        label=spec.label,
        aggregate=kind,
        type=result,
        format=spec.format("integer" if kind == "count_distinct" else _format(kind, result, of)),
        definition=spec.description or _said(f"{_name(kind, spec)} of {of.id}.", added),
        source=of.source,
        filters=added,
        percentile=_percentile(spec) if kind == "percentile" else None,
        needs=of.needs,
        group_label=GROUP,
    )


def filtered(maker: Maker, spec: Spec) -> Measure:
    """A measure over fewer rows."""
    base = maker.measure(spec.field("based_on"))
    if "filters" not in spec and "expression" not in spec:
        raise spec.error("needs 'filters': an object of field and expression; or an 'expression' that is yes or no.")
    if base.formula is not None:
        raise spec.error(f"filters {base.id}, which is made of other measures; filter one of {', '.join(base.refs)}.")
    added = _conditions(maker, spec, base.view)
    return replace(
        base,
        id=spec.name,
        label=spec.label,
        format=spec.format(base.format),
        definition=spec.description or _said(base.definition, added),
        filters=(*base.filters, *added),
        group_label=GROUP,
        hidden=False,
    )


def _percentile(spec: Spec) -> float:
    at = spec.number("percentile")
    if not 0 <= at <= 100:
        raise spec.error(f"takes the percentile {numeral(at)}; it takes 0 to 100.")
    return at


def _name(kind: str, spec: Spec) -> str:
    if kind == "percentile":
        return f"Percentile {numeral(spec.number('percentile'))}"
    return kind.replace("_", " ").capitalize()


def _format(kind: str, result: str, of: Dimension) -> str:
    if result != "number":
        return default_format(kind, result)
    return of.format if of.format == "money" or kind in {"sum", "min", "max"} else "decimal"


def _said(definition: str, added: tuple[MeasureFilter, ...]) -> str:
    conditions = "; ".join(f.words or f"{f.field} is {f.expression!r}" for f in added)
    return f"{definition} Only where {conditions}." if conditions else definition


def _conditions(maker: Maker, spec: Spec, view: str) -> tuple[MeasureFilter, ...]:
    filters = spec.get("filters") or {}
    if not isinstance(filters, dict):
        raise spec.error("needs 'filters': an object of field and expression.")
    found = tuple(_filter(maker, spec, view, field, text) for field, text in filters.items())
    return (*found, _formula(maker, spec, view)) if "expression" in spec else found


def _formula(maker: Maker, spec: Spec, view: str) -> MeasureFilter:
    """An expression that each row of the measure must make yes."""
    made = expression(maker, spec, "expression", view)
    if made.type != "yesno":
        raise spec.error(f"takes as 'expression' what is yes or no; this is a {made.type}.")
    hidden = replace(as_dimension(made, f"{spec.name}#filter", spec.label, "yesno"), hidden=True)
    maker.has_one_of(spec, view, hidden, made.source.text)
    maker.hide(hidden)
    return MeasureFilter(hidden.id, "yes", exact=False, words=made.source.text)


def _filter(maker: Maker, spec: Spec, view: str, name: str, text: object) -> MeasureFilter:
    if not isinstance(text, str):
        raise spec.error(f"has a filter on {name!r} that is no text.")
    maker.has_one_of(spec, view, maker.dimension(name))
    maker.check_filter(name, text)
    return MeasureFilter(name, text, exact=False)
