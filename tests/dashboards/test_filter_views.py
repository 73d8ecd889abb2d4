"""The forms of a page's filters, as a browser without scripts sends them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.test import Client

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from dashboards import own
from explores.keeping import folders
from tests.dashboards.sales import sell

FILTERS: dict[str, Any] = {
    "order_date": {"label": "Order date", "type": "date", "field": "orders.ordered_date", "control": "timeframes"},
    "country": {"label": "Country", "type": "string", "field": "orders.country", "control": "checkboxes"},
    "product": {
        "label": "Product", "type": "string", "field": "products.name", "control": "tag_list", "linked": ["country"],
    },
    "total": {"label": "Total", "type": "number", "field": "orders.total", "control": "range_slider"},
    "gone": {"label": "Colour", "type": "string", "field": "orders.colour"},
}  # fmt: skip
TILES: dict[str, Any] = {
    "revenue": {
        "title": "Revenue", "vis": "table", "at": [0, 0, 12, 8],
        "query": {"explore": "business", "fields": ["orders.country", "orders.revenue"]},
    },
    "products": {
        "title": "Products", "vis": "table", "at": [12, 0, 12, 8], "listens": {"gone": False},
        "query": {"explore": "business", "fields": ["products.name", "order_items.revenue"]},
    },
}  # fmt: skip
Get = Callable[..., Any]


@pytest.fixture
def make(transactional_db: None, account: Account, subaccount: SubAccount, alice: User) -> Callable[..., Get]:
    """A dashboard of Alice's with these filters changed, and how she gets its parts."""
    sell(subaccount, SubAccount.objects.create(pk=subaccount.pk + 1, account=account, name="Alba Italia"))
    client = Client()
    client.force_login(alice)

    def made(**changes: dict[str, Any]) -> Get:
        filters = {name: {**each, **changes.get(name, {})} for name, each in FILTERS.items()}
        document = {"title": "Ours", "filters": filters, "tiles": TILES}
        row = own.make_from(viewer_for(alice), folders.personal(viewer_for(alice)), document)

        def get(part: str = "", **params: Any) -> Any:
            query = urlencode({key.replace("__", "."): value for key, value in params.items()}, doseq=True)
            return client.get(f"/dashboards/{row.pk}/{part}?{query}")

        return get

    return made


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_forms_parts_lead_to_the_plain_address(make: Callable[..., Get]) -> None:
    get = make()
    answer = get(
        country__value=["", "CE", "IA"], country="old", product="Lamp", zone="two", total__from="5", total__to=""
    )
    assert answer.status_code == 302
    led = parse_qsl(urlsplit(answer.headers["Location"]).query, keep_blank_values=True)
    assert led == [("country", "CE,IA"), ("product", "Lamp"), ("total", ">=5"), ("zone", "two")]
    nothing = get(country__value="", country="CE")
    assert urlsplit(nothing.headers["Location"]).query == ""


def test_a_part_that_does_not_fit_is_said_beside_what_was_there(make: Callable[..., Get]) -> None:
    page = text(make()(total__from="many", total__to="5", total=">3", country="CE"))
    assert "“many” is not a number." in page and 'value="many"' in page
    assert "&gt; 3" in page and "country=CE" in page  # the page still shows what it was narrowed by


def test_values_come_from_the_data_and_are_searched_there(make: Callable[..., Get]) -> None:
    get = make()
    form = text(get("filters/country/control/", country="CE"))
    assert 'value="CE" checked' in form and 'value="IA">' in form
    found = text(get("filters/product/control/", product__search="vas", product__find="1", product__value="Lamp"))
    assert 'value="Vase">' in found and 'value="Lamp" checked' in found
    assert "No value holds" in text(get("filters/product/control/", product__search="zzz", product__find="1"))


def test_without_scripts_the_form_is_in_the_page(make: Callable[..., Get]) -> None:
    get = make()
    assert 'name="country.value"' not in text(get())
    page = text(get(open="country"))
    assert 'name="country.value"' in page and 'id="filter-country"' in page
    assert "f%5Borders.channel%5D=" in text(get(open="+"))


def test_what_a_control_cannot_show_is_shown_as_conditions(make: Callable[..., Get]) -> None:
    form = text(make()("filters/country/control/", country="C%"))
    assert "more than checkboxes can show" in form and 'value="starts" selected' in form


def test_a_parent_narrows_the_values_and_a_value_outside_is_said(make: Callable[..., Get]) -> None:
    get = make()
    form = text(get("filters/product/control/", country="IA", product="Vase"))
    assert 'value="Lamp">' in form and "Within Country." in form
    assert "Vase is not within Country" in form and 'value="Vase" checked' in form  # said, not dropped
    assert "Vase is not within Country" in text(
        get("filters/product/explain/", country="IA", product="Vase", within="1")
    )
    assert "not within" not in text(get("filters/product/explain/", country="CE", product="Vase", within="1"))


def test_nothing_is_asked_while_a_required_filter_has_no_value(make: Callable[..., Get]) -> None:
    get = make(country={"required": True})
    page = text(get())
    assert (
        "Nothing is asked until" in page
        and "open=country" in page
        and 'hx-get="/dashboards/' not in page.split('class="grid"')[1]
    )
    assert "Nothing is asked until Country has a value" in text(get("tiles/revenue/"))
    assert "tiles/revenue/?" in text(get(country="CE"))
    assert "200.00" in text(get("tiles/revenue/", country="CE", order_date="2026"))


