"""The nearest right name, for errors. PURE."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint to append to an error: the nearest right name, or all of them where none is near."""
    names = list(known)
    lowered = {each.lower(): each for each in names}
    close = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {lowered[close[0]]!r}?"
    return f"; there is: {', '.join(names)}" if names else ""
