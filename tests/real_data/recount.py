"""The Complete Journey on the dashboard of revenue, against its published totals and a recount of the file."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pyarrow.parquet

from dashboards.cohort_faces import faces, matrix_of
from dashboards.cohorts import CohortMatrix
from tests.conftest import SHARED
from tests.real_data.ask import alike, expected
from tests.real_data.pages import tile, total

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


@cache
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


def singles() -> dict[str, Any]:
    """Single values of the page that differ from the published totals."""
    named = {"revenue": "revenue", "orders": "orders", "average_basket": "average_order_value",
             "first_time_buyers": "customers", "repeat_rate": "repeat_rate"}  # fmt: skip
    shown = {name: total("revenue", name, NOW, order_date=PERIOD) for name in named}
    truth = expected("complete_journey")
    return {name: shown[name] for name, key in named.items() if not alike(truth[key], shown[name])}


def months() -> dict[str, Any]:
    """Months of the page whose revenue differs from the published one, or is not there."""
    rows = tile("revenue", "revenue_by_month", NOW, order_date=PERIOD).rows
    shown = {f"{row['orders.ordered_month']:%Y-%m}": row["orders.revenue"] for row in rows}
    return {
        name: shown.get(name)
        for name, paid in expected("complete_journey")["revenue_by_month"].items()
        if not alike(paid, shown.get(name))
    }


def check_cohorts() -> None:
    """Who came back, of the published cohorts; who placed a second and third order, of the file."""
    answer, known = tile("revenue", "cohorts", NOW, order_date=PERIOD), baskets()
    active, second, third, *_ = (matrix_of(answer, face, today=NOW.date()) for face in faces(answer))
    wanted = {
        (date(int(name[:4]), int(name[5:]), 1), since): buyers
        for name, row in expected("complete_journey")["cohort_retention_monthly"].items()
        for since, buyers in enumerate(row)
        if since and buyers
    }
    assert cells(active) == wanted
    for found, place in ((second, 2), (third, 3)):
        assert cells(found).items() <= by_hand(known, place).items() and len(cells(found)) > 70


def check_segments() -> None:
    """Customers of each segment, of the file."""
    rfm = tile("revenue", "rfm", NOW).rows
    assert {row["rfm.segment"]: row["rfm.customers"] for row in rfm} == segments(baskets())
