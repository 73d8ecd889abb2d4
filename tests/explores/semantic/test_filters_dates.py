"""Date filters: the documented tables row by row, then what they leave open."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from explores.semantic.errors import FilterError
from explores.semantic.filters import parse

FRIDAY = datetime(2018, 5, 18, 18, 30, 2)

# expression, start, end: as Looker's documentation gives them for Friday, 2018/05/18 18:30:02 (April fiscal years)
DOCUMENTED = [
    ("this month", "2018-05-01", "2018-06-01"),
    ("3 days", "2018-05-16", "2018-05-19"),
    ("3 days ago", "2018-05-15", "2018-05-16"),
    ("3 months ago for 2 days", "2018-02-01", "2018-02-03"),
    ("before 3 days ago", None, "2018-05-15"),
    ("before 2018-01-01 12:00:00", None, "2018-01-01T12:00"),
    ("after 2018-10-05", "2018-10-05", None),
    ("2018-05-18 12:00:00 to 2018-05-18 14:00:00", "2018-05-18T12:00", "2018-05-18T14:00"),
    ("this year to second", "2018-01-01", "2018-05-18T18:30:02"),
    ("this week to day", "2018-05-14", "2018-05-18"),
    ("2018-01-01 12:00:00 for 3 days", "2018-01-01T12:00", "2018-01-04T12:00"),
    ("today", "2018-05-18", "2018-05-19"),
    ("yesterday", "2018-05-17", "2018-05-18"),
    ("tomorrow", "2018-05-19", "2018-05-20"),
    ("Monday", "2018-05-14", "2018-05-15"),
    ("after Monday", "2018-05-14", None),
    ("before Monday", None, "2018-05-14"),
    ("next week", "2018-05-21", "2018-05-28"),
    ("next fiscal quarter", "2018-07-01", "2018-10-01"),
    ("next fiscal year", "2019-04-01", "2020-04-01"),
    ("3 days from now", "2018-05-21", "2018-05-22"),
    ("3 days from now for 2 weeks", "2018-05-21", "2018-06-04"),
    ("2018/05/29", "2018-05-29", "2018-05-30"),
    ("2018/05/10 for 3 days", "2018-05-10", "2018-05-13"),
    ("after 2018/05/10", "2018-05-10", None),
    ("before 2018/05/10", None, "2018-05-10"),
    ("2018/05", "2018-05-01", "2018-06-01"),
    ("2018/05 for 2 months", "2018-05-01", "2018-07-01"),
    ("2018/05/10 05:00 for 5 hours", "2018-05-10T05:00", "2018-05-10T10:00"),
    ("2018/05/10 for 5 months", "2018-05-10", "2018-10-10"),
    ("2018", "2018-01-01", "2019-01-01"),
    ("FY2018", "2018-04-01", "2019-04-01"),
    ("FY2018-Q1", "2018-04-01", "2018-07-01"),
    ("1 second", "2018-05-18T18:30:02", "2018-05-18T18:30:03"),
    ("60 seconds", "2018-05-18T18:29:02", "2018-05-18T18:30:02"),
    ("60 seconds ago for 1 second", "2018-05-18T18:29:02", "2018-05-18T18:29:03"),
    ("1 minute", "2018-05-18T18:30", "2018-05-18T18:31"),
    ("60 minutes", "2018-05-18T17:31", "2018-05-18T18:31"),
    ("60 minutes ago for 1 minute", "2018-05-18T17:30", "2018-05-18T17:31"),
    ("1 hour", "2018-05-18T18:00", "2018-05-18T19:00"),
    ("24 hours", "2018-05-17T19:00", "2018-05-18T19:00"),
    ("24 hours ago for 1 hour", "2018-05-17T18:00", "2018-05-17T19:00"),
    ("2 days", "2018-05-17", "2018-05-19"),
    ("1 day ago", "2018-05-17", "2018-05-18"),
    ("7 days ago for 7 days", "2018-05-11", "2018-05-18"),
    ("today for 7 days", "2018-05-18", "2018-05-25"),
    ("last 3 days", "2018-05-16", "2018-05-19"),
    ("7 days from now", "2018-05-25", "2018-05-26"),
    ("1 week", "2018-05-14", "2018-05-21"),
    ("this week", "2018-05-14", "2018-05-21"),
    ("before this week", None, "2018-05-14"),
    ("after this week", "2018-05-14", None),
    ("2 weeks", "2018-05-07", "2018-05-21"),
    ("last week", "2018-05-07", "2018-05-14"),
    ("1 week ago", "2018-05-07", "2018-05-14"),
    ("1 month", "2018-05-01", "2018-06-01"),
    ("2 months", "2018-04-01", "2018-06-01"),
    ("last month", "2018-04-01", "2018-05-01"),
    ("2 months ago", "2018-03-01", "2018-04-01"),
    ("before 2 months ago", None, "2018-03-01"),
    ("next month", "2018-06-01", "2018-07-01"),
    ("2 months from now", "2018-07-01", "2018-08-01"),
    ("6 months from now for 3 months", "2018-11-01", "2019-02-01"),
    ("1 quarter", "2018-04-01", "2018-07-01"),
    ("this quarter", "2018-04-01", "2018-07-01"),
    ("2 quarters", "2018-01-01", "2018-07-01"),
    ("last quarter", "2018-01-01", "2018-04-01"),
    ("2 quarters ago", "2017-10-01", "2018-01-01"),
    ("before 2 quarters ago", None, "2017-10-01"),
    ("next quarter", "2018-07-01", "2018-10-01"),
    ("2018-07-01 for 1 quarter", "2018-07-01", "2018-10-01"),
    ("2018-Q4", "2018-10-01", "2019-01-01"),
    ("1 year", "2018-01-01", "2019-01-01"),
    ("this year", "2018-01-01", "2019-01-01"),
    ("next year", "2019-01-01", "2020-01-01"),
    ("2 years", "2017-01-01", "2019-01-01"),
    ("last year", "2017-01-01", "2018-01-01"),
    ("2 years ago", "2016-01-01", "2017-01-01"),
    ("before 2 years ago", None, "2016-01-01"),
]
# the same Friday; what the tables leave open
OPEN = [
    ("now", "2018-05-18T18:30:02", "2018-05-18T18:30:03"),
    ("friday", "2018-05-18", "2018-05-19"),
    ("saturday", "2018-05-12", "2018-05-13"),
    ("this fiscal quarter", "2018-04-01", "2018-07-01"),
    ("last fiscal year", "2017-04-01", "2018-04-01"),
    ("2 fiscal quarters", "2018-01-01", "2018-07-01"),
    ("fy2018-q4", "2019-01-01", "2019-04-01"),
    ("last 3 complete months", "2018-02-01", "2018-05-01"),
    ("2 complete weeks", "2018-04-30", "2018-05-14"),
    ("before last 3 days", None, "2018-05-16"),
    ("this year to today", "2018-01-01", "2018-05-18"),
    ("2018/05 to 2018/07", "2018-05-01", "2018-07-01"),
    ("3 days ago to 1 day ago", "2018-05-15", "2018-05-17"),
    ("2018-01-31 for 1 month", "2018-01-31", "2018-02-28"),
    ("2018 for 2 years", "2018-01-01", "2020-01-01"),
    ("2018 days", "2012-11-08", "2018-05-19"),
    ("2018-05-10 17", "2018-05-10T17:00", "2018-05-10T18:00"),
    ("2018-05-10T17:05", "2018-05-10T17:05", "2018-05-10T17:06"),
    ("2018/5/9", "2018-05-09", "2018-05-10"),
    ("  LAST   Month ", "2018-04-01", "2018-05-01"),
    ("this day", "2018-05-18", "2018-05-19"),
    ("this day to second", "2018-05-18", "2018-05-18T18:30:02"),
    ("last second", "2018-05-18T18:30:01", "2018-05-18T18:30:02"),
    ("2 months ago for 2 months", "2018-03-01", "2018-05-01"),
    ("2 years ago for 2 years", "2016-01-01", "2018-01-01"),
    ("before 2 months", None, "2018-04-01"),
    ("before 2 months from now", None, "2018-07-01"),
    ("after 2 weeks from now", "2018-05-28", None),
    ("before next quarter", None, "2018-07-01"),
    ("after last fiscal year", "2017-04-01", None),
    ("3 fiscal quarters ago for 2 fiscal quarters", "2017-07-01", "2018-01-01"),
    ("monday for 2 weeks", "2018-05-14", "2018-05-28"),
    ("2016-02-29 for 1 year", "2016-02-29", "2017-02-28"),
    ("2018/Q2", "2018-04-01", "2018-07-01"),
    ("2018-05-10 23:59:59", "2018-05-10T23:59:59", "2018-05-11"),
]


def bounds(expression: str, **options: object) -> tuple[str | None, str | None]:
    found = parse("date", expression, **{"now": FRIDAY, **options}).explain()  # type: ignore[arg-type]
    assert found["kind"] == "interval"
    return found["start"], found["end"]


def iso(text: str | None) -> str | None:
    return text and datetime.fromisoformat(text).isoformat()


@pytest.mark.parametrize(("expression", "start", "end"), DOCUMENTED + OPEN)
def test_a_phrase_means_the_half_open_interval_of_the_tables(expression: str, start: str, end: str) -> None:
    assert bounds(expression, fiscal_month_offset=3) == (iso(start), iso(end))


@pytest.mark.parametrize(
    ("first_day", "start"),
    [("monday", "2018-05-14"), ("saturday", "2018-05-12"), ("friday", "2018-05-18"), ("sunday", "2018-05-13")],
)
def test_a_week_starts_on_the_day_the_account_says(first_day: str, start: str) -> None:
    assert bounds("this week", week_start=first_day)[0] == iso(start)


@pytest.mark.parametrize(
    ("offset", "start"), [(0, "2018-01-01"), (3, "2018-04-01"), (6, "2017-07-01"), (-3, "2017-10-01")]
)
def test_a_fiscal_year_starts_in_the_month_the_account_says(offset: int, start: str) -> None:
    assert bounds("this fiscal year", fiscal_month_offset=offset)[0] == iso(start)


def test_an_aware_now_is_read_on_the_clocks_of_the_zone() -> None:
    late = datetime(2024, 5, 14, 23, 30, tzinfo=UTC)
    assert bounds("today", now=late, timezone="Europe/Paris")[0] == "2024-05-15T00:00:00"


def test_commas_are_a_union_in_the_order_written() -> None:
    found = parse("date", "today, 7 days ago", now=FRIDAY).explain()
    assert (found["kind"], [low[:10] for low, _ in found["intervals"]]) == ("union", ["2018-05-18", "2018-05-11"])


@pytest.mark.parametrize(
    ("expression", "passing"),
    [
        ("NULL", [None]),
        ("not null", [date(2018, 5, 1), date(2019, 1, 1)]),
        ("NULL, 2019", [None, date(2019, 1, 1)]),
        ("NOT 2019", [None, date(2018, 5, 1)]),
        ("NOT 2019, NOT NULL", [date(2018, 5, 1)]),
        ("2018, NOT 2018-06", [date(2018, 5, 1)]),
        (" , ", [None, date(2018, 5, 1), date(2019, 1, 1)]),
    ],
)
def test_missing_values_and_negatives(expression: str, passing: list[date | None]) -> None:
    condition = parse("date", expression, now=FRIDAY)
    assert [value for value in [None, date(2018, 5, 1), date(2019, 1, 1)] if condition.matches(value)] == passing


@pytest.mark.parametrize(("expression", "day"), [("24 hours", 17), ("1 hour", 18), ("this year to second", 18)])
def test_a_day_counts_as_soon_as_a_part_of_it_does(expression: str, day: int) -> None:
    condition = parse("date", expression, now=FRIDAY)
    assert condition.matches(date(2018, 5, day)) and not condition.matches(date(2018, 5, 19))


@pytest.mark.parametrize(
    ("expression", "position", "hint"),
    [
        ("12 mnths", 3, "12 months"),
        ("yesterdya", 0, "yesterday"),
        ("99999", 0, "four digits"),
        ("0018", 0, "four digits"),
        ("3", 0, "3 days"),
        ("2016-1", 0, "2016-01"),
        ("2018-02-30", 0, "2018-02-28"),
        ("2018, 2018-13", 6, "no month 13"),
        ("2018-Q5", 0, "quarter 5"),
        ("2018-05-10 25:00", 11, "no time"),
        ("1000000000 months", 0, "more than can be counted"),
        ("999999 months ago", 0, "beyond the years"),
        ("2 weeks ago for", 15, "ends where"),
        ("last", 4, "unit"),
        ("2020 to 2018", 0, "ends before it begins"),
        ("next fiscal week", 12, "quarter"),
        ("this month please", 11, "not understood"),
        ("{{ _user_attributes['zone'] }}", 0, "user attribute"),
        ("٣ days", 0, "whole number"),
        ("3days", 0, "'3 days'"),
        ("12/31/2018", 0, "2018-12-31"),
        ("to 2018-05-01", 0, "not understood"),
        ("FY18", 0, "four digits"),
        ("today 5", 6, "not understood"),
        ("2018-05-10 05:00 PM", 17, "not understood"),
        ("2018-05-10T10:00Z", 11, "time zone"),
    ],
)
def test_what_does_not_parse_says_where_and_what_was_meant(expression: str, position: int, hint: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse("date", expression, now=FRIDAY)
    assert caught.value.position == position and hint in str(caught.value)


def test_the_sentence_names_the_bounds_and_the_zone() -> None:
    condition = parse("date", "7 days ago for 7 days", now=datetime(2024, 11, 21, 9), timezone="Europe/Paris")
    assert condition.sentence == "14 Nov 2024 00:00 to 21 Nov 2024 00:00, Europe/Paris"
