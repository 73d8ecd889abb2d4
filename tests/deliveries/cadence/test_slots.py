"""When schedules are due, by examples that can be checked on a calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from deliveries.cadence import Kind, Recurrence, slots, upcoming

PARIS = "Europe/Paris"
NOW = datetime(2026, 11, 22, 22, tzinfo=UTC)


def days(recurrence: Recurrence, start: date, count: int = 1) -> list[str]:
    """The slots of some local days, on the zone's clocks with the offset in hours and minutes."""
    zone = ZoneInfo(recurrence.zone)
    low, high = (datetime.combine(day, time(0), zone).astimezone(UTC) for day in (start, start + timedelta(days=count)))
    found = slots(recurrence, low - timedelta(seconds=1), high - timedelta(seconds=1))
    return [f"{slot.astimezone(zone):%d %H:%M%z}" for slot in found]


def hours(recurrence: Recurrence, start: date) -> list[str]:
    return [slot[3:8] for slot in days(recurrence, start)]


def test_hourly_until_23_runs_last_at_22() -> None:
    found = hours(Recurrence(Kind.HOURLY, PARIS, end=time(23)), date(2026, 6, 1))
    assert found == [f"{hour:02}:00" for hour in range(23)]


def test_every_30_minutes_until_23_runs_last_at_half_past_22() -> None:
    found = hours(Recurrence(Kind.MINUTES, PARIS, 30, end=time(23)), date(2026, 6, 1))
    assert (found[0], found[-1], len(found)) == ("00:00", "22:30", 46)


def test_until_midnight_runs_to_the_end_of_the_day() -> None:
    assert hours(Recurrence(Kind.HOURLY, PARIS, 6, start=time(8)), date(2026, 6, 1)) == ["08:00", "14:00", "20:00"]


def test_from_midnight_until_midnight_is_the_whole_day() -> None:
    assert len(hours(Recurrence(Kind.MINUTES, PARIS, 5), date(2026, 6, 1))) == 288


def test_a_window_over_midnight_counts_its_steps_from_the_evening() -> None:
    night = Recurrence(Kind.MINUTES, PARIS, 100, start=time(22), end=time(4))
    assert hours(night, date(2026, 6, 1)) == ["01:20", "03:00", "22:00", "23:40"]


def test_steps_that_do_not_fill_the_day_start_anew_each_day() -> None:
    assert hours(Recurrence(Kind.HOURLY, PARIS, 7), date(2026, 6, 1)) == ["00:00", "07:00", "14:00", "21:00"]


def test_a_time_in_the_gap_runs_when_the_gap_ends() -> None:
    daily = Recurrence(Kind.DAILY, PARIS, at=time(2, 30))
    assert days(daily, date(2027, 3, 27), 3) == ["27 02:30+0100", "28 03:00+0200", "29 02:30+0200"]


def test_a_time_that_comes_twice_runs_the_first_time() -> None:
    daily = Recurrence(Kind.DAILY, PARIS, at=time(2, 30))
    assert days(daily, date(2027, 10, 30), 3) == ["30 02:30+0200", "31 02:30+0200", "01 02:30+0100"]


def test_every_30_minutes_runs_on_through_both_passes_of_a_repeated_hour() -> None:
    grid = Recurrence(Kind.MINUTES, PARIS, 30)
    after = datetime(2027, 10, 30, 23, 30, tzinfo=UTC)
    assert list(islice(slots(grid, after, NOW.replace(year=2028)), 6)) == [
        after + timedelta(minutes=30 * step) for step in range(1, 7)
    ]


def test_hourly_leaves_out_the_hour_of_the_gap() -> None:
    assert hours(Recurrence(Kind.HOURLY, PARIS), date(2027, 3, 28))[:4] == ["00:00", "01:00", "03:00", "04:00"]


@pytest.mark.parametrize(
    ("zone", "at", "day", "shown"),
    [
        ("Australia/Lord_Howe", time(2, 15), date(2026, 10, 4), ["04 02:30+1100"]),  # a leap of half an hour
        ("Africa/Cairo", time(0, 30), date(2026, 4, 24), ["24 01:00+0300"]),  # this day begins at 01:00
        ("Asia/Beirut", time(0), date(2026, 3, 29), ["29 01:00+0300"]),
        ("America/Sao_Paulo", time(0), date(2018, 11, 4), ["04 01:00-0200"]),
        ("America/Sao_Paulo", time(23, 30), date(2018, 2, 17), ["17 23:30-0200"]),  # comes again at -0300
        ("America/Santiago", time(0, 30), date(2026, 9, 6), ["06 01:00-0300"]),
        ("America/Asuncion", time(0, 30), date(2023, 10, 1), ["01 01:00-0300"]),
        ("Europe/Dublin", time(1, 30), date(2026, 10, 25), ["25 01:30+0100"]),  # winter is what differs there
        ("America/Caracas", time(2, 45), date(2016, 5, 1), ["01 03:00-0400"]),  # not a summer time
        ("Asia/Pyongyang", time(23, 45), date(2018, 5, 4), []),  # runs at midnight, which is the next day
        ("Asia/Pyongyang", time(23, 45), date(2018, 5, 5), ["05 00:00+0900", "05 23:45+0900"]),
        ("Africa/Casablanca", time(2, 30), date(2026, 2, 15), ["15 02:30+0100"]),  # Ramadan: back, and
        ("Africa/Casablanca", time(2, 30), date(2026, 3, 22), ["22 03:00+0100"]),  # forth within five weeks
        ("Pacific/Apia", time(7), date(2011, 12, 29), ["29 07:00-1000"]),
        ("Pacific/Apia", time(7), date(2011, 12, 31), ["31 07:00+1400"]),  # the 30th never came
        ("Pacific/Kwajalein", time(7), date(1993, 8, 22), ["22 07:00+1200"]),  # the 21st never came
    ],
)
def test_a_daily_slot_at_odd_changes(zone: str, at: time, day: date, shown: list[str]) -> None:
    assert days(Recurrence(Kind.DAILY, zone, at=at), day) == shown


