"""What a schedule sends, by name and with its page: for lists, where nothing is asked of the warehouse."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from accounts.viewer import Viewer
from dashboards import opening
from deliveries.content.subject import Kind, Subject
from explores.keeping import looks
from explores.runner import catalog_for

ICONS = {Kind.DASHBOARD: "layout-dashboard", Kind.TILE: "chart-column", Kind.LOOK: "bookmark", Kind.EXPLORE: "compass",
         Kind.ADS: "activity"}  # fmt: skip
WORDS = {Kind.DASHBOARD: "Dashboard", Kind.TILE: "Tile", Kind.LOOK: "Look", Kind.EXPLORE: "Explore",
         Kind.ADS: "Report"}  # fmt: skip

PAGES = {Kind.ADS: ("Ads health", "ads:health")}  # of reports, whose rooms stand above this one


@dataclass(frozen=True)
class Named:
    """``url`` is empty where there is nothing to open (any more)."""

    title: str
    url: str
    kind: str
    icon: str


def named(viewer: Viewer, subject: Subject) -> Named:
    """As far as the viewer may open it."""
    kind, icon = WORDS[subject.kind], ICONS[subject.kind]
    if subject.is_report:
        title, page = PAGES[subject.kind]
        return Named(title, reverse(page), kind, icon)
    try:
        title, url = _dashboard(viewer, subject) if subject.slug else _question(viewer, subject)
    except Http404:
        return Named("Deleted, or not open to you", "", kind, icon)
    return Named(title, url, kind, icon)


def _dashboard(viewer: Viewer, subject: Subject) -> tuple[str, str]:
    dashboard = opening.found(viewer, subject.slug)
    page = reverse("dashboards:page", args=[subject.slug])
    if subject.kind == Kind.DASHBOARD:
        return dashboard.title, page
    tile = dashboard.tile(subject.tile)
    if tile is None:
        raise Http404
    return f"{tile.title}, {dashboard.title}", f"{page}#tile-{subject.tile}"


def _question(viewer: Viewer, subject: Subject) -> tuple[str, str]:
    if subject.kind == Kind.LOOK:
        look = looks.find(viewer, subject.look)
        return look.name, reverse("keeping:look", args=[look.pk])
    explore = catalog_for(viewer).explores.get(subject.explore)
    if explore is None:
        raise Http404
    query = subject.query.removeprefix("?")
    return explore.label, f"{reverse('explores:explore', args=[subject.explore])}?{query}"
