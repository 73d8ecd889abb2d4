"""Settings of a gauge. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.option import Option

_gauge = partial(Option, tab="Plot", kinds=frozenset({"gauge"}), control="number")

OPTIONS = (
    _gauge("gauge.min", "Dial from", help="0 where nothing is given"),
    _gauge("gauge.max", "Dial to", help="Beyond the figure where nothing is given"),
    _gauge("gauge.target", "Target", help="The second measure where nothing is given"),
)
