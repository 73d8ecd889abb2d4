"""Settings of a funnel. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.option import Option

PLACES = (("left", "Left"), ("inline", "In the bar"), ("right", "Right"), ("hidden", "Hidden"))
_funnel = partial(Option, tab="Plot", kinds=frozenset({"funnel"}))
_place = partial(_funnel, control="choice", choices=PLACES)

OPTIONS = (
    _funnel(
        "funnel.orientation",
        "Stages are",
        control="choice",
        default="automatic",
        choices=(("automatic", "Rows, or the measures of one row"), ("rows", "Rows"), ("columns", "Measures")),
    ),
    _funnel(
        "funnel.of",
        "Percent of",
        control="choice",
        default="largest",
        choices=(("largest", "The largest"), ("previous", "The one before")),
    ),
    _place("funnel.label", "Place of the name", default="left"),
    _place("funnel.percent", "Place of the percent", default="inline"),
    _place("funnel.value", "Place of the value", default="right"),
    _funnel("funnel.stepped", "Equal steps", control="switch", default=False),
    _funnel("funnel.smoothed", "Bars flow into the next", control="switch", default=False),
    _funnel("funnel.left_label", "Words over the left side", control="text", default=""),
    _funnel("funnel.right_label", "Words over the right side", control="text", default=""),
)
