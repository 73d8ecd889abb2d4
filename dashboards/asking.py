"""From a tile on a page to its answers, through the one gateway."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.rows import numbered
from accounts.viewer import Viewer
from cdp.models import Pin as PinRow
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import Cancellation, NothingPublished, Pin
from dashboards import cohort_pair, filters
from dashboards.across import Across, across
from dashboards.cohort_pair import Pair
from dashboards.crossing import Crossed
from dashboards.hearing import Heard, Unheard, heard
from dashboards.model import Dashboard, Filter, Tile
from dashboards.narrowing import Narrowing, period_of_tile
from explores.answer import Answer
from explores.formatting import formats
from explores.merging.asking import Asks, whole
from explores.merging.columns import NAME
from explores.merging.state import Merge
from explores.page import MOST_ROWS
from explores.runner import catalog_for, run
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore
from explores.semantic.periods import Period, period_of
from explores.semantic.query import Query
from explores.semantic.resolve import read_as
from explores.semantic.settings import Setting, setting_for
from explores.semantic.zones import HISTORY


@dataclass(frozen=True)
class Asked:
    """A page as one person sees it at one moment: all its tiles answer from ``pin``."""

    dashboard: Dashboard
    values: Mapping[str, str]
    viewer: Viewer
    now: datetime
    pin: Pin | None  # None: nothing is published yet
    cancellation: Cancellation | None = None  # stops the engine for a page that was left
    portions: bool = False  # rows are read as they are gone through, for files
    crossed: tuple[Crossed, ...] = ()  # by clicks on marks: of who looks at the page, so no file or mail has any

    def ask(self, query: Query) -> Answer:
        """The answer to one question of the page. Raises SemanticError, WarehouseError."""
        stop, portions = self.cancellation, self.portions
        return run(query, self.viewer, now=self.now, pin=self.pin, cancellation=stop, portions=portions)

    @cached_property
    def across(self) -> Across:
        """The cross-filters, and what each tile makes of them."""
        return across(self)

    def newest(self) -> Pin:
        """The published state it is answered from. Raises WarehouseError before the first."""
        return self.pin or open_warehouse().pin()

    @property
    def today(self) -> date:
        """The day it is where the viewer is."""
        return self.now.astimezone(ZoneInfo(self.viewer.timezone)).date()

    @property
    def clock(self) -> str:
        """How fresh the figures are, on the viewer's clock; empty before anything is published."""
        return formats.clock(self.pin.data_as_of, self.now, self.viewer.timezone) if self.pin else ""

    @property
    def changed(self) -> bool:
        """Whether a filter stands elsewhere than at its default."""
        return any(each.added or self.values.get(each.name) != each.default for each in self.dashboard.filters)

    @property
    def reset(self) -> str:
        """The page's own address with every filter at its default."""
        kept = {each.name: each.default for each in self.dashboard.filters if not each.added}
        return "?" + urlencode(filters.params_of(self.dashboard, kept))

    @property
    def question(self) -> str:
        """The part of an address that makes a tile answer for just this page: its filters, pin and moment."""
        shared = [("pin", str(self.pin.id) if self.pin else ""), ("now", self.now.isoformat())]
        return urlencode([*filters.params_of(self.dashboard, self.values), *shared])

    @property
    def period(self) -> Period | None:
        """The stretch of time the page is about, where it is one and closed. Raises SemanticError."""
        chosen = self.dashboard.period
        if chosen is None or not self.values.get(chosen.name):
            return None
        return period_of(read_as("date", self.values[chosen.name], self.setting).explain())

    @property
    def explore(self) -> Explore:
        """The explore of its first tile."""
        explores = catalog_for(self.viewer).explores
        named = [tile.query.explore for tile in self.dashboard.tiles if tile.query.explore in explores]
        return explores[named[0]] if named else next(iter(explores.values()))

    @property
    def setting(self) -> Setting:
        """What the page's own filters are read with: weeks and fiscal years as its explore's catalog counts them."""
        viewer = self.viewer
        return setting_for(
            self.explore, now=self.now, zone=viewer.timezone, scope=viewer.subaccounts, attributes=viewer.attributes
        )


@dataclass(frozen=True)
class Answered:
    """What a tile asked and got. ``before`` is the previous period's answer, where the tile compares."""

    tile: Tile
    query: Query
    answer: Answer
    period: Period | None = None
    before: Answer | None = None
    pair: Pair | None = None  # the cohorts compared, where it compares some
    unheard: tuple[Unheard, ...] = ()  # filters of the page that it cannot follow


