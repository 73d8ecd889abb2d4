"""The explores hold what people ask of them, and a catalog that does not fit is refused at start."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from explores.semantic.load import from_data, load
from explores.semantic.section import CatalogError
from tests.explores.semantic import shop
from tests.explores.semantic.standard import COLUMNS, FOLDER, standard

ASKED = {
    "business": (
        "contacts.created_month", "contacts.first_order_month", "contacts.days_to_first_order",
        "contacts.conversion_rate",
        "contacts.repeat_customers", "contacts.one_time_customers", "orders.revenue", "orders.average_basket",
        "orders.average_amount", "orders.median_amount", "orders.customers", "orders.orders_per_customer",
        "orders.months_since_first_order", "orders.net_revenue", "orders.discount", "order_items.quantity",
        "order_items.revenue", "products.category", "products.brand", "refunds.amount", "received.recipients",
        "received.conversions", "received.conversion_rate", "campaigns.name", "lists.name", "common.date_month",
        "common.subaccount", "common.channel",
    ),
    "marketing_email": (
        "emails.sent", "emails.delivered", "emails.soft_bounces", "emails.hard_bounces", "emails.opens",
        "emails.human_opens",
        "emails.unique_opens", "emails.clicks", "emails.unique_clicks", "emails.unsubscribes", "emails.complaints",
        "emails.delivery_rate", "emails.open_rate", "emails.human_open_rate", "emails.click_rate",
        "emails.click_to_open_rate", "emails.unsubscribe_rate", "campaigns.name", "templates.name", "contacts.country",
        "lists.name", "segments.name", "emails.mailbox_domain", "emails.sending_ip",
    ),
    "transactional_email": ("emails.sent", "templates.name", "templates.language", "templates.subject"),
    "email": (
        "emails.stream", "emails.ip_pool", "emails.sender", "emails.not_delivered", "emails.proxy_opens",
        "emails.bot_opens", "emails.bot_clicks", "emails.trackable_opens", "emails.trackable_delivered",
        "emails.estimated_opens", "emails.estimated_open_rate", "emails.opens_rate", "emails.chosen_open_rate",
    ),
    "sms": ("sms.sent", "sms.delivered", "sms.soft_bounces", "sms.hard_bounces", "sms.cost", "sms.stream"),
    "ads": (
        "ad_metrics.spend", "ad_metrics.impressions", "ad_metrics.clicks", "ad_metrics.ctr", "ad_metrics.cpc",
        "ad_metrics.cpm",
        "ad_metrics.purchases", "ad_metrics.results", "ad_metrics.conversion_rate", "ad_metrics.cpa",
        "ad_metrics.purchase_value", "ad_metrics.roas", "ad_metrics.leads", "ad_campaigns.channel", "ad_campaigns.name",
        "ad_sets.name", "ads.name", "ad_metrics.age", "ad_metrics.gender", "ad_metrics.country", "ad_metrics.device",
        "ad_metrics.keyword", "ad_metrics.region", "ad_metrics.placement", "ad_metrics.day_month",
    ),
}  # fmt: skip
LABELS = {
    "contacts.created_month": "Contacts › Contact created date › Month",
    "orders.average_amount": "Orders › Average amount per order",
    "orders.revenue": "Orders › Revenue",
    "orders.average_basket": "Orders › Average basket",
}


@pytest.mark.parametrize(("explore", "fields"), ASKED.items())
def test_each_explore_has_the_fields_people_ask_for(explore: str, fields: tuple[str, ...]) -> None:
    missing = set(fields) - {info.id for info in standard().explore(explore).fields()}
    assert not missing


@pytest.mark.parametrize(("name", "label"), LABELS.items())
def test_fields_are_called_what_people_know_them_by(name: str, label: str) -> None:
    assert {info.id: info.label for info in standard().explore("business").fields()}[name] == label


@pytest.mark.parametrize(
    ("explore", "field", "format_name"),
    [
        ("ads", "ad_metrics.ctr", "percent_2"),
        ("marketing_email", "emails.click_rate", "percent_2"),
        ("marketing_email", "emails.click_to_open_rate", "percent_2"),
        ("marketing_email", "emails.delivery_rate", "percent_2"),
        ("sms", "sms.hard_bounce_rate", "percent_2"),
        ("marketing_email", "emails.complaint_rate", "percent_3"),
        ("marketing_email", "emails.open_rate", "percent"),
    ],
)
def test_a_small_rate_shows_the_decimals_that_matter(explore: str, field: str, format_name: str) -> None:
    assert standard().explore(explore).field(field).format == format_name


def test_every_field_says_in_a_sentence_what_it_is() -> None:
    fields = [info for explore in standard().explores.values() for info in explore.fields()]
    assert not [info.id for info in fields if not info.definition.endswith((".", "…"))]


def test_no_two_fields_of_an_explore_share_a_label() -> None:
    for explore in standard().explores.values():
        labels = [info.label for info in explore.fields()]
        assert sorted(labels) == sorted(set(labels)), explore.name


def test_reach_is_never_summed() -> None:
    sums = [f.sql for f in standard().explore("ads").fields() if f.sql.startswith("sum") and "reach" in f.sql]
    assert sums == []


def test_a_site_adds_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "explores").mkdir()
    own = "explore: goods\nlabel: Goods\nbase: {view: products}\n"
    (tmp_path / "explores" / "goods.yaml").write_text(own)
    assert load([FOLDER, tmp_path], COLUMNS).explore("goods").measure("products.count")


def broken(change: Any) -> str:
    """What the loader says of the test shop's catalog after ``change`` to its files."""
    views = copy.deepcopy(shop.VIEWS)
    explore: dict[str, Any] = {
        "explore": "shop", "label": "Shop", "base": {"view": "contacts"},
        "joins": [{"view": "orders", "from": "contacts", "relation": "one_to_many", "on": {"id": "contact_id"}}],
    }  # fmt: skip
    for view in views.values():
        view.pop("measures", None)
    change(views, explore)
    with pytest.raises(CatalogError) as caught:
        from_data(views, {"shop": explore}, shop.COLUMNS)
    return str(caught.value)


