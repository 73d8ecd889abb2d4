"""Colours that can be read: contrast, the ink for a background, steps between colours. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

READABLE = 4.5  # the least contrast of text, by WCAG
SURFACES = ("#ffffff", "#15181d")  # what a table stands on, light and dark: --surface of tokens.css
INKS = ("#12181f", "#ffffff", "#000000")
Rgb = tuple[int, int, int]


def rgb(code: str) -> Rgb:
    """``#rrggbb`` as its parts."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def code(parts: Sequence[float]) -> str:
    """Parts as ``#rrggbb``."""
    return "#" + "".join(f"{min(255, max(0, round(part))):02x}" for part in parts)


@lru_cache(maxsize=4096)
def luminance(colour: str) -> float:
    """Of ``#rrggbb``, relative, by WCAG."""
    linear = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Between two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=4096)
def ink_on(background: str) -> str:
    """The ink that can be read there."""
    return next((ink for ink in INKS if contrast(ink, background) >= READABLE), INKS[-1])


def readable(colour: str, background: str) -> str:
    """The colour, moved as far to the ink of the background as it takes to be read there."""
    for step in range(11):
        moved = between(colour, ink_on(background), step / 10)
        if contrast(moved, background) >= READABLE:
            return moved
    return ink_on(background)


def between(one: str, other: str, share: float) -> str:
    """The colour that lies ``share`` of the way from one to the other."""
    return code([a + (b - a) * share for a, b in zip(rgb(one), rgb(other), strict=True)])


def along(colours: Sequence[str], share: float) -> str:
    """The colour at ``share`` (0 to 1) of a scale of two colours or more."""
    if share >= 1:
        return colours[-1]
    place = share * (len(colours) - 1)
    return between(colours[int(place)], colours[int(place) + 1], place - int(place))
