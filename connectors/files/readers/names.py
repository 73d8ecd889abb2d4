"""Names of columns as they are used in a mapping. PURE."""

from __future__ import annotations

from collections.abc import Sequence


def unique(names: Sequence[object]) -> list[str]:
    """Names without blanks around them; a nameless column is "column 3", a second "price" is "price (2)"."""
    found: list[str] = []
    for place, raw in enumerate(names, start=1):
        name = str(raw).strip() if raw is not None else ""
        name = name or f"column {place}"
        again = 2
        wanted = name
        while name in found:
            name, again = f"{wanted} ({again})", again + 1
        found.append(name)
    return found
