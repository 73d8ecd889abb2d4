"""Time frames: SQL through a real DuckDB beside Python's zoneinfo."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from explores.semantic.errors import SemanticError
from explores.semantic.filters import parse
from explores.semantic.timeframes import (
    DATE_TIMEFRAMES,
    TIMEFRAMES,
    display,
    duration,
    filter_for,
    is_chronological,
    local_time,
    periods_between,
    timeframe,
    timeframe_sql,
)
from explores.semantic.timerange import WEEKDAYS, Calendar, floor
from tests.explores.semantic.filtering import engine, in_duckdb

ZONES = ["UTC", "Europe/Paris", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"]
SAMPLE = datetime(2014, 9, 3, 17, 15, 42)
SPAN = (datetime(2015, 1, 1), datetime(2027, 1, 1))
moments = st.datetimes(*SPAN)
calendars = st.builds(Calendar, st.sampled_from(WEEKDAYS), st.integers(-11, 11))


def keys(
    name: str, values: list[Any], zone: str, calendar: Calendar, *, kind: str = "timestamp", **more: Any
) -> list[Any]:
    """The keys DuckDB gives for a column of these values."""
    sql = timeframe_sql(
        name, exp.column("v"), kind=kind, zone=zone, week_start=calendar.week_start,
        fiscal_month_offset=calendar.fiscal_month_offset, **more,
    ).sql(dialect="duckdb")  # fmt: skip
    rows = f"SELECT unnest(CAST($values AS {kind.upper()}[])) v, generate_subscripts($values, 1) i"
    return [row[0] for row in engine().execute(f"SELECT {sql} FROM ({rows}) ORDER BY i", {"values": values}).fetchall()]


def wall(moment: datetime, zone: str) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def by_hand(name: str, local: datetime, calendar: Calendar) -> Any:
    """The displayed value, straight from the calendar."""
    week = floor(local, "week", calendar)
    fiscal = floor(local, "fiscal year", calendar)
    quarter = floor(local, "fiscal quarter", calendar)
    fiscal_month = (local.year - fiscal.year) * 12 + local.month - fiscal.month + 1
    fiscal_year = (fiscal.year * 12 + fiscal.month - 1 - calendar.fiscal_month_offset) // 12
    size = int(name.lstrip("abcdefghijklmnopqrstuvwxyz_") or 1)
    fiscal_quarter = (fiscal_month + 2) // 3
    assert (quarter - fiscal).days // 85 + 1 == fiscal_quarter
    return {
        "time": f"{local:%Y-%m-%d %H:%M:%S}", "second": f"{local:%Y-%m-%d %H:%M:%S}", "time_of_day": f"{local:%H:%M}",
        "hour": f"{local:%Y-%m-%d %H}", "hour_of_day": local.hour, "minute": f"{local:%Y-%m-%d %H:%M}",
        f"hour{size}": f"{local:%Y-%m-%d} {local.hour - local.hour % size:02}:00",
        f"minute{size}": f"{local:%Y-%m-%d %H}:{local.minute - local.minute % size:02}",
        f"millisecond{size}": (
            f"{local:%Y-%m-%d %H:%M:%S}.{local.microsecond // 1000 - local.microsecond // 1000 % size:03}"
        ),
        "date": f"{local:%Y-%m-%d}", "week": f"{week:%Y-%m-%d}", "day_of_week": f"{local:%A}",
        "day_of_week_index": (local - week).days, "month": f"{local:%Y-%m}", "month_num": local.month,
        "month_name": f"{local:%B}", "day_of_month": local.day, "quarter": f"{local:%Y}-Q{(local.month + 2) // 3}",
        "quarter_of_year": f"Q{(local.month + 2) // 3}", "year": local.year, "day_of_year": local.timetuple().tm_yday,
        "week_of_year": ((week + timedelta(days=3)).timetuple().tm_yday - 1) // 7 + 1, "fiscal_month_num": fiscal_month,
        "fiscal_quarter": f"FY{fiscal_year}-Q{fiscal_quarter}", "fiscal_quarter_of_year": f"Q{fiscal_quarter}",
        "fiscal_year": f"FY{fiscal_year}", "yesno": True,
    }[name]  # fmt: skip


LOCAL = [name for name in TIMEFRAMES if name != "raw"]
FILTERED = [name for name in LOCAL if not name.startswith("millisecond")]  # filters go by whole seconds


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LOCAL), st.sampled_from(ZONES), calendars, st.lists(moments, min_size=1, max_size=8))
def test_sql_and_python_see_the_same_frame_in_any_zone(
    name: str, zone: str, calendar: Calendar, values: list[datetime]
) -> None:
    options = {"week_start": calendar.week_start, "fiscal_month_offset": calendar.fiscal_month_offset}
    shown = [display(name, key, **options) for key in keys(name, values, zone, calendar, span=SPAN)]
    assert shown == [by_hand(name, wall(value, zone), calendar) for value in values]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(DATE_TIMEFRAMES), calendars, st.lists(st.dates(date(2015, 1, 1), date(2027, 1, 1)), min_size=1))
def test_a_day_is_never_shifted(name: str, calendar: Calendar, values: list[date]) -> None:
    options = {"week_start": calendar.week_start, "fiscal_month_offset": calendar.fiscal_month_offset}
    shown = [display(name, key, **options) for key in keys(name, values, "Asia/Tokyo", calendar, kind="date")]
    assert shown == [by_hand(name, datetime(value.year, value.month, value.day), calendar) for value in values]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FILTERED), st.sampled_from(ZONES), calendars, st.lists(moments, min_size=1, max_size=8))
def test_the_filter_of_a_group_selects_exactly_its_rows(
    name: str, zone: str, calendar: Calendar, values: list[datetime]
) -> None:
    options = {"week_start": calendar.week_start, "fiscal_month_offset": calendar.fiscal_month_offset}
    groups = keys(name, values, zone, calendar, span=SPAN)
    expression = filter_for(name, groups[0], **options)
    condition = parse(TIMEFRAMES[name].filter_type, expression, now=SAMPLE, timezone=zone, **options)
    seen = values if is_chronological(name) else keys(name, values, zone, calendar, span=SPAN, named=True)
    assert [condition.matches(value) for value in seen] == [group == groups[0] for group in groups]


@pytest.mark.parametrize("name", TIMEFRAMES)
def test_each_frame_shows_its_sample(name: str) -> None:
    (key,) = keys(name, [SAMPLE], "UTC", Calendar())
    assert str(display(name, key)).replace("True", "Yes") == TIMEFRAMES[name].sample


@pytest.mark.parametrize("name", TIMEFRAMES)
def test_a_missing_moment_is_a_missing_key(name: str) -> None:
    (key,) = keys(name, [None], "Europe/Paris", Calendar())
    assert (display(name, key), filter_for(name, key)) == ((False, "no") if name == "yesno" else (None, "NULL"))


@pytest.mark.parametrize("name", LOCAL)
def test_keys_sort_as_time_does(name: str) -> None:
    if is_chronological(name):
        found = keys(
            name,
            [datetime(2014 + step // 7, 1 + step % 12, 1 + step % 28, step % 24) for step in range(80)],
            "UTC",
            Calendar(),
        )
        days = [datetime(2014 + step // 7, 1 + step % 12, 1 + step % 28, step % 24) for step in range(80)]
        assert [key for _, key in sorted(zip(days, found, strict=True))] == sorted(found)


def test_a_weekday_filter_compares_names() -> None:
    days = [datetime(2024, 5, 13, 23), datetime(2024, 5, 14, 12), datetime(2024, 5, 20, 12)]
    names = keys("day_of_week", days, "Europe/Paris", Calendar("sunday"), named=True)
    assert names == ["Tuesday", "Tuesday", "Monday"]
    assert in_duckdb(parse("string", "monday", now=SAMPLE), names, "VARCHAR") == [False, False, True]


def test_an_unknown_span_is_still_right() -> None:
    values = [datetime(1975, 7, 1, 12), datetime(1985, 7, 1, 12), datetime(2024, 1, 1, 12), datetime(2090, 7, 1, 12)]
    shown = keys("time", values, "Europe/Paris", Calendar())
    assert shown == [wall(value, "Europe/Paris") for value in values]


def test_a_zone_without_clock_changes_needs_no_case() -> None:
    assert local_time(exp.column("v"), "UTC").sql() == "v"
    assert "CASE" not in local_time(exp.column("v"), "Europe/Paris", (datetime(2024, 5, 1), datetime(2024, 6, 1))).sql()


@pytest.mark.parametrize(
    ("name", "kind", "nearest"), [("mnth", "timestamp", "month"), ("hour", "date", "A date has no")]
)
def test_an_unknown_frame_names_the_nearest(name: str, kind: str, nearest: str) -> None:
    with pytest.raises(SemanticError, match=nearest):
        timeframe(name, kind)


def between(build: Any, start: datetime, end: datetime, unit: str, **options: Any) -> int:
    tree = build(exp.Literal.string(str(start)), exp.Literal.string(str(end)), unit, **options)
    return int(engine().execute(f"SELECT {tree.sql(dialect='duckdb')}").fetchall()[0][0])


@pytest.mark.parametrize(
    ("unit", "crossed", "whole"),
    [
        ("day", 32, 31),
        ("week", 5, 4),
        ("month", 2, 1),
        ("quarter", 1, 0),
        ("year", 1, 0),
        ("hour", 757, 756),
        ("minute", 45_390, 45_390),
        ("second", 2_723_400, 2_723_400),
    ],
)
def test_periods_crossed_and_whole_units_gone_by(unit: str, crossed: int, whole: int) -> None:
    start, end = datetime(2023, 12, 31, 23, 30), datetime(2024, 2, 1, 12, 0)
    assert between(periods_between, start, end, unit) == crossed
    assert between(duration, start, end, unit) == whole


def test_weeks_crossed_follow_the_first_day_of_the_week() -> None:
    saturday, sunday = datetime(2024, 5, 18), datetime(2024, 5, 19)
    assert between(periods_between, saturday, sunday, "week") == 0
    assert between(periods_between, saturday, sunday, "week", week_start="sunday") == 1
