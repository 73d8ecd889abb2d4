"""Every collection of colours is told apart by readers who see few, as Machado and others (2009) model them."""

from __future__ import annotations

from itertools import combinations

import pytest

from explores.charts import paint
from explores.charts.palettes import PALETTES

Rows = tuple[tuple[float, float, float], ...]
SEEN: dict[str, Rows] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ: Rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.95047, 1.0, 1.08883)
LEAST = {"categorical": 12, "diverging": 10, "sequential": 6}  # of the distance in Lab, where 2.3 is just seen


def linear(part: int) -> float:
    value = part / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def times(rows: Rows, values: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(min(max(sum(a * b for a, b in zip(row, values, strict=True)), 0.0), 1.1) for row in rows)


def lab(colour: str, eyes: Rows) -> tuple[float, float, float]:
    rgb = times(eyes, tuple(linear(int(colour[place : place + 2], 16)) for place in (1, 3, 5)))
    shares = [part / white for part, white in zip(times(XYZ, rgb), WHITE, strict=True)]
    x, y, z = (share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116 for share in shares)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eyes", sorted(SEEN))
@pytest.mark.parametrize("name", sorted(PALETTES))
def test_no_two_colours_of_a_palette_look_alike(name: str, eyes: str, theme: str) -> None:
    palette = PALETTES[name]
    seen = [lab(paint({"color": colour}, theme)["color"], SEEN[eyes]) for colour in palette.colours]
    apart = min(sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5 for pair in combinations(seen, 2))
    assert apart >= LEAST[palette.kind]
