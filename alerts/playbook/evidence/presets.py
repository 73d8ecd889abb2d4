"""How soon the verdict on cost asks for a pause: three presets, and what may be set instead. PURE.

As with the signals, *strict* speaks sooner and *lenient* later: it pauses less, and never on its campaign's word.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from alerts.playbook.evidence.levels import BALANCED, Levels
from alerts.playbook.rule import DEFAULT, PRESETS, BadRule, as_number, try_one

NAME = "evidence"
OF_PRESET: Mapping[str, Levels] = {
    "strict": Levels(watch=0.70, pause=0.90, alone=0.70, error=0.10, first_spend=2.0),
    DEFAULT: BALANCED,
    "lenient": Levels(watch=0.85, pause=0.98, alone=0.90, error=0.02, first_spend=4.0),
}
RANGES: Mapping[str, tuple[Decimal, Decimal]] = {
    "watch": (Decimal("0.5"), Decimal("0.99")),
    "pause": (Decimal("0.5"), Decimal("0.999")),
    "alone": (Decimal("0.5"), Decimal("0.99")),
    "error": (Decimal("0.001"), Decimal("0.2")),
    "first_spend": (Decimal(1), Decimal(20)),
}
"""The range that each level may be set to; shares, but for ``first_spend``, which is in limits."""


def levels_of(preset: str = DEFAULT, own: Mapping[str, Any] | None = None) -> Levels:
    """The levels to judge by. Raises BadRule, which names the key and its range."""
    if preset not in OF_PRESET:
        raise BadRule(NAME, "preset", f"there is no preset {preset!r}.", f"Choose {', '.join(PRESETS)}.")
    base = OF_PRESET[preset]
    values = {key: getattr(base, key) for key in RANGES} | {
        key: _read(key, value) for key, value in (own or {}).items()
    }
    if values["watch"] > values["pause"]:
        said = f"an ad is watched before it is paused, and {values['watch']} is above {values['pause']}."
        raise BadRule(NAME, "watch", said, f"Write a number from 0.5 to {values['pause']}.")
    return Levels(**values)


def _read(key: str, value: Any) -> float:
    if key not in RANGES:
        raise BadRule(NAME, str(key), "there is no such level.", try_one(str(key), RANGES))
    low, high = RANGES[key]
    number = as_number(value)
    if number is None:
        raise BadRule(NAME, key, f"{value!r} is not a number.", f"Write a number from {low} to {high}.")
    if not low <= number <= high:
        raise BadRule(NAME, key, f"{number} is out of range.", f"Write a number from {low} to {high}.")
    return float(number)
