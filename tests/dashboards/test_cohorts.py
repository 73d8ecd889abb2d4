"""Cohorts, with numbers one can check by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from dashboards.cohorts import CohortMatrix, matrix

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in range(1, 5))
ROWS = [(JAN, 0, 100), (JAN, 1, 20), (JAN, 2, 10), (JAN, 3, 4), (FEB, 0, 50), (FEB, 1, 5), (FEB, 2, 2), (MAR, 0, 10)]


def april() -> CohortMatrix:
    return matrix(ROWS, today=date(2026, 4, 17))


def test_a_share_is_of_the_cohort_s_first_buyers() -> None:
    cell = april().cohorts[0].cells[0]
    assert cell is not None and cell.share == Fraction(1, 5)


def test_a_month_that_is_not_over_is_marked() -> None:
    assert [cell.in_progress for cell in april().cohorts[0].cells if cell] == [False, False, True]


def test_a_month_that_has_not_begun_has_no_cell() -> None:
    assert april().cohorts[1].cells[2] is None


def test_a_finished_month_without_a_row_is_zero_not_missing() -> None:
    found = matrix([(JAN, 0, 10), (JAN, 2, 1)], today=APR)
    assert [cell.value for cell in found.cohorts[0].cells if cell] == [0, 1, 0]


def test_the_average_is_weighted_and_leaves_out_what_is_in_progress() -> None:
    # one month on: (20 + 5) of (100 + 50), March's April is not over; two on: only January is finished
    assert april().average == (Fraction(25, 150), Fraction(10, 100), None)


def test_the_size_of_all_cohorts_counts_every_buyer_once() -> None:
    assert april().size == 160


def test_a_cohort_that_is_still_growing_is_in_progress() -> None:
    found = matrix([(MAR, 0, 5), (APR, 0, 3)], today=date(2026, 4, 2))
    assert [cohort.in_progress for cohort in found.cohorts] == [False, True]


def test_steps_run_from_the_lowest_share_to_the_highest() -> None:
    steps = {cell.share: cell.step for cohort in april().cohorts for cell in cohort.cells if cell}
    assert steps[min(steps)] == 1 and steps[max(steps)] == 9


def test_equal_shares_stand_on_one_step() -> None:
    found = matrix([(JAN, 0, 10), (JAN, 1, 1), (FEB, 0, 10), (FEB, 1, 1)], today=APR)
    assert {cell.step for cohort in found.cohorts for cell in cohort.cells if cell and cell.value} == {9}


def test_a_cohort_without_first_buyers_is_no_cohort() -> None:
    assert matrix([(JAN, 1, 3), (FEB, 0, 0)], today=APR).cohorts == ()


def test_nothing_gives_an_empty_matrix() -> None:
    found = matrix([], today=APR)
    assert (found.size, found.average, list(found.months)) == (0, (), [])


def test_months_beyond_the_widest_table_are_counted() -> None:
    found = matrix(ROWS, today=date(2027, 3, 1))
    assert (len(found.months), found.beyond) == (12, 2)


def test_rows_come_in_any_order() -> None:
    assert matrix(reversed(ROWS), today=date(2026, 4, 17)) == april()
