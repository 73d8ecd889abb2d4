"""A chart read as a table: the same figures, whose rows and heads tell what the marks of the chart tell."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.db import connection

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from dashboards import own, parts
from dashboards.models import Dashboard
from explores.keeping import folders
from tests import shop
from tests.explores.keeping.people import send

MONTHS = {"explore": "business", "fields": ["orders.ordered_month", "orders.revenue"], "limit": "all",
          "sorts": [{"field": "orders.ordered_month"}]}  # fmt: skip
BY_CHANNEL = {"explore": "business", "fields": ["orders.channel", "orders.ordered_year", "orders.count"],
              "pivots": ["orders.ordered_year"]}  # fmt: skip


@pytest.fixture
def row(transactional_db: None, account: Account, subaccount: SubAccount, alice: User) -> Dashboard:
    """Shared; two charts, one of them pivoted, and a figure."""
    shop.fill(account, subaccount)
    viewer = viewer_for(alice)
    tiles = {
        "months": {"title": "Months", "vis": {"type": "column", "legend": "off"}, "at": [0, 0, 12, 8], "query": MONTHS},
        "channels": {"title": "Channels", "vis": "bar", "at": [12, 0, 12, 8], "query": BY_CHANNEL},
        "all": {"title": "All", "vis": "single", "at": [0, 8, 6, 4],
                "query": {"explore": "business", "fields": ["orders.revenue"]}},
    }  # fmt: skip
    return own.make_from(viewer, folders.shared(viewer.account), {"title": "Sales", "tiles": tiles})


def tile(user: User, row: Dashboard, name: str, query: str = "") -> str:
    return html.unescape(send(user, f"/dashboards/{row.pk}/tiles/{name}/?{query}").content.decode())


def test_the_rows_are_those_of_the_database_and_say_what_they_stand_for(row: Dashboard, bob: User) -> None:
    text = tile(bob, row, "months", "show=table")
    assert "<plot-chart" not in text and "View as chart" in text and 'class="tile tile-table"' in text
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_char(ordered_at, 'YYYY-MM'), sum(total) FROM cdp_order WHERE subaccount_id = ANY(%s)"
            " AND currency = 'EUR' GROUP BY 1 ORDER BY 1",
            [sorted(viewer_for(bob).subaccounts)],
        )
        known = dict(cursor.fetchall())
    rows = re.findall(r'data-row="(\[.*?\])" title="([^"]*)".*?<td class="num"[^>]*>([^<]*)<', text)
    assert {name: float(figure.strip("€").replace(",", "")) for _, name, figure in rows} == known
    assert [json.loads(mark)[0][:7] for mark, _, _ in rows] == [name for _, name, _ in rows]
    assert 'data-of="orders.ordered_month" data-pivot="[]" data-by' in text and 'data-of="orders.revenue"' in text


def test_it_filters_the_page_as_the_chart_does(row: Dashboard, bob: User) -> None:
    for show in ("", "&show=table"):
        text = tile(bob, row, "months", show)
        assert "data-crosses" in text and f'data-menu="/dashboards/{row.pk}/tiles/months/menu/"' in text
    crossed = "x[orders.ordered_month]=2025-02&by[orders.ordered_month]=months"
    told = json.loads(re.findall("<chosen-marks hidden>(.*?)</", tile(bob, row, "months", f"{crossed}&show=table"))[0])
    assert told["of"] == "tbody tr" and len(told["chosen"]) == 1
    assert "parts" in tile(bob, row, "months", crossed).partition("<chosen-marks hidden>")[2]


def test_a_pivoted_chart_keeps_its_columns_and_their_marks(row: Dashboard, bob: User) -> None:
    text = tile(bob, row, "channels", "show=table")
    assert text.count('data-of="orders.count"') >= 2 and "data-row=" in text and "colgroup" in text


def test_it_is_sorted_enlarged_and_left_again(row: Dashboard, bob: User) -> None:
    text = tile(bob, row, "months", "show=table")
    assert '<input type="hidden" name="show" value="table" data-keep>' in text
    sort = re.findall(r'class="th-sort" type="button" hx-get="([^"]*)"', text)[1]
    again = html.unescape(send(bob, sort).content.decode())
    assert 'aria-sort="descending"' in again and "View as chart" in again
    assert "<table" in tile(bob, row, "months", "show=table&expanded=1")
    back = re.findall(r'hx-get="([^"]*)"><svg.*?</svg>View as chart', again)[-1]
    assert "<plot-chart" in send(bob, back).content.decode()


def test_only_charts_are_offered_as_tables(row: Dashboard, bob: User) -> None:
    assert "View as table" in tile(bob, row, "months") and "View as table" not in tile(bob, row, "all")
    assert "single-value" in tile(bob, row, "all", "show=table")
    assert "<plot-chart" in tile(bob, row, "months", "show=tabel")


def test_a_chart_of_more_points_than_a_page_draws_says_how_many_are_left_out(
    row: Dashboard, bob: User, monkeypatch: Any
) -> None:
    monkeypatch.setattr(parts, "MOST_ROWS", 2)
    text = tile(bob, row, "months", "show=table")
    assert re.search(r"2 of \d+ rows", text) and text.count('scope="row" class="cut"') == 2
