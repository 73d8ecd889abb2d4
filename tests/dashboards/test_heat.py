"""Cohorts as coloured cells."""

from __future__ import annotations

from datetime import date

import pytest

from dashboards.cohort_faces import cohort_rows
from dashboards.heat import HeatTable, heat_table
from explores.answer import Answer
from tests.dashboards.answers import answer, dimension, measure

FIELDS = [dimension("month", kind="date", timeframe="month"), dimension("since", kind="number"), measure("buyers")]
JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)
ROWS = [(JAN, 0, 1200), (JAN, 1, 300), (JAN, 2, 60), (FEB, 0, 400), (FEB, 1, 40)]


def shown(show: str = "") -> HeatTable:
    return heat_table(answer(FIELDS, ROWS), show=show, today=date(2026, 3, 17))


@pytest.mark.parametrize(
    ("show", "cells", "average"),
    [
        ("active.share", ["25.0", "5.0"], "25.0"),
        ("active.number", ["300", "60"], "300"),
        ("active.both", ["300 · 25.0\u202f%", "60 · 5.0\u202f%"], "300 · 25.0\u202f%"),
    ],
)
def test_a_cell_shows_what_was_asked_for(show: str, cells: list[str], average: str) -> None:
    found = shown(show)
    assert [cell.text for cell in found.rows[0].cells] == cells
    assert found.average.cells[0].text == average


def test_the_month_in_progress_is_hatched_and_named() -> None:
    found = shown()
    assert [cell.hatched for row in found.rows for cell in row.cells] == [False, True, True, False]
    assert found.unfinished == "March"


def test_a_cell_of_the_future_is_empty_and_has_no_colour() -> None:
    assert (shown().rows[1].cells[1].text, shown().rows[1].cells[1].step) == ("", 0)


def test_an_average_of_nothing_finished_is_no_value() -> None:
    assert shown().average.cells[1].text == "∅"


def test_the_title_gives_the_figures_behind_a_cell() -> None:
    assert shown().rows[0].cells[1].title == "60 buyers, 5.0\u202f%, in progress"


def test_sizes_are_grouped_and_add_up() -> None:
    assert ([row.size for row in shown().rows], shown().average.size) == (["1,200", "400"], "1,600")


def test_months_as_text_are_read_and_missing_ones_left_out() -> None:
    found: Answer = answer(FIELDS, [("2026-01", 0, 5), (None, 0, 3), ("2026-01", None, 2)])
    assert cohort_rows(found, found.fields[2]) == [(JAN, 0, 5)]
