"""The one table of functions: what checks, evaluators, completion and docs know of each. PURE.

A signature is written ``name(parameter: type, optional?: type, several…: type): result``. Types are those of values,
and: ``T`` (any one type, the same wherever the letter stands; ``U`` another); ``column T`` (all rows of a column);
``values T`` (all rows of a column, or a list in each row); ``constant text`` (written, not computed); ``field``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from explores.expressions import catalogue


class Allowed(Enum):
    """Where a function may stand."""

    EVERYWHERE = "everywhere"
    CALCULATION = "calculations only"
    FIELD = "not in calculations"


@dataclass(frozen=True)
class Parameter:
    """One argument. ``kind``: value, column, values, constant or field; ``type`` as in ``types``, or a letter."""

    name: str
    type: str
    kind: str = "value"
    optional: bool = False
    several: bool = False


@dataclass(frozen=True)
class Function:
    """A function, ``result`` the type of its value; ``family`` groups them for people."""

    name: str
    parameters: tuple[Parameter, ...]
    result: str
    family: str
    meaning: str
    allowed: Allowed = Allowed.EVERYWHERE

    @property
    def usage(self) -> str:
        """How it is written: ``round(value, decimals)``."""
        names = [f"[{p.name}]" if p.optional else f"{p.name}, …" if p.several else p.name for p in self.parameters]
        return f"{self.name}({', '.join(names)})"

    @property
    def fewest(self) -> int:
        """Arguments it needs."""
        return sum(not parameter.optional for parameter in self.parameters)

    @property
    def most(self) -> int | None:
        """Arguments it takes; None for any number."""
        return None if any(parameter.several for parameter in self.parameters) else len(self.parameters)

    def parameter(self, place: int) -> Parameter:
        """The parameter of the argument at ``place``, from 0."""
        return self.parameters[min(place, len(self.parameters) - 1)]


_SIGNATURE = re.compile(r"(?P<name>\w+)\((?P<inner>.*)\): (?P<result>.+)")
_PARAMETER = re.compile(r"(?P<name>\w+)(?P<mark>[?…]?): (?:(?P<kind>column|values|constant) )?(?P<type>.+)")


def _read(family: str, allowed: Allowed, entry: str) -> Function:
    signature, *meaning = (line.strip() for line in entry.splitlines())
    match = _SIGNATURE.fullmatch(signature)
    assert match, entry
    inner = [_parameter(part) for part in match["inner"].split(", ") if part]
    return Function(match["name"], tuple(inner), match["result"], family, " ".join(meaning), allowed)


def _parameter(text: str) -> Parameter:
    match = _PARAMETER.fullmatch(text)
    assert match, text
    kind = match["kind"] or ("field" if match["type"] == "field" else "value")
    type_ = "any" if kind == "field" else match["type"]
    return Parameter(match["name"], type_, kind, match["mark"] == "?", match["mark"] == "…")


def _table() -> dict[str, Function]:
    found = [
        _read(family, Allowed(allowed), entry)
        for family, allowed, entries in catalogue.FAMILIES
        for entry in re.split(r"\n(?! )", entries.strip())
    ]
    return {function.name: function for function in found}


FUNCTIONS: dict[str, Function] = _table()
