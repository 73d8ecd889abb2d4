"""What a cohort tile can show, with numbers one can check by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from dashboards.cohort_faces import chosen, definitions, faces, matrix_of
from dashboards.heat import HeatTable, heat_table
from explores.answer import Answer
from tests.dashboards.answers import answer, dimension, measure

JAN, FEB, TODAY = date(2026, 1, 1), date(2026, 2, 1), date(2026, 4, 17)
FIELDS = [
    dimension("month", kind="date", timeframe="month"), dimension("since", kind="number"), measure("o.people"),
    measure("o.second_orders"), measure("o.revenue", "money"),
]  # fmt: skip
# January: 10 buyers, one of whom ordered twice at once; two orders in February, one of them somebody's second.
ROWS = [
    (JAN, 0, 10, 1, Decimal("500")), (JAN, 1, 2, 1, Decimal("60")), (JAN, 2, 1, 0, Decimal("25")),
    (FEB, 0, 4, 0, Decimal("0")), (FEB, 1, 1, 1, Decimal("10")),
]  # fmt: skip


def asked() -> Answer:
    return answer(FIELDS, ROWS)


def shown(show: str) -> HeatTable:
    return heat_table(asked(), show=show, today=TODAY)


def texts(show: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in shown(show).rows]


def test_active_in_month_n_is_of_that_month_alone() -> None:
    assert texts("active") == [["20.0", "10.0", "0.0"], ["25.0", "0.0", ""]]


def test_a_second_order_once_placed_stays_placed() -> None:
    # In month 0 one of ten had, by the end of month 1 two of ten had; nobody loses a second order again.
    assert texts("second_orders") == [["20.0", "20.0", "20.0"], ["25.0", "25.0", ""]]
    assert texts("second_orders.number") == [["2", "2", "2"], ["1", "1", ""]]


def test_revenue_is_of_the_month_and_a_share_of_month_0() -> None:
    found = matrix_of(asked(), faces(asked())[2], today=TODAY)
    assert [cell.share for cell in found.cohorts[0].cells if cell] == [Fraction(60, 500), Fraction(1, 20), 0]
    assert texts("revenue.number")[0] == ["€60", "€25", "0"]


def test_a_cohort_that_paid_nothing_at_first_has_no_share_of_it() -> None:
    assert [cohort.month for cohort in matrix_of(asked(), faces(asked())[2], today=TODAY).cohorts] == [JAN]
    assert (shown("revenue").size_label, shown("revenue").rows[0].size) == ("Month 0", "€500")


def test_the_average_of_a_run_is_weighted_by_the_cohorts() -> None:
    assert shown("second_orders").average.cells[0].text == "21.4"  # (2 + 1) of (10 + 4)


def test_the_title_tells_buyers_apart_from_buyers_so_far() -> None:
    assert shown("second_orders").rows[0].cells[0].title == "2 buyers so far, 20.0\u202f%"
    assert shown("active").rows[0].cells[1].title == "1 buyer, 10.0\u202f%"


@pytest.mark.parametrize(
    ("show", "found"),
    [("", ("active", "share")), ("revenue.number", ("revenue", "number")), ("nothing.nowhere", ("active", "share"))],
)
def test_what_the_address_names_is_shown_and_noise_is_not(show: str, found: tuple[str, str]) -> None:
    face, unit = chosen(show, faces(asked()))
    assert (face.name, unit) == found


def test_both_definitions_are_said() -> None:
    said = dict(definitions(faces(asked())))
    assert "an order in the n-th month after it" in said["Ordered again"]
    assert "by the end of month n" in said["o.second_orders"]
    assert "as a share of month 0" in said["o.revenue"]
