"""The folders a person may open, and what may be done with them. Roots make themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.access import Act, kept_for, may, may_on
from accounts.rows import numbered
from accounts.viewer import Viewer
from explores.keeping import refused, rights, shelves
from explores.keeping.refused import Refused
from explores.models import Folder
from explores.models.folders import PERSONAL, SHARED

DEEPEST = 8  # folders inside each other


@dataclass(frozen=True)
class Place:
    """A folder as one person sees it: where it stands in its tree, and whether they may put something in."""

    folder: Folder
    depth: int
    path: str  # "Shared / Weekly"
    label: str
    open: bool  # for saving


def places(viewer: Viewer) -> list[Place]:
    """Every folder the viewer may open, parents before children: their own first, then the shared, then others'.

    One whose parent they may not open stands for itself, after the roots.
    """
    _roots(viewer)
    found = list(Folder.objects.filter(kept_for(viewer)).select_related("owner"))
    known = {folder.pk for folder in found}
    children: dict[int | None, list[Folder]] = {}
    for folder in found:
        children.setdefault(folder.parent_id if folder.parent_id in known else None, []).append(folder)
    roots = sorted(
        children.get(None, []),
        key=lambda root: (root.owner_id != viewer.user, root.owner_id is not None, root.parent_id is not None),
    )
    return list(_walk(roots, children, viewer))


def _walk(roots: Iterable[Folder], children: dict[int | None, list[Folder]], viewer: Viewer) -> Iterator[Place]:
    waiting = [(root, 0, "") for root in reversed(list(roots))]
    while waiting:
        folder, depth, above = waiting.pop()
        label = label_of(folder, viewer)
        path = f"{above} / {label}" if above else label
        yield Place(folder, depth, path, label, may_on(viewer, Act.SAVE, folder))
        waiting += [(child, depth + 1, path) for child in reversed(children.get(folder.pk, []))]


def place_of(viewer: Viewer, folder: Folder) -> Place:
    """Where one of them stands."""
    return next(place for place in places(viewer) if place.folder.pk == folder.pk)


def label_of(folder: Folder, viewer: Viewer) -> str:
    """Its name; a person's own root is named after them for others."""
    if folder.is_root and folder.owner is not None and folder.owner_id != viewer.user:
        return f"Personal, {folder.owner}"
    return folder.name


def _roots(viewer: Viewer) -> None:
    shared(viewer.account)
    if viewer.user is not None and may(viewer, Act.SAVE):
        personal(viewer)


def shared(account: int) -> Folder:
    """The root of what an account shares."""
    return Folder.objects.get_or_create(account_id=account, owner=None, parent=None, defaults={"name": SHARED})[0]


def personal(viewer: Viewer) -> Folder:
    """The viewer's own root. Raises Refused for the system, which is no person."""
    if viewer.user is None:
        raise Refused("Only a person has a folder of their own.", "folder")
    mine = {"account_id": viewer.account, "owner_id": viewer.user, "parent": None}
    return Folder.objects.get_or_create(**mine, defaults={"name": PERSONAL})[0]


def find(viewer: Viewer, number: object, act: Act = Act.EXPLORE) -> Folder:
    """A folder that the viewer may open, for ``act``. Raises Http404, also where it is another's own."""
    known = numbered(Folder.objects.filter(kept_for(viewer)), number)
    if known is None:
        raise Http404("There is no such folder.")
    if not may_on(viewer, act, known):
        raise _not_allowed(f"You may not put anything in {known.name}.")
    return known


@transaction.atomic
def make(viewer: Viewer, parent: Folder, name: object) -> Folder:
    """A new folder in ``parent``, for who may see that. Raises Refused."""
    _check(viewer, parent)
    parent = Folder.objects.select_for_update().get(pk=parent.pk)  # nobody changes meanwhile who may see it
    if _depth(parent) + 1 >= DEEPEST:
        raise Refused(f"Folders stand at most {DEEPEST} deep. Make it further up.", "parent")
    same = {each: getattr(parent, each) for each in ("account_id", "owner_id", "audience_id")}
    return _saved(Folder(parent=parent, name=refused.name(name), **same))


