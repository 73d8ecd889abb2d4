"""What one delivery says of its own, where it is more than the next slot of a report: that an alert fired, say. PURE.

Its words are what matters: where the content behind them can't be made, they go alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Wording:
    """``message`` stands first; ``acts`` are buttons with addresses; ``foot`` says why one gets it, and
    ``leave`` is the address that ends it; ``facts`` go to programs beside those of the receipt."""

    message: str = ""
    acts: tuple[tuple[str, str], ...] = ()
    foot: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    leave: str = ""

    def __bool__(self) -> bool:
        return bool(self.message)


def to_json(words: Wording) -> dict[str, Any]:
    """As a delivery keeps it."""
    return asdict(words) if words else {}


def from_json(data: Mapping[str, Any]) -> Wording:
    """What ``to_json`` wrote; of nothing, no words."""
    acts = tuple((label, address) for label, address in data.get("acts", ()))
    return Wording(data.get("message", ""), acts, data.get("foot", ""), data.get("facts", {}), data.get("leave", ""))
