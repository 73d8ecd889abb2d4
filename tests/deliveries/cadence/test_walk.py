"""Slots against the slow judge, for random recurrences around random clock changes of all zones."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliveries.cadence import Kind, Recurrence, check, from_json, slots, to_json
from deliveries.cadence.recurrence import FIELDS
from tests.deliveries.cadence.clock_changes import Change, changes
from tests.deliveries.cadence.minute_walk import walked

ZONES = sorted(available_timezones())
QUIET = Change(datetime(2027, 6, 1), timedelta(0), timedelta(0))  # for zones whose clocks never changed
SMALL = st.integers(-90, 90).map(lambda count: timedelta(minutes=count))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Recurrence, Change]:
    """A recurrence that is often due near a clock change of its zone, and the change."""
    zone = draw(st.sampled_from(ZONES))
    change = draw(st.sampled_from(changes(zone) or (QUIET,)))
    near = st.builds(lambda wall, shift: wall + shift, st.sampled_from(change.walls), SMALL)
    kind = draw(st.sampled_from([kind for kind in Kind if kind is not Kind.REFRESH]))
    fields = {
        "every": EVERY | st.integers(5, 1440) if kind is Kind.MINUTES else st.integers(1, 24),
        **{name: near.map(datetime.time) | st.builds(time, st.integers(0, 23), st.integers(0, 59)) for name in TIMES},
        "weekdays": st.sets(st.integers(0, 6), min_size=1, max_size=1 if kind is Kind.WEEKLY else 7).map(ordered),
        "days": st.sets(near.map(lambda wall: wall.day) | st.integers(1, 31) | st.just(-1), min_size=1).map(ordered),
        "months": st.sets(st.just(change.at.month) | st.integers(1, 12), min_size=1).map(ordered),
        "on": near.map(datetime.date),
    }
    chosen = {name: draw(fields[name]) for name in FIELDS[kind]}
    return Recurrence(kind, zone, **chosen), change


TIMES = ("at", "start", "end")
EVERY = st.sampled_from((5, 10, 15, 20, 30))


def ordered(values: set[int]) -> tuple[int, ...]:
    return tuple(sorted(values))


def window(change: Change, hours: tuple[int, int]) -> tuple[datetime, datetime]:
    at = change.at.replace(tzinfo=UTC, second=0)
    return at - timedelta(hours=hours[0]), at + timedelta(hours=hours[1])


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(cases(), st.tuples(st.integers(0, 30), st.integers(1, 30)))
def test_slots_are_those_of_a_walk_through_every_minute(
    case: tuple[Recurrence, Change], hours: tuple[int, int]
) -> None:
    recurrence, change = case
    after, until = window(change, hours)
    assert list(slots(recurrence, after, until)) == walked(recurrence, after, until)


@settings(max_examples=100, deadline=None)
@given(cases(), st.tuples(st.integers(0, 900), st.integers(1, 900)))
def test_slots_rise_are_unique_and_lie_in_their_window(case: tuple[Recurrence, Change], hours: tuple[int, int]) -> None:
    recurrence, change = case
    after, until = window(change, hours)
    found = list(slots(recurrence, after, until))
    assert all(before < later for before, later in pairwise([after, *found]))
    assert all(moment.tzinfo is UTC and moment <= until for moment in found)


@settings(max_examples=100, deadline=None)
@given(cases(), st.tuples(st.integers(0, 900), st.integers(1, 900)), st.integers(0, 10_000_000))
def test_two_windows_hold_what_the_one_over_both_holds(
    case: tuple[Recurrence, Change], hours: tuple[int, int], cut: int
) -> None:
    recurrence, change = case
    after, until = window(change, hours)
    middle = after + timedelta(microseconds=cut * 777) % (until - after)
    parts = [*slots(recurrence, after, middle), *slots(recurrence, middle, until)]
    assert parts == list(slots(recurrence, after, until))


@settings(max_examples=100, deadline=None)
@given(cases())
def test_a_recurrence_survives_json(case: tuple[Recurrence, Change]) -> None:
    recurrence, _ = case
    try:
        check(recurrence)
    except ValueError:
        return
    assert from_json(to_json(recurrence)) == recurrence
