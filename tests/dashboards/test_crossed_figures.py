"""The figures of narrowed tiles are those of the marks that were clicked, whatever the values are."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import Count

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from cdp.batches import batch
from cdp.models import Contact, Order, Source
from cdp.warehouse import mirror
from dashboards import crossing, marking, own
from dashboards.asking import Asked, answered, pin_named, question
from dashboards.cross_views import _pointed
from explores.answer import Row
from explores.tables.marks import row_mark

NASTY = ["Ads", 'a "quoted", text', "100% silk", "-minus", "under_score", "caret ^ sign", "<b>HTML</b> & co",
         "NULL", "back\\slash", "{{ braces }}", " spaced ", "é, ü; ß", None]  # fmt: skip
NOW = datetime(2026, 3, 17, 12, tzinfo=UTC)
FIELDS = [
    "orders.channel", "orders.ordered_month", "orders.ordered_week", "orders.ordered_date", "orders.ordered_hour",
    "orders.ordered_quarter", "orders.ordered_year", "orders.ordered_day_of_week", "orders.ordered_hour_of_day",
    "orders.total_tier", "orders.total", "orders.has_contact", "orders.order_number", "common.date_month",
    "common.subaccount",
]  # fmt: skip


@pytest.fixture
def shop(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    """Two orders of each nasty channel, some by guests, at odd hours over three months."""
    source = Source.objects.create(subaccount=subaccount, name="shop", kind="file")
    common: dict[str, Any] = {"subaccount_id": subaccount.pk, "source_id": source.pk, "currency": "EUR"}
    with batch(source):
        contact = Contact.objects.create(subaccount_id=subaccount.pk, email="a@example.org")
        Order.objects.bulk_create(
            Order(
                **common, external_id=str(number), channel=channel, total=[0, 9.5, 250][number % 3],
                contact_id=contact.pk if number % 2 else None,
                ordered_at=datetime(2026, 1 + number % 3, 1 + number, (7 * number) % 24, 30, tzinfo=UTC),
            )
            for number, channel in enumerate([*NASTY, *NASTY])
        )  # fmt: skip
    mirror.publish()


def page(user: User, field: str, **more: Any) -> Asked:
    """A tile of orders by ``field``, and the number of them."""
    source = {"explore": "business", "fields": [field, "orders.count"], "limit": "all"}
    count = {"explore": "business", "fields": ["orders.count"]}
    tiles = {
        "source": {"title": "By field", "vis": "table", "at": [0, 0, 12, 8], "query": source},
        "count": {"title": "Orders", "vis": "single", "at": [12, 0, 12, 8], "query": count},
    }
    dashboard = own.value_of({"title": "Crossed", "tiles": tiles, **more}, "1")
    return Asked(
        dashboard, {each.name: each.default for each in dashboard.filters}, viewer_for(user), NOW, pin_named("")
    )


def rows(asked: Asked, tile: str) -> list[Row]:
    found = asked.dashboard.tile(tile)
    assert found is not None
    answer = answered(found, asked).answer
    return [row for place, row in enumerate(answer.rows) if place not in answer.filled]


def orders(asked: Asked) -> int:
    return int(rows(asked, "count")[0]["orders.count"] or 0)


def mark(asked: Asked, field: str, row: Row) -> dict[str, str]:
    tile = asked.dashboard.tile("source")
    assert tile is not None
    return marking.terms(_pointed(tile, asked, {"field": field, "row": row_mark([row[field]]), "pivot": "[]"}))


@pytest.mark.parametrize("field", FIELDS)
def test_a_click_on_any_value_narrows_to_just_its_rows(shop: None, alice: User, field: str) -> None:
    asked = page(alice, field)
    found = rows(asked, "source")
    assert found
    for row in found[:14]:
        then = replace(asked, crossed=crossing.clicked((), "source", mark(asked, field, row)))
        assert orders(then) == row["orders.count"], row
        assert rows(then, "source") == found, "the tile that was clicked in keeps all its marks"


def test_texts_agree_with_the_rows_themselves(shop: None, alice: User) -> None:
    asked = page(alice, "orders.channel")
    for channel, expected in Order.objects.values_list("channel").annotate(Count("pk")):
        then = crossing.clicked((), "source", mark(asked, "orders.channel", {"orders.channel": channel}))
        assert orders(replace(asked, crossed=then)) == expected, channel


@pytest.mark.parametrize("field", ["orders.channel", "orders.ordered_month", "orders.total_tier", "orders.has_contact",
                                   "orders.total", "orders.ordered_day_of_week"])  # fmt: skip
def test_several_values_of_a_field_are_any_of_them(shop: None, alice: User, field: str) -> None:
    asked = page(alice, field)
    crossed: tuple[crossing.Crossed, ...] = ()
    total = 0
    for row in rows(asked, "source"):
        crossed = crossing.clicked(crossed, "source", mark(asked, field, row), add=True)
        total += row["orders.count"]
        assert orders(replace(asked, crossed=crossed)) == total


def test_several_fields_must_all_hold(shop: None, alice: User) -> None:
    asked = page(alice, "orders.channel")
    month = crossing.Crossed("orders.ordered_month", ("2026-01",))
    channel = crossing.Crossed("orders.channel", ("Ads",), "source")
    expected = Order.objects.filter(channel="Ads", ordered_at__month=1).count()
    assert orders(replace(asked, crossed=(month, channel))) == expected
    assert sum(row["orders.count"] for row in rows(replace(asked, crossed=(month, channel)), "source")) == (
        Order.objects.filter(ordered_at__month=1).count()
    ), "the source is narrowed by the fields of others alone"


@pytest.mark.parametrize(
    ("field", "first", "last", "expected"),
    [
        ("orders.ordered_month", "2026-01-01", "2026-02-01", {"orders.ordered_month": "2026-01-01 to 2026-03-01"}),
        ("orders.ordered_hour", "2026-01-04T23:00:00", "2026-01-05T01:00:00",
         {"orders.ordered_hour": "2026-01-04 23:00:00 to 2026-01-05 02:00:00"}),
        ("orders.total", "9.5", "250", {"orders.total": "[9.5,250]"}),
    ],
)  # fmt: skip
def test_a_range_goes_from_mark_to_mark(
    shop: None, alice: User, field: str, first: str, last: str, expected: dict[str, str]
) -> None:
    asked = page(alice, field)
    tile = asked.dashboard.tile("source")
    assert tile is not None
    ends = [_pointed(tile, asked, {"field": field, "row": json.dumps([end]), "pivot": "[]"}) for end in (first, last)]
    assert marking.ranged(*ends) == expected
    then = replace(asked, crossed=crossing.clicked((), "source", marking.ranged(*ends)))
    inside = [row for row in rows(asked, "source") if first <= row_mark([row[field]]).strip('["]') <= last]
    if field != "orders.total":
        assert orders(then) == sum(row["orders.count"] for row in inside)
    else:
        assert orders(then) == Order.objects.filter(total__gte=9.5, total__lte=250).count()


def test_a_month_narrows_a_tile_as_the_period_of_the_page_would(shop: None, alice: User) -> None:
    filters = {"date": {"label": "Date", "type": "date", "field": "orders.ordered_date", "default": "2026"}}
    asked = page(alice, "orders.ordered_month", filters=filters)
    tile = asked.dashboard.tile("count")
    assert tile is not None
    crossed = replace(asked, crossed=(crossing.Crossed("orders.ordered_month", ("2026-02",), "source"),))
    period = replace(asked, values={"date": "2026-02"})
    assert orders(crossed) == orders(period)
    assert question(tile, crossed)[1] == question(tile, period)[1]
    compares = replace(tile, compares=True)
    (found, expected) = (answered(compares, each).before for each in (crossed, period))
    assert found and expected and found.rows == expected.rows, "it is compared with the month before, not with nothing"


def test_a_day_of_the_week_leaves_the_period_as_it_is(shop: None, alice: User) -> None:
    filters = {"date": {"label": "Date", "type": "date", "field": "orders.ordered_date", "default": "2026"}}
    asked = page(alice, "orders.ordered_day_of_week", filters=filters)
    tile = asked.dashboard.tile("count")
    assert tile is not None
    crossed = replace(asked, crossed=(crossing.Crossed("orders.ordered_day_of_week", ("Monday",), "source"),))
    assert question(tile, crossed)[1] == question(tile, asked)[1]