def rename(viewer: Viewer, folder: Folder, name: object) -> Folder:
    """The folder under another name. Raises Refused."""
    _check_movable(viewer, folder)
    folder.name = refused.name(name)
    return _saved(folder)


@transaction.atomic
def change(viewer: Viewer, folder: Folder, name: object, parent: object) -> Folder:
    """Both at once, or neither; None leaves it as it is. Raises Refused, Http404."""
    if name is not None:
        rename(viewer, folder, name)
    return folder if parent is None else move(viewer, folder, find(viewer, parent))


@transaction.atomic
def move(viewer: Viewer, folder: Folder, parent: Folder) -> Folder:
    """The folder, with all it holds, into ``parent``; what is shared or personal becomes as ``parent`` is.

    Who may see it comes from ``parent`` too, unless it names people itself. Raises Refused.
    """
    _check_movable(viewer, folder)
    _check(viewer, parent)
    rights.locked(folder.account_id)  # two moves could make a ring
    inside = _inside(folder)
    if parent.owner_id != folder.owner_id:
        for each in inside:
            _check(viewer, each)  # into a tree of one's own goes only what one manages
    if parent.pk in {each.pk for each in inside}:
        raise Refused("A folder cannot be moved into itself.", "parent")
    height = max(_depth(each) for each in inside) - _depth(folder)
    if _depth(parent) + 1 + height >= DEEPEST:
        raise Refused(f"Folders stand at most {DEEPEST} deep. Move it further up.", "parent")
    folder.parent = parent
    _saved(folder)
    Folder.objects.filter(pk__in=[each.pk for each in inside]).update(owner=parent.owner_id)
    folder.owner_id = parent.owner_id
    rights.spread(folder)
    return folder


@transaction.atomic
def delete(viewer: Viewer, folder: Folder) -> None:
    """Take an empty folder away; what lies in the trash from it will come back into its parent. Raises Refused."""
    _check_movable(viewer, folder)
    held = sum(shelf.count(folder) for shelf in shelves.shelves()) + folder.children.count()
    if held:
        raise Refused(
            f"{folder.name} still holds {held} thing{'s' if held > 1 else ''}. Move or delete them first.", "folder"
        )
    _check_trash(folder)
    for shelf in shelves.shelves():
        shelf.hand_up(folder)
    folder.delete()
    if folder.customised and folder.audience is not None:
        folder.audience.delete()


def _check_trash(folder: Folder) -> None:
    """What lies in the trash would come back to others than those who may see it. Raises Refused."""
    if folder.parent is None or folder.audience_id == folder.parent.audience_id:
        return
    if trashed := sum(shelf.count(folder, trashed=True) for shelf in shelves.shelves()):
        raise Refused(
            f"{trashed} thing{'s' if trashed > 1 else ''} of {folder.name} in the trash would come back to people who "
            "may not see them. Delete them for ever, or take them out and move them first.",
            "folder",
        )


def _inside(folder: Folder) -> list[Folder]:
    found, waiting = [], [folder]
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting += each.children.all()
    return found


def _depth(folder: Folder) -> int:
    depth, above = 0, folder.parent
    while above is not None:
        depth, above = depth + 1, above.parent
    return depth


def _check(viewer: Viewer, folder: Folder) -> None:
    if not may_on(viewer, Act.FOLDERS if folder.owner_id is None else Act.SAVE, folder):
        raise _not_allowed(f"You may not change folders in {folder.name}.")


def _not_allowed(words: str) -> Refused:
    return Refused(f"{words} Ask an admin of the account.", "folder", code="not_allowed")


def _check_movable(viewer: Viewer, folder: Folder) -> None:
    _check(viewer, folder)
    if folder.is_root:
        raise Refused(f"{folder.name} is where everything else stands; it stays.", "folder")


def _saved(folder: Folder) -> Folder:
    try:
        with transaction.atomic():
            folder.save()
    except IntegrityError as error:
        raise Refused(f"There is a folder {folder.name!r} here. Choose another name.", "name") from error
    return folder
