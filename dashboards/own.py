"""Dashboards that people make: found, as values; made, and given another tile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.http import Http404
from django.utils import timezone

from accounts.access import Act, kept_for, may_erase, may_on
from accounts.viewer import Viewer
from dashboards import layout, model, vis
from dashboards.models import Dashboard, Tile
from explores.keeping import refused
from explores.keeping.content import Content
from explores.keeping.refused import Refused
from explores.merging.kept import from_json, is_merge
from explores.merging.state import Merge
from explores.models import Folder
from explores.semantic import query_json
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query

NEEDS = "the data its explore reads"


def seen(viewer: Viewer, *, trashed: bool = False) -> models.QuerySet[Dashboard]:
    """Those the viewer may open; with ``trashed`` those in the trash instead."""
    found = Dashboard.objects.filter(kept_for(viewer, "folder__"), trashed_at__isnull=not trashed)
    return found.select_related("folder__owner", "changed_by")


def find(viewer: Viewer, number: object, *, trashed: bool = False) -> Dashboard:
    """One that the viewer may open. Raises Http404."""
    text = str(number)
    found = seen(viewer, trashed=trashed).filter(pk=int(text)).first() if text.isdecimal() and len(text) < 19 else None
    if found is None:
        raise Http404("There is no such dashboard, or it is in the trash.")
    return found


def as_value(row: Dashboard) -> model.Dashboard:
    """As the page and the asking code know dashboards. Its number is its slug."""
    tiles = tuple(_tile(each) for each in row.tiles.all())
    return model.Dashboard(str(row.pk), row.title, row.description, NEEDS, (), tiles, standard=False)


def _tile(row: Tile) -> model.Tile:
    query, merge, fault = _question(row.query)
    box = model.Box(row.x, row.y, row.width, row.height)
    chart = vis.of_address(row.picture)
    return model.Tile(f"t{row.pk}", row.title, row.vis, query, box, needs=NEEDS, chart=chart, fault=fault, merge=merge)


def _question(data: Mapping[str, Any]) -> tuple[Query, Merge | None, str]:
    """A question that can no longer be read is its tile's own trouble."""
    nothing = Query(str(data.get("explore", "")))
    try:
        return (nothing, from_json(data), "") if is_merge(data) else (query_json.from_json(dict(data)), None, "")
    except SemanticError as error:
        return nothing, None, str(error)


@transaction.atomic
def make(viewer: Viewer, folder: Folder, title: object, description: object = "") -> Dashboard:
    """An empty one. Raises Refused."""
    _check(viewer, folder)
    return Dashboard.objects.create(
        account_id=viewer.account,
        folder=folder,
        owner_id=viewer.user,
        title=refused.name(title, "title"),
        description=refused.plain(description, "description"),
        changed_at=timezone.now(),
        changed_by_id=viewer.user,
    )


@transaction.atomic
def append(viewer: Viewer, row: Dashboard, title: object, content: Content, kind: str) -> Tile:
    """Another tile, at the bottom. Raises Refused."""
    _check(viewer, row.folder)
    Dashboard.objects.select_for_update().get(pk=row.pk)  # two at once stand beside each other, not on each other
    box = layout.appended([model.Box(t.x, t.y, t.width, t.height) for t in row.tiles.all()], kind)
    if fault := layout.faults(box):
        raise Refused(f"{row.title} is full ({fault}). Save to another dashboard.", "dashboard")
    rest = {name: value for name, value in content.settings.items() if name != "vis"}
    query = dict(content.query)
    if kind == "single":
        query.pop("totals", None)  # its figure is that of the first row, as on the page it comes from
    tile = Tile(dashboard=row, title=refused.name(title, "title"), query=query, vis=kind, picture=rest)
    tile.x, tile.y, tile.width, tile.height = int(box.x), box.y, int(box.width), box.height
    tile.save()
    Dashboard.objects.filter(pk=row.pk).update(changed_at=timezone.now(), changed_by=viewer.user)
    return tile


def trash(viewer: Viewer, row: Dashboard, *, out: bool = False) -> None:
    """Into the trash, or out of it. Raises Refused."""
    _check(viewer, row.folder)
    Dashboard.objects.filter(pk=row.pk).update(trashed_at=None if out else timezone.now())


def erase(viewer: Viewer, row: Dashboard) -> None:
    """Delete it for ever from the trash, with all its tiles. Raises Refused."""
    if not may_erase(viewer, row.folder, row.owner_id):
        raise refused.erasing(row.title)
    Dashboard.objects.filter(pk=row.pk, trashed_at__isnull=False).delete()


def _check(viewer: Viewer, folder: Folder) -> None:
    if not may_on(viewer, Act.SAVE, folder):
        raise Refused(
            "Your role may not save dashboards here. Ask an admin of the account.", "folder", code="not_allowed"
        )
