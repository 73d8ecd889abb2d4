"""A past that no later fact changes: asked once, and shown to each check as far as it was over then.

What a day of events shows is settled when the day is over, if the rows are cut by the very moment that makes them
known, nothing else in the question grows or is restated, and nothing but the filter on that date moves with the clock.
Then the answer of today holds every answer of the past. All else is asked check by check (``backtest``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlglot import exp

from alerts.rules.reading import Observation, Stretch
from alerts.rules.rule import SERIES, BadRule, Rule
from alerts.watching.looking import Watched, ask, fitted
from alerts.watching.periods import last_over
from alerts.watching.readings import readings, text_of
from cdp.warehouse.base import Pin, WarehouseError
from explores.filling import MOST_ROWS
from explores.filling.grids import Periods
from explores.runner import made_ready
from explores.semantic.errors import SemanticError
from explores.semantic.filters.date_condition import DateCondition
from explores.semantic.knowing import grows_by
from explores.semantic.model import Dimension
from explores.semantic.query import Query
from explores.semantic.resolve import read
from explores.semantic.settings import Setting, setting_for
from explores.semantic.sources import Framed
from explores.semantic.spans import ALL, Span, intersect

Seen = list[tuple[datetime, Observation]]


def settled(watched: Watched, rule: Rule, moments: Sequence[datetime], pin: Pin) -> Seen | None:
    """What each check sees. None where that must be asked check by check, and where something is wrong."""
    try:
        fitted(rule, watched)
        return _Past(watched, rule, moments, pin).seen() if _may_settle(rule, watched) and moments else None
    except (SemanticError, BadRule, WarehouseError):
        return None  # asked check by check, each says what is wrong


def _may_settle(rule: Rule, watched: Watched) -> bool:
    """Silence is watched by what is not there, pivot columns come and go, calculations look at other rows."""
    plain = not watched.query.pivots and not watched.explore.calculations
    return plain and rule.kind in SERIES and not rule.running and not rule.watches_silence


@dataclass(frozen=True)
class _Window:
    """Local moments: which rows a check may see. None is open."""

    low: datetime | None
    end: datetime  # of what is over


class _Past:
    """One question about the past, on its way."""

    def __init__(self, watched: Watched, rule: Rule, moments: Sequence[datetime], pin: Pin) -> None:
        self.watched, self.rule, self.moments, self.pin = watched, rule, moments, pin
        self.dimension: Dimension = watched.explore.dimension(rule.time)
        asked = watched.asked([rule])
        self.own = tuple(each for each in asked.filters if self._is_of_time(each[0]))
        self.rest = replace(asked, filters=tuple(each for each in asked.filters if each not in self.own))

    def seen(self) -> Seen | None:
        windows = [self._window(moment) for moment in self.moments]
        if any(window is None for window in windows) or not self._is_settled():
            return None
        found = [window for window in windows if window]
        return self._cut(found, self._query(found))

    def _is_of_time(self, name: str) -> bool:
        field = self.watched.explore.by_id.get(name)
        mine = (self.dimension.view, self.dimension.group)
        return isinstance(field, Dimension) and field.group is not None and (field.view, field.group) == mine

    def _is_settled(self) -> bool:
        """Whether the statement is the same at every moment, and its date is what makes its rows known."""
        first, last = (
            made_ready(self.rest, self.watched.viewer, moment, self.pin).compiled().rows
            for moment in (self.moments[0], self.moments[-1])
        )
        source = self.dimension.source
        if first != last or not isinstance(source, Framed) or not isinstance(source.moment.sql, exp.Column):
            return False
        return grows_by(last) == (source.moment.sql.table, source.moment.sql.name)

    def _setting(self, moment: datetime) -> Setting:
        viewer = self.watched.viewer
        return setting_for(
            self.watched.explore, now=moment, zone=self.watched.zone, scope=viewer.subaccounts,
            attributes=viewer.attributes,
        )  # fmt: skip

    def _window(self, moment: datetime) -> _Window | None:
        """What is over at a moment, inside the question's filters on the date. None: they cut through a period."""
        setting = self._setting(moment)
        over, periods = last_over(self.watched.explore, self.rule.time, setting).ended, Periods(self.dimension, setting)
        span = self._span(setting)
        if span is None or (span[0] is not None and periods.floor(span[0]) != span[0]):
            return None
        low, high = span
        if high is None or high >= over:
            return _Window(low, over)
        return _Window(low, high) if periods.floor(high) == high else None

    def _span(self, setting: Setting) -> Span | None:
        """The one stretch that the filters on the date let pass. None: there are several, or rows without a date."""
        found = ALL
        for name, text in self.own:
            condition = read(self.watched.explore.dimension(name), text, setting)
            if not isinstance(condition, DateCondition):
                return None
            found = intersect(found, condition.local)
        return found[0] if len(found) == 1 else None

    def _query(self, windows: Sequence[_Window]) -> Query:
        """From the first row that any check sees."""
        lows = [window.low for window in windows if window.low is not None]
        if len(lows) < len(windows):
            return self.rest
        since = (self.rule.time, f"after {min(lows):%Y-%m-%d %H:%M}")
        return replace(self.rest, filters=(*self.rest.filters, since))

    def _cut(self, windows: Sequence[_Window], query: Query) -> Seen | None:
        answer = ask(Watched(query, self.watched.viewer), [self.rule], now=self.moments[-1], pin=self.pin)
        periods = Periods(self.dimension, self._setting(self.moments[-1]))
        values = {row[self.rule.time] for row in answer.rows} - {None}
        starts = {text_of(value): periods.start(value) for value in values}
        ordered = sorted(starts.values())
        if ordered and periods.between(ordered[0], ordered[-1], None, MOST_ROWS) is None:
            return None  # missing periods are not filled in any more, and would be in a shorter past
        past = tuple(sorted((row for row in readings(answer, self.rule) if row.at), key=lambda row: row.at))
        begins = [starts[row.at] for row in past]
        return [
            (moment, self._observation(Stretch(past, *_places(begins, window)), moment))
            for moment, window in zip(self.moments, windows, strict=True)
        ]

    def _observation(self, stretch: Stretch, moment: datetime) -> Observation:
        over = last_over(self.watched.explore, self.rule.time, self._setting(moment)).shown
        return Observation(stretch, complete=over, expected=over)


def _places(begins: Sequence[datetime], window: _Window) -> tuple[int, int]:
    """From which row on, and up to which."""
    return bisect_left(begins, window.low) if window.low else 0, bisect_left(begins, window.end)
