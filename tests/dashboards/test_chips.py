"""Filters as chips, and the addresses that change them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl

from dashboards.chips import chips, in_line, words
from dashboards.filters import values_of
from dashboards.model import Dashboard, Filter
from explores.semantic.filters import parse

DATE = Filter("order_date", "Order date", "date", "orders.ordered_date", "12 months ago for 12 months")
COUNTRY = Filter("country", "Country", "string", "orders.country")
PAGE = Dashboard("revenue", "Revenue", "", "orders", (DATE, COUNTRY), ())


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


def test_picked_values_are_named_and_many_are_counted() -> None:
    assert words(COUNTRY, "FR,DE,NULL") == "FR, DE, no value"
    assert words(COUNTRY, "a^,b") == "a,b"
    assert words(COUNTRY, ",".join(f"c{number}" for number in range(2_000))) == "c0, c1, c2, c3, c4 and 1,995 more"
    assert words(COUNTRY, "-FR") == "not FR"


def test_what_else_stands_in_the_address_stays_there() -> None:
    _, country = chips(PAGE, values_of(PAGE, {"country": "FR"}), [("tab", "two")])
    assert country.others == (("tab", "two"),) and country.without == "?tab=two"


def test_a_filter_that_was_added_goes_from_the_address_when_it_is_taken_off() -> None:
    added = Filter("f[orders.channel]", "Channel", "string", "orders.channel", added=True)
    page = replace(PAGE, filters=(COUNTRY, added))
    country, channel = chips(page, values_of(page, {"f[orders.channel]": ""}))
    assert channel.without == "?" and ("f[orders.channel]", "") in country.others


def test_what_narrows_the_page_is_always_in_the_line() -> None:
    many = tuple(Filter(f"n{number}", f"Some filter {number}", "string", "orders.country") for number in range(20))
    page = replace(PAGE, filters=many)
    shown, more = in_line(chips(page, values_of(page, {"n19": "FR"})))
    assert "n19" in [chip.filter.name for chip in shown] and len(more) > 10 and len(shown) + len(more) == 20
    assert in_line(chips(PAGE, values_of(PAGE, {})))[1] == []


def test_a_filter_for_more_stands_there_until_it_narrows() -> None:
    page = replace(PAGE, filters=(DATE, replace(COUNTRY, display="more")))
    assert [chip.filter.name for chip in in_line(chips(page, values_of(page, {})))[1]] == ["country"]
    assert in_line(chips(page, values_of(page, {"country": "FR"})))[1] == []
