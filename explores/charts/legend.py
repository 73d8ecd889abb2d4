"""How series are named: at the ends of lines, in a legend, or not at all. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from explores.charts.labels import end_labels, room_for
from explores.charts.series import Series
from explores.charts.value_axes import ValueAxis
from explores.formatting.formats import Style

MOST_ENDS = 4  # lines that are named at their ends
PLACES = {"left": 0, "center": 0.5, "right": 1}


def name_series(
    made: dict[str, Any],
    left: Sequence[Series],
    right: Sequence[Series],
    axis: ValueAxis,
    options: Mapping[str, Any],
    *,
    style: Style,
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
    ticks = made["meta"]["ticks"]
    at = len(ticks) - 1 if made["xaxis"].get("type") == "category" else ticks[-1][0]
    labels, words = end_labels(list(left), at, axis, style), made.get("annotations", [])
    made["annotations"] = [*words, *labels]
    made["margin"] = {**margin, "r": room_for(labels)}
    made["xaxis"] = {**made["xaxis"], **_to_the_last(made["xaxis"], ticks)}
    made["meta"]["narrow"] = {**shown, "annotations": words, "margin": {**margin, "t": 36, "r": 14}}


def _to_the_last(axis: Mapping[str, Any], ticks: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The axis ends at its last point, so that labels stand in the margin; by itself it would make room for them."""
    if axis.get("type") == "category":
        return {"range": [-0.3, len(axis["categoryarray"]) - 0.7]}
    first, last = (datetime.fromisoformat(ticks[place][0]) for place in (0, -1))
    edge = (last - first) * 0.03
    return {"range": [(first - edge).isoformat(), (last + edge).isoformat()]} if edge else {}


def placed(made: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """The legend at the side chosen."""
    side = options.get("legend.align", "left")
    return {**made["legend"], "x": PLACES[side], "xanchor": side}


def _plain(made: Mapping[str, Any], options: Mapping[str, Any]) -> bool:
    """Whether the ends of lines are where labels can stand: at the right, their ticks known."""
    usual = options.get("legend.align", "left") == "left"
    turned = any(options.get(key) for key in ("x.reversed", "y.reversed", "swap"))
    return bool(made["meta"].get("ticks")) and usual and not turned
