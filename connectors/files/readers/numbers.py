"""Numbers that are ones by themselves, as texts. PURE."""

from __future__ import annotations

import re

_GROUPED = re.compile(r"(-?\d{1,3}\.\d{3})([eE].*)?")


def spelled(number: str, points: bool) -> str:
    """A number in plain notation; where points part thousands, with a digit more if "1.234" could be taken for 1234."""
    found = _GROUPED.fullmatch(number) if points else None
    return f"{found[1]}0{found[2] or ''}" if found else number
