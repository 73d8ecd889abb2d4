"""How figures name colours, and how the names become colours. PURE.

A figure never holds a colour, only ``--token`` or ``--token/16`` (percent of opacity), and only under keys that
hold colours. The page resolves them from its style sheet, in either theme; a picture for mail by ``paint``.
"""

from __future__ import annotations

import re
from typing import Any

from ui import tokens

SERIES = tuple(f"--slot{number}" for number in range(1, 9))
MARKERS = ("circle", "diamond", "triangle-up", "square", "cross", "triangle-down", "hexagon", "star")
OTHER = "--ctrl"
CLEAR = "rgba(0,0,0,0)"

_COLOUR_KEY = re.compile(r"colou?r(s|way|scale)?$")
_TOKEN = re.compile(r"--([\w-]+?)(?:/(\d+))?")


def colour(slot: int | None) -> str:
    """The token of a series; None is Other."""
    return OTHER if slot is None else SERIES[slot % len(SERIES)]


def faded(name: str, percent: int) -> str:
    """The colour, seen through."""
    if name.startswith("--"):
        return f"{name}/{percent}"
    red, green, blue = (int(name[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{percent / 100:g})"


def marker(slot: int | None) -> str:
    """The marker shape that goes with the slot."""
    return MARKERS[0] if slot is None else MARKERS[slot % len(MARKERS)]


def paint(figure: Any, theme: str = "light", *, inside: bool = False) -> Any:
    """A copy of the figure with the colours of ``theme``. Only colour keys are read: a label is never touched."""
    if isinstance(figure, dict):
        return {key: paint(value, theme, inside=bool(_COLOUR_KEY.search(key))) for key, value in figure.items()}
    if isinstance(figure, list):
        return [paint(value, theme, inside=inside) for value in figure]
    return _resolved(figure, theme) if inside and isinstance(figure, str) else figure


def _resolved(name: str, theme: str) -> str:
    found = _TOKEN.fullmatch(name)
    if not found:
        return name
    value = tokens.colours(theme)[found[1]]
    if found[2] is None:
        return value
    red, green, blue = (int(value[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{int(found[2]) / 100:g})"
