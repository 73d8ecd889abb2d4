"""Text inside a figure: made inert, cut to fit, and the sentence that a screen reader gets. PURE."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


def inert(text: str) -> str:
    """Plotly reads a few HTML tags, entities and %{…} in its texts; a value is shown as it is."""
    plain = _CONTROL.sub(" ", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("%{", "%\u200b{")


def short(text: str, most: int = 24) -> str:
    """At most ``most`` characters, the cut marked."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def unique(names: Sequence[str]) -> list[str]:
    """The same names, told apart by characters that take no room, since a chart would merge two equal ones."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, -1) + 1
        result.append(name + "\u200b" * seen[name])
    return result


def listed(names: Sequence[str], most: int = 4) -> str:
    """A, B and C; more than ``most`` are counted."""
    shown = list(names[:most]) + ([f"{len(names) - most} more"] if len(names) > most else [])
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1] if shown else ""


def counted(number: int, what: str) -> str:
    """1 row, 2 rows."""
    many = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number:,} {what if number == 1 else many}"
