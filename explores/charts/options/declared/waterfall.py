"""Settings of a waterfall. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.option import Option

_fall = partial(Option, tab="Plot", kinds=frozenset({"waterfall"}))

OPTIONS = (
    _fall("waterfall.total", "Total", control="switch", default=True),
    _fall(
        "waterfall.orientation",
        "Orientation",
        control="choice",
        default="columns",
        choices=(("columns", "Columns"), ("bars", "Bars")),
    ),
    _fall("waterfall.up_color", "Colour of what is added", control="colour"),
    _fall("waterfall.down_color", "Colour of what is taken", control="colour"),
    _fall("waterfall.total_color", "Colour of the total", control="colour"),
)
