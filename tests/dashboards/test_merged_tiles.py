"""What a page narrows of a merged result: each query that knows the field, with the others named; against SQL."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from cdp.batches import batch
from cdp.models import AdMetric, Source
from dashboards import own
from dashboards.models import Dashboard
from explores.keeping import folders
from tests import shop
from tests.dashboards.kept import rewrite
from tests.explores.keeping.people import send

MERGE = {
    "explore": "merge",
    "sources": [
        {"query": {"explore": "business", "fields": ["orders.ordered_month", "orders.revenue"],
                   "filters": {"orders.channel": "Email,Ads"}}},
        {"query": {"explore": "ads", "fields": ["ad_metrics.day_month", "ad_metrics.spend"]},
         "match": [["orders.ordered_month", "ad_metrics.day_month"]]},
    ],
}  # fmt: skip
CHANNELS = {"explore": "business", "fields": ["orders.channel", "orders.count"]}
FILTERS = {
    "order_date": {"label": "Order date", "type": "date", "field": "orders.ordered_date"},
    "channel": {"label": "Channel", "type": "string", "field": "orders.channel"},
    "size": {"label": "Total", "type": "number", "field": "orders.total"},
    "place": {"label": "Sub-account", "type": "string", "field": "common.subaccount"},
}
SQL = """
with o as (
  select to_char(o.ordered_at at time zone 'Europe/Paris', 'YYYY-MM') as month, sum(o.total) as revenue
  from cdp_order o join accounts_subaccount s on s.id = o.subaccount_id
  where o.channel in ('Email', 'Ads') and o.total >= %(least)s and s.name = any(%(places)s)
    and o.ordered_at at time zone 'Europe/Paris' >= %(start)s::timestamp
    and o.ordered_at at time zone 'Europe/Paris' < %(end)s::timestamp group by 1),
m as (
  select to_char(day, 'YYYY-MM') as month, sum(spend) as spend from cdp_ad_metric
  where day >= %(start)s::date and day < %(end)s::date group by 1)
