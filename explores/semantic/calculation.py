"""A table calculation of a query: an expression over the rows that come back. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from explores.expressions import Node, references
from explores.expressions.types import Type


@dataclass(frozen=True)
class Calculation:
    """One calculation. ``types`` holds the type of each part by its id; ``timeframe`` is that of a date it repeats."""

    id: str
    label: str
    text: str
    node: Node
    type: Type
    types: Mapping[int, Type] = field(repr=False, compare=False)
    format: str = "decimal"
    timeframe: str | None = None
    definition: str = ""
    directions: tuple[Calculation, Calculation] | None = None  # where it reads the previous row: above it, or below

    @property
    def refs(self) -> tuple[str, ...]:
        """Ids of the fields and calculations it is made of, each once."""
        return tuple(dict.fromkeys(ref.field for ref in references(self.node)))

    def asks_for(self, total: str) -> bool:
        """Whether it reads a ``total`` or ``row_total``."""
        return any(ref.total == total for ref in references(self.node))

    def towards(self, *, below: bool) -> Calculation:
        """The same, with the previous row where it is in this query."""
        return self.directions[below] if self.directions else self
