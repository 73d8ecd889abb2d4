"""How a format writes cells. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from explores.files.options import Options

_FAR = r"^(0|-|\d{5})"  # years that Python writes with other digits than Arrow


@dataclass(frozen=True)
class Shape:
    """What stands around a text that is written as it is, and which texts are not: those the ``cell`` is asked for."""

    before: str = ""
    after: str = ""
    wild: str = ""  # a regular expression (RE2)
    longest: int = 0  # bytes; 0: any length

    def strays(self, texts: pa.Array) -> pa.Array | None:
        """Where the wild ones are; None where there are none."""
        found = pc.match_substring_regex(texts, self.wild) if self.wild else None
        if self.longest:
            longer = pc.greater(pc.binary_length(texts), self.longest)
            found = longer if found is None else pc.or_(found, longer)
        return found if found is not None and pc.any(found).as_py() else None


@dataclass(frozen=True)
class Notation:
    """``cell`` writes what ``cells`` makes of any value; the shapes are a quick way for whole columns."""

    cell: Callable[[Any], str | None]  # None: nothing is written
    text: Shape
    figure: Shape | None = None  # of numbers with all their digits; None: they are shown otherwise
    moment: Shape | None = None  # of ISO times


def notation(options: Options, cell: Callable[[Any], str | None], wild: str, quote: str = "") -> Notation:
    """Of a format that is text; ``quote`` stands around each text that is not ``wild``."""
    text = Shape(quote, quote, wild)
    if options.formatted:
        return Notation(cell, replace(text, wild=f"{wild}|^$"))  # an empty text reads as the sign for none
    return Notation(cell, text, Shape(), replace(text, wild=_FAR))
