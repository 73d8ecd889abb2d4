"""Which two cohorts stand side by side, as lines and as a table of campaigns."""

from __future__ import annotations

from datetime import date

import pytest

from dashboards.cohort_compared import campaigns, lines
from dashboards.cohort_faces import faces
from dashboards.cohort_pair import months
from tests.dashboards.answers import answer, dimension, measure

TODAY = date(2026, 11, 17)
KNOWN = [date(year, month, 1) for year in (2025, 2026) for month in range(1, 13) if (year, month) <= (2026, 11)]
JUL, LAST_JUL, MAY = date(2026, 7, 1), date(2025, 7, 1), date(2026, 5, 1)
FIELDS = [dimension("month", kind="date", timeframe="month"), dimension("since", kind="number"), measure("people")]


def test_the_newest_with_three_whole_months_behind_it_stands_beside_the_year_before() -> None:
    assert months(KNOWN, (None, None), TODAY) == (JUL, LAST_JUL)


def test_what_is_chosen_is_taken() -> None:
    assert months(KNOWN, (MAY, LAST_JUL), TODAY) == (MAY, LAST_JUL)
    assert months(KNOWN, (MAY, None), TODAY) == (MAY, date(2025, 5, 1))


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ([], ()),
        ([JUL], (JUL,)),
        ([MAY, JUL], (JUL, MAY)),  # no year before: the earliest other one
        ([date(2026, 10, 1)], (date(2026, 10, 1),)),  # none is old enough: what there is
    ],
)
def test_a_short_history_gives_what_it_has(known: list[date], found: tuple[date, ...]) -> None:
    assert months(known, (None, None), TODAY) == found


def test_the_first_year_of_the_calendar_has_no_year_before() -> None:
    assert months(KNOWN, (date(1, 1, 1), None), TODAY) == (date(1, 1, 1), KNOWN[0])


def test_the_same_month_twice_is_one_line() -> None:
    assert months(KNOWN, (MAY, MAY), TODAY) == (MAY,)


def test_lines_begin_a_month_on_and_end_with_the_last_whole_month() -> None:
    rows = [(JUL, 0, 10), (JUL, 1, 3), (JUL, 4, 9), (LAST_JUL, 0, 20), (LAST_JUL, 2, 1)]
    asked = answer(FIELDS, rows)
    drawn = lines(asked, faces(asked)[0], "share", (JUL, LAST_JUL), TODAY)
    assert [field.short_label for field in drawn.fields] == ["Months since first order", "Jul 2026", "Jul 2025"]
    assert [row["2026-07"] for row in drawn.rows][:5] == [0.3, 0.0, 0.0, None, None]  # November is not over
    assert (len(drawn.rows), drawn.rows[1]["2025-07"]) == (15, 0.05)


def test_numbers_are_of_people_not_of_shares() -> None:
    asked = answer(FIELDS, [(JUL, 0, 10), (JUL, 1, 3)])
    drawn = lines(asked, faces(asked)[0], "number", (JUL,), TODAY)
    assert [row["2026-07"] for row in drawn.rows] == [3, 0, 0]


def test_a_campaign_s_share_is_of_those_who_came_back() -> None:
    fields = [dimension("campaign"), dimension("month", kind="date", timeframe="month"), measure("people")]
    rows = [("Sale", JUL, 5), ("Sale", LAST_JUL, 1), ("News", JUL, 2), ("Never", JUL, 0), (None, JUL, 9)]
    found = campaigns(answer(fields, rows), (JUL, LAST_JUL), (10, 0))
    assert found.heads == (("Jul 2026", "10"), ("Jul 2025", "0"))
    assert [(row.name, row.cells) for row in found.rows] == [
        ("Sale", (("5", "50.0\u202f%"), ("1", "∅"))),
        ("News", (("2", "20.0\u202f%"), ("0", "∅"))),
    ]
    assert found.total == 2
