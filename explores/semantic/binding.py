"""Values on their way into a query: each becomes a named parameter, never text. PURE."""

from __future__ import annotations

from typing import Any

from sqlglot import exp


class Binder:
    """Collects the parameters of one statement; equal values of one type share a name."""

    def __init__(self) -> None:
        self.params: dict[str, Any] = {}
        self._names: dict[tuple[type, Any], str] = {}

    def __call__(self, value: Any) -> exp.Expression:
        """A placeholder for ``value``."""
        key = (type(value), value)
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = f"p{len(self._names) + 1}"
            self.params[name] = value
        return exp.Placeholder(this=name)
