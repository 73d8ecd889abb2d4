"""What was chosen for a trend line: its colour, and the words at it. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explores.charts.options import Values, one
from explores.charts.trends import Curve, Trend
from explores.charts.words import inert
from explores.formatting import formats
from explores.formatting.formats import Style


def chosen_for(trend: Trend, options: Mapping[str, Any]) -> Values:
    """The settings of a line: ``c[trend.average:7.color]`` is of one, ``c[trend.average.color]`` of all averages."""
    kind = str(options.get("type", "line"))
    found = {"color": None} | one(options, "trend", trend.kind, kind)
    named = f"{trend.kind}:{trend.number}"
    given = {key for key in found if f"trend.{named}.{key}" in options}
    return found | {key: value for key, value in one(options, "trend", named, kind).items() if key in given}


def words(trace: Mapping[str, Any], trend: Trend, made: Curve, chosen: Values, style: Style) -> list[dict[str, Any]]:
    """The words at the line as an annotation, where they were asked for."""
    if not chosen.get("label"):
        return []
    there = [place for place, value in enumerate(made.values) if value is not None]
    side = chosen["side"]
    place = {"left": there[0], "center": there[len(there) // 2], "right": there[-1]}[side]
    return [
        {
            "x": trace["x"][place],
            "y": made.values[place],
            "xref": "x",
            "yref": "y",
            "xanchor": side,
            "yanchor": "bottom",
            "text": inert(_text(trend, made, chosen, style)),
            "showarrow": False,
            "font": {"size": 11, "color": trace["line"]["color"]},
            "bgcolor": "--surface",
            "opacity": 0.9,
        }
    ]


def _text(trend: Trend, made: Curve, chosen: Values, style: Style) -> str:
    """The text chosen, else the line's name; the equation and R² where they are to be told and there are any."""
    content = chosen["content"]
    told = [formats.localised(made.equation, style)] if content in {"both", "equation"} else []
    if content in {"both", "r2"} and made.r2 is not None:
        told.append(f"R² {formats.localised(f'{made.r2:.3f}', style)}")
    parts = [chosen["text"] or ("" if any(told) and content != "both" else trend.name), *told]
    return "  ".join(part for part in parts if part)
