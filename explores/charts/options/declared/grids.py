"""Settings of heat maps and histograms. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.option import Option

_heat = partial(Option, tab="Plot", kinds=frozenset({"heatmap"}))

OPTIONS = (
    _heat(
        "heat.palette",
        "Colours",
        control="choice",
        default="auto",
        choices=(
            ("auto", "By the values"),
            ("sequential", "From little to much"),
            ("diverging", "From below to above"),
        ),
    ),
    _heat("heat.reversed", "Colours reversed", control="switch", default=False),
    _heat(
        "heat.values",
        "Figures in the cells",
        control="choice",
        default="auto",
        choices=(("auto", "Where there is room"), ("on", "On"), ("off", "Off")),
    ),
    Option(
        "histogram.bins",
        "Number of bins",
        tab="Plot",
        control="number",
        kinds=frozenset({"histogram"}),
        default=0,
        least=0,
        most=100,
        whole=True,
        help="0: by the number of rows",
    ),
)
