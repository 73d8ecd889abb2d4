"""Settings of donut multiples. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.option import Option

_donut = partial(Option, tab="Plot", kinds=frozenset({"donut"}))

OPTIONS = (
    _donut("donut.per_row", "Charts in a row", control="number", default=3, least=1, most=12, whole=True),
    _donut("donut.label_size", "Size of labels", control="number", default=12, least=8, most=32, whole=True),
    _donut("donut.values", "Value labels", control="switch", default=False),
    _donut("donut.hide_legend", "Legend hidden", control="switch", default=False),
)
