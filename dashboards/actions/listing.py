"""Every dashboard that a person may open, standard and own alike, with their stars and visits: for lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from accounts.viewer import Viewer
from dashboards import own
from dashboards.actions import attention
from dashboards.library import dashboards
from dashboards.models import Dashboard, Visit
from explores.keeping import folders

STANDARD = "Standard"
SORTS = {"title": "Name", "visited": "You viewed", "changed": "Changed", "views": "Views"}
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One dashboard in a list. ``folder`` is its path; empty: it comes with the product."""

    slug: str
    title: str
    description: str
    folder: str = ""
    changed: datetime | None = None
    by: str = ""
    starred: bool = False
    visited: datetime | None = None  # by the viewer
    views: int = 0  # by all people of the account

    @property
    def standard(self) -> bool:
        """Whether it comes with the product."""
        return not self.slug.isdecimal()

    def holds(self, words: Iterable[str]) -> bool:
        """Whether every word stands in its name, description or folder."""
        text = f"{self.title} {self.description} {self.folder or STANDARD}".lower()
        return all(word in text for word in words)


def entries(viewer: Viewer) -> list[Entry]:
    """All of them, by title."""
    known = _Known.of(viewer)
    paths = {place.folder.pk: place.path for place in folders.places(viewer)}
    mine = [known.entry(row, paths.get(row.folder_id, row.folder.name)) for row in own.seen(viewer)]
    standard = [known.dress(Entry(each.slug, each.title, each.description)) for each in dashboards().values()]
    return sorted([*mine, *standard], key=lambda each: each.title.casefold())


def arranged(found: Iterable[Entry], sort: str) -> list[Entry]:
    """In the order that was asked for, favourites before the others. An unknown order is that of titles."""
    ordered = sorted(found, key=lambda each: each.title.casefold())
    if sort in _NEWEST:
        ordered.sort(key=_NEWEST[sort], reverse=True)
    return sorted(ordered, key=lambda each: not each.starred)


def recent(found: Iterable[Entry], most: int = attention.RECENT) -> list[Entry]:
    """The last ones that the viewer opened, the newest first."""
    opened = sorted((each for each in found if each.visited), key=lambda each: each.visited or NEVER, reverse=True)
    return opened[:most]


_NEWEST: dict[str, Callable[[Entry], Any]] = {
    "visited": lambda each: each.visited or NEVER,
    "changed": lambda each: each.changed or NEVER,
    "views": lambda each: each.views,
}


@dataclass(frozen=True)
class _Known:
    """What is known of people and dashboards, read once for a list."""

    starred: frozenset[str]
    visits: Mapping[str, Visit]
    views: Mapping[str, int]

    @classmethod
    def of(cls, viewer: Viewer) -> _Known:
        return cls(frozenset(attention.starred(viewer)), attention.visits(viewer), attention.views(viewer))

    def entry(self, row: Dashboard, folder: str) -> Entry:
        by = str(row.changed_by or "")
        return self.dress(Entry(str(row.pk), row.title, row.description, folder, row.changed_at, by))

    def dress(self, entry: Entry) -> Entry:
        visit = self.visits.get(entry.slug)
        return replace(
            entry,
            starred=entry.slug in self.starred,
            visited=visit.last_at if visit else None,
            views=self.views.get(entry.slug, 0),
        )
