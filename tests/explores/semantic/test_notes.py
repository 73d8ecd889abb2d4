"""An answer says what must be known to read it right."""

from __future__ import annotations

import pytest

from explores.semantic.model import Measure
from explores.semantic.notes import notes
from explores.semantic.plan import base_measures, parts, question
from explores.semantic.query import Query
from explores.semantic.resolve import resolve
from tests.explores.semantic.standard import standard
from tests.explores.semantic.test_sql_snapshots import SETTING

EXPLORE = standard().explore("business")


def said(*fields: str, filters: tuple[tuple[str, str], ...] = ()) -> tuple[str, ...]:
    found = [EXPLORE.field(name) for name in fields]
    measures = [field for field in found if isinstance(field, Measure)]
    dimensions = [EXPLORE.dimension(f.id) for f in found if not isinstance(f, Measure)]
    rows = resolve(EXPLORE, Query("business", fields, filters), SETTING).rows
    return notes(question(EXPLORE, dimensions, rows, base_measures(EXPLORE, measures)), measures)


def test_clicks_of_contacts_who_ordered_that_month_are_announced() -> None:
    (note,) = said("orders.ordered_month", "received.clicks")
    assert note == (
        "Received messages › Clicks by Orders › Order date › Month: one message event counts in every group that "
        "an order of its contact falls in; totals count it once."
    )


def test_a_ratio_is_announced_by_its_own_name() -> None:
    (note,) = said("products.category", "orders.average_basket")
    assert note.startswith("Orders › Average basket by Products › Category: one order counts in every group")


def test_what_each_row_has_one_of_needs_no_note() -> None:
    assert said("contacts.country", "orders.revenue", "received.clicks") == ()


def test_a_view_without_the_common_date_says_so() -> None:
    (note,) = said("common.date_month", "products.count")
    assert note.startswith("Products have no Common › Date › Month of their own")
    (note,) = said("products.count", filters=(("common.date_date", "2026-01"),))
    assert "leaves none of them" in note


SHOWING = (
    (("contacts.country", "orders.revenue"), {"orders", "contacts"}),
    (("orders.ordered_month", "orders.revenue"), {"orders"}),
    (("common.date_month", "orders.revenue", "refunds.amount"), {"orders", "refunds"}),
    (("common.channel", "orders.revenue"), {"orders", "contacts"}),
    (("orders.revenue",), {"orders"}),
    (("products.category",), {"products", "contacts"}),
)


@pytest.mark.parametrize(("fields", "views"), SHOWING)
def test_the_base_views_groups_show_along_its_own_dimensions(fields: tuple[str, ...], views: set[str]) -> None:
    found = [EXPLORE.field(name) for name in fields]
    measures = [field for field in found if isinstance(field, Measure)]
    dimensions = [EXPLORE.dimension(f.id) for f in found if not isinstance(f, Measure)]
    assert {part.view for part in parts(question(EXPLORE, dimensions, (), measures))} == views


def test_only_the_joins_that_are_needed_are_planned() -> None:
    revenue = EXPLORE.measure("orders.revenue")
    (part,) = parts(question(EXPLORE, (), (), (revenue,)))
    assert (part.steps, part.branches) == ((), ())
