"""Settings of a timeline. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.option import Option

_line = partial(Option, tab="Plot", kinds=frozenset({"timeline"}))

OPTIONS = (
    _line(
        "timeline.color", "Colour by", control="choice", default="name", choices=(("name", "Name"), ("value", "Value"))
    ),
    _line("timeline.group", "One line for each group", control="switch", default=True),
    _line(
        "timeline.sort",
        "Order",
        control="choice",
        default="start",
        choices=(("start", "By start"), ("rows", "As the rows")),
    ),
)