def test_an_unknown_key_is_named_with_its_file_and_the_nearest() -> None:
    said = broken(lambda views, explore: views["orders"]["dimensions"]["status"].update(lable="Status"))
    assert "views/orders.yaml: dimensions.status" in said and "Try label" in said


def test_an_unknown_column_is_named_with_the_nearest() -> None:
    said = broken(lambda views, explore: views["orders"]["dimensions"]["status"].update(sql="statsu"))
    assert "no column 'statsu'" in said and "Try status" in said


def test_an_unknown_view_is_named_with_the_nearest() -> None:
    assert "Try orders" in broken(lambda views, explore: explore["joins"][0].update(view="ordres"))


def test_a_join_on_a_column_that_is_not_there_is_refused() -> None:
    assert "Try contact_id" in broken(lambda views, explore: explore["joins"][0].update(on={"id": "contakt_id"}))


def test_a_view_joined_twice_under_one_name_is_refused() -> None:
    assert "joined twice" in broken(lambda views, explore: explore["joins"].append(explore["joins"][0]))


def test_a_formula_of_an_unknown_measure_is_refused() -> None:
    def change(views: Any, explore: Any) -> None:
        views["orders"]["measures"] = {
            "count": {"type": "count"},
            "bad": {"type": "ratio", "of": "cuont", "over": "count"},
        }

    assert "Try orders.count" in broken(change)


def test_a_formula_made_of_itself_is_refused() -> None:
    def change(views: Any, explore: Any) -> None:
        views["orders"]["measures"] = {"loop": {"type": "formula", "formula": "loop + 1"}}

    assert "made of itself" in broken(change)


def test_a_measure_cannot_filter_on_what_its_row_has_many_of() -> None:
    def change(views: Any, explore: Any) -> None:
        views["contacts"]["measures"] = {"bad": {"type": "count", "filters": {"orders.status": "paid"}}}

    assert "has many of 'orders'" in broken(change)


def test_a_time_frame_that_a_day_has_not_is_refused() -> None:
    def change(views: Any, explore: Any) -> None:
        views["refunds"]["dimensions"]["refunded"]["timeframes"] = ["hour"]
        explore["joins"].append(
            {"view": "refunds", "from": "orders", "relation": "one_to_many", "on": {"id": "order_id"}}
        )

    assert "hour" in broken(change)


def test_a_derived_view_must_carry_its_sub_account() -> None:
    def change(views: Any, explore: Any) -> None:
        views["facts"]["columns"].pop("subaccount_id")
        explore["joins"].append(
            {"view": "facts", "from": "contacts", "relation": "one_to_one", "on": {"id": "contact_id"}}
        )

    assert "subaccount_id" in broken(change)


def test_a_file_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "bad.yaml").write_text("a: [")
    with pytest.raises(CatalogError, match=r"bad\.yaml"):
        load([tmp_path], COLUMNS)


def test_an_explore_is_not_called_as_the_page_of_merged_results() -> None:
    with pytest.raises(CatalogError, match="address of another page"):
        from_data({}, {"merge": {"explore": "merge"}}, {})
