"""Table calculations in the dialog: what they may name, and the type of what comes out. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explores.expressions import Context, ExpressionError, Ref, check, parse, types
from explores.quick_calculations import LABELS
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.model import Explore


def type_of_calculation(
    name: str, explore: Explore, custom: Mapping[str, Any], fields: tuple[str, ...], within: tuple[str, ...] = ()
) -> str:
    """The type of the calculation's values. Raises SemanticError, ExpressionError with the place."""
    spec = custom[name]
    if name in within:
        raise SemanticError(f"It is made of itself: {' → '.join([*within, name])}.", code="invalid_custom_field")

    def type_of(ref: Ref) -> str:
        return _type_of(ref.field, explore, custom, fields, (*within, name))

    if "calculation_type" in spec:
        kind = spec["calculation_type"]
        if kind not in LABELS:
            raise SemanticError(f"There is no quick calculation {kind!r}.", suggestion=nearest(str(kind), LABELS))
        if type_of(Ref(str(spec.get("of", "")))) != types.NUMBER:
            raise SemanticError("A quick calculation is of a column of numbers.")
        return types.NUMBER
    text = spec.get("calculation")
    if not isinstance(text, str) or not text.strip():
        raise ExpressionError("Write an expression, such as ${orders.revenue} / ${orders.count}.", 0, 0)
    return check(parse(text), Context(type_of, calculation=True))


def _type_of(
    field: str, explore: Explore, custom: Mapping[str, Any], fields: tuple[str, ...], within: tuple[str, ...]
) -> str:
    spec = custom.get(field)
    if isinstance(spec, Mapping) and {"calculation", "calculation_type"} & spec.keys():
        return type_of_calculation(field, explore, custom, fields, within)
    found = explore.field(field)
    if field not in fields:
        raise SemanticError(f"{field} is no column of the query; add it first.", field=field)
    return types.of_field(found.type)
