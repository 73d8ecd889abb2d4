"""Values on their way into a query: each becomes a named parameter, never text. PURE."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from explores.semantic.errors import SemanticError

MOST = 50_000  # places for values in one statement: larger trees take gigabytes to write and to plan


class Binder:
    """Collects the parameters of one statement; equal values of one type share a name."""

    def __init__(self) -> None:
        self._left = MOST
        self.params: dict[str, Any] = {}
        self._names: dict[tuple[type, Any], str] = {}

    def __call__(self, value: Any) -> exp.Expression:
        """A placeholder for ``value``. Raises SemanticError for more than an engine should read."""
        self._left -= 1
        if self._left < 0:
            raise SemanticError(
                f"This query names more than {MOST:,} values. Name fewer in its filters and groups, or put them in a "
                "segment.",
                code="too_many_values",
            )
        key = (type(value), value)
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = f"p{len(self._names) + 1}"
            self.params[name] = value
        return exp.Placeholder(this=name)
