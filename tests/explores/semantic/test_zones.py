"""Local time and instants, over every zone and its clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from cdp.zones import offset_at
from explores.semantic.errors import SemanticError
from explores.semantic.spans import contains
from explores.semantic.zones import instants, offsets, zone_named

YEARS = datetime(2022, 1, 1), datetime(2026, 1, 1)
HOUR = timedelta(hours=1)


def different_zones() -> dict[str, ZoneInfo]:
    """Every IANA zone, without those whose clocks ran like another's in these years."""
    histories = {offsets(ZoneInfo(name), *YEARS): name for name in sorted(available_timezones())}
    return {name: ZoneInfo(name) for name in histories.values()}


def to_local(zone: ZoneInfo, instant: datetime) -> datetime:
    """The wall clock time of an instant."""
    return instant + offset_at(zone, instant)


def test_the_offsets_are_those_of_every_hour_in_every_zone() -> None:
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        changes = offsets(zone, datetime(2024, 1, 1), datetime(2025, 1, 1))
        for start, offset in changes[1:]:
            assert offset_at(zone, start) == offset != offset_at(zone, start - timedelta(seconds=1)), name


@pytest.mark.slow
def test_a_local_span_holds_exactly_the_instants_whose_clock_shows_it() -> None:
    """Around each change of each zone, in steps of a quarter hour, with bounds in gaps and in repeated hours."""
    for name, zone in different_zones().items():
        for change, _ in offsets(zone, *YEARS)[1:]:
            around = [change + step * timedelta(minutes=15) for step in range(-16, 17)]
            walls = sorted({to_local(zone, moment) for moment in around})
            for low, high in [(walls[8], walls[20]), (walls[4], walls[16]), (walls[12], walls[-1])]:
                spans = instants(zone, (low, high))
                shown = [low <= to_local(zone, moment) < high for moment in around]
                assert shown == [contains(spans, moment) for moment in around], (name, change, low, high)


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("Europe/Paris", datetime(2024, 3, 31, 2, 30), datetime(2024, 3, 31, 1)),  # in the gap: its end
        ("Africa/Cairo", datetime(2024, 4, 26), datetime(2024, 4, 25, 22)),  # this day begins at 01:00
        ("Asia/Kathmandu", datetime(2024, 1, 1), datetime(2023, 12, 31, 18, 15)),
    ],
)
def test_a_bound_in_a_gap_is_the_end_of_the_gap(zone: str, wall: datetime, instant: datetime) -> None:
    assert instants(ZoneInfo(zone), (wall, None)) == ((instant, None),)


def test_a_repeated_hour_belongs_whole_to_the_hour_it_shows() -> None:
    span = instants(ZoneInfo("Europe/Paris"), (datetime(2024, 10, 27, 2), datetime(2024, 10, 27, 3)))
    assert span == ((datetime(2024, 10, 27), datetime(2024, 10, 27, 2)),)


def test_a_bound_inside_a_repeated_hour_cuts_both_passes() -> None:
    span = instants(ZoneInfo("Europe/Paris"), (datetime(2024, 10, 27, 2, 30), datetime(2024, 10, 27, 3)))
    halves = [
        datetime(2024, 10, 27, 0, 30),
        datetime(2024, 10, 27, 1),
        datetime(2024, 10, 27, 1, 30),
        datetime(2024, 10, 27, 2),
    ]
    assert span == ((halves[0], halves[1]), (halves[2], halves[3]))


def test_days_cover_all_time_once() -> None:
    zone = ZoneInfo("America/Sao_Paulo")  # changed its clocks at midnight
    days = [datetime(2018, 11, 1) + timedelta(days=step) for step in range(120)]
    edges = [instants(zone, (low, high)) for low, high in pairwise(days)]
    moment = datetime(2018, 11, 1, 3, tzinfo=UTC).replace(tzinfo=None)
    while moment < datetime(2019, 2, 27):
        assert sum(contains(spans, moment) for spans in edges) == 1
        moment += 3 * HOUR / 4


def test_an_unknown_zone_is_refused_with_the_nearest() -> None:
    with pytest.raises(SemanticError, match="America/New_York"):
        zone_named("America/NewYork")
