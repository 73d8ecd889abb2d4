"""JSON that somebody wrote into an address: read, if every part of it can be shown, kept and asked. PURE."""

from __future__ import annotations

import json
import math
import re
from typing import Any

DEEPEST = 50  # parts inside parts; what reads, writes and compares them goes down as far
_HALF = re.compile("[\ud800-\udfff]")


def read(text: str) -> Any:
    """What the text says. Raises ValueError for no JSON, a number that is none or without end, half of a character,
    and for what is nested too deeply."""
    try:
        found = json.loads(text, parse_constant=_refused, parse_float=_finite)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    level = [found]
    for _ in range(DEEPEST):
        level = [part for value in level for part in _inside(value)]
    if level:
        raise ValueError("nested too deeply")
    return found


def _inside(value: Any) -> list[Any]:
    if isinstance(value, str) and _HALF.search(value):
        raise ValueError("half of a character")
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []


def _finite(text: str) -> float:
    found = float(text)
    return found if math.isfinite(found) else _refused(text)


def _refused(text: str) -> float:
    raise ValueError(f"{text} is no number")
