"""Text that a spreadsheet would compute, made text again. PURE."""

from __future__ import annotations

import math
import unicodedata
from typing import Any

_STARTS = frozenset("=+-@|%")  # of what a spreadsheet computes, in whatever width it is typed
_BREAKS = frozenset("\t\r\n")
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})  # what some program leaves out before it looks: spaces and marks


def guarded(value: Any) -> Any:
    """Text that starts like a formula gets an apostrophe before it; numbers, also as text, are left alone."""
    if not isinstance(value, str) or value[:1].isalnum() or not _is_suspect(value) or _is_number(value):
        return value
    return f"'{value}"


def _is_suspect(text: str) -> bool:
    if text.lstrip(" ")[:1] in _BREAKS and text.strip(" "):
        return True
    first = next((letter for letter in text if unicodedata.category(letter) not in _UNSEEN), "")
    return unicodedata.normalize("NFKC", first)[:1] in _STARTS


def _is_number(text: str) -> bool:
    try:
        return text.isascii() and math.isfinite(float(text))
    except ValueError:
        return False
