"""A ring of parts: at most six and the rest, labelled outside, the total in the middle. PURE."""

from __future__ import annotations

from typing import Any

from explores import formats
from explores.answer import Answer
from explores.charts.palette import OTHER, SERIES
from explores.charts.series import Points, Series
from explores.charts.template import layout
from explores.charts.words import inert, short
from explores.formats import Style

MOST_SLICES = 6


def pie(found: Points, answer: Answer, style: Style, options: dict[str, Any]) -> dict[str, Any]:
    """Slices of the first measure; with pivots and no dimension, of its pivot values."""
    parts = _parts(found)
    there = sorted(((v, name) for name, v in parts if v is not None and v > 0), reverse=True, key=lambda p: p[0])
    if len(there) < len(parts):
        lost = len(parts) - len(there)
        found.notes.append(f"{lost} value{'s' * (lost != 1)} not above zero: a pie cannot show them.")
    if not there:
        return {}
    first = found.series[0]
    if len(found.series) > 1 and found.title:
        found.notes.append(f"Only {first.name} is drawn; a pie shows one measure.")
    slices, rest = there[:MOST_SLICES], [value for value, _ in there[MOST_SLICES:]]
    if rest:
        slices = _with_rest(found, first, slices, rest)
    return {
        "data": [_ring(first, slices, style, has_other=len(slices) > MOST_SLICES)],
        "layout": _layout(found, slices, first, style),
    }


def _parts(found: Points) -> list[tuple[str, float | None]]:
    if not found.title:
        return [(one.name, one.values[0]) for one in found.series]
    return list(zip(found.names, found.series[0].values, strict=True))


def _with_rest(
    found: Points, first: Series, slices: list[tuple[float, str]], rest: list[float]
) -> list[tuple[float, str]]:
    if not first.field.additive:
        found.notes.append(f"The {MOST_SLICES} largest parts are drawn; {len(rest)} more cannot be added up.")
        return slices
    found.notes.append(f"Other adds up {len(rest)} smaller parts.")
    return [*slices, (sum(rest), "Other")]


def _ring(first: Series, slices: list[tuple[float, str]], style: Style, *, has_other: bool) -> dict[str, Any]:
    colours = [*SERIES[:MOST_SLICES], OTHER] if has_other else list(SERIES[: len(slices)])
    texts = [formats.cell(value, first.field.format, style) for value, _ in slices]
    # A share of what is drawn is no share of the whole where parts are left out or do not add up.
    figure = "%{customdata} · %{percent:.1%}" if first.field.additive else "%{customdata}"
    return {
        "type": "pie",
        "hole": 0.62,
        "sort": False,
        "direction": "clockwise",
        "values": [value for value, _ in slices],
        "labels": [inert(short(name, 28)) + "\u200b" * place for place, (_, name) in enumerate(slices)],
        "customdata": [inert(text) for text in texts],
        "texttemplate": f"%{{label}}  {figure}",
        "textposition": "outside",
        "textfont": {"size": 12, "color": "--ink2"},
        "hovertemplate": f"%{{label}}<br>{figure}<extra></extra>",
        "marker": {"colors": colours, "line": {"color": "--surface", "width": 2}},
        "automargin": True,
    }


def _layout(found: Points, slices: list[tuple[float, str]], first: Series, style: Style) -> dict[str, Any]:
    made = layout(hovermode="closest", margin={"l": 24, "r": 24, "t": 24, "b": 24, "pad": 0})
    if first.field.additive:
        whole = formats.headline(sum(value for value, _ in slices), first.field.format, style)
        made["annotations"] = [
            _middle(whole.text, 0, 20, "--ink"),
            _middle(inert(short(first.field.short_label, 16)), -20, 11, "--ink3"),
        ]
    return made


def _middle(text: str, shift: int, size: int, ink: str) -> dict[str, Any]:
    place = {"x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": "middle"}
    return {**place, "yshift": shift, "text": text, "showarrow": False, "font": {"size": size, "color": ink}}
