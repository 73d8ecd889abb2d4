"""Text as bytes that every reader takes. PURE."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa

INVISIBLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{fffe}\x{ffff}]"  # the controls, as RE2 writes them
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def encoded(text: str) -> bytes:
    """As UTF-8; half a letter (a lone surrogate), which UTF-8 has not, becomes �."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return whole(text).encode()


def whole(text: str) -> str:
    """The text without half letters."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def visible(text: str) -> str:
    """The text with � for the controls that documents must not hold."""
    return _CONTROLS.sub("\ufffd", text)


def texts_of(texts: Sequence[str | None]) -> pa.Array:
    """Texts as a column, without half letters."""
    try:
        return pa.array(texts, pa.string())
    except UnicodeEncodeError:
        return pa.array([None if text is None else whole(text) for text in texts], pa.string())
