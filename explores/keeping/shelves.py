"""What lies in folders. Looks are one kind; a room above registers its own from its ``AppConfig.ready``."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.http import Http404
from django.utils.module_loading import import_string

from accounts.rows import number_of
from accounts.viewer import Viewer
from explores.models import Folder


@dataclass(frozen=True)
class Kept:
    """One thing in a folder, as lists show it."""

    kind: str  # "Look", "Dashboard"
    icon: str
    name: str
    url: str
    description: str
    by: str
    changed: datetime
    folder: int
    trash: str = ""  # where a POST puts it in the trash, or takes it out again; empty: this viewer may not
    number: int = 0  # among those of its kind
    erasable: bool = False  # whether this viewer may delete it for ever, once it is in the trash

    @property
    def key(self) -> str:
        """By which ``erase`` finds it."""
        return f"{self.kind}:{self.number}"


class Shelf(Protocol):
    """A kind of thing that folders hold."""

    kind: str

    def kept(self, viewer: Viewer, *, trashed: bool = False) -> list[Kept]:
        """All that the viewer may open, or all of it that is in the trash."""

    def count(self, folder: Folder, *, trashed: bool = False) -> int:
        """How many lie in this folder, the trash aside; or how many of it lie in the trash."""

    def hand_up(self, folder: Folder) -> None:
        """Let what is in the trash of this folder come back into its parent: the folder goes."""

    def erase(self, viewer: Viewer, number: int) -> None:
        """Delete for ever what lies in the trash. Raises Http404, Refused."""


_registered: list[str] = []


def register(path: str) -> None:
    """Add a kind by the import path of its class: who starts a process need not load what it never shows."""
    _registered.append(path)


def shelves() -> list[Shelf]:
    """Every kind there is."""
    return [import_string(path)() for path in _registered]


def kept(viewer: Viewer, *, trashed: bool = False) -> list[Kept]:
    """Everything of every kind that the viewer may open, by name."""
    found = [each for shelf in shelves() for each in shelf.kept(viewer, trashed=trashed)]
    return sorted(found, key=lambda each: (each.name.lower(), each.url))


def erase(viewer: Viewer, keys: list[str]) -> int:
    """Delete the things of these keys for ever, and say how many. What is not in the trash any more is passed over.

    Raises Refused where the viewer may not, and then nothing is deleted.
    """
    by_kind = {shelf.kind: shelf for shelf in shelves()}
    erased = 0
    with transaction.atomic():
        for key in dict.fromkeys(keys):
            kind, _, given = key.partition(":")
            if kind in by_kind and (number := number_of(given)) is not None:
                with suppress(Http404):
                    by_kind[kind].erase(viewer, number)
                    erased += 1
    return erased
