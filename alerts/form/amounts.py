"""Amounts as people type them, in the unit that the tile shows, and as rules keep them. PURE.

Of a percentage 0.2 is typed for 0.2 %, which a rule keeps as 0.002.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

MOST_DIGITS = 18  # of a figure that anybody could mean
LONGEST = 60  # letters of a box that are read at all
_SIGNS = str.maketrans({"−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "٪": "%"})
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<by>[ ,'])[0-9]{3}(?:(?P=by)[0-9]{3})*(?:\.[0-9]+)?")
_CONTINENTAL = re.compile(r"[1-9][0-9]{0,2}(?P<by>[. '])[0-9]{3}(?:(?P=by)[0-9]{3})*,[0-9]+")
_PLAIN = re.compile(r"(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)")


class BadAmount(ValueError):
    """What was typed is no amount; the message says what is wrong and what to type."""


@dataclass(frozen=True)
class Unit:
    """``sign`` stands beside the box; what is typed is moved by so many ``places`` to be the field's own. ``leads``: in
    words the sign comes before the amount."""

    sign: str = ""
    places: int = 0
    leads: bool = False

    @property
    def example(self) -> str:
        """An amount to type."""
        return self.said("0.2")

    def said(self, amount: str) -> str:
        """An amount with its sign: "0.2 %", "€40"."""
        return f"{self.sign}{amount}" if self.leads and len(self.sign) == 1 else f"{amount} {self.sign}".rstrip()


PLAIN, PERCENT = Unit(), Unit("%", 2)


def read(text: str, unit: Unit = PLAIN) -> Decimal:
    """The amount in the field's own unit. Raises BadAmount.

    "0.2", "0,2", "0.2 %" and ".2" are one; "1,000", "1 000" and "1'000" are a thousand. A lone comma before three
    digits groups them, unless a zero stands before it.
    """
    found = " ".join(text[: LONGEST + 1].translate(_SIGNS).split())
    if not found:
        raise BadAmount(f"Type a number, such as {unit.example}.")
    bare = _bare(found, unit)
    sign, digits = ("-", bare[1:].lstrip()) if bare[:1] in "+-" and bare.startswith("-") else ("", bare.lstrip("+"))
    plain = _plain(digits)
    if plain is None:
        raise BadAmount(f"“{text.strip()[:40]}” is not a number. Type one such as {unit.example}.")
    if sum(sign.isdecimal() for sign in plain) > MOST_DIGITS:
        raise BadAmount(f"That number is too long; at most {MOST_DIGITS} digits are read.")
    return Decimal(sign + plain).scaleb(-unit.places)


def _bare(found: str, unit: Unit) -> str:
    """Without the sign of its unit. Raises BadAmount for that of another."""
    if unit.sign and found.casefold().endswith(unit.sign.casefold()):
        return found[: -len(unit.sign)].rstrip()
    if unit.sign and found.casefold().startswith(unit.sign.casefold()):
        return found[len(unit.sign) :].lstrip()
    if found.endswith("%"):
        raise BadAmount("This figure is no percentage: type it without %.")
    return found


def _plain(digits: str) -> str | None:
    """With a point for its decimals and nothing between its thousands; None for what is no number."""
    if _GROUPED.fullmatch(digits):
        return re.sub(r"[ ,']", "", digits)
    if _CONTINENTAL.fullmatch(digits):
        return re.sub(r"[. ']", "", digits).replace(",", ".")
    return digits.replace(",", ".") if _PLAIN.fullmatch(digits) else None


def written(amount: Decimal, unit: Unit = PLAIN) -> str:
    """As it stands in its box: "0.2", without zeros at the end, never as a power of ten."""
    text = f"{amount.scaleb(unit.places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
