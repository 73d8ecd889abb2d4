"""RFM with other thresholds, as the filters of a page choose them, against the same statement by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboards.library import dashboards
from tests.dashboards.standard.bought import RFM
from tests.dashboards.standard.check import differences
from tests.dashboards.standard.conftest import Company

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("standard")]
CHOSEN = {"recent_days": "60", "lapsed_days": "180", "frequent_orders": "3", "high_value": "100"}
BY_HAND = [
    ("days <= 90", "days <= 60"), ("≤ 90", "≤ 60"), ("91–", "61–"), ("days <= 365", "days <= 180"), ("365", "180"),
    ("orders >= 4", "orders >= 3"), ("≥ 4", "≥ 3"), ("revenue >= 250", "revenue >= 100"), ("≥ 250", "≥ 100"),
]  # fmt: skip


def other(sql: str) -> str:
    for usual, chosen in BY_HAND:
        sql = sql.replace(usual, chosen)
    return sql


@pytest.mark.parametrize("slug", ["revenue", "customers"])
def test_the_filters_of_a_page_choose_the_thresholds(company: Company, slug: str) -> None:
    dashboard = dashboards()[slug]
    tile = dashboard.tile("rfm")
    assert tile is not None
    asked = company.asked(dashboard, **CHOSEN)
    check = replace(RFM, rows=other(RFM.rows), totals=other(RFM.totals))
    assert check != RFM and differences(tile, check, asked, company.parameters(asked.period)) == []
    assert differences(tile, RFM, asked, company.parameters(asked.period)) != []
