"""Dashboards read in from files: made where they are new, a version more where they are known, all or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.viewer import Viewer
from dashboards import own, reading
from dashboards.actions import keeping
from dashboards.documents import Document, alike
from dashboards.filing.naming import Names
from dashboards.filing.text import from_text
from dashboards.models import Dashboard
from explores.keeping.refused import Refused
from explores.models import Folder
from explores.models.folders import SHARED
from explores.semantic.section import CatalogError

NOTE = "Imported from "  # how the version of an import is marked


@dataclass(frozen=True)
class Imported:
    """What became of one file. ``done``: made, changed or unchanged."""

    path: str
    done: str
    row: Dashboard


@dataclass(frozen=True)
class File:
    """One file, read: the document, and what it says of itself beside it."""

    path: str
    uid: UUID | None
    folder: str
    version: int
    document: Document


def read(path: str, text: str) -> File:
    """A file. Raises CatalogError."""
    document = from_text(text, path)
    uid, folder = (_taken(document, key, str, "", path) for key in ("uid", "folder"))
    version = _taken(document, "version", int, 0, path)
    try:
        return File(path, UUID(uid) if uid else None, folder, version, document)
    except ValueError:
        raise CatalogError(f"'uid' is {uid!r}, which is none; leave it out for a new dashboard.", path) from None


def _taken(document: Document, key: str, kind: type, default: Any, place: str) -> Any:
    found = document.pop(key, default)
    if not isinstance(found, kind) or isinstance(found, bool):
        raise CatalogError(f"{key!r} holds {found!r}, which is not what it takes.", place)
    return found


@transaction.atomic
def import_files(
    viewer: Viewer, texts: Mapping[str, str], *, folder: Folder | None = None, force: bool = False
) -> list[Imported]:
    """Every file (text by path), or none. ``folder`` takes what names none; ``force`` saves over newer versions.

    Raises CatalogError and Refused, each with the file's path.
    """
    names = Names(viewer)
    return [_kept(viewer, read(path, text), names, folder, force=force) for path, text in texts.items()]


def _kept(viewer: Viewer, file: File, names: Names, folder: Folder | None, *, force: bool) -> Imported:
    document = names.from_file(file.document, file.path)
    try:
        strict(document, file.path)
        place = folder or names.folder(file.folder or SHARED, file.path)
        known = _known(viewer, file, place)
        if known is None:
            return _made(viewer, file, document, place)
        return _changed(viewer, file, document, names, _open(viewer, known), force=force)
    except Refused as error:
        raise Refused(f"{file.path}: {error.message}", "file", code=error.code, suggestion=error.suggestion) from None


def _known(viewer: Viewer, file: File, place: Folder) -> Dashboard | None:
    """The dashboard that a file is of: by its uid; for a file without one, the only one of that title there."""
    ours = Dashboard.objects.filter(account_id=viewer.account)
    if file.uid:
        return ours.filter(uid=file.uid).first()
    alike = ours.filter(folder=place, title=file.document.get("title"), trashed_at=None)
    return alike.get() if alike.count() == 1 else None


def strict(document: Document, place: str) -> None:
    """Raise CatalogError where a tile does not fit: a file is corrected before it is kept."""
    value = reading.read("", document, place, standard=False)
    fault = next((tile.fault for tile in value.tiles if tile.fault), "")
    if fault:
        raise CatalogError(fault, place)


def _open(viewer: Viewer, known: Dashboard) -> Dashboard:
    if known.trashed_at is not None:
        raise Refused(f"{known.title} is in the trash; take it out first.", "uid")
    found = own.seen(viewer).filter(pk=known.pk).first()
    if found is None:
        raise Refused("It is a dashboard here that you may not open.", "uid", code="not_allowed")
    return found


def _made(viewer: Viewer, file: File, document: Document, folder: Folder) -> Imported:
    row = own.make_from(viewer, folder, document, f"{NOTE}{file.path}"[:200])
    if file.uid:
        Dashboard.objects.filter(pk=row.pk).update(uid=file.uid)
        row.uid = file.uid
    return Imported(file.path, "made", row)


def _changed(viewer: Viewer, file: File, document: Document, names: Names, row: Dashboard, *, force: bool) -> Imported:
    folder = names.folder(file.folder, file.path) if file.folder else row.folder
    if alike(row.content, document) and folder == row.folder:
        return Imported(file.path, "unchanged", row)
    by_hand = row.versions.filter(number__gt=file.version).exclude(note__startswith=NOTE).first()
    if by_hand and file.version and not force:
        raise Refused(
            f"{by_hand.saved_by or 'Somebody'} saved version {by_hand.number} of {row.title} on screen since this file "
            f"was written (version {file.version}). Export it again and compare, or import with --force: the newer "
            "one stays among the versions.",
            "version",
            code="overtaken",
        )
    if folder != row.folder:
        keeping.move(viewer, row, folder)
    own.save(viewer, row, document, row.version, f"{NOTE}{file.path}"[:200])
    row.refresh_from_db()
    return Imported(file.path, "changed", row)
