"""What people say around the figures of a page: its guide, and its tabs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import mark_safe

from dashboards import filters
from dashboards.filters import Values
from dashboards.markdown import markdown
from dashboards.model import Dashboard


@dataclass(frozen=True)
class Tab:
    """One tab and the address of the page with it looked at, its filters as they stand."""

    id: str
    label: str
    address: str
    here: bool


def context(dashboard: Dashboard, values: Values) -> dict[str, Any]:
    """``guide`` and ``tabs`` for the page."""
    shown = tabs(dashboard, values)
    guide = markdown(dashboard.guide, _places(dashboard, shown)) if dashboard.guide.strip() else ""
    return {"guide": mark_safe(guide), "tabs": shown}  # noqa: S308  # the parser writes every tag itself


def guide_outside(dashboard: Dashboard) -> str:
    """The guide for outsiders: all tabs stand on their one page, and what leads into the product is words alone."""
    return mark_safe(markdown(dashboard.guide, outside=True))  # noqa: S308  # the parser writes every tag itself


def tabs(dashboard: Dashboard, values: Values) -> list[Tab]:
    """Its tabs in their order."""
    first = next(iter(dashboard.tabs), "")
    return [
        Tab(name, label, _address(dashboard, name, values), name == (dashboard.shown or first))
        for name, label in dashboard.tabs.items()
    ]


def _address(dashboard: Dashboard, name: str, values: Values) -> str:
    """Never empty: that would be a link to the page as it is."""
    looked = replace(dashboard, shown="")
    return "?" + urlencode([*filters.params_of(looked, values), (filters.TAB, name)])


def _places(dashboard: Dashboard, shown: list[Tab]) -> dict[str, str]:
    """Where a link to a tile on another tab leads."""
    first = next(iter(dashboard.tabs), "")
    there = {tab.id: tab.address for tab in shown if not tab.here}
    homes = ((tile, tile.tab or first) for tile in dashboard.tiles)
    return {f"#tile-{tile.id}": f"{there[home]}#tile-{tile.id}" for tile, home in homes if home in there}
