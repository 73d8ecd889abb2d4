"""Settings of a word cloud. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.option import Option

_cloud = partial(Option, tab="Plot", kinds=frozenset({"words"}))

OPTIONS = (
    _cloud(
        "words.color",
        "Colour by",
        control="choice",
        default="value",
        choices=(("value", "Value"), ("word", "Word"), ("one", "One colour")),
    ),
    _cloud("words.rotation", "Some words upright", control="switch", default=False),
)
