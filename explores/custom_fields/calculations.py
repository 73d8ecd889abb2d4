"""Table calculations in the dialog: the type of what comes out, and whether the table has what they name. PURE."""

from __future__ import annotations

from explores.expressions import Context, Ref, check, types
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore


def type_of_calculation(name: str, explore: Explore, fields: tuple[str, ...]) -> str:
    """The type of the calculation's values. Raises ExpressionError, with its place, for a field not in ``fields``."""
    found = explore.calculations[name]

    def type_of(ref: Ref) -> str:
        if ref.field in explore.calculations:
            return explore.calculations[ref.field].type
        if ref.field not in fields:
            raise SemanticError(f"{ref.field} is no column of the query; add it first.", field=ref.field)
        return types.of_field(explore.field(ref.field).type)

    check(found.node, Context(type_of, calculation=True))
    return found.type
