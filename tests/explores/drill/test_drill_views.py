"""What a click on a value asks the server, as Alice, Bob (one sub-account) and Charlie (another company) may."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from accounts.viewer import Viewer
from cdp.batches import batch
from cdp.models import Order
from cdp.warehouse import mirror
from explores.drill import drill_menu
from explores.drill.drill_menu import Way
from tests import shop

MONTHS = {"fields": "orders.ordered_month,orders.revenue", "f[orders.ordered_date]": "2025", "total": "1"}
OCTOBER = {"field": "orders.revenue", "row": '["2025-10-01"]'}
Get = Callable[..., str]


@pytest.fixture(autouse=True)
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


def get(user: User, path: str, *params: dict[str, str], status: int = 200) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(f"/explore/{path}?{urlencode({k: v for part in params for k, v in part.items()})}")
    assert answer.status_code == status, answer.content[:500]
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_table_says_what_its_rows_and_columns_stand_for(alice: User) -> None:
    page = get(alice, "business/result", MONTHS)
    assert 'data-row="[&quot;2025-10-01&quot;]"' in page and "<tfoot><tr data-row='[]'>" in page
    assert 'data-of="orders.revenue" data-pivot="[]"' in page


def test_the_menu_offers_rows_finer_times_and_other_dimensions(alice: User) -> None:
    menu = get(alice, "business/drill", MONTHS, OCTOBER)
    assert "Show all orders" in menu and 'data-open="by=orders.ordered_week"' in menu
    assert "Orders › Revenue, 2025-10" in menu and 'data-open="by=contacts.country"' in menu


def test_the_rows_behind_a_figure_give_it_again(alice: User) -> None:
    rows = get(alice, "business/drilled", MONTHS, OCTOBER, {"rows": "orders"})
    assert "4 of 4 rows" in rows and "€99,660" in rows and "Alba France 36" in rows
    assert "/explore/business/?fields=orders.id" in rows and "/explore/business.csv?fields=orders.id" in rows
    assert "f[orders.ordered_month]=2025-10" in rows


def test_a_total_a_pivot_column_and_a_subtotal_are_drilled_too(alice: User) -> None:
    total = get(alice, "business/drilled", MONTHS, {"field": "orders.revenue"}, {"rows": "orders"})
    assert "34 of 34 rows" in total and "€104,940" in total
    pivoted = {"fields": "orders.ordered_month,orders.channel,orders.revenue", "pivots": "orders.channel"}
    cell = {**OCTOBER, "pivot": '["Ads"]', "rows": "orders"}
    assert "1 of 1 row" in get(alice, "business/drilled", {**MONTHS, **pivoted}, cell)
    subtotal = {"fields": "orders.ordered_month,orders.channel,orders.revenue", "subtotal": "1"}
    assert "4 of 4 rows" in get(alice, "business/drilled", {**MONTHS, **subtotal}, {**OCTOBER, "rows": "orders"})


def test_a_sum_is_told_by_the_dimensions_that_its_rows_share(alice: User, bob: User) -> None:
    asked = {**MONTHS, "fields": "orders.ordered_month,orders.channel,orders.revenue"}
    cell = {"field": "orders.revenue", "row": json.dumps({"orders.channel": "Ads"})}
    assert "Orders › Revenue, Ads" in get(alice, "business/drill", asked, cell)
    rows = get(alice, "business/drilled", asked, cell, {"rows": "orders"})
    assert "11 of 11 rows" in rows and "€1,980" in rows
    hidden = {**cell, "row": json.dumps({"orders.channel": shop.HOSTILE})}
    assert "99,000" in get(alice, "business/drilled", asked, hidden)
    assert "99,000" not in get(bob, "business/drilled", asked, hidden)  # of another sub-account than his
    for row in ('{"orders.country":"FR"}', '{"orders.channel":["Ads"]}', '{"orders.channel":{}}', '"Ads"', "{"):
        assert "error-what" in get(alice, "business/drill", asked, {**cell, "row": row}, status=400)
    assert "error-what" in get(alice, "business/drill", asked, {**cell, "pivot": '{"a":1}'}, status=400)


def test_hostile_values_are_found_and_shown_as_text(alice: User) -> None:
    asked = {"fields": "orders.channel,orders.count"}
    cell = {"field": "orders.count", "row": json.dumps([shop.HOSTILE])}
    rows = get(alice, "business/drilled", asked, cell, {"rows": "orders"})
    assert "1 of 1 row" in rows and "<img src=x" not in rows
    assert "<img src=x" not in get(alice, "business/drill", asked, cell)


@pytest.mark.parametrize(
    "cell",
    [
        {"field": "orders.count"},
        {"field": "orders.revenue", "row": "{"},
        {"field": "orders.revenue", "row": "[[1]]"},
        {"field": "orders.revenue", "row": '["x"]'},
        {"field": "orders.revenue", "row": "[1, 2, 3]"},
        {},
    ],
)
def test_a_cell_that_is_not_there_is_told_apart_from_a_fault(alice: User, cell: dict[str, str]) -> None:
    assert "error-what" in get(alice, "business/drill", MONTHS, cell, status=400)
    assert "error-what" in get(alice, "business/drilled", MONTHS, {"field": "", **cell}, status=400)


def test_a_dimension_that_is_not_there_is_named(alice: User) -> None:
    assert "orders.nothing" in get(alice, "business/drilled", MONTHS, OCTOBER, {"by": "orders.nothing"}, status=400)


def test_links_and_dashboards_lead_out_of_a_value(
    alice: User, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "explores").mkdir()
    (tmp_path / "views").mkdir()
    view = "view: orders\nlabel: Orders\nitem: order\ntable: orders\nkey: id\ndimensions:\n"
    view += "  channel: {links: [{label: At the source, url: 'https://x.org/?c={value}'}]}\n"
    (tmp_path / "views" / "orders.yaml").write_text(f"{view}measures: {{count: {{type: count}}}}\n")
    (tmp_path / "explores" / "mine.yaml").write_text("{explore: mine, label: Mine, base: {view: orders}}")
    for name in ("business",):
        (tmp_path / "explores" / f"{name}.yaml").write_text(f"{{explore: {name}, label: B, base: {{view: orders}}}}")
    settings.CATALOG_DIR = str(tmp_path)

    def dashboards(dimension: Any, expression: str, viewer: Viewer) -> list[Way]:
        return [Way("Sales", href=f"/dashboards/sales/?{urlencode({'channel': expression})}")]

    monkeypatch.setattr(drill_menu, "_providers", [dashboards])
    menu = get(
        alice, "mine/drill", {"fields": "orders.channel,orders.count"}, {"field": "orders.channel", "row": '["A&b"]'}
    )
    assert 'href="https://x.org/?c=A%26b" target="_blank" rel="noopener noreferrer"' in menu
    assert 'href="/dashboards/sales/?channel=A%26b"' in menu


def test_a_team_mate_finds_the_rows_of_their_sub_account_only(bob: User) -> None:
    rows = get(bob, "business/drilled", MONTHS, OCTOBER, {"rows": "orders"})
    assert "3 of 3 rows" in rows and "99,000" not in rows and "Alba Italia" not in rows


def test_a_stranger_finds_none(charlie: User) -> None:
    rows = get(charlie, "business/drilled", MONTHS, OCTOBER, {"rows": "orders"})
    assert "No row is behind this value." in rows and "Alba" not in rows


def test_nobody_without_an_account_gets_in(client: Client) -> None:
    nobody = User.objects.create_user("dora@example.org", "correct horse battery")
    for path in ("business/drill", "business/drilled", "business/explained"):
        get(nobody, path, MONTHS, OCTOBER, status=404)
        assert client.get(f"/explore/{path}")["Location"].startswith("/accounts/login/")


def test_a_number_is_explained_and_counted_again_without_joins(alice: User) -> None:
    found = get(alice, "business/explained", MONTHS, OCTOBER)
    assert "counted again without joins: €99,660.00, agrees" in found
    assert "What the shop received for the orders" in found and "sum(orders.total)" in found
    assert "Orders › Order date › Month: " in found and "Starts at Orders: each order counts once" in found
    assert "published state" in found and "Europe/Paris" in found
    assert found.count('<pre class="sql"') == 2


def test_a_formula_over_two_views_and_a_to_many_dimension_are_explained(alice: User) -> None:
    asked = {"fields": "products.name,orders.average_basket"}
    found = get(alice, "business/explained", asked, {"field": "orders.average_basket", "row": '["Wool throw"]'})
    assert ", agrees" in found and "One order may have many of Order items" in found


def test_a_planted_difference_shows(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explores.runner.recounted", lambda *args, **kwargs: (Decimal(99_000), "SELECT 1"))
    found = get(alice, "business/explained", MONTHS, OCTOBER)
    assert "€99,000.00, differs by -€660.00" in found.replace("−", "-") and 'role="alert"' in found


def test_only_a_measure_is_explained_and_within_ones_rows(alice: User, bob: User, charlie: User) -> None:
    get(alice, "business/explained", MONTHS, {"field": "orders.ordered_month", "row": '["2025-10-01"]'}, status=400)
    found = get(bob, "business/explained", MONTHS, OCTOBER)
    assert "€660.00, agrees" in found and "99,000" not in found
    assert "€" not in get(charlie, "business/explained", MONTHS, OCTOBER)


def test_run_time_age_and_zone_are_told_under_and_over_the_result(alice: User) -> None:
    page = get(alice, "business/", {**MONTHS, "tz": "Asia/Tokyo"})
    assert re.search(r"<span>\d+ ms</span><span>data as of \d\d:\d\d</span>", page)
    assert 'data-param="tz" value="Asia/Tokyo" placeholder="Europe/Paris"' in page


def test_a_comparison_stands_beside_each_figure_and_in_the_chart(alice: User) -> None:
    asked = {"fields": "orders.ordered_month,orders.revenue", "f[orders.ordered_date]": "2025-10,2025-11"}
    asked |= {"f[orders.ordered_date]": "2025-10-01 to 2025-12-01", "total": "1", "compare": "year", "vis": "column"}
    page = get(alice, "business/result", asked)
    assert "Revenue, year before" in page and "Revenue, change %" in page
    assert "€300" in page and "€330" in page and "Compared with the year before: 1 Oct to 30 Nov 2025" in page
    assert '"name": "Revenue, year before"' in page and "--slot1/45" in page
    refused = get(alice, "business/drill", asked, {"field": "orders.revenue:previous", "row": '["2025-10-01"]'})
    assert "compares with an earlier time" in refused


def test_a_comparison_that_cannot_be_made_says_why_and_the_rest_stays(alice: User) -> None:
    page = get(alice, "business/result", {"fields": "orders.channel,orders.count", "compare": "previous"})
    assert "Nothing to compare with" in page and "Store" in page
    assert "previous or the year" in get(alice, "business/result", {**MONTHS, "compare": "x"}, status=400)


def test_a_value_is_told_apart_from_those_that_differ_in_capitals(alice: User, subaccount: SubAccount) -> None:
    with batch():
        Order.objects.create(
            subaccount_id=subaccount.pk, source_id=1, external_id="loud", channel="ADS", total=5, currency="EUR",
            ordered_at=datetime(2025, 10, 6, tzinfo=UTC),
        )  # fmt: skip
    mirror.publish()
    asked = {"fields": "orders.channel,orders.revenue", "f[orders.ordered_date]": "2025"}
    cell = {"field": "orders.revenue", "row": '["ADS"]', "rows": "orders"}
    rows = get(alice, "business/drilled", asked, cell)
    assert "1 of 1 row" in rows and "€5" in rows
    assert "11 of 11 rows" in get(alice, "business/drilled", asked, {**cell, "row": '["Ads"]'})
    assert "€5.00, agrees" in get(alice, "business/explained", asked, cell)
