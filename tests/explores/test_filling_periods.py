"""The periods that are filled in are those that the engine would show, had every moment a row."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlglot import exp

from explores.filling.grids import Periods, fixed_values, is_rare, step
from explores.semantic.model import Dimension
from explores.semantic.settings import Setting
from explores.semantic.sources import Framed, Moment
from explores.semantic.timeframes import TIMEFRAMES, display, is_chronological
from explores.semantic.timerange import WEEKDAYS, Calendar
from explores.shaping import reader
from tests.explores.semantic.test_timeframes import ZONES, calendars, keys

NOW = datetime(2026, 6, 1, tzinfo=UTC)
MOMENTS = ("raw", "time", "millisecond")  # too fine to have periods between them: filling refuses them
FRAMES = [name for name in TIMEFRAMES if is_chronological(name) and not name.startswith(MOMENTS)]
WITHIN = [name for name in TIMEFRAMES if name not in FRAMES and not name.startswith(MOMENTS)]  # hour of day …
LENGTHS = {"second": 1, "minute": 60, "hour": 3600, "date": 86400, "week": 7 * 86400, "month": 31 * 86400}
QUARTER_HOUR = timedelta(minutes=15)


def dimension(frame: str, kind: str = "timestamp") -> Dimension:
    source = Framed(Moment(exp.column("v"), kind), frame)
    shape = TIMEFRAMES[frame]
    return Dimension("orders.at", "orders", "At", shape.type, source, shape.format, group="at", timeframe=frame)


def setting(zone: str, calendar: Calendar) -> Setting:
    return Setting(NOW, zone, (1,), calendar.week_start, calendar.fiscal_month_offset)


def length(frame: str) -> timedelta:
    """How long a period is, about."""
    unit = frame.rstrip("0123456789")
    return timedelta(seconds=LENGTHS.get(unit, 366 * 86400) * int(frame[len(unit) :] or 1))


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(FRAMES),
    st.sampled_from(ZONES),
    calendars,
    st.datetimes(datetime(2011, 1, 1), datetime(2026, 1, 1)),
    st.integers(1, 30),
)
@example("hour", "Europe/Paris", Calendar(), datetime(2025, 3, 29, 20), 12)
@example("hour", "Australia/Lord_Howe", Calendar(), datetime(2024, 10, 5, 12), 12)
@example("minute30", "Australia/Lord_Howe", Calendar(), datetime(2024, 10, 5, 14), 12)
@example("hour", "Europe/Paris", Calendar(), datetime(2025, 10, 25, 20), 12)
@example("date", "Pacific/Apia", Calendar(), datetime(2011, 12, 28), 5)
@example("hour2", "Europe/Paris", Calendar(), datetime(2025, 3, 29, 20), 12)
@example("fiscal_year", "UTC", Calendar("monday", 3), datetime(2020, 2, 1), 4)
def test_every_period_is_filled_and_no_other(
    frame: str, zone: str, calendar: Calendar, start: datetime, count: int
) -> None:
    field, asked = dimension(frame), setting(zone, calendar)
    pace = max(min(length(frame) / 4, QUARTER_HOUR if length(frame) <= timedelta(days=1) else length(frame) / 9),
               timedelta(seconds=1))  # fmt: skip
    moments = [start + place * pace for place in range(int(count * length(frame) / pace) + 1)]
    read = reader(field, asked) or (lambda key: key)
    seen = list(dict.fromkeys(keys(frame, moments, zone, calendar, span=(moments[0], moments[-1] + pace))))
    shown = sorted({read(key) for key in seen})
    periods = Periods(field, asked)
    starts = sorted(periods.start(value) for value in shown)
    found = periods.between(starts[0], starts[-1], None, 10_000)
    assert found is not None
    assert [periods.value(at) for at in found] == shown


@pytest.mark.parametrize("frame", [name for name in FRAMES if not TIMEFRAMES[name].clock])
def test_the_days_of_a_date_column_all_exist(frame: str) -> None:
    calendar = Calendar("sunday", 4)
    field, asked = dimension(frame, "date"), setting("Pacific/Apia", calendar)
    days = [date(2011, 12, 1) + timedelta(days=place) for place in range(800)]
    read = reader(field, asked) or (lambda key: key)
    shown = sorted({read(key) for key in keys(frame, days, "UTC", calendar, kind="date")})
    periods = Periods(field, asked)
    starts = sorted(periods.start(value) for value in shown)
    found = periods.between(starts[0], starts[-1], None, 2_000)
    assert [periods.value(at) for at in found or ()] == shown


@pytest.mark.parametrize("frame", WITHIN)
@pytest.mark.parametrize("week_start", WEEKDAYS[::3])
def test_frames_inside_a_longer_period_have_all_their_values(frame: str, week_start: str) -> None:
    calendar = Calendar(week_start, 0)
    hours = [datetime(2023, 12, 30) + timedelta(hours=place) for place in range(0, 24 * 1830, 5)]
    seen = {display(frame, key, week_start=week_start) for key in keys(frame, hours, "UTC", calendar)}
    found = fixed_values(dimension(frame), setting("UTC", calendar))
    assert found is not None
    assert seen <= set(found)
    assert [value for value in found if value not in seen] == ([False] if frame == "yesno" else [])


def test_the_last_day_of_a_leap_year_need_not_be_there() -> None:
    assert is_rare(dimension("day_of_year"), 366) and is_rare(dimension("week_of_year"), 53)
    assert not is_rare(dimension("day_of_month"), 31)


def test_a_moment_and_a_time_of_day_are_no_periods() -> None:
    for frame in ("raw", "time", "time_of_day"):
        assert step(dimension(frame)) is None and fixed_values(dimension(frame), setting("UTC", Calendar())) is None


def test_too_many_periods_are_none() -> None:
    periods = Periods(dimension("second"), setting("UTC", Calendar()))
    assert periods.between(datetime(2020, 1, 1), datetime(2026, 1, 1), None, 5_000) is None


def test_a_filter_that_leaves_gaps_fills_only_what_it_asks_for() -> None:
    periods = Periods(dimension("month"), setting("UTC", Calendar()))
    inside = ((datetime(2025, 1, 1), datetime(2025, 3, 1)), (datetime(2025, 5, 15), datetime(2025, 5, 16)))
    found = periods.between(datetime(2025, 1, 1), datetime(2025, 6, 1), inside, 99)
    assert [f"{at:%m}" for at in found or ()] == ["01", "02", "05"]


def test_a_filter_reaches_to_its_ends_but_not_into_the_future() -> None:
    periods = Periods(dimension("month"), setting("UTC", Calendar()))
    assert periods.reach(((datetime(2026, 1, 5), datetime(2027, 1, 1)),)) == (
        datetime(2026, 1, 1),
        datetime(2026, 6, 1),
    )
    assert periods.reach(((None, datetime(2026, 2, 1)),)) == (None, datetime(2026, 1, 1))
    assert periods.reach(None) == (None, None)
