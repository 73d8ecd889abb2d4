"""Filters as chips, and the addresses that change them."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qsl

import pytest

from dashboards.chips import chips, value_choices
from dashboards.filters import values_of
from dashboards.model import Dashboard, Filter
from explores.semantic.filters import parse

DATE = Filter("order_date", "Order date", "date", "orders.ordered_date", "12 months ago for 12 months")
COUNTRY = Filter("country", "Country", "string", "orders.country")
PAGE = Dashboard("revenue", "Revenue", "", "orders", (DATE, COUNTRY), ())


def picked(value: str, known: list[str]) -> dict[str, str]:
    choices = value_choices(COUNTRY, PAGE, values_of(PAGE, {"country": value}), known)
    return {choice.label: dict(parse_qsl(choice.address[1:])).get("country", "") for choice in choices}


def test_a_chip_says_its_condition_in_words() -> None:
    date, country = chips(PAGE, values_of(PAGE, {}))
    assert (date.words, date.set, country.words, country.set) == ("last 12 complete months", True, "any", False)


def test_a_chip_keeps_the_other_filters() -> None:
    date, _ = chips(PAGE, values_of(PAGE, {"country": "FR", "order_date": "this year"}))
    assert date.others == (("country", "FR"),)


def test_the_period_in_force_is_marked() -> None:
    date, _ = chips(PAGE, values_of(PAGE, {}))
    assert [choice.label for choice in date.periods if choice.chosen] == ["last 12 complete months"]


def test_days_with_today_and_whole_days_are_told_apart() -> None:
    """Now is Sunday, 15 March, 10:00: seven days with today begin on Monday, seven whole ones on Sunday before."""
    date, _ = chips(PAGE, values_of(PAGE, {}))
    offered = {choice.label: dict(parse_qsl(choice.address[1:])).get("order_date", "") for choice in date.periods}
    for label, first, last in (("last 7 days, with today", 9, 15), ("last 7 complete days", 8, 14)):
        condition = parse("date", offered[label], now=datetime(2026, 3, 15, 10))
        inside = [day for day in range(1, 31) if condition.matches(datetime(2026, 3, day, 12))]
        assert (inside[0], inside[-1], len(inside)) == (first, last, 7)
    chosen, _ = chips(PAGE, values_of(PAGE, {"order_date": "last 7 days"}))
    assert chosen.words == "last 7 days"
    assert [choice.label for choice in chosen.periods if choice.chosen] == ["last 7 days, with today"]


def test_any_is_written_out_where_the_default_is_not_any() -> None:
    date, country = chips(PAGE, values_of(PAGE, {"country": "FR"}))
    assert (date.without, country.without) == ("?order_date=&country=FR", "?")


def test_picking_a_value_adds_it_and_picking_it_again_takes_it_out() -> None:
    assert picked("FR,DE", ["FR", "PT"]) == {"FR": "DE", "PT": "FR,DE,PT"}


def test_picking_starts_afresh_from_an_expression_that_is_no_list() -> None:
    assert picked("F%", ["FR"]) == {"FR": "FR"}


@pytest.mark.parametrize("value", ["Saint-Étienne, Loire", "-50%", "NULL", 'the "best"', "a^b", "<script>"])
def test_a_picked_value_matches_itself_and_nothing_else(value: str) -> None:
    (expression,) = picked("", [value]).values()
    condition = parse("string", expression, now=datetime(2026, 1, 1))
    assert condition.matches(value) and not condition.matches("other") and not condition.matches(None)
