"""What one setting of a chart is: its name in the address, the control that changes it, what it takes. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Control = Literal["switch", "choice", "number", "text", "colour", "list"]
CARTESIAN = frozenset({"column", "bar", "line", "area", "scatter"})


class BadSetting(ValueError):
    """A value that a setting does not take; the message is what it takes: "a number from 0 to 100"."""


@dataclass(frozen=True)
class Option:
    """A setting. ``default`` is a value as ``read`` gives it, and is what drawing sees where nothing was chosen.

    ``per``: one of PER; then the address names a thing between it and the key: ``c[series.orders.revenue.color]``.
    ``read``: a reading of one's own for a text control, text → value; raises BadSetting.
    """

    key: str
    label: str
    tab: str
    control: Control
    kinds: frozenset[str]
    default: Any = None
    choices: tuple[tuple[str, str], ...] = ()  # what the address says, what the panel says
    help: str = ""
    per: str = ""
    least: float | None = None
    most: float | None = None
    whole: bool = False
    of: Control = "text"  # the entries of a list
    most_entries: int = 20
    read: Callable[[str], Any] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """What a choice may be."""
        return tuple(key for key, _ in self.choices)
