"""From the name of what is sent to the thing itself, as one viewer may see it at one moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from django.http import Http404
from django.urls import reverse

from accounts.viewer import Viewer
from cdp.warehouse.base import Pin
from dashboards import added, asking, chips, filters, opening, zones
from dashboards.model import Tile
from deliveries.content import reports
from deliveries.content.report import Report
from deliveries.content.subject import Kind, Subject
from explores import page as explore_page
from explores.filtering.editor import Editor
from explores.filtering.operators import condition
from explores.formatting.formats import Style
from explores.keeping import looks
from explores.keeping.content import wish_for
from explores.merging.asking import read as merged_page
from explores.merging.columns import NAME
from explores.merging.state import Merge
from explores.outcome import title_of
from explores.runner import catalog_for
from explores.semantic.errors import SemanticError
from explores.wish import Wish


class Gone(Exception):
    """There is nothing to send any more: deleted, in the trash, or no longer open to this viewer. For people."""


@dataclass(frozen=True)
class Found:
    """What is sent. ``page``: a dashboard's, for it and its tiles; ``question``: a Look's or an explore's; ``tell``: a
    report's, which says what happened since a moment (None: since its usual time ago). ``words`` are its filters for
    people; ``dropped`` those of the schedule's values that it does not take any more."""

    subject: Subject
    title: str
    address: str  # of its page, with these filters
    viewer: Viewer
    now: datetime
    pin: Pin
    page: asking.Asked | None = None
    tile: Tile | None = None
    question: explore_page.Asked | None = None
    tell: Callable[[datetime | None], Report] | None = None
    words: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    explores: frozenset[str] = frozenset()

    @property
    def zone(self) -> str:
        """In whose time its figures are cut."""
        asked = self.page or self.question
        if asked is None:
            return self.viewer.timezone
        return asked.viewer.timezone if isinstance(asked, asking.Asked) else asked.timezone


def find(subject: Subject, viewer: Viewer, values: Mapping[str, str], *, now: datetime, pin: Pin) -> Found:
    """``values`` are the schedule's own, by filter name (of a dashboard) or field; what they do not name stands at its
    default. Raises Gone."""
    if subject.is_report:
        return reports.finder_of(subject.kind)(viewer, values, now=now, pin=pin)
    at = _At(viewer, now, pin)
    try:
        return (_of_dashboard if subject.slug else _of_question)(subject, values, at)
    except Http404 as error:
        said = f"{_NAMES[subject.kind]} was deleted, lies in the trash, or is not open to you any more."
        raise Gone(said) from error
    except SemanticError as error:
        raise Gone(f"{_NAMES[subject.kind]} cannot be read any more: {error}") from error


@dataclass(frozen=True)
class _At:
    """Who looks, at which moment, at which published state."""

    viewer: Viewer
    now: datetime
    pin: Pin


_NAMES = {
    Kind.DASHBOARD: "The dashboard",
    Kind.TILE: "The dashboard of this tile",
    Kind.LOOK: "The Look",
    Kind.EXPLORE: "The explore",
}


def _of_dashboard(subject: Subject, values: Mapping[str, str], at: _At) -> Found:
    whole = added.with_added(opening.found(at.viewer, subject.slug), values, catalog_for(at.viewer))
    dashboard = zones.in_zone(whole, values.get(zones.ZONE, ""))
    known = {each.name for each in dashboard.filters}
    own = filters.values_of(dashboard, {name: value for name, value in values.items() if name in known})
    asked = asking.Asked(dashboard, own, zones.seen_by(at.viewer, dashboard), at.now, at.pin)
    tile = _tile(asked, subject)
    tiles = [tile] if tile else list(dashboard.tiles)
    params = dict(filters.params_of(dashboard, own))
    return Found(
        subject=subject,
        title=tile.title if tile else dashboard.title,
        address=reverse("dashboards:page", args=[subject.slug]) + Wish(tuple(params.items())).href(),
        viewer=asked.viewer,
        now=at.now,
        pin=at.pin,
        page=asked,
        tile=tile,
        words=tuple((chip.filter.label, chip.words) for chip in chips.chips(dashboard, own) if chip.set),
        dropped=tuple(name for name in values if name not in known and name != zones.ZONE),
        explores=frozenset(each.query.explore for each in tiles if each.asks),
    )


def _tile(asked: asking.Asked, subject: Subject) -> Tile | None:
    if subject.kind == Kind.DASHBOARD:
        return None
    found = asked.dashboard.tile(subject.tile)
    if found is None or not found.asks:
        raise Http404(f"there is no tile {subject.tile!r}")
    return found


def _of_question(subject: Subject, values: Mapping[str, str], at: _At) -> Found:
    title, explore, wish = _kept(subject, at.viewer)
    if explore == NAME:
        return _of_merge(subject, title, Merge.of(list(wish.params)), at)
    wish = wish.having(**{f"f[{field}]": value for field, value in values.items()})
    start = explore_page.Asked(at.viewer, explore_page.find(at.viewer, explore), wish, at.now, Style())
    asked = explore_page.wished(start)
    if asked.problem:
        raise Gone(f"{_NAMES[subject.kind]} cannot be asked any more: {asked.problem.what}")
    chips = (Editor.of(asked, field, value) for field, value in wish.filters.items() if value.strip())
    return Found(
        subject=subject,
        title=title or title_of(asked),
        address=reverse("explores:explore", args=[explore]) + wish.href(),
        viewer=at.viewer,
        now=at.now,
        pin=at.pin,
        question=asked,
        words=tuple((chip.label, condition(chip.type, chip.expression)) for chip in chips),
        explores=frozenset({explore}),
    )


def _of_merge(subject: Subject, title: str, merge: Merge, at: _At) -> Found:
    """A merged result has its filters in its queries, and takes none from a schedule."""
    asked = merged_page(merge, at.viewer, at.now)
    return Found(
        subject=subject,
        title=title or asked.explore.label,
        address=reverse("explores:merge") + asked.wish.href(),
        viewer=at.viewer,
        now=at.now,
        pin=at.pin,
        question=asked,
        explores=frozenset(source.explore for source in merge.sources),
    )


def _kept(subject: Subject, viewer: Viewer) -> tuple[str, str, Wish]:
    """Title, explore and address of a question."""
    if subject.kind == Kind.EXPLORE:
        return "", subject.explore, Wish.of(parse_qsl(subject.query.removeprefix("?"), keep_blank_values=True))
    look = looks.find(viewer, subject.look)
    return look.name, look.explore, wish_for(look.query, look.settings)


def tables_of(found: Found) -> frozenset[str]:
    """The warehouse tables that its figures may come from."""
    known = catalog_for(found.viewer).explores
    return frozenset(table for name in found.explores if name in known for table in known[name].tables)
