"""Numbers as SQL and labels write them: every digit, no exponent. PURE."""

from __future__ import annotations

from decimal import Decimal


def numeral(value: float | Decimal) -> str:
    """``1234567`` and ``0.1``, never ``1.23457e+06``."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    text = f"{exact.normalize():f}"
    return "0" if text == "-0" else text


def count(text: str) -> int | None:
    """The whole number that a text is, in up to eleven plain digits; None for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
