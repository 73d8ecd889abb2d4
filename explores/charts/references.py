"""Lines, ranges and margins that figures are held against: at a number, or at what the figures come to. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from explores.charts.formulas import LARGEST, BadFormula, computed
from explores.charts.options import Values, each
from explores.charts.palette import faded
from explores.charts.series import Points, Series
from explores.charts.value_axes import ValueAxis
from explores.charts.words import inert
from explores.formatting import formats
from explores.formatting.formats import Style

MOST = 20
TAKES = "a number, mean, median, min, max, or a formula such as ${mean} * 1.1"
NAMES = {"mean": "Mean", "median": "Median", "min": "Minimum", "max": "Maximum"}
SIDES = {"left": 0.0, "center": 0.5, "right": 1.0}
TONES = {"plain": "--ink3", "bad": "--bad"}
DASHES = {"dotted": "dot", "dashed": "dash", "solid": "solid"}


@dataclass(frozen=True)
class Reference:
    """One of them, in figures. ``low`` and ``high`` are the band around ``at``, where there is one."""

    text: str
    axis: str
    side: str
    colour: str
    dash: str = "dot"
    at: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def figures(self) -> list[float]:
        """Where it stands."""
        return [value for value in (self.at, self.low, self.high) if value is not None]


@dataclass(frozen=True)
class References:
    """All of a chart, as shapes and words."""

    every: list[Reference] = field(default_factory=list)

    def reach(self, axis: str) -> list[float]:
        """The figures that the axis has to show."""
        return [value for one in self.every if one.axis == axis for value in one.figures]

    @property
    def shapes(self) -> list[dict[str, Any]]:
        """Bands behind, lines over the figures."""
        bands = [_band(one) for one in self.every if one.low is not None]
        return [*bands, *(_line(one) for one in self.every if one.at is not None)]

    def words(self, axes: Mapping[str, ValueAxis]) -> list[dict[str, Any]]:
        """What each says, at its side."""
        return [_word(one, axes[one.axis]) for one in self.every if _shows(one, axes[one.axis])]


def references(
    found: Points,
    left: Sequence[Series],
    right: Sequence[Series],
    options: Mapping[str, Any],
    style: Style,
    *,
    percent: bool = False,
) -> References:
    """The reference lines that were chosen; why one is not drawn is told in the notes."""
    made = []
    chosen = list(each(options, "reference", str(options.get("type", "column"))).items())
    if chosen and percent:
        found.notes.append("No reference line over a stack of 100 %: it has no figures.")
        return References()
    for number, parts in chosen[:MOST]:
        try:
            made.append(_reference(parts, left, right, style))
        except BadFormula as error:
            found.notes.append(f"No reference line {number}: {error}.")
    if len(chosen) > MOST:
        found.notes.append(f"The first {MOST} of {len(chosen)} reference lines are drawn.")
    found.lines += [one.text for one in made]
    return References(made)


def _reference(parts: Values, left: Sequence[Series], right: Sequence[Series], style: Style) -> Reference:
    one = _series(parts["series"], [*left, *right])
    axis = "y2" if any(one is other for other in right) else "y"
    figures = one.drawable
    if parts["kind"] == "range":
        ends = sorted((_figure(parts["from"], figures), _figure(parts["to"], figures)))
        place: dict[str, float] = {"low": ends[0], "high": ends[1]}
        usual = f"{_told(ends[0], one, style)} to {_told(ends[1], one, style)}"
    else:
        at = _figure(parts["at"], figures)
        place = {"at": at}
        name = NAMES.get(parts["at"].strip().lower(), "Reference")
        of = f" of {one.name}" if name != "Reference" and len(left) + len(right) > 1 else ""
        usual = f"{name}{of} {_told(at, one, style)}"
        if parts["kind"] == "margins":
            place |= {"low": _below(at, parts["below"], figures), "high": at + _margin(parts["above"], figures)}
            usual += f" ({_told(place['low'], one, style)} to {_told(place['high'], one, style)})"
    colour = parts["color"] or TONES[parts["tone"]]
    return Reference(parts["label"] or usual, axis, parts["side"], colour, DASHES[parts["line"]], **place)


def _series(wish: str, series: Sequence[Series]) -> Series:
    found = next((one for one in series if wish in {one.id, one.field.id}), None) if wish else series[0]
    if found is None:
        raise BadFormula(f"no series {wish!r} is drawn")
    return found


def _figure(text: str, figures: Sequence[float]) -> float:
    """A summary by its name, a number, or a formula over the summaries."""
    word = text.strip().lower()
    if word in NAMES:
        return computed(f"${{{word}}}", figures)
    return _number(text) if "${" not in text else computed(text, figures)


def _below(at: float, text: str, figures: Sequence[float]) -> float:
    """The lower end of margins. A deviation says what is usual, and below zero nothing is where no figure ever was."""
    low = at - _margin(text, figures)
    return max(0.0, low) if text.strip().lower() == "deviation" and min(figures) >= 0 else low


def _margin(text: str, figures: Sequence[float]) -> float:
    if text.strip().lower() == "deviation":
        return computed("${deviation}", figures)
    return abs(_figure(text, figures))


def _number(text: str) -> float:
    try:
        found = float(text.strip().replace("−", "-"))
    except ValueError:
        found = float("nan")
    if not abs(found) <= LARGEST:
        raise BadFormula(f"it takes {TAKES}, not “{text[:40]}”")
    return found


def _told(value: float, one: Series, style: Style) -> str:
    form = one.field.format
    return formats.cell(value, form, style, decimals=formats.column_decimals([value, *one.drawable], form))


def _line(one: Reference) -> dict[str, Any]:
    place = {"xref": "paper", "x0": 0, "x1": 1, "yref": one.axis, "y0": one.at, "y1": one.at}
    return {"type": "line", **place, "line": {"color": one.colour, "width": 1.5, "dash": one.dash}}


def _band(one: Reference) -> dict[str, Any]:
    place = {"xref": "paper", "x0": 0, "x1": 1, "yref": one.axis, "y0": one.low, "y1": one.high}
    return {"type": "rect", **place, "layer": "below", "fillcolor": faded(one.colour, 14), "line": {"width": 0}}


def _shows(one: Reference, axis: ValueAxis) -> bool:
    return not axis.logarithmic or _stands(one) > 0


def _stands(one: Reference) -> float:
    """The figure that the label stands at: the line, else the upper end of the band."""
    found = one.at if one.at is not None else one.high
    return found if found is not None else 0.0


def _word(one: Reference, axis: ValueAxis) -> dict[str, Any]:
    return {
        "xref": "paper",
        "x": SIDES[one.side],
        "xanchor": one.side,
        "yref": one.axis,
        "y": axis.place(_stands(one)),
        "yanchor": "bottom",
        "text": inert(one.text),
        "showarrow": False,
        "font": {"size": 11, "color": one.colour if one.colour != "--ink3" else "--ink2"},
        "bgcolor": "--surface",
        "opacity": 0.9,
    }
