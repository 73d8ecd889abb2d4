"""The axis of figures as it was chosen: ends, ticks, logarithm, grid, title. PURE."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explores.charts.scale import TICKS, Scale, scale, step_of, tick_texts
from explores.charts.series import Points, Series
from explores.charts.template import value_axis
from explores.charts.words import inert
from explores.formatting.formats import Style

MOST_POWERS = 12  # ticks of a logarithmic axis


@dataclass(frozen=True)
class ValueAxis:
    """As Plotly takes it, and its ends in the figures' own unit."""

    parts: dict[str, Any]
    low: float
    high: float
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Where an annotation stands for a figure."""
        return math.log10(value) if self.logarithmic else value


def value_axis_for(
    found: Points,
    name: str,
    series: Sequence[Series],
    reach: Sequence[float],
    options: Mapping[str, Any],
    *,
    style: Style,
    lines: bool,
) -> ValueAxis:
    """The axis ``name`` (y or y2) for figures up to ``reach``; ``lines`` may leave zero. What is lost goes to notes."""
    chosen = _Chosen(name, options, series[0].field.format, style)
    if chosen.logarithmic and (above := [value for value in reach if value > 0]):
        return _logarithmic(found, chosen, above, len(reach) - len(above))
    if chosen.logarithmic:
        found.notes.append(f"No logarithmic axis: no figure of {series[0].name} is above zero.")
    made = _linear(chosen, reach, lines=lines)
    _tell(found, made, chosen, reach, series[0])
    parts = {"range": [made.low, made.high], "tickmode": "array", "tickvals": list(made.ticks)}
    parts["ticktext"] = _texts(made.ticks, chosen)
    return ValueAxis(value_axis(**parts, **chosen.looks()), made.low, made.high)


class _Chosen:
    """The settings of one axis."""

    def __init__(self, name: str, options: Mapping[str, Any], form: str, style: Style) -> None:
        def said(key: str, default: Any) -> Any:
            value = options.get(f"{name}.{key}")
            return default if value is None else value

        self.form = form  # of the figures
        self.style = style
        self.logarithmic = said("scale", "linear") == "log"
        self.low: float | None = said("min", None)
        self.high: float | None = said("max", None)
        self.zero: str = said("zero", "auto")
        self.count: int = said("ticks", TICKS)
        self.grid: bool = said("grid", name == "y")
        self.reversed: bool = said("reversed", False)
        self.title: str = said("title", "")
        self.code: Any = said("format", None)
        self.zoom: bool = said("zoom", False)

    def looks(self) -> dict[str, Any]:
        """What is not about figures. A range turned round is set by ``turned``."""
        parts: dict[str, Any] = {"showgrid": self.grid, "fixedrange": not self.zoom}
        if self.title:
            parts["title"] = {"text": inert(self.title), "font": {"size": 11, "color": "--ink2"}, "standoff": 8}
        if not self.count:
            parts |= {"showticklabels": False, "showgrid": False}
        return parts


def turned(parts: dict[str, Any], options: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The axis, upside down where that was chosen."""
    return parts | {"range": parts["range"][::-1]} if options.get(f"{name}.reversed") else parts


def _linear(chosen: _Chosen, reach: Sequence[float], *, lines: bool) -> Scale:
    from_zero = not lines if chosen.zero == "auto" else chosen.zero == "on"
    made = scale(reach, from_zero=from_zero, count=chosen.count or TICKS, free=chosen.zero == "off")
    low = made.low if chosen.low is None else chosen.low
    high = made.high if chosen.high is None else chosen.high
    if (chosen.low is None and chosen.high is None) or low >= high:
        return made
    step = step_of(high - low, chosen.count or TICKS)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    ticks = tuple(round(step * place, 12) for place in range(first, last + 1))
    return Scale(low, high, ticks, low <= 0 <= high)


def _tell(found: Points, made: Scale, chosen: _Chosen, reach: Sequence[float], first: Series) -> None:
    """Zero that is not on the axis, and figures beyond its ends, are said."""
    if not made.pinned:
        found.notes.append(f"The axis of {first.field.short_label} does not start at zero.")
    asked = [end for end in (chosen.low, chosen.high) if end is not None]
    if asked and not (made.low in asked or made.high in asked):
        found.notes.append(f"The ends chosen for the axis of {first.field.short_label} leave nothing between them.")
    beyond = sum(not made.low <= value <= made.high for value in reach)
    if beyond:
        found.notes.append(f"{beyond} figure{'s' * (beyond != 1)} beyond the ends chosen for the axis.")


def _logarithmic(found: Points, chosen: _Chosen, above: Sequence[float], lost: int) -> ValueAxis:
    if lost:
        found.notes.append(f"{lost} figure{'s' * (lost != 1)} of zero or below not on the logarithmic axis.")
    low, high = _log_ends(found, chosen, above)
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    step = max(1, -(-(last - first) // MOST_POWERS))
    ticks = [10.0**power for power in range(first, last + 1, step) if low * 0.999 <= 10.0**power <= high * 1.001]
    found.notes.append("The axis is logarithmic.")
    parts = {
        "type": "log",
        "range": [math.log10(low), math.log10(high)],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": _texts(ticks, chosen),
        "zeroline": False,
    }
    return ValueAxis(value_axis(**parts | chosen.looks()), low, high, logarithmic=True)


def _log_ends(found: Points, chosen: _Chosen, above: Sequence[float]) -> tuple[float, float]:
    """Whole powers of ten around the figures, or the ends chosen."""
    low = 10.0 ** math.floor(math.log10(min(above)) + 1e-12)
    high = 10.0 ** math.ceil(math.log10(max(above)) - 1e-12)
    asked_low = chosen.low if chosen.low is not None and chosen.low > 0 else low
    asked_high = chosen.high if chosen.high is not None and chosen.high > 0 else high
    if chosen.low is not None and chosen.low <= 0:
        found.notes.append("A logarithmic axis cannot start at zero or below.")
    low, high = (asked_low, asked_high) if asked_low < asked_high else (low, high)
    beyond = sum(not low <= value <= high for value in above)
    if beyond:
        found.notes.append(f"{beyond} figure{'s' * (beyond != 1)} beyond the ends chosen for the axis.")
    return (low, high) if low < high else (low / 10, high)


def _texts(ticks: Sequence[float], chosen: _Chosen) -> list[str]:
    if chosen.code is not None:
        return [inert(chosen.code.show(tick, chosen.style)) for tick in ticks]
    return tick_texts(ticks, chosen.form, chosen.style) if ticks else []
