"""Custom measures of one query: an aggregate of a dimension, or a measure with filters of its own. PURE."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from explores.semantic.errors import SemanticError, nearest
from explores.semantic.joins import tree
from explores.semantic.measures import default_format, result_type
from explores.semantic.model import CUSTOM, Dimension, Explore, Measure, MeasureFilter

TYPES = ("sum", "average", "min", "max", "median", "count_distinct", "list")
_NUMERIC = {"sum", "average", "median"}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def with_custom(explore: Explore, custom: Mapping[str, Any]) -> Explore:
    """The explore with the query's custom measures among its fields. Raises SemanticError."""
    if not custom:
        return explore
    key = ("custom", json.dumps(custom, sort_keys=True, default=str))
    if key not in explore.memo:
        explore.memo[key] = _with(explore, custom)
    found: Explore = explore.memo[key]
    return found


def _with(explore: Explore, custom: Mapping[str, Any]) -> Explore:
    made: list[Measure] = []
    for name, spec in custom.items():
        if not _NAME.fullmatch(name):
            raise _error(name, f"{name!r} is no name: it takes small letters, digits and _, a letter first.")
        made.append(_measure(explore, name, spec))
    return replace(explore, custom=(*explore.custom, *made))


def _measure(explore: Explore, name: str, spec: Any) -> Measure:
    if not isinstance(spec, dict):
        raise _error(name, f"the custom field {name!r} takes an object.")
    known = ("type", "of", "label") if "type" in spec else ("based_on", "filters", "label")
    for key in spec:
        if key not in known:
            raise _error(name, f"the custom field {name!r} has {key!r}, which means nothing here.", nearest(key, known))
    label = spec.get("label", name.replace("_", " ").capitalize())
    if not isinstance(label, str):
        raise _error(name, f"the label of {name!r} is no text.")
    if "type" in spec:
        return _aggregate(explore, name, label, spec)
    return _filtered(explore, name, label, spec)


def _aggregate(explore: Explore, name: str, label: str, spec: Mapping[str, Any]) -> Measure:
    kind = spec["type"]
    if kind not in TYPES:
        listed = ", ".join(TYPES)
        raise _error(name, f"the custom field {name!r} has the type {kind!r}; there are {listed}.",
                     nearest(str(kind), TYPES))  # fmt: skip
    of = explore.dimension(_text(name, spec, "of"))
    if kind in _NUMERIC and of.type != "number":
        raise _error(name, f"the custom field {name!r} takes the {kind} of {of.id}, which is a {of.type}.")
    if of.view not in explore.views:
        raise _error(name, f"the custom field {name!r} is of {of.id}, a common dimension; name a view's own field.")
    result = result_type(kind, of.type)
    return Measure(
        id=name,
        view=of.view,
        label=label,
        aggregate=kind,
        type=result,
        format="integer" if kind == "count_distinct" else _format(kind, result, of),
        definition=f"{kind.replace('_', ' ').capitalize()} of {of.id}.",
        source=of.source,
        needs=of.needs,
        group_label="Custom",
    )


def _format(kind: str, result: str, of: Dimension) -> str:
    if result != "number":
        return default_format(kind, result)
    return of.format if of.format == "money" or kind in {"sum", "min", "max"} else "decimal"


def _filtered(explore: Explore, name: str, label: str, spec: Mapping[str, Any]) -> Measure:
    base = explore.measure(_text(name, spec, "based_on"))
    filters = spec.get("filters")
    if not isinstance(filters, dict) or not filters:
        raise _error(name, f"the custom field {name!r} needs 'filters': an object of field and expression.")
    if base.formula is not None:
        raise _error(name, f"the custom field {name!r} filters {base.id}, which is made of other measures; "
                           f"filter one of {', '.join(base.refs)}.")  # fmt: skip
    added = tuple(_filter(explore, name, base, key, text) for key, text in filters.items())
    return replace(
        base,
        id=name,
        label=label,
        definition=f"{base.definition} Only where {'; '.join(f'{f.field} is {f.expression!r}' for f in added)}.",
        filters=(*base.filters, *added),
        group_label="Custom",
        hidden=False,
    )


def _filter(explore: Explore, name: str, base: Measure, key: str, text: Any) -> MeasureFilter:
    if not isinstance(text, str):
        raise _error(name, f"the filter on {key!r} of the custom field {name!r} is no text.")
    field = explore.dimension(key)
    if field.view == CUSTOM or field.view not in tree(explore, base.view).single:
        owner, many = explore.views[base.view].item, explore.view_label(field.view)
        raise _error(name, f"the custom field {name!r} filters on {key}, but one {owner} may have many of {many}; "
                           f"filter on a field that each {owner} has one of.")  # fmt: skip
    return MeasureFilter(key, text, exact=False)


def _text(name: str, spec: Mapping[str, Any], key: str) -> str:
    value = spec.get(key)
    if not isinstance(value, str):
        raise _error(name, f"the custom field {name!r} needs {key!r}, a field's id.")
    return value


def _error(name: str, message: str, suggestion: str | None = None) -> SemanticError:
    return SemanticError(
        message[0].upper() + message[1:], code="invalid_custom_field", field=name, suggestion=suggestion
    )
