"""How series are named: at the ends of lines, in a legend, or not at all. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from explores.charts.labels import end_labels
from explores.charts.series import Series
from explores.charts.template import END_LABELS
from explores.charts.value_axes import ValueAxis

MOST_ENDS = 4  # lines that are named at their ends
PLACES = {"left": 0, "center": 0.5, "right": 1}


def name_series(
    made: dict[str, Any],
    left: Sequence[Series],
    right: Sequence[Series],
    axis: ValueAxis,
    options: Mapping[str, Any],
    *,
    lines: bool,
) -> None:
    """One series needs no name; two to four lines are named at their ends; else there is a legend, unless chosen."""
    wish = options.get("legend", "auto")
    count = len(left) + len(right)
    waits = any(one.look.waits for one in [*left, *right])
    if wish == "off" or (wish == "auto" and count < 2 and not waits):
        return
    margin: dict[str, Any] = made["margin"]
    shown = {"showlegend": True, "margin": {**margin, "t": max(36, margin["t"])}, "legend": placed(made, options)}
    ends = lines and count <= MOST_ENDS and not right and not waits and not axis.logarithmic
    if wish == "on" or not ends or not _plain(made, options):
        made |= shown
        return
    made["annotations"] = [*made.get("annotations", []), *end_labels(list(left), made["meta"]["ticks"], axis)]
    made["margin"] = {**margin, "r": END_LABELS}
    words = made["annotations"][: -2 * len(left)]
    made["meta"]["narrow"] = {**shown, "annotations": words, "margin": {**margin, "t": 36, "r": 14}}


def placed(made: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """The legend at the side chosen."""
    side = options.get("legend.align", "left")
    return {**made["legend"], "x": PLACES[side], "xanchor": side}


def _plain(made: Mapping[str, Any], options: Mapping[str, Any]) -> bool:
    """Whether the ends of lines are where labels can stand: at the right, their ticks known."""
    usual = options.get("legend.align", "left") == "left"
    turned = any(options.get(key) for key in ("x.reversed", "y.reversed", "swap"))
    return bool(made["meta"].get("ticks")) and usual and not turned
