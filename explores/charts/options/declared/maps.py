"""Settings of maps. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.option import Option

_map = partial(Option, tab="Plot", kinds=frozenset({"map"}), control="choice", default="auto")

OPTIONS = (
    _map(
        "map.regions",
        "Regions",
        choices=(("auto", "By the values"), ("countries", "Countries"), ("states", "States of the USA")),
    ),
    _map(
        "map.scope", "Part of the world", choices=(("auto", "By the values"), ("world", "World"), ("europe", "Europe"))
    ),
)
