"""What can be wrong with an expression, and where it stands. PURE."""

from __future__ import annotations

from typing import Any

from explores.semantic.errors import SemanticError


class ExpressionError(SemanticError):
    """An expression that cannot be read or computed. ``start`` and ``end`` count characters from 0."""

    def __init__(
        self, message: str, start: int, end: int, *, suggestion: str | None = None, field: str | None = None
    ) -> None:
        super().__init__(message, code="invalid_expression", field=field, suggestion=suggestion)
        self.start = start
        self.end = end

    def to_json(self) -> dict[str, Any]:
        """As any error, with the place in the expression."""
        return {**super().to_json(), "start": self.start, "end": self.end}

    def within(self, name: str, label: str) -> ExpressionError:
        """The same error, saying in which field of the query it is."""
        message = f"{label!r}, character {self.start + 1}: {self.message}"
        return ExpressionError(message, self.start, self.end, suggestion=self.suggestion, field=name)
