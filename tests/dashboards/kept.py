"""Dashboards of people's own in tests: the tiles of their documents, looked at and changed."""

from __future__ import annotations

from typing import Any

from dashboards.models import Dashboard


def tiles_of(row: Dashboard) -> list[str]:
    """The ids of its tiles as they are kept now, in their order."""
    row.refresh_from_db()
    return list(row.content["tiles"])


def first(row: Dashboard) -> str:
    """The address of its first tile."""
    return f"/dashboards/{row.pk}/tiles/{tiles_of(row)[0]}/"


def rewrite(row: Dashboard, name: str = "", **changes: Any) -> None:
    """Change tile ``name`` (or all) behind the product's back, as time and other hands might."""
    row.refresh_from_db()
    for each, tile in list(row.content["tiles"].items()):
        if each == name or not name:
            row.content["tiles"][each] = {**tile, **changes}
    row.save()
