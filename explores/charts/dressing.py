"""What was chosen for each series: its name, colour, shape, type, axis, and whether it is drawn. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from explores.charts.options import Values, one
from explores.charts.palettes import PALETTES
from explores.charts.series import Look, Points, Series
from explores.charts.words import listed


def dress(found: Points, options: Mapping[str, Any], kind: str) -> None:
    """Gives the series of ``found`` their looks; those that are not to be drawn leave it."""
    colours = palette(options, len(found.series))
    kept = []
    for place, series in enumerate(found.series):
        chosen = one(options, "series", series.id, kind)
        series.name = chosen.get("label") or series.name
        series.look = _look(chosen, _colour(series, place, colours, ranked=_ranked(options)))
        if chosen.get("shown") != "no":
            kept.append(series)
    found.known, found.series = found.series, kept
    if kept and all(series.look.waits for series in kept):  # an axis of nothing has no ends
        kept[0].look = replace(kept[0].look, waits=False)
    waiting = [series.name for series in kept if series.look.waits]
    if waiting:
        found.notes.append(f"{listed(waiting)} hidden until clicked in the legend.")


def palette(options: Mapping[str, Any], count: int) -> Sequence[str]:
    """The colours to take in order: one's own list, or the collection; a ramp is spread over ``count`` colours."""
    if own := options.get("colors"):
        return tuple(own)
    chosen = PALETTES[options.get("palette", "sextant")]
    if chosen.kind == "categorical" or count < 2:
        return chosen.colours
    last = len(chosen.colours) - 1
    return tuple(chosen.colours[round(place * last / (count - 1))] for place in range(count))


def _ranked(options: Mapping[str, Any]) -> bool:
    """Whether colours go by place: a ramp means an order, where a category keeps its own from chart to chart."""
    return bool(options.get("colors")) or PALETTES[options.get("palette", "sextant")].kind != "categorical"


def _colour(series: Series, place: int, colours: Sequence[str], *, ranked: bool) -> str:
    if series.is_other and not ranked:
        return ""
    return colours[(place if ranked else series.slot or 0) % len(colours)]


def _look(chosen: Values, colour: str) -> Look:
    def said(key: str) -> str:
        return "" if chosen.get(key) in {None, "auto"} else str(chosen[key])

    return Look(
        colour=chosen.get("color") or colour,
        shape=said("shape"),
        type=said("type"),
        axis=said("axis"),
        waits=chosen.get("shown") == "legend",
    )
