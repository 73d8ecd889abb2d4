"""The picker groups fields as people think of them, and every quick start can be asked."""

from __future__ import annotations

import copy

import pytest

from accounts.access import viewer_for
from accounts.models import User
from explores import quickstart, runner
from explores.picker import sections
from explores.semantic.field_info import FieldInfo
from explores.semantic.load import from_data
from tests.explores.semantic import shop


def info(name: str, **parts: str | None) -> FieldInfo:
    given = {"label": name, "short_label": name, "view": "orders", "view_label": "Orders", "group_label": None}
    rest = {"kind": "dimension", "type": "text", "timeframe": None, "format": "text", "definition": "", "sql": ""}
    return FieldInfo(**{"id": f"orders.{name}", **given, **rest, **parts})  # type: ignore[arg-type]


def framed(name: str, label: str) -> FieldInfo:
    """One time frame of the order date."""
    whole = f"Orders › Order date › {label}"
    return info(f"ordered_{name}", label=whole, group_label="Order date", timeframe=name, type="date")


def test_time_frames_stand_under_their_date() -> None:
    made = sections([framed("month", "Month"), info("channel")])
    date, alone = made[0].dimensions
    assert (date.label, date.entries[0].name, date.icon) == ("Order date", "Month", "calendar")
    assert alone.alone is not None and alone.alone.letters == "Aa"


def test_fields_of_one_group_stand_under_its_heading_and_others_may_join_a_date() -> None:
    joined = info("weekday", label="Orders › Order date › Weekday or not", group_label="Order date")
    whole = [info(name, label=f"Orders › Address › {name}", group_label="Address") for name in ("City", "Street")]
    date, address = sections([framed("month", "Month"), *whole, joined])[0].dimensions
    assert [entry.name for entry in (*date.entries, *date.more)] == ["Month", "Weekday or not"]
    assert (address.label, [entry.name for entry in address.entries]) == ("Address", ["City", "Street"])


def test_a_short_name_under_a_heading_is_the_catalogs_where_it_gives_one() -> None:
    views = copy.deepcopy(shop.VIEWS)
    views["products"]["dimensions"]["category"] |= {"group": "State", "group_item": "Now"}
    goods = {"explore": "goods", "label": "Goods", "base": {"view": "products"}}
    fields = from_data(views, {"goods": goods}, shop.COLUMNS).explore("goods").fields()
    (state,) = [group for section in sections(fields) for group in section.dimensions if group.label == "State"]
    assert (state.entries[0].name, state.entries[0].field.label) == ("Now", "Products › State › Category")


def test_time_frames_come_in_the_order_people_use_them() -> None:
    frames = ("time", "minute", "date", "day_of_week", "year", "month")
    (date,) = sections(framed(name, name) for name in frames)[0].dimensions
    assert [entry.name for entry in date.entries] == ["date", "month", "year", "time"]
    assert [entry.name for entry in date.more] == ["minute", "day_of_week"]


def test_a_date_with_all_its_time_frames_counts_as_one_field() -> None:
    attributes = [info("attr_a", group_label="Attributes"), info("attr_b", group_label="Attributes")]
    (section,) = sections([framed("date", "Date"), framed("month", "Month"), info("channel"), *attributes])
    assert section.count == 4


def test_column_heads_read_as_people_say_them(alice: User) -> None:
    fields = runner.catalog_for(viewer_for(alice)).explore("business").fields()
    heads = {field.id: field.short_label for field in fields}
    assert heads["orders.ordered_date"] == "Order date" and heads["orders.ordered_month"] == "Order month"
    assert heads["orders.ordered_day_of_week"] == "Order day of week" and heads["common.date_month"] == "Month"
    assert heads["contacts.birth_date_year"] == "Birth year" and heads["orders.revenue"] == "Revenue"


def test_custom_fields_come_first_and_views_of_one_label_together() -> None:
    made = sections(
        [
            info("a"),
            info("c", view="custom", view_label="Custom fields"),
            info("b", view="other"),
            info("m", kind="measure"),
        ]
    )
    assert [section.label for section in made] == ["Custom fields", "Orders"]
    assert len(made[1].dimensions) == 2 and made[1].measures[0].alone is not None


@pytest.mark.parametrize("name", ["business", "marketing_email", "transactional_email", "email", "sms", "ads"])
def test_every_quick_start_names_fields_that_are_there(name: str, alice: User) -> None:
    explore = runner.catalog_for(viewer_for(alice)).explore(name)
    assert len(quickstart.quick_starts(explore)) == len(quickstart.STARTS[name]) > 0
