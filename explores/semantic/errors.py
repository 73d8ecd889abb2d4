"""What can be wrong with a question, said so that a person can mend it. PURE."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class SemanticError(Exception):
    """A question that cannot be answered as asked.

    ``message`` says what was wrong and where; ``code`` is stable for programs; ``field`` names the field or
    part of the query it is about; ``suggestion`` is what most likely was meant.
    """

    def __init__(
        self, message: str, *, code: str = "invalid_query", field: str | None = None, suggestion: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field
        self.suggestion = suggestion

    def __str__(self) -> str:
        return f"{self.message} Try {self.suggestion}." if self.suggestion else self.message

    def to_json(self) -> dict[str, str | None]:
        """The shape in which the API and the pages show it."""
        return {"code": self.code, "message": self.message, "field": self.field, "suggestion": self.suggestion}


class FilterError(SemanticError):
    """A filter expression that does not parse. ``position`` counts characters from 0."""

    def __init__(
        self, message: str, position: int = 0, *, suggestion: str | None = None, field: str | None = None
    ) -> None:
        super().__init__(message, code="invalid_filter", field=field, suggestion=suggestion)
        self.position = position

    def to_json(self) -> dict[str, str | None]:
        """As any error, with the place in the expression."""
        return {**super().to_json(), "position": str(self.position)}


def nearest(name: str, choices: Iterable[str]) -> str | None:
    """The choice most like ``name`` (whatever the case), or None where nothing comes near."""
    by_lower = {choice.lower(): choice for choice in choices}
    found = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None
