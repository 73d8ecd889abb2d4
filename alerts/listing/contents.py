"""What alerts watch, by name and with its page: of a whole page of them in two questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from accounts.viewer import Viewer
from dashboards import own
from dashboards.library import dashboards
from dashboards.model import Dashboard
from deliveries.content.naming import ICONS, WORDS, Named
from deliveries.content.subject import BadSubject, Kind, Subject, from_json
from explores.keeping import looks
from explores.models import Look
from explores.semantic.errors import SemanticError
from explores.semantic.model import Catalog

GONE = "Deleted, or not open to you"


class Contents:
    """Looked up once for all that are on a page, as far as the viewer may open it."""

    def __init__(self, viewer: Viewer, contents: Iterable[Mapping[str, Any]], catalog: Catalog) -> None:
        subjects = [found for each in contents if (found := subject_of(each))]
        numbers = {int(each.slug) for each in subjects if each.slug.isdecimal()}
        self._catalog = catalog
        self._pages: dict[str, Dashboard] = dict(dashboards())
        for row in own.seen(viewer).filter(pk__in=numbers):
            try:
                self._pages[str(row.pk)] = own.as_value(row)
            except SemanticError:  # kept by another version of the product
                continue
        self._looks: dict[int, Look] = looks.seen(viewer).in_bulk({each.look for each in subjects if each.look})

    def named(self, content: Mapping[str, Any]) -> Named:
        """Its title; without an address where there is nothing to open."""
        subject = subject_of(content)
        if subject is None:
            return Named(GONE, "", "Tile", "chart-column")
        title, url = self._found(subject) or (GONE, "")
        return Named(title, url, WORDS[subject.kind], ICONS[subject.kind])

    def _found(self, subject: Subject) -> tuple[str, str] | None:
        if subject.kind == Kind.LOOK:
            look = self._looks.get(subject.look)
            return (look.name, reverse("keeping:look", args=[look.pk])) if look else None
        if subject.kind == Kind.EXPLORE:
            explore = self._catalog.explores.get(subject.explore)
            query = subject.query.removeprefix("?")
            page = reverse("explores:explore", args=[subject.explore]) if explore else ""
            return (explore.label, f"{page}?{query}") if explore else None
        return self._page(subject)

    def _page(self, subject: Subject) -> tuple[str, str] | None:
        dashboard = self._pages.get(subject.slug)
        tile = dashboard.tile(subject.tile) if dashboard and subject.tile else None
        if dashboard is None or (subject.tile and tile is None):
            return None
        page = reverse("dashboards:page", args=[subject.slug])
        return (f"{tile.title}, {dashboard.title}", f"{page}#tile-{tile.id}") if tile else (dashboard.title, page)


def subject_of(content: Mapping[str, Any]) -> Subject | None:
    """None for what an older version of the product kept."""
    try:
        return from_json(content)
    except BadSubject:
        return None