def test_a_filter_on_a_field_that_is_gone_is_said_on_its_chip_and_its_tiles(make: Callable[..., Get]) -> None:
    get = make()
    assert "There is no field orders.colour any more" in text(get(gone="red", open="gone"))
    assert "Not narrowed by Colour" in text(get("tiles/revenue/", gone="red"))
    assert "Not narrowed" not in text(get("tiles/revenue/"))
    assert "Not narrowed" not in text(get("tiles/products/", gone="red"))  # it does not listen


def test_a_viewer_adds_a_filter_in_the_address(make: Callable[..., Get]) -> None:
    get = make()
    page = text(get(**{"f[products.name]": "Vase"}))
    assert '<span class="chip-value">Vase</span>' in page and "f%5Bproducts.name%5D=Vase" in page
    tile = text(get("tiles/products/", **{"f[products.name]": "Vase"}))
    assert "Vase" in tile and "Lamp" not in tile
    answer = get(**{"f[products.name].op.0": "is", "f[products.name].value.0": "Lamp", "f[products.name]": "Vase"})
    assert urlsplit(answer.headers["Location"]).query == "f%5Bproducts.name%5D=Lamp"
    assert "There is no field orders.nothing" in text(get(**{"f[orders.nothing]": "x", "open": "f[orders.nothing]"}))
    assert "Not narrowed by orders.nothing" in text(get("tiles/products/", **{"f[orders.nothing]": "x"}))


def test_of_two_filters_on_one_field_in_the_address_both_are_met(make: Callable[..., Get]) -> None:
    get, both = make(), {"f[products.name]": "Vase, Lamp", "f[products.name][2]": "-Lamp"}
    tile = text(get("tiles/products/", **both))
    assert ">Vase<" in tile and ">Lamp<" not in tile
    assert '<span class="chip-value">not Lamp</span>' in text(get(**both))
    assert ">Lamp<" in text(get("tiles/products/", **{"f[products.name]": "Vase, Lamp"}))


def test_a_slider_ends_where_the_data_does(make: Callable[..., Get]) -> None:
    form = text(make()("filters/total/control/"))
    assert 'min="20" max="1000"' in form
    form = text(make(total={"min": 0, "max": 50})("filters/total/control/"))
    assert 'min="0" max="50"' in form


@pytest.mark.parametrize(
    "params",
    [
        {"country.value": ["x" * 100_000]},
        {"country.value": ["é" * 3] * 900},
        {"country.op.0": "nonsense", "country.box.0": "x"},
        {"country.op.99": "is"},
        {"total.from": "NaN", "total.to": "Infinity"},
        {"total.from": ["1", "2", "3"]},
        {"order_date.count": "9" * 30, "order_date.unit": "day"},
        {"order_date.from": "0000-00-00", "order_date.to": "9999-12-31"},
        {"country.": "x", ".value": "y", "country.less": "-1"},
        {"country": "{{ _user_attributes['x'] }}", "open": "country"},
        {"f[]": "x", "f[[[": "y", "f[" + "a" * 5_000 + "]": "z"},
        {"open": "nothing", "find": "\x00"},
        {"country.value": ["\x00"], "country.draw": "1"},
        {"country": "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace")},
    ],
)  # fmt: skip
def test_hostile_parts_are_answered_in_words(make: Callable[..., Get], params: dict[str, Any]) -> None:
    get = make()
    assert get(**params).status_code in (200, 302)
    for part in ("filters/country/control/", "filters/total/control/", "filters/country/explain/", "filters/"):
        assert get(part, **params).status_code == 200


def test_more_parts_than_an_address_may_have_are_refused(make: Callable[..., Get]) -> None:
    assert make()(country__value=["x"] * 10_000).status_code == 400


def test_edit_mode_adds_a_filter_says_what_it_is_and_lets_tiles_listen(
    make: Callable[..., Get], alice: User, client: Client
) -> None:
    number = make()().wsgi_request.path.split("/")[2]
    client.force_login(alice)
    edit = f"/dashboards/{number}/edit/"
    assert "Orders › Channel" in text(client.get(f"{edit}?sheet=filters"))
    made = client.post(f"{edit}do/filter-add/", {"of": "business:orders.channel"})
    assert made.headers["Location"].endswith("?sheet=filter&filter=channel")
    sheet = text(client.get(made.headers["Location"]))
    assert 'value="tag_list"' in sheet and "Tiles to update" in sheet and 'name="hears.revenue"' in sheet
    said = {"filter": "channel", "label": "Sold by", "control": "checkboxes", "tile.products": "1", "required": "1"}
    client.post(f"{edit}do/filter/", said)
    client.post(f"{edit}save/")
    content = own.find(viewer_for(alice), number).content
    assert content["filters"]["channel"] == {
        "label": "Sold by", "type": "string", "field": "orders.channel", "explore": "business",
        "control": "checkboxes", "required": True,
    }  # fmt: skip
    assert content["tiles"]["products"]["listens"]["channel"] == "no"
    client.get(edit)
    page = client.post(f"{edit}do/filter-add/", {"of": "business:orders.nothing"}, follow=True)
    assert "There is no such field" in text(page)
    gone = text(client.get(f"{edit}?sheet=filter&filter=gone"))
    assert "There is no field orders.colour any more" in gone
