"""A dimension from an expression. PURE."""

from __future__ import annotations

from explores.expressions import ExpressionError
from explores.semantic.custom.maker import Maker
from explores.semantic.custom.specs import Spec
from explores.semantic.formulas.made import Made, as_dimension, filters_in, formula
from explores.semantic.model import Dimension

_FORMATS = {"number": "decimal", "text": "text", "yesno": "yesno", "date": "date", "timestamp": "timestamp"}


def dimension(maker: Maker, spec: Spec) -> Dimension:
    """The dimension. Raises ExpressionError with the place in the expression."""
    made = expression(maker, spec, "dimension")
    return as_dimension(made, spec.name, spec.label, spec.format(_FORMATS[made.type]), spec.description)


def expression(maker: Maker, spec: Spec, key: str, view: str | None = None) -> Made:
    """The formula under ``key``, for rows of ``view`` where each has one of all it names.

    Raises ExpressionError naming the field.
    """
    text = spec.text(key)
    try:
        made = formula(maker.base, text, maker.field, view)
    except ExpressionError as error:
        raise error if error.field is not None else error.within(spec.name, spec.label) from error
    for name, wanted in filters_in(made.source.node):
        maker.check_filter(name, wanted)
    return made