select o.month, o.revenue, m.spend from o left join m on m.month = o.month"""


@pytest.fixture
def row(transactional_db: None, account: Account, subaccount: SubAccount, alice: User) -> Dashboard:
    """Orders of fourteen months beside what ads cost on the 3rd of each: 7, 8, 9 … euros."""
    source = Source.objects.create(subaccount=subaccount, name="ads", kind="file")
    with batch(source):
        AdMetric.objects.bulk_create(
            AdMetric(
                subaccount_id=subaccount.pk,
                source_id=source.pk,
                external_id=str(n),
                day=date(2024 + (9 + n) // 12, (9 + n) % 12 + 1, 3),
                received_at=datetime(2026, 1, 1, tzinfo=UTC),
                spend=7 + n,
                currency="EUR",
            )
            for n in range(14)
        )
    shop.fill(account, subaccount)
    viewer = viewer_for(alice)
    tiles = {
        "both": {"title": "Revenue and spend", "vis": "table", "at": [0, 0, 12, 8], "query": MERGE},
        "channels": {"title": "Channels", "vis": "bar", "at": [12, 0, 12, 8], "query": CHANNELS},
    }
    return own.make_from(viewer, folders.shared(viewer.account), {"title": "P", "filters": FILTERS, "tiles": tiles})


def tile(user: User, row: Dashboard, **params: str) -> str:
    return html.unescape(send(user, f"/dashboards/{row.pk}/tiles/both/?{urlencode(params)}").content.decode())


def figures(text: str) -> dict[str, tuple[float, float | None]]:
    """Revenue and spend of each month that is shown."""
    found = re.findall(r'<th scope="row"[^>]*>(\d{4}-\d\d)</th><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td>', text)
    assert found or "0 of 0 rows" in text or "Nothing matches" in text, text
    return {month: (number(one) or 0, number(other)) for month, one, other in found}


def number(text: str) -> float | None:
    digits = re.sub(r"[^\d.]", "", text)
    return float(digits) if digits else None


def counted(start: str = "2020-01-01", end: str = "2030-01-01", least: int = 0, places: str = "") -> Any:
    everywhere = list(SubAccount.objects.values_list("name", flat=True))
    given = {"least": least, "places": places.split(",") if places else everywhere}
    with connection.cursor() as cursor:
        cursor.execute(SQL, {**given, "start": start, "end": end})
        found = cursor.fetchall()
    return {month: (float(one), None if other is None else float(other)) for month, one, other in found}


def test_a_filter_narrows_each_query_that_has_its_field_or_is_of_the_same_common_one(
    row: Dashboard, alice: User
) -> None:
    text = tile(alice, row)
    assert figures(text) == counted() and len(figures(text)) == 14 and "Not narrowed" not in text
    text = tile(alice, row, order_date="2025-03-04 to 2025-07-04")
    assert figures(text) == counted("2025-03-04", "2025-07-04") and "Not narrowed" not in text
    assert figures(text)["2025-03"][1] is None  # the ads of March were shown on the 3rd
    assert figures(tile(alice, row, place="Alba France")) == counted(places="Alba France")
    assert figures(tile(alice, row, place="Alba Italia")) == {}
    text = tile(alice, row, channel="Store")  # the query's own filter has no Store
    assert figures(text) == {} and "Not narrowed" not in text  # a channel is common to orders and ads


def test_a_query_without_the_field_is_named_and_its_own_filters_hold(row: Dashboard, alice: User) -> None:
    text = tile(alice, row, size=">=200", order_date="2025")
    assert figures(text) == counted("2025-01-01", "2026-01-01", least=200) and len(figures(text)) == 4
    assert re.search(r"Not narrowed by Total: query 2 \([^)]+\) has no such field", text)
    text = tile(alice, row, **{"f[contacts.country]": "FR"})
    assert re.search(r"Not narrowed by [^:]*[Cc]ountry: query 2 \([^)]+\) has no such field", text)


def test_it_follows_what_the_tile_listens_to(row: Dashboard, alice: User) -> None:
    rewrite(row, "both", listens={"order_date": "ad_metrics.day_date", "channel": "no"})
    text = tile(alice, row, order_date="2025-03-01 to 2025-03-03", channel="Email")
    # Their common date narrows the orders too, and nothing was ordered on those days of March.
    assert "Not narrowed" not in text and figures(text) == {}
    text = tile(alice, row, channel="Store")
    assert figures(text) == counted() and "Not narrowed" not in text


def test_a_click_elsewhere_narrows_the_queries_that_know_its_field(row: Dashboard, alice: User) -> None:
    text = tile(alice, row, **{"x[orders.total]": ">=200", "by[orders.total]": "channels"})
    assert figures(text) == counted(least=200) and len(figures(text)) == 4
    assert re.search(r'title="Narrowed to [^"]*200"', text)
    assert re.search(r'title="Not narrowed: not by [^"]*200: query 2 \([^)]+\) has no [^"]*"', text)
    text = tile(alice, row, **{"x[orders.ordered_month]": "2025-03"})
    assert figures(text) == counted("2025-03-01", "2025-04-01") and "Not narrowed" not in text


def test_the_file_and_the_way_on_are_of_what_is_shown(row: Dashboard, alice: User) -> None:
    said = "order_date=2025-03-04+to+2025-07-04"
    file = b"".join(send(alice, f"/dashboards/{row.pk}/tiles/both.csv?{said}").streaming_content).decode()
    assert len(file.splitlines()) == 1 + len(counted("2025-03-04", "2025-07-04"))
    href = re.findall(r'href="(/explore/merge/\?[^"]*)"', tile(alice, row, order_date="2025-03-04 to 2025-07-04"))[0]
    page = send(alice, href).content.decode()
    assert page.count("2025-0") and "2024-10" not in page


def test_a_bad_value_is_said_in_its_place(row: Dashboard, alice: User) -> None:
    text = tile(alice, row, order_date="12 mnths")
    assert "could not be answered" in text and "12 mnths" in text


def test_its_query_is_edited_on_its_own_page_and_comes_back(row: Dashboard, alice: User) -> None:
    edit = f"/dashboards/{row.pk}/edit/"
    assert send(alice, edit).status_code == 200  # a draft
    sheet = html.unescape(send(alice, f"{edit}?tile=both").content.decode())
    assert "orders.ordered_date" in sheet and "ad_metrics.day_date" in sheet  # fields that a filter can narrow there
    href = re.findall(r'<a class="btn" href="(/explore/merge/[^"]*)"[^>]*>.*?Edit query', sheet)[0]
    page = html.unescape(send(alice, href).content.decode())
    assert "Save to tile" in page and "Back to the dashboard" in page
    query = re.findall(r'name="query" value="([^"]*)"', page)[0].replace("Email,Ads", "Email")
    given = {"explore": "merge", "query": query, "kind": "table", "title": "x", "tile": "both"}
    answer = send(alice, f"{edit}bring/", **given)
    assert answer.status_code == 302, answer.content
    asked = json.dumps(own.find(viewer_for(alice), row.pk).drafts.get().content["tiles"]["both"]["query"])
    assert '"merge"' in asked and "Email" in asked and "Email,Ads" not in asked
