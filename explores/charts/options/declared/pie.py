"""Settings of a pie. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.option import Option

_pie = partial(Option, tab="Plot", kinds=frozenset({"pie"}))

OPTIONS = (
    _pie(
        "pie.labels",
        "Labels",
        control="choice",
        default="labels",
        choices=(("labels", "Beside the slices"), ("legend", "In a legend"), ("none", "None")),
    ),
    _pie(
        "pie.content",
        "What labels say",
        control="choice",
        default="all",
        choices=(
            ("all", "Label, value and percent"),
            ("label", "Label"),
            ("value", "Value"),
            ("label_value", "Label and value"),
            ("percent", "Percent"),
            ("label_percent", "Label and percent"),
        ),
    ),
    _pie("pie.inner", "Inner radius, %", control="number", default=62.0, least=0, most=100),
    _pie("pie.start", "Start angle", control="number", default=0.0, least=-360, most=360),
    _pie("pie.end", "End angle", control="number", default=360.0, least=-360, most=360),
)
