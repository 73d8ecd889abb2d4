"""What a dashboard's file says of a tile's chart: the kind alone, or the kind with its settings. PURE.

``vis: column``, or ``vis: {type: column, stack: percent, trend: linear, legend: off, y.min: 0}``: the same settings
under the same names as in the address of an explore, where each stands in ``c[…]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explores.charts.figure import KINDS as CHARTS
from explores.charts.options import params
from explores.charts.options import read as read_settings
from explores.charts.options.read import of_address as settings_in
from explores.charts.options.values import plain
from explores.charts.trend_lines import wanted
from explores.keeping.model_code import picture
from explores.semantic.errors import nearest
from explores.semantic.section import CatalogError

EXPLORED = tuple(CHARTS)
KINDS = (*EXPLORED, "cohorts", "reach", "cohort_lines", "cohort_campaigns")
STACKS: dict[Any, bool | str] = {True: True, False: False, "percent": "percent"}


def read(value: str | dict[str, Any], place: str) -> tuple[str, dict[str, Any]]:
    """The kind of tile, and what ``figure`` takes beside it. Raises CatalogError."""
    given = {"type": value} if isinstance(value, str) else dict(value)
    kind = given.pop("type", None)
    if kind not in KINDS:
        near = nearest(str(kind), KINDS)
        raise CatalogError(f"'vis' holds {kind!r}; it takes one of {', '.join(KINDS)}.", place, near)
    chart: dict[str, Any] = {}
    if "stack" in given:
        chart["stack"] = _stack(given.pop("stack"), place)
    if "trend" in given:
        chart["trend"] = _trend(plain(given.pop("trend")), place)
    if given:
        chart["settings"] = _settings(str(kind), given, place)
    return str(kind), chart


def tidy(settings: Mapping[str, str]) -> str | dict[str, Any]:
    """What an explore page showed, as a document says it: without what the kind of picture does not take."""
    kind = settings.get("vis") or "table"
    values, _ = read_settings(kind, settings_in(settings.items()))
    rest = {name: settings[name] for name in ("stack", "trend") if name in settings}
    return picture({"vis": kind, **rest, **dict(params(kind, values))})


def address(chart: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The same as parameters of an explore's address."""
    stack = {True: "1", "percent": "percent"}.get(chart.get("stack", False), "")
    found = [(name, text) for name, text in (("stack", stack), ("trend", chart.get("trend", ""))) if text]
    return [*found, *((f"c[{key}]", text) for key, text in chart.get("settings", {}).items())]


def _settings(kind: str, given: dict[str, Any], place: str) -> dict[str, str]:
    values, notes = read_settings(kind, {str(key): raw for key, raw in given.items()})
    if notes:
        raise CatalogError(f"'vis': {' '.join(notes)}", place)
    return {name[2:-1]: text for name, text in params(kind, values)}


def _stack(value: Any, place: str) -> bool | str:
    if not isinstance(value, bool | str) or value not in STACKS:
        raise CatalogError(f"'stack' holds {value!r}; it takes true, false or percent.", place)
    return STACKS[value]


def _trend(text: str, place: str) -> str:
    unread: list[str] = []
    wanted(text, unread)
    if unread:
        raise CatalogError(f"'vis': {' '.join(unread)}", place)
    return text
