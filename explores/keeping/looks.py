"""Looks: made, saved over, brought back. Every save is a version; two at once never overwrite each other."""

from __future__ import annotations

from django.db import models, transaction
from django.http import Http404
from django.utils import timezone

from accounts.access import Act, kept_for, may_erase, may_on
from accounts.rows import numbered
from accounts.viewer import Viewer
from explores.keeping import refused
from explores.keeping.content import Content
from explores.keeping.refused import Overtaken, Refused
from explores.models import Folder, Look, LookVersion


def seen(viewer: Viewer, *, trashed: bool = False) -> models.QuerySet[Look]:
    """The Looks the viewer may open; with ``trashed`` those in the trash instead."""
    found = Look.objects.filter(kept_for(viewer, "folder__"), trashed_at__isnull=not trashed)
    return found.select_related("folder__owner", "changed_by", "owner")


def find(viewer: Viewer, number: object, *, trashed: bool = False) -> Look:
    """A Look that the viewer may open. Raises Http404."""
    found = numbered(seen(viewer, trashed=trashed), number)
    if found is None:
        raise Http404("There is no such Look, or it is in the trash.")
    return found


def find_version(look: Look, number: object) -> LookVersion:
    """One of its versions. Raises Http404."""
    found = numbered(look.versions.select_related("saved_by"), number, by="number")
    if found is None:
        raise Http404(f"{look.name} has {look.version} versions, and none called {str(number)[:20]}.")
    return found


@transaction.atomic
def make(viewer: Viewer, folder: Folder, name: object, description: object, content: Content) -> Look:
    """A new Look in ``folder``. Raises Refused."""
    check(viewer, folder)
    look = Look(account_id=viewer.account, folder=folder, owner_id=viewer.user, version=1)
    _fill(look, viewer, name, description or "", content)
    look.save()
    _keep(look, "")
    return look


@transaction.atomic
def save(
    viewer: Viewer,
    look: Look,
    version: int,
    *,
    name: object = None,
    description: object = None,
    content: Content | None = None,
    note: str = "",
) -> Look:
    """A new version over ``version``; what is left out stays. Raises Overtaken where another is the newest, Refused."""
    check(viewer, look.folder)
    kept = Content(look.query, look.settings) if content is None else content
    _fill(look, viewer, look.name if name is None else name, description, kept)
    look.version = version + 1
    changed = {each: getattr(look, each) for each in _WRITTEN}
    if not Look.objects.filter(pk=look.pk, version=version, trashed_at=None).update(**changed):
        raise Overtaken(look.versions.select_related("saved_by").latest("number"), "Look")
    _keep(look, note)
    return look


def restore(viewer: Viewer, look: Look, number: object) -> Look:
    """An older version as the newest one; those between stay. Raises Refused, Http404."""
    old = find_version(look, number)
    content = Content(old.query, old.settings)
    note = f"restored from version {old.number}"
    return save(viewer, look, look.version, name=old.name, description=old.description, content=content, note=note)


def move(viewer: Viewer, look: Look, folder: Folder) -> Look:
    """The Look into another folder; that makes no version. Raises Refused."""
    check(viewer, look.folder)
    check(viewer, folder)
    look.folder = folder
    look.save(update_fields=["folder"])
    return look


def trash(viewer: Viewer, look: Look) -> None:
    """Put it in the trash, where it stays until somebody takes it out. Raises Refused."""
    check(viewer, look.folder)
    Look.objects.filter(pk=look.pk).update(trashed_at=timezone.now(), trashed_by=viewer.user)


def untrash(viewer: Viewer, look: Look) -> None:
    """Take it out of the trash. Raises Refused."""
    check(viewer, look.folder)
    Look.objects.filter(pk=look.pk).update(trashed_at=None, trashed_by=None)


def erase(viewer: Viewer, look: Look) -> None:
    """Delete it for ever from the trash, with all its versions. Raises Refused."""
    if not may_erase(viewer, look.folder, look.owner_id):
        raise refused.erasing(look.name)
    Look.objects.filter(pk=look.pk, trashed_at__isnull=False).delete()


def check(viewer: Viewer, folder: Folder) -> None:
    """Raise Refused unless the viewer may keep and change things in the folder."""
    if not may_on(viewer, Act.SAVE, folder):
        raise Refused("You may not save Looks here. Ask an admin of the account.", "folder", code="not_allowed")


_WRITTEN = ("name", "description", "explore", "query", "settings", "version", "changed_at", "changed_by_id")


def _fill(look: Look, viewer: Viewer, name: object, description: object, content: Content) -> None:
    look.name = refused.name(name)
    look.description = look.description if description is None else refused.plain(description, "description")
    look.explore, look.query, look.settings = content.explore, content.query, content.settings
    look.changed_at, look.changed_by_id = timezone.now(), viewer.user


def _keep(look: Look, note: str) -> None:
    """The state of this moment as a version."""
    LookVersion.objects.create(
        look=look,
        number=look.version,
        name=look.name,
        description=look.description,
        query=look.query,
        settings=look.settings,
        saved_at=look.changed_at,
        saved_by_id=look.changed_by_id,
        note=note,
    )
