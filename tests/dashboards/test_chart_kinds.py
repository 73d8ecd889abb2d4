"""A tile draws by any kind of chart that an explore has."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from dashboards import own, reading
from explores.charts import KINDS
from explores.keeping import content, folders
from tests import shop

WHEN = "f[orders.ordered_date]=2025"
MONTHS = f"fields=orders.ordered_month,orders.revenue,orders.count&{WHEN}"
CROSSED = f"fields=orders.channel,orders.ordered_month,orders.revenue&{WHEN}"
COUNTRIES = f"fields=orders.country,orders.revenue&{WHEN}"
DEGREES = {name: {"type": "count_distinct", "of": f"orders.{of}"} for name, of in (("lat", "id"), ("lon", "channel"))}
PLACES = f"fields=lat,lon&custom={json.dumps(DEGREES)}"
SPANS = "fields=contacts.id,contacts.first_order_date,contacts.last_order_date,contacts.count"
BOXES = f"fields=orders.channel,orders.smallest_amount,orders.median_amount,orders.largest_amount&{WHEN}"
QUERIES = {
    "map": COUNTRIES,
    "points": PLACES,
    "timeline": SPANS,
    "box": BOXES,
    **dict.fromkeys(("heatmap", "sankey", "treemap", "sunburst"), CROSSED),
}
AS_WORDS = {"table": "<table", "single": "single-value", "record": "record-entry"}


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


def tile(user: User, kind: str, query: str) -> str:
    """The tile of a dashboard of one's own, as its page asks for it."""
    viewer = viewer_for(user)
    row = own.make(viewer, folders.personal(viewer), "Sales")
    added = own.append(viewer, row, "Tile", content.of_address(viewer, "business", query), kind)
    client = Client()
    client.force_login(user)
    return client.get(f"/dashboards/{row.pk}/tiles/{added}/").content.decode()


def test_every_kind_is_drawn_on_a_tile(sales: None, alice: User) -> None:
    for kind in KINDS:
        found = tile(alice, kind, QUERIES.get(kind, MONTHS))
        assert AS_WORDS.get(kind, "<plot-chart") in found, f"{kind}: {found}"


def test_a_kind_that_cannot_draw_says_on_the_tile_what_it_takes(sales: None, alice: User) -> None:
    assert "A sankey takes two dimensions or more" in tile(alice, "sankey", MONTHS)


def test_a_table_set_up_on_an_explore_looks_the_same_on_a_tile(sales: None, alice: User) -> None:
    rules = "c[format.1.scale]=white,teal&c[column.orders.count.label]=Sold&c[column.orders.revenue.hidden]=1"
    found = tile(alice, "table", f"{MONTHS}&{rules}&c[row_numbers]=1")
    assert ">Sold<" in found and ">Revenue<" not in found
    assert "<data-table" in found and '"#008080"' in found and 'class="row-number">1<' in found


def test_a_single_value_set_up_on_an_explore_looks_the_same_on_a_tile(sales: None, alice: User) -> None:
    found = tile(alice, "single", f"{MONTHS}&c[single.title]=Sold&c[single.compare]=field&c[rule.1.value]=1")
    assert "Sold" in found and "tone-good" in found and "single-compared" in found


def test_a_file_may_name_any_kind_with_its_settings() -> None:
    query = {"explore": "business", "fields": ["orders.channel", "orders.revenue"]}
    data = {
        "title": "Kinds",
        "description": "All",
        "needs": "orders",
        "filters": {},
        "tiles": {
            kind: {"title": kind, "vis": {"type": kind}, "query": dict(query), "at": [0, 8 * place, 12, 8]}
            for place, kind in enumerate(KINDS)
        },
    }
    data["tiles"]["funnel"]["vis"] = {"type": "funnel", "funnel.of": "previous"}  # type: ignore[index]
    read = {each.id: each for each in reading.read("kinds", data, "kinds.yaml").tiles}
    assert set(read) == set(KINDS) and read["funnel"].chart == {"settings": {"funnel.of": "previous"}}
