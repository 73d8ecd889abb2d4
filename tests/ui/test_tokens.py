"""One file holds every colour; Python reads the same values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui import tokens

ROOMS = Path(__file__).resolve().parents[2]


def test_each_theme_has_its_own_ink() -> None:
    assert (tokens.colours("light")["ink"], tokens.colours("dark")["ink"]) == ("#12181F", "#EDF0F3")


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_ramps_and_slots_are_whole(theme: str) -> None:
    assert (len(tokens.slots(theme)), len(tokens.sequential(theme)), len(tokens.diverging(theme))) == (8, 9, 9)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", tokens.THEMES)
@pytest.mark.parametrize("ink", ["ink", "ink2", "ink3", "accent", "dim", "mea", "calc", "fil", "good", "warn", "bad"])
def test_text_is_readable_on_every_ground(theme: str, ink: str) -> None:
    colours = tokens.colours(theme)
    assert min(_contrast(colours[ink], colours[ground]) for ground in ("canvas", "surface", "hover")) >= 4.5


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_figures_in_heat_cells_are_readable(theme: str) -> None:
    colours = tokens.colours(theme)
    inks = {n: colours["q1-ink" if n < 5 else "q5-ink" if n < 7 else "q7-ink"] for n in range(1, 10)}
    assert min(_contrast(colours[f"q{n}"], ink) for n, ink in inks.items()) >= 4.5


def test_no_style_sheet_but_the_tokens_holds_a_colour() -> None:
    sheets = [file for room in ROOMS.glob("*/static") for file in room.rglob("*.css") if file.name != "tokens.css"]
    assert sheets and [file.name for file in sheets if re.search(r"#[0-9A-Fa-f]{3,8}\b(?!-)", file.read_text())] == []


def test_templates_hold_no_inline_style_or_script() -> None:
    inline = re.compile(r"\sstyle=|\son\w+=|<script(?![^>]*(?:src=|application/json))", re.IGNORECASE)
    files = [file for room in ROOMS.glob("*/templates") for file in room.rglob("*.html")]
    assert [str(file) for file in files if inline.search(file.read_text())] == []
