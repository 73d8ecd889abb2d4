"""The Complete Journey on the dashboard of revenue: totals of expected.json, cohorts and RFM by brute force."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from typing import Any

import pyarrow.parquet
import pytest

from dashboards.cohort_faces import faces, matrix_of
from dashboards.cohorts import CohortMatrix
from tests.conftest import SHARED
from tests.real_data.ask import alike, load
from tests.real_data.pages import tile, total

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FOLDER = SHARED / "data" / "complete_journey"
NOW = datetime(2018, 1, 15, tzinfo=UTC)  # January 2018, with its few late baskets, is in progress
PERIOD = "2017-01-01 to 2018-02-01"
Baskets = dict[int, list[tuple[datetime, float]]]  # household → its baskets in order: when, amount
SEGMENTS = [  # the first that fits, of days since, baskets, amount; as the tile prints them
    ("Champions", lambda days, n, paid: days <= 90 and n >= 4 and paid >= 250),
    ("Loyal", lambda days, n, paid: days <= 90 and n >= 2),
    ("New", lambda days, n, paid: days <= 90),
    ("At risk", lambda days, n, paid: days <= 365 and (n >= 4 or paid >= 250)),
    ("Cooling", lambda days, n, paid: days <= 365),
    ("Lost, valuable", lambda days, n, paid: n >= 4 or paid >= 250),
    ("Lost", lambda days, n, paid: True),
]


def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text())
    return found


def baskets() -> Baskets:
    """Row by row out of the file: the moment of a basket is that of its first line."""
    names = ["household_id", "basket_id", "transaction_timestamp", "sales_value"]
    rows = pyarrow.parquet.read_table(FOLDER / "transactions.parquet", columns=names)
    held: dict[tuple[int, int], list[Any]] = {}
    for who, basket, when, paid in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        one = held.setdefault((who, basket), [when, 0.0])
        one[1] += paid
    found: Baskets = defaultdict(list)
    for (who, _), (when, paid) in held.items():
        found[who].append((when, paid))
    return {who: sorted(mine) for who, mine in found.items()}


def month(when: datetime) -> int:
    return when.year * 12 + when.month - 1


def by_hand(known: Baskets, place: int) -> dict[tuple[date, int], int]:
    """Households whose ``place``-th basket fell that many months after the first, or earlier."""
    found: Counter[tuple[date, int]] = Counter()
    for mine in known.values():
        first = mine[0][0]
        if len(mine) >= place:
            for since in range(month(mine[place - 1][0]) - month(first), 13):
                found[date(first.year, first.month, 1), since] += 1
    return found


def cells(found: CohortMatrix) -> dict[tuple[date, int], Any]:
    return {
        (cohort.month, since): cell.value
        for cohort in found.cohorts
        for since, cell in enumerate(cohort.cells, 1)
        if cell and cell.value
    }


def segments(known: Baskets) -> Counter[str]:
    newest = max(mine[-1][0] for mine in known.values()).date()
    found: Counter[str] = Counter()
    for mine in known.values():
        figures = (newest - mine[-1][0].date()).days, len(mine), sum(paid for _, paid in mine)
        found[next(name for name, fits in SEGMENTS if fits(*figures))] += 1
    return found


def check_cohorts(known: Baskets) -> None:
    answer = tile("revenue", "cohorts", NOW, order_date=PERIOD)
    active, second, third, *_ = (matrix_of(answer, face, today=NOW.date()) for face in faces(answer))
    wanted = {
        (date(int(name[:4]), int(name[5:]), 1), since): buyers
        for name, row in expected()["cohort_retention_monthly"].items()
        for since, buyers in enumerate(row)
        if since and buyers
    }
    assert cells(active) == wanted
    for found, place in ((second, 2), (third, 3)):
        assert cells(found).items() <= by_hand(known, place).items() and len(cells(found)) > 70


def test_the_dashboard_of_revenue_shows_the_baskets_as_they_are() -> None:
    load(
        "complete_journey",
        complete_journey_products="products.parquet",
        complete_journey_demographics="demographics.csv",
        complete_journey_transactions="transactions.parquet",
    )
    truth, known = expected(), baskets()
    singles = {"revenue": "revenue", "orders": "orders", "average_basket": "average_order_value",
               "first_time_buyers": "customers", "repeat_rate": "repeat_rate"}  # fmt: skip
    wrong = {name: total("revenue", name, NOW, order_date=PERIOD) for name, key in singles.items()
             if not alike(truth[key], total("revenue", name, NOW, order_date=PERIOD))}  # fmt: skip
    assert wrong == {}
    check_cohorts(known)
    rfm = tile("revenue", "rfm", NOW).rows
    assert {row["rfm.segment"]: row["rfm.customers"] for row in rfm} == segments(known)
    months = tile("revenue", "revenue_by_month", NOW, order_date=PERIOD).rows
    assert all(
        alike(truth["revenue_by_month"][f"{r['orders.ordered_month']:%Y-%m}"], r["orders.revenue"]) for r in months
    )
    assert total("revenue", "margin", NOW, order_date=PERIOD) is None  # what products cost is in no file
    assert tile("customers", "gender_split", NOW).rows[0]["contacts.gender"] is None  # nor who is a woman
