"""What there is to know of a dashboard beside what it shows."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from accounts.viewer import Viewer
from dashboards import model, own
from dashboards.actions import attention
from explores.formatting import formats
from explores.keeping import folders

Facts = list[tuple[str, str]]


def of(viewer: Viewer, dashboard: model.Dashboard) -> Facts:
    """Names and values, in the order they are read. Raises Http404 for a row one may not open."""
    return [*(_standard() if dashboard.standard else _row(viewer, dashboard.slug)), *_attention(viewer, dashboard)]


def _standard() -> Facts:
    return [("Made by", "the product; it changes with each release"), ("To change it", "copy it")]


def _row(viewer: Viewer, slug: str) -> Facts:
    row = own.find(viewer, slug)
    first = row.versions.last()
    made = [("Version", f"{row.version}{f', {first.note}' if first and first.note else ''}")]
    return [
        ("Folder", folders.place_of(viewer, row.folder).path),
        ("Owner", str(row.owner or "nobody any more")),
        ("Created", _when(viewer, row.created_at)),
        ("Changed", f"{_when(viewer, row.changed_at)}{f' by {row.changed_by}' if row.changed_by else ''}"),
        *made,
    ]


def _attention(viewer: Viewer, dashboard: model.Dashboard) -> Facts:
    counted = attention.counted(viewer, dashboard.slug)
    people = "1 person" if counted.people == 1 else f"{formats.count(counted.people)} people"
    return [
        ("Favourite of", "nobody yet" if not counted.stars else f"{counted.stars}"),
        ("Views", f"{formats.count(counted.views)} by {people}"),
        ("Tiles", str(len(dashboard.tiles))),
    ]


def _when(viewer: Viewer, moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo(viewer.timezone)):%-d %b %Y %H:%M}"