@pytest.mark.parametrize(("zone", "start", "skipped"), [("Pacific/Apia", 29, 30), ("Pacific/Kiritimati", 30, 31)])
def test_a_day_that_was_skipped_has_no_slot(zone: str, start: int, skipped: int) -> None:
    year = 2011 if zone.endswith("Apia") else 1994
    found = days(Recurrence(Kind.DAILY, zone, at=time(7)), date(year, 12, start), 3)
    assert [slot[:2] for slot in found] == [str(start), f"{(skipped % 31) + 1:02}"]


def test_weekly_keeps_its_day_and_time() -> None:
    monday = Recurrence(Kind.WEEKLY, PARIS, at=time(7, 30), weekdays=(0,))
    assert [f"{slot:%a %d.%m. %H:%M}" for slot in upcoming(monday, datetime(2027, 3, 20, tzinfo=UTC), 3)] == [
        "Mon 22.03. 06:30",
        "Mon 29.03. 05:30",
        "Mon 05.04. 05:30",
    ]


def test_monthly_on_the_31st_runs_twelve_times_a_year() -> None:
    monthly = Recurrence(Kind.MONTHLY, "UTC", days=(31,))
    found = [f"{slot:%m-%d}" for slot in upcoming(monthly, datetime(2027, 1, 1, tzinfo=UTC), 12)]
    assert found[:4] == ["01-31", "02-28", "03-31", "04-30"]
    assert len({slot[:2] for slot in found}) == 12


def test_two_days_that_a_short_month_lacks_are_one_slot() -> None:
    monthly = Recurrence(Kind.MONTHLY, "UTC", days=(30, 31, -1))
    assert len(days(monthly, date(2027, 2, 1), 28)) == 1


def test_29_february_is_the_28th_in_most_years() -> None:
    yearly = Recurrence(Kind.MONTHS, "UTC", days=(29,), months=(2,))
    assert [f"{slot:%Y-%m-%d}" for slot in upcoming(yearly, NOW, 3)] == ["2027-02-28", "2028-02-29", "2029-02-28"]


def test_once_is_once() -> None:
    once = Recurrence(Kind.ONCE, PARIS, at=time(9), on=date(2040, 5, 1))
    assert upcoming(once, NOW) == [datetime(2040, 5, 1, 7, tzinfo=UTC)]
    assert upcoming(once, datetime(2040, 5, 1, 7, tzinfo=UTC)) == []


def test_a_refresh_has_no_slots() -> None:
    assert upcoming(Recurrence(Kind.REFRESH, PARIS, 30), NOW) == []


def test_a_slot_belongs_to_the_window_that_ends_with_it() -> None:
    daily, slot = Recurrence(Kind.DAILY, "UTC"), datetime(2027, 1, 1, 6, tzinfo=UTC)
    assert list(slots(daily, slot - timedelta(microseconds=1), slot)) == [slot]
    assert list(slots(daily, slot, slot + timedelta(hours=1))) == []


def test_a_window_that_ends_before_it_begins_is_empty() -> None:
    assert list(slots(Recurrence(Kind.MINUTES, PARIS, 5), NOW, NOW - timedelta(days=1))) == []


def test_the_same_slots_are_found_from_any_zone_of_the_question() -> None:
    daily, tokyo = Recurrence(Kind.DAILY, PARIS), NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    assert upcoming(daily, tokyo) == upcoming(daily, NOW)


def test_a_slot_that_its_zone_still_counts_to_the_day_before_is_found() -> None:
    """St. John's turned its clocks back at one minute past midnight: the short window lies in the day before."""
    midnight = Recurrence(Kind.DAILY, "America/St_Johns", at=time(0))
    found = list(slots(midnight, datetime(2010, 11, 7, 1, tzinfo=UTC), datetime(2010, 11, 7, 3, tzinfo=UTC)))
    assert found == [datetime(2010, 11, 7, 2, 30, tzinfo=UTC)]
