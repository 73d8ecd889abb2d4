"""What lies in folders. Looks are one kind; a room above registers its own from its ``AppConfig.ready``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.module_loading import import_string

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


class Shelf(Protocol):
    """A kind of thing that folders hold."""

    def kept(self, viewer: Viewer, *, trashed: bool = False) -> list[Kept]:
        """All that the viewer may open, or all of it that is in the trash."""

    def count(self, folder: Folder) -> int:
        """How many lie in this folder, the trash aside."""

    def hand_up(self, folder: Folder) -> None:
        """Let what is in the trash of this folder come back into its parent: the folder goes."""


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
