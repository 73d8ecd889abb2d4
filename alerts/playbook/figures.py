"""Figures as the screen shows them: ``2.4``, ``under 1 %``, ``4 days down``, ``−3 %``. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from explores.formatting.formats import Style, unit

MOST = 6  # decimals that are ever shown


@dataclass(frozen=True)
class Figure:
    """A number with its words. ``value`` is in the unit of the words' rule: 0.007 is 0.7 %. None: there is none."""

    value: Decimal | None
    text: str


def _digits(value: Decimal, least: int, limit: Decimal | None) -> int:
    """As many as tell the figure from its limit: 2.04 is not shown as 2.0 beside *above 2.0*."""
    for digits in range(least, MOST):
        if limit is None or value == limit or _rounded(value, digits) != limit:
            return digits
    return MOST


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _signed(text: str) -> str:
    return text.replace("-", "−")


def number(value: Decimal, limit: Decimal | None = None, least: int = 1) -> str:
    """``2.4``, ``1,204.0``."""
    return _signed(f"{_rounded(value, _digits(value, least, limit)):,f}")


def plain(value: Decimal, least: int = 0) -> str:
    """A threshold as it was typed: ``2.0``, ``1.75``, ``3``."""
    digits = max(least, -int(value.normalize().as_tuple().exponent))
    return _signed(f"{_rounded(value, min(digits, MOST)):,f}")


def percent(share: Decimal, limit: Decimal | None = None) -> str:
    """A share as ``0.7 %``, from ten on as ``96 %``."""
    value = share * 100
    least = 1 if abs(value) < 10 and value != value.to_integral_value() else 0
    return f"{number(value, None if limit is None else limit * 100, least)} %"


def in_percent(share: Decimal) -> str:
    """A threshold as it was typed: 0.0125 is ``1.25 %``."""
    return f"{plain(share * 100)} %"


def change(share: Decimal, limit: Decimal | None = None) -> str:
    """A change as ``+22 %`` or ``−3 %``."""
    value = share * 100
    shown = number(value, None if limit is None else limit * 100, 0)
    return f"+{shown} %" if value > 0 and not shown.startswith("0") else f"{shown} %"


def money(value: Decimal, currency: str, limit: Decimal | None = None) -> str:
    """``€53.45``, as pages write it; without a currency the bare amount."""
    text = number(abs(value), limit, 2)
    return f"{'−' if value < 0 else ''}{unit(text, 'money', Style(currency=currency or None))}"


def days(count: int) -> str:
    """``1 day``, ``3 days``."""
    return f"{count} day" if count == 1 else f"{count} days"


def counted(count: Decimal, one: str, many: str) -> str:
    """``1 result``, ``800 impressions``, ``2.5 results``."""
    return f"{plain(count)} {one if count == 1 else many}"
