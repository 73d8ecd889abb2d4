"""Dashboards that people make: found, as values; made and saved, each save a version; into the trash and out of it."""

from __future__ import annotations

from django.db import models, transaction
from django.http import Http404
from django.utils import timezone

from accounts.access import Act, kept_for, may_erase, may_on
from accounts.rows import numbered
from accounts.viewer import Viewer
from dashboards import documents, layout, model, reading, vis, watchers
from dashboards.documents import Document
from dashboards.models import Dashboard, DashboardVersion
from explores.keeping import refused
from explores.keeping.content import Content
from explores.keeping.model_code import question
from explores.keeping.refused import Overtaken, Refused
from explores.merging.kept import is_merge
from explores.models import Folder
from explores.semantic import query_json

PLACE = "dashboard"  # what messages about a document call it


def seen(viewer: Viewer, *, trashed: bool = False) -> models.QuerySet[Dashboard]:
    """Those the viewer may open; with ``trashed`` those in the trash instead."""
    found = Dashboard.objects.filter(kept_for(viewer, "folder__"), trashed_at__isnull=not trashed)
    return found.select_related("folder__owner", "changed_by")


def find(viewer: Viewer, number: object, *, trashed: bool = False) -> Dashboard:
    """One that the viewer may open. Raises Http404."""
    found = numbered(seen(viewer, trashed=trashed), number)
    if found is None:
        raise Http404("There is no such dashboard, or it is in the trash.")
    return found


def as_value(row: Dashboard) -> model.Dashboard:
    """As the page and the asking code know dashboards. Its number is its slug."""
    return value_of(row.content, str(row.pk))


def value_of(document: Document, slug: str = "") -> model.Dashboard:
    """The same of a document. Raises CatalogError."""
    return reading.read(slug, document, PLACE, standard=False)


def make(viewer: Viewer, folder: Folder, title: object, description: object = "") -> Dashboard:
    """An empty one. Raises Refused."""
    named = refused.name(title, "title"), refused.plain(description, "description")
    return make_from(viewer, folder, documents.blank(*named))


@transaction.atomic
def make_from(viewer: Viewer, folder: Folder, document: Document, note: str = "") -> Dashboard:
    """A new one of a document. Raises Refused, CatalogError."""
    _check(viewer, folder)
    row = Dashboard(account_id=viewer.account, folder=folder, owner_id=viewer.user)
    _write(viewer, row, document, note)
    return row


@transaction.atomic
def save(viewer: Viewer, row: Dashboard, document: Document, version: int, note: str = "") -> DashboardVersion:
    """The document as the next version, if ``version`` is still the newest. Raises Overtaken, Refused, CatalogError."""
    _check(viewer, row.folder)
    locked = Dashboard.objects.select_for_update().get(pk=row.pk)
    if locked.version != version:
        raise Overtaken(locked.versions.select_related("saved_by").first(), "dashboard")
    locked.version, before = version + 1, locked.content
    made = _write(viewer, locked, document, note)
    watchers.edited(viewer, locked, before)
    return made


def _write(viewer: Viewer, row: Dashboard, document: Document, note: str) -> DashboardVersion:
    value = value_of(document)
    row.title = refused.name(value.title, "title")
    row.description = refused.plain(value.description, "description")
    row.content, row.changed_at, row.changed_by_id = document, timezone.now(), viewer.user
    row.save()
    return row.versions.create(
        number=row.version, content=document, saved_at=row.changed_at, saved_by_id=viewer.user, note=note
    )


@transaction.atomic
def append(viewer: Viewer, row: Dashboard, title: object, content: Content, kind: str) -> str:
    """Another tile, at the bottom; its id. Raises Refused."""
    _check(viewer, row.folder)
    # Two at once stand beside each other, not on each other.
    newest = Dashboard.objects.select_for_update().get(pk=row.pk)
    box = documents.appended(newest.content, kind)
    if fault := layout.faults(box):
        raise Refused(f"{row.title} is full ({fault}). Save to another dashboard.", "dashboard")
    tile = {**tile_of(refused.name(title, "title"), content, kind), "at": documents.at(box)}
    document, name = documents.with_tile(newest.content, tile)
    save(viewer, newest, document, newest.version)
    return name


def tile_of(title: str, content: Content, kind: str) -> Document:
    """The tile that asks what an explore page asked, its place aside."""
    query = dict(content.query)
    if kind == "single":
        query.pop("totals", None)  # its figure is that of the first row, as on the page it comes from
    asked = query if is_merge(query) else question(query_json.from_json(query), kind)
    return {"title": title, "vis": vis.tidy({**content.settings, "vis": kind}), "query": asked}


def trash(viewer: Viewer, row: Dashboard, *, out: bool = False) -> None:
    """Into the trash, or out of it. Raises Refused."""
    _check(viewer, row.folder)
    Dashboard.objects.filter(pk=row.pk).update(trashed_at=None if out else timezone.now())


def erase(viewer: Viewer, row: Dashboard) -> None:
    """Delete it for ever from the trash, with all its versions. Raises Refused."""
    if not may_erase(viewer, row.folder, row.owner_id):
        raise refused.erasing(row.title)
    Dashboard.objects.filter(pk=row.pk, trashed_at__isnull=False).delete()


def _check(viewer: Viewer, folder: Folder) -> None:
    if not may_on(viewer, Act.SAVE, folder):
        raise Refused("You may not save dashboards here. Ask an admin of the account.", "folder", code="not_allowed")
