"""Figures beside those of an earlier time, held against days counted one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from explores.answer import Answer, AnswerField
from explores.comparing import compared
from explores.semantic.comparing import Comparison, comparison
from explores.semantic.errors import SemanticError
from explores.semantic.filters import parse
from explores.semantic.query import Query
from explores.semantic.settings import Setting
from tests.explores.semantic import shop

EXPLORE = shop.catalog().explore("shop")
DAY = timedelta(days=1)
COUNT = "orders.count"
days = st.dates(date(2023, 1, 1), date(2027, 12, 31))


slowly = settings(deadline=None, max_examples=25)


def setting(now: datetime, zone: str = "UTC") -> Setting:
    return Setting(now=now, zone=zone, scope=(1,))


def sold(day: date) -> int:
    """A different number for every day, so that a wrong day shows."""
    return day.toordinal() % 9973


def gateway(query: Query, now: datetime, zone: str = "UTC") -> Answer:
    """Counts days as a shop that sells ``sold`` at noon of each would: by the filter and the one date of the rows."""
    first, last = date(2021, 1, 1), date(2030, 1, 1)
    every = [first + n * DAY for n in range((last - first).days)]
    conditions = [parse("date", text, now=now, timezone=zone) for _, text in query.filters]
    rows: dict[Any, int] = {}
    frame = next((name.rpartition("_")[2] for name in query.fields if name != COUNT), "")
    for day in every:
        moment = datetime.combine(day, time(12), UTC)
        if all(condition.matches(moment) for condition in conditions):
            key = {"date": day, "month": day.replace(day=1), "year": day.year, "": None}[frame]
            rows[key] = rows.get(key, 0) + sold(day)
    names = [name for name in query.fields if name != COUNT]
    fields = [AnswerField(n, n, n, "dimension", "date", "date", timeframe=frame) for n in names]
    fields.append(AnswerField(COUNT, "Orders", "Orders", "measure", "number", "integer"))
    found = [{**dict.fromkeys(names, key), COUNT: value} for key, value in rows.items()]
    return Answer(
        tuple(fields), found, {COUNT: sum(rows.values())} if query.totals else None, len(found), len(found), now, "", 0
    )


def beside(query: Query, now: datetime, zone: str = "UTC") -> Answer:
    return compared(
        gateway(query, now, zone), EXPLORE, query, setting(now, zone), lambda asked: gateway(asked, now, zone)
    )


def asked(frame: str, text: str, kind: str, **more: Any) -> Query:
    fields = (f"orders.ordered_{frame}", COUNT) if frame else (COUNT,)
    filters = (("orders.ordered_date", text),) if text else ()
    return Query("shop", fields, filters, compare=kind, **more)


def month_back(day: date, months: int) -> date | None:
    number = day.year * 12 + day.month - 1 - months
    try:
        return date(number // 12, number % 12 + 1, day.day)
    except ValueError:
        return None


@slowly
@given(days, st.integers(1, 400))
@example(date(2024, 2, 28), 3)
@example(date(2024, 1, 1), 366)
def test_a_stretch_of_days_meets_the_one_before_it_day_by_day(start: date, length: int) -> None:
    now = datetime(2031, 6, 1, 12, tzinfo=UTC)
    answer = beside(asked("date", f"{start} to {start + length * DAY}", "previous", totals=True), now)
    end = start + length * DAY
    by_months = start.day == end.day == 1
    months = (end.year - start.year) * 12 + end.month - start.month
    for row in answer.rows:
        day = row["orders.ordered_date"]
        was = month_back(day, months) if by_months else day - length * DAY
        assert row[f"{COUNT}:previous"] == (None if was is None else sold(was)), (day, was)
    first = month_back(start, months) if by_months else start - length * DAY
    assert first and answer.totals
    assert answer.totals[f"{COUNT}:previous"] == sum(sold(first + n * DAY) for n in range((start - first).days))


@slowly
@given(days, st.integers(1, 500))
@example(date(2024, 2, 1), 29)
@example(date(2023, 12, 31), 80)
def test_a_year_before_is_the_same_day_of_the_calendar(start: date, length: int) -> None:
    now = datetime(2029, 6, 1, 12, tzinfo=UTC)
    answer = beside(asked("date", f"{start} to {start + length * DAY}", "year"), now)
    for row in answer.rows:
        was = month_back(row["orders.ordered_date"], 12)
        assert row[f"{COUNT}:previous"] == (None if was is None else sold(was))


@slowly
@given(days.map(lambda day: datetime.combine(day, time(9, 30), UTC)), st.sampled_from(["previous", "year"]))
@example(datetime(2024, 2, 29, 9, 30, tzinfo=UTC), "year")
@example(datetime(2025, 3, 31, 9, 30, tzinfo=UTC), "previous")
def test_a_month_that_is_not_over_meets_as_many_days(now: datetime, kind: str) -> None:
    answer = beside(asked("", "this month", kind, totals=True), now)
    months = 1 if kind == "previous" else 12
    number = now.year * 12 + now.month - 1 - months
    first = date(number // 12, number % 12 + 1, 1)
    last = [first + n * DAY for n in range(31) if (first + n * DAY).month == first.month]
    passed = [day for day in last if day.day < now.day]  # noon of the day itself is still to come
    assert (answer.rows[0][f"{COUNT}:previous"] or 0) == sum(map(sold, passed))
    assert "the time is not over" in answer.notes[-1]


@slowly
@given(days.map(lambda day: datetime.combine(day, time(9, 30), UTC)), st.sampled_from(["previous", "year"]))
def test_months_without_a_filter_meet_the_month_before_or_the_year_before(now: datetime, kind: str) -> None:
    rows = {row["orders.ordered_month"]: row for row in beside(asked("month", "", kind), now).rows}
    this, months = now.date().replace(day=1), 1 if kind == "previous" else 12
    for month in (month_back(this, 1), month_back(this, 5)):
        assert month
        before = month_back(month, months)
        assert before and rows[month][f"{COUNT}:previous"] == rows[before][COUNT]
    before = month_back(this, months)
    assert before
    passed = sum(sold(before + n * DAY) for n in range(31)
                 if (before + n * DAY).month == before.month and n + 1 < now.day)  # fmt: skip
    assert (rows[this][f"{COUNT}:previous"] or 0) == passed


@slowly
@given(st.integers(2022, 2027), st.integers(1, 12), st.integers(1, 24), st.sampled_from(["previous", "year"]))
def test_months_of_a_closed_stretch_meet_by_their_place(year: int, month: int, length: int, kind: str) -> None:
    start = date(year, month, 1)
    end = month_back(start, -length)
    assert end
    answer = beside(asked("month", f"{start} to {end}", kind), datetime(2035, 1, 1, tzinfo=UTC))
    for row in answer.rows:
        before = month_back(row["orders.ordered_month"], length if kind == "previous" else 12)
        assert before
        until = month_back(before, -1)
        assert until
        days_of = [before + n * DAY for n in range((until - before).days)]
        there = [day for day in days_of if date(2021, 1, 1) <= day < date(2030, 1, 1)]
        assert (row[f"{COUNT}:previous"] or 0) == sum(map(sold, there))


def plan(query: Query, now: datetime, zone: str = "UTC") -> Comparison:
    found = comparison(EXPLORE, query, setting(now, zone))
    assert isinstance(found, Comparison), found
    return found


@slowly
@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_weeks_meet_weeks(start: date) -> None:
    week = EXPLORE.dimension("orders.ordered_date")
    week = type(week)(**{**week.__dict__, "timeframe": "week"})
    now = datetime(2040, 1, 1, tzinfo=UTC)
    monday = start - timedelta(days=start.weekday())
    assume(start.day > 1)  # a stretch made of months meets by its place in them
    year = plan(asked("date", f"{start} to {start + 60 * DAY}", "year"), now)
    assert year.partner(week, monday) == monday - 364 * DAY
    weeks = plan(asked("date", f"{start} to {start + 28 * DAY}", "previous"), now)
    assert weeks.partner(week, monday) == monday - 28 * DAY
    uneven = plan(asked("date", f"{start} to {start + 10 * DAY}", "previous"), now)
    assert uneven.then[0] and uneven.partner(week, monday) == uneven.then[0].date() - timedelta(
        days=uneven.then[0].weekday()
    )


def test_hours_of_a_day_with_a_clock_change_meet_by_the_clock() -> None:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    found = plan(asked("date", "2026-10-25", "previous"), now, "Europe/Paris")
    assert found.then == (datetime(2026, 10, 24), datetime(2026, 10, 25))
    hour = EXPLORE.dimension("orders.ordered_date")
    hour = type(hour)(**{**hour.__dict__, "timeframe": "hour"})
    assert found.partner(hour, datetime(2026, 10, 25, 2)) == datetime(2026, 10, 24, 2)


def test_it_says_what_it_compares() -> None:
    now = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    said = plan(asked("date", "this month", "previous"), now).words
    assert said == (
        "Compared with the previous period: 1 Nov to 22 Nov 2026, 09:30 against 1 Oct to 22 Oct 2026, 09:30; "
        "the time is not over, so as much of the earlier one is compared"
    )
    said = plan(asked("date", "2025-12", "year"), now).words
    assert said == "Compared with the year before: 1 Dec to 31 Dec 2025 against 1 Dec to 31 Dec 2024"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (Query("shop", (COUNT,), compare="year"), "add a date"),
        (Query("shop", (COUNT,), (("orders.ordered_date", "after 2025-01-01"),), compare="year"), "add a date"),
        (Query("shop", (COUNT,), (("orders.ordered_date", "2025-01, 2025-03"),), compare="year"), "several"),
        (asked("month", "2025-01, 2025-03", "year"), "several times"),
        (
            Query("shop", ("orders.ordered_month", COUNT), compare="year",
                  where={"any": [{"field": "orders.ordered_date", "is": "2025"}]}),
            "group of filters",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_says_why(query: Query, words: str) -> None:
    found = comparison(EXPLORE, query, setting(datetime(2026, 1, 1, tzinfo=UTC)))
    assert isinstance(found, str) and words in found


def test_another_kind_is_refused() -> None:
    with pytest.raises(SemanticError, match="previous or the year"):
        comparison(EXPLORE, Query("shop", (COUNT,), compare="yesterday"), setting(datetime(2026, 1, 1, tzinfo=UTC)))


def test_a_change_needs_both_figures_and_a_share_something_to_be_a_share_of() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    row = beside(asked("year", "2025", "previous"), now).rows[0]
    change = row[COUNT] - row[f"{COUNT}:previous"]
    assert row[f"{COUNT}:change"] == change
    assert row[f"{COUNT}:percent"] == pytest.approx(change / row[f"{COUNT}:previous"])
    first = beside(asked("year", "2021", "previous"), now).rows[0]
    assert [first[COUNT + end] for end in (":previous", ":change", ":percent")] == [None, None, None]  # no data then


@pytest.mark.parametrize("kind", ["previous", "year"])
@pytest.mark.parametrize("text", ["1000-01-01 to 9990-01-01", "5000-01-01 to 9990-01-01", "1000", "1000-01"])
def test_dates_that_nothing_comes_before_are_compared_with_nothing(text: str, kind: str) -> None:
    query = Query("shop", ("orders.ordered_date", COUNT), (("orders.ordered_date", text),), compare=kind)
    found = comparison(EXPLORE, query, setting(datetime(2026, 3, 15, tzinfo=UTC)))
    if kind == "year" and text.startswith("5000"):
        assert isinstance(found, Comparison)
    else:
        assert "before the year 1000" in str(found)
