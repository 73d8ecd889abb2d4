"""What is filled into a control, and the parts of an address that it comes in. PURE.

``country.value=FR&country.value=DE`` is ``FR,DE``; ``total.from=5&total.to=9`` is ``[5,9]``. A part ``value`` is a term
of an expression, so that a comma, a minus or a missing value in it means what it means everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboards.controls.conditions import MOST, Condition
from dashboards.controls.terms import Value

Parts = Mapping[str, Sequence[str]]  # "value" → what was sent under country.value
DRAWS = ("draw", "more", "less", "find")  # parts of buttons that ask for another form rather than for an answer


@dataclass(frozen=True)
class Form:
    """What a control's boxes hold. Only those of its own kind are used."""

    values: tuple[Value, ...] = ()
    low: str = ""
    high: str = ""
    period: str = ""
    count: str = ""
    unit: str = "day"
    complete: bool = False
    conditions: tuple[Condition, ...] = ()
    searches: tuple[str, ...] = ()  # what is looked for among the values; of the advanced control, by condition


def parts_of(name: str, sent: Iterable[tuple[str, Sequence[str]]], others: Iterable[str] = ()) -> dict[str, list[str]]:
    """The parts sent for the filter of that name; a parameter that is another filter's name is none."""
    taken, start = set(others), f"{name}."
    return {key.removeprefix(start): list(held) for key, held in sent if key.startswith(start) and key not in taken}


def one(parts: Parts, key: str) -> str:
    """The last of what was sent for a part; empty for nothing."""
    held = parts.get(key) or [""]
    return held[-1].strip()


def listed(parts: Parts, key: str = "value") -> str:
    """All that was sent for a part, as a list of terms."""
    return ",".join(dict.fromkeys(value for value in parts.get(key, ()) if value.strip()))


def redraws(parts: Parts) -> bool:
    """Whether another form is asked for: a button that says so, or another operator than the boxes were drawn for."""
    places = (place for place in range(MOST) if f"for.{place}" in parts)
    changed = any(one(parts, f"for.{place}") != one(parts, f"op.{place}") for place in places)
    return changed or any(key in parts for key in DRAWS)
