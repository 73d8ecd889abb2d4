"""Problems speak of fields by the names that stand on the page."""

from __future__ import annotations

import pytest

from explores.page import Problem
from explores.spoken import spoken, spoken_ways
from explores.ways import Choice
from tests.explores.semantic import shop

EXPLORE = shop.catalog().explore("shop")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("The filter 'x' on orders.ordered_date: no date.", "The filter 'x' on Ordered: no date."),
        ("Filter on orders.basket.", "Filter on Basket."),
        ("There is no field 'orders.revenu' in it.", "There is no field 'orders.revenu' in it."),
        ("The filter 'orders.revenue' is quoted.", "The filter 'orders.revenue' is quoted."),
        ("${orders.revenue} is as somebody wrote it.", "${orders.revenue} is as somebody wrote it."),
        ("Nobody knows orders.nope.", "Nobody knows orders.nope."),
    ],
)
def test_ids_of_fields_become_their_labels_except_where_somebody_wrote_them(said: str, wanted: str) -> None:
    found = spoken(Problem(said, said), EXPLORE)
    assert (found.what, found.todo) == (wanted, wanted)


def test_a_way_out_is_labelled_for_people_and_leads_where_it_led() -> None:
    [way] = spoken_ways([Choice("remove", "Remove orders.revenue", "?fields=orders.revenue")], EXPLORE)
    assert (way.label, way.href) == ("Remove Orders › Revenue", "?fields=orders.revenue")
