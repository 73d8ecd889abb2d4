"""A figure laid on its side: what ran across runs down, the first at the top. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ROW, FEW = 22, 10  # px for a name, and names that need no more room than a chart has
_OTHER = {"x": "y", "y": "x", "x0": "y0", "x1": "y1", "y0": "x0", "y1": "x1", "xref": "yref", "yref": "xref"}
_AXES = {"x": "y", "y": "x", "x2": "y2", "y2": "x2", "paper": "paper"}
_FILLS = {"tozeroy": "tozerox", "tonexty": "tonextx"}
_TEXTS = {"top center": "middle right"}


def on_its_side(plot: Mapping[str, Any]) -> dict[str, Any]:
    """The whole figure with its axes swapped."""
    made = dict(plot["layout"])
    down, along = made.pop("xaxis"), made.pop("yaxis")
    second = made.pop("yaxis2", None)
    reversed_ = down.get("autorange") == "reversed"
    names = len(down.get("tickvals", ()))
    made["yaxis"] = {**down, "autorange": True if reversed_ else "reversed", "automargin": True}
    made["xaxis"] = along
    if second:
        made["xaxis2"] = {**second, "overlaying": "x", "side": "top"}
    made["shapes"] = [lying(shape) for shape in made.get("shapes", [])]
    made["annotations"] = [lying(word) for word in made.get("annotations", [])]
    made["hovermode"] = "y unified"
    top = (36 if made["showlegend"] else 10) + (26 if second else 0) + (16 if made["shapes"] else 0)
    made["margin"] = {"l": 8, "r": 40, "t": top, "b": 30, "pad": 4}
    made["legend"] = {**made["legend"], "yref": "container", "y": 1, "yanchor": "top"}
    made["meta"] = {"height": 60 + ROW * names} if names > FEW else {}
    return {**plot, "data": [swapped(trace) for trace in plot["data"]], "layout": made}


def swapped(trace: Mapping[str, Any]) -> dict[str, Any]:
    """A trace with its axes swapped."""
    made = {_OTHER.get(key, key) if key in {"x", "y"} else key: value for key, value in trace.items()}
    if axis := made.pop("yaxis", None):
        made["xaxis"] = _AXES[axis]
    if trace["type"] == "bar":
        made["orientation"] = "h"
    if "stackgroup" in made:
        made["orientation"] = "h"
    if "fill" in made:
        made["fill"] = _FILLS.get(made["fill"], made["fill"])
    if "textposition" in made:
        made["textposition"] = _TEXTS.get(made["textposition"], made["textposition"])
    return made


def lying(part: Mapping[str, Any]) -> dict[str, Any]:
    """A shape or an annotation with its axes swapped; what stood at a side stands at the top, middle or bottom."""
    made = {_OTHER.get(key, key): value for key, value in part.items() if key not in {"xanchor", "yanchor", "yshift"}}
    for ref in ("xref", "yref"):
        made[ref] = _AXES.get(made.get(ref, "paper"), "paper")
    if "text" in part:
        over = made["yref"] == "paper"  # it stood at a side of the plot: left is the top now
        made |= {"xanchor": "center", "yanchor": "bottom" if over else "middle"}
        made["y"] = 1 - made["y"] if over else made["y"]
    return made