def answered(tile: Tile, asked: Asked) -> Answered:
    """Ask for one tile. Raises SemanticError, WarehouseError."""
    found = _heard(tile, asked)
    answer = _answered(found.tile, asked)
    return replace(answer, unheard=found.unheard)


def query_of(tile: Tile, asked: Asked) -> Query:
    """The one question behind a tile, within the filters of the page. Raises SemanticError, for merged results too."""
    found = _heard(tile, asked).tile
    if found.merge is not None:
        raise SemanticError("A merged result is made of several questions; it has no one question to watch.")
    return question(found, asked)[0]


def _heard(tile: Tile, asked: Asked) -> Heard:
    if tile.fault:
        raise SemanticError(tile.fault)
    if wanting := filters.missing(asked.dashboard, asked.values):
        raise SemanticError(waiting_for(wanting), code="missing_filter")
    return heard(tile, asked.dashboard, asked.values, catalog_for(asked.viewer))


def waiting_for(wanting: Sequence[Filter]) -> str:
    """What a page says while required filters have no value."""
    labels = " and ".join(each.label for each in wanting)
    return f"Nothing is asked until {labels} {'has' if len(wanting) == 1 else 'have'} a value."


def _answered(tile: Tile, asked: Asked) -> Answered:
    if tile.merge is not None:
        return _brought(tile, tile.merge, asked)
    query, period = question(tile, asked)
    pair = None
    if tile.vis == cohort_pair.CAMPAIGNS:
        query, pair = cohort_pair.campaigns_of(tile, query, asked)
    answer = asked.ask(query)
    if tile.vis == cohort_pair.LINES:
        pair = cohort_pair.pair_of(answer, asked)
    before = _before(tile, asked, period) if tile.compares and period else None
    return Answered(tile, query, answer, period, before, pair)


def question(tile: Tile, asked: Asked) -> tuple[Query, Period | None]:
    """What a tile asks for this page, and the stretch of time it is about. Raises SemanticError."""
    here, whole_period = asked.across.of(tile), asked.period
    period = period_of_tile(whole_period, _dated(tile, asked, here)[0], asked.setting) if here.by else whole_period
    timeframe = chosen.timeframe() if (chosen := period or whole_period) else "month"
    return filters.fitted(filters.narrowed(tile, asked.dashboard, asked.values, here.filters), timeframe), period


def _dated(tile: Tile, asked: Asked, here: Narrowing) -> tuple[filters.Pairs, filters.Pairs]:
    """What the tile is crossed by, in two: stretches of the date of the page's period, and the rest."""
    chosen = asked.dashboard.period
    return here.apart(filters.listening(tile, chosen) if chosen else None)


def _brought(tile: Tile, merge: Merge, asked: Asked) -> Answered:
    """A merged result, each of its queries within what the page is crossed by."""
    asks = Asks(asked.viewer, asked.now, asked.newest(), asked.cancellation)
    narrowed = asked.across.of(tile).merged(merge)
    return Answered(replace(tile, merge=narrowed), Query(NAME), whole(narrowed, asks, most=MOST_ROWS))


def _before(tile: Tile, asked: Asked, period: Period) -> Answer:
    chosen = asked.dashboard.period
    assert chosen is not None  # there is a period, so there is its filter
    values = {**asked.values, chosen.name: period.previous().expression}
    query = filters.narrowed(tile, asked.dashboard, values, _dated(tile, asked, asked.across.of(tile))[1])
    # Rows that lead now need not have led then, so a table looks for its own among all.
    query = replace(query, limit=None) if tile.vis == "table" else filters.without_time(query)
    return asked.ask(query)


def pin_named(number: str) -> Pin | None:
    """The published state a page was opened with; the newest where that one is gone; None before the first."""
    row = numbered(PinRow.objects.all(), number)
    if row:
        return Pin(row.pk, row.versions, row.data_as_of)
    try:
        return open_warehouse().pin()
    except NothingPublished:
        return None


def moment(text: str) -> datetime:
    """The moment a page was opened, which all its tiles share; now, where the address says nothing sensible."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return timezone.now()
    since, until = HISTORY
    sensible = found.tzinfo and since.year < found.year < until.year
    return found if sensible else timezone.now()
