"""A page narrowed by clicks on marks: what the server says, and what it takes from hostile addresses."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from dashboards import own
from tests.dashboards.sales import PERIOD, sell
from tests.explores.keeping.people import place_of

Get = Callable[..., str]
JANUARY = f"x[orders.ordered_month]=2026-01&by[orders.ordered_month]=revenue_by_month&{PERIOD}"
CLICK = "tile=revenue_by_month&field=orders.revenue&pivot=[]&row="


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    sell(subaccount, SubAccount.objects.create(pk=subaccount.pk + 1, account=account, name="Alba Italia"))


@pytest.fixture
def get(client: Client) -> Get:
    def ask(user: User, path: str, status: int = 200) -> str:
        client.force_login(user)
        answer = client.get(f"/dashboards/{path}")
        assert answer.status_code == status, answer.content.decode()[:500]
        return " ".join(answer.content.decode().split())

    return ask


def test_a_click_narrows_the_other_tiles_and_names_them(sales: None, get: Get, alice: User) -> None:
    said = get(alice, f'revenue/cross/?{PERIOD}&{CLICK}["2026-01-01"]')
    assert '<input type="hidden" name="x[orders.ordered_month]" value="2026-01">' in said
    assert '<input type="hidden" name="by[orders.ordered_month]" value="revenue_by_month">' in said
    moved = said.split('data-tiles="')[1].split('"')[0].split(", ")
    assert "#tile-orders" in moved and "#tile-repeat_rate" in moved and "#tile-revenue_by_month" not in moved
    assert "data-push" in said
    assert "Narrowed to Order month: 2026-01" in said and "Chosen here, and narrows the page to" in said


def test_a_second_click_takes_it_back_and_back_pushes_nothing(sales: None, get: Get, alice: User) -> None:
    assert "<input" not in get(alice, f'revenue/cross/?{JANUARY}&{CLICK}["2026-01-01"]')
    back = get(alice, f"revenue/cross/?{JANUARY}&to={quote('?order_date=2026')}&back=1")
    assert "data-push" not in back and "<input" not in back and "orders" in back


def test_a_narrowed_tile_has_the_figures_of_the_mark_and_says_so(sales: None, get: Get, alice: User) -> None:
    tile = get(alice, f"revenue/tiles/revenue/?{JANUARY}")
    assert "€1,130" in tile and "Narrowed to Order month: 2026-01" in tile
    assert "vs previous 1 month" in tile or "vs previous month" in tile
    source = get(alice, f"revenue/tiles/revenue_by_month/?{JANUARY}")
    assert '"selectedpoints"' in source.replace("&quot;", '"') and "data-crosses" in source


def test_the_page_of_a_shared_link_shows_what_is_chosen(sales: None, get: Get, alice: User) -> None:
    page = get(alice, f"revenue/?{JANUARY}")
    assert "Order month" in page and 'name="x[orders.ordered_month]" value="2026-01"' in page


def test_files_are_of_the_page_as_it_is_without(sales: None, get: Get, client: Client, alice: User) -> None:
    client.force_login(alice)
    files = [b"".join(client.get(f"/dashboards/revenue/tiles/revenue_by_month.csv?{more}").streaming_content)  # type: ignore[attr-defined]
             for more in (PERIOD, f"{PERIOD}&x[orders.country]=CE")]  # fmt: skip
    assert files[0] == files[1]


@pytest.mark.parametrize(
    "hostile",
    [
        "x[orders.nothing]=1", "x[message_events.kind]=open", "x[orders.revenue]=>5", "x[custom.x]=1",
        "x[orders.country]=%00", "x[orders.ordered_month]=12 mnths", "x[orders.country]={{ _user_attributes['x'] }}",
        "x[orders.country]=" + "&x[orders.country]=".join(str(number) for number in range(900)),
        "x[orders.country]=" + "a" * 5000, "x[orders.country]=%3Cscript%3Ealert(1)%3C/script%3E",
        "x[orders.country]=CE&by[orders.country]=nothing", "x[" + "a" * 300 + "]=1",
        "&".join(f"x[orders.f{number}]=1" for number in range(200)),
    ],
)  # fmt: skip
def test_a_hostile_address_harms_nothing(sales: None, get: Get, alice: User, hostile: str) -> None:
    for path in ("revenue/", "revenue/cross/", "revenue/tiles/orders/", "revenue/tiles/products/"):
        said = get(alice, f"{path}?{PERIOD}&{hostile}")
        assert "<script>alert" not in said


def test_what_narrows_nothing_is_said_in_the_bar(sales: None, get: Get, alice: User) -> None:
    assert "No tile of this page has such a field." in get(alice, f"revenue/?{PERIOD}&x[orders.nothing]=1")
    assert "1000 values are too many" in get(
        alice, "revenue/?" + "&".join(f"x[orders.country]={n}" for n in range(1000))
    )
    assert "€1,200" in get(alice, f"revenue/tiles/revenue/?{PERIOD}&x[orders.nothing]=1")


@pytest.mark.parametrize(
    ("click", "said"),
    [
        ("tile=orders&field=orders.count&row=[]&pivot=[]", "Marks of this tile do not filter the page."),
        ("tile=nothing&field=orders.count&row=[]", "Marks of this tile do not filter the page."),
        ("tile=revenue_by_month&field=orders.revenue&row=[]&pivot=[]", "This stands for no one value"),
        ("tile=revenue_by_month&field=orders.revenue&row=[[1]]", "takes a list of plain values"),
        ('tile=revenue_by_month&field=orders.revenue&row=["never"]', "is no date"),
        ('tile=revenue_by_month&field=contacts.email&row=["2026-01-01"]', "is not in this query"),
        ("tile=revenue_by_month&field=orders.revenue&row={", "takes a list of plain values"),
        ('tile=products&field=products.name&row=["Lamp"]&until=["Vase"]', "A range needs an axis of dates or numbers."),
    ],
)
def test_a_click_that_means_nothing_says_why(sales: None, get: Get, alice: User, click: str, said: str) -> None:
    answer = get(alice, f"revenue/cross/?{PERIOD}&{click}").replace("&#x27;", "'")
    assert said in answer and "data-push" not in answer


def test_a_range_of_months_is_one_filter(sales: None, get: Get, alice: User) -> None:
    said = get(alice, f'revenue/cross/?{PERIOD}&{CLICK}["2026-01-01"]&until=["2026-02-01"]')
    assert 'value="2026-01-01 to 2026-03-01"' in said


def test_an_attribute_of_another_company_is_no_field_here(sales: None, get: Get, charlie: User) -> None:
    assert "€" not in get(charlie, f"revenue/tiles/revenue/?{JANUARY}")


def test_the_menu_of_a_mark_filters_and_drills(sales: None, get: Get, alice: User) -> None:
    asked = "fields=products.name,order_items.revenue&field=products.name&row=[%22Lamp%22]&pivot=[]"
    menu = get(alice, f"revenue/tiles/products/menu/?{asked}")
    assert "Filter the page to Lamp" in menu and "Drill by another dimension" in menu
    assert "Filter the page" not in get(alice, f"revenue/tiles/orders/menu/?{asked}")
    assert "is not in this query" in get(alice, f"revenue/tiles/products/menu/?{asked}&field=x.y", 400).replace(
        "&#x27;", "'"
    )


def test_the_rows_behind_a_mark_of_a_narrowed_tile_are_narrowed_too(
    sales: None, get: Get, client: Client, alice: User
) -> None:
    tile = get(
        alice,
        f"revenue/tiles/products/?{PERIOD}&x[orders.ordered_month]=2026-02&by[orders.ordered_month]=revenue_by_month",
    )
    query = tile.split('data-query="')[1].split('"')[0].replace("&amp;", "&")
    rows = client.get(
        query.replace("/?", "/drilled?") + "&field=order_items.revenue&row=[%22Lamp%22]&pivot=[]&rows=order_items"
    )
    assert "2 of 2 rows" in rows.content.decode()  # 50 and 20 in February


def document(**more: Any) -> dict[str, Any]:
    by = {"explore": "business", "fields": ["orders.country", "orders.count"]}
    spend = {"explore": "ads", "fields": ["ad_metrics.spend"]}
    tiles = {
        "by": {"title": "By country", "vis": "bar", "at": [0, 0, 12, 8], "query": by, **more.pop("by", {})},
        "spend": {"title": "Spend", "vis": "single", "at": [12, 0, 12, 8], "query": spend},
    }
    return {"title": "Mine", "tiles": tiles, **more}


def mine(user: User, **more: Any) -> str:
    viewer = viewer_for(user)
    return str(own.make_from(viewer, place_of(viewer, True), document(**more)).pk)


def test_a_tile_that_cannot_be_narrowed_says_so(sales: None, get: Get, alice: User) -> None:
    address = "x[orders.country]=CE&by[orders.country]=by"
    assert "Not narrowed: not by Country: CE: it has no Country" in get(alice, f"{mine(alice)}/tiles/spend/?{address}")


def test_a_dashboard_and_a_tile_can_switch_it_off(sales: None, get: Get, alice: User) -> None:
    off = mine(alice, settings={"cross_filter": False})
    assert 'id="cross"' not in get(alice, f"{off}/") and "data-crosses" not in get(alice, f"{off}/tiles/by/")
    narrowed = get(alice, f"{off}/tiles/by/?x[orders.country]=IA")
    assert "IA" in narrowed and "CE" in json.dumps(narrowed), "it takes no cross-filter either"
    tile = mine(alice, by={"cross_filter": False})
    assert "data-crosses" not in get(alice, f"{tile}/tiles/by/") and "data-menu" in get(alice, f"{tile}/tiles/by/")
    assert "do not filter the page" in get(alice, f'{tile}/cross/?tile=by&field=orders.country&row=["CE"]')


def test_custom_fields_filter_nothing(sales: None, get: Get, alice: User) -> None:
    custom = {"size": {"dimension": "${orders.total} * 2"}}
    query = {"explore": "business", "fields": ["size", "orders.count"], "custom": custom}
    slug = mine(alice, by={"query": query})
    said = get(alice, f'{slug}/cross/?tile=by&field=orders.count&row=["100"]&pivot=[]').replace("&#x27;", "'")
    assert "made in the tile's own question" in said
