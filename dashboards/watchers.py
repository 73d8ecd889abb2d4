"""Who watches the tiles of a dashboard that people edit. A higher room registers itself here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.viewer import Viewer
from dashboards.documents import Document

if TYPE_CHECKING:  # rooms register before models are loaded
    from dashboards.models import Dashboard


@dataclass(frozen=True)
class Foreseen:
    """What saving a draft would mean to them, for the person who edits. ``more``: those that they may not see."""

    title: str  # "Changes 2 alerts"
    words: str
    named: tuple[tuple[str, str], ...] = ()  # name and address of each
    more: int = 0


@dataclass(frozen=True)
class Watcher:
    """``foreseen``: what a document not saved yet would mean, None where nothing; ``edited``: it was saved in the place
    of another one, in the transaction that saved it."""

    foreseen: Callable[[Viewer, Dashboard, Document], Foreseen | None]
    edited: Callable[[Viewer, Dashboard, Document], None]


_watchers: list[Watcher] = []


def register(watcher: Watcher) -> None:
    """From now on it hears of every edit."""
    _watchers.append(watcher)


def foreseen(viewer: Viewer, row: Dashboard, document: Document) -> list[Foreseen]:
    """What saving the document would mean to each that minds."""
    return [found for each in _watchers if (found := each.foreseen(viewer, row, document)) is not None]


def edited(viewer: Viewer, row: Dashboard, before: Document) -> None:
    """The dashboard stands as ``row`` says from now on; ``before`` is what it was."""
    for each in _watchers:
        each.edited(viewer, row, before)
