"""Edits of a dashboard's filters: alerts follow them, or watch on exactly what they watched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from alerts.keeping.filter_edits import edits_of, followed, kept, moved
from dashboards.added import name_of
from dashboards.filters import narrowed, values_of
from dashboards.model import Box, Dashboard, Filter, Tile
from explores.semantic.query import Query

QUERY = Query("business", ("orders.ordered_date", "orders.count"))
COUNTRY = Filter("country", "Country", "string", "orders.country", "FR")
CHANNEL = Filter("channel", "Channel", "string", "orders.channel")
PERIOD = Filter("period", "Period", "date", "orders.ordered_date", "60 days")


def page(*filters: Filter, query: Query = QUERY, **listens: str | None) -> Dashboard:
    return Dashboard("7", "Orders", "", "", filters, (Tile("t", "T", "line", query, Box(0, 0, 8, 4), listens=listens),))


def after(own: Mapping[str, str], before: Dashboard, now: Dashboard, follow: bool = False) -> dict[str, str]:
    return dict(reduce(followed if follow else kept, edits_of(before, now, "t"), own))


def test_a_default_that_changes_is_kept_as_the_alert_s_own_or_followed() -> None:
    before, now = page(COUNTRY), page(replace(COUNTRY, default="DE"))
    assert after({}, before, now) == {"country": "FR"} and after({}, before, now, True) == {}
    assert after({"country": "IT"}, before, now) == {"country": "IT"}
    assert after({"country": "IT"}, before, now, True) == {}


def test_a_filter_that_is_removed_stays_on_the_field_that_the_tile_heard_it_by() -> None:
    before = page(COUNTRY, country="buyers.country")
    assert after({}, before, page()) == {name_of("buyers.country"): "FR"}
    assert after({"country": "IT"}, before, page()) == {name_of("buyers.country"): "IT"}
    assert after({"country": "IT"}, before, page(), True) == after({"country": ""}, before, page()) == {}


def test_a_filter_that_is_added_narrows_only_alerts_that_follow() -> None:
    assert after({}, page(), page(COUNTRY)) == {"country": ""} and after({}, page(), page(COUNTRY), True) == {}
    assert after({}, page(), page(CHANNEL)) == {}  # it narrows nothing yet


def test_what_a_tile_does_not_hear_changes_nothing() -> None:
    before, now = page(COUNTRY, country=None), page(replace(COUNTRY, default="DE"), country=None)
    assert after({}, before, now) == {} and not any(moved({}, each) for each in edits_of(before, now, "t"))


def test_words_and_looks_of_a_filter_are_no_edit() -> None:
    assert not list(edits_of(page(COUNTRY), page(replace(COUNTRY, label="Land", control="advanced")), "t"))
    assert not list(edits_of(page(COUNTRY), page(), "gone"))


def test_the_stretch_of_a_tile_that_fits_any_time_frame_is_the_alert_s_own() -> None:
    open_ = Query("business", ("orders.ordered_*", "orders.count"))
    before, now = page(PERIOD, query=open_), page(replace(PERIOD, default="24 months"), query=open_)
    assert after({}, before, now, True) == {"period": "60 days"}
    assert after({"period": "25 weeks"}, before, now, True) == {"period": "25 weeks"}
    assert not any(moved({}, each) for each in edits_of(before, now, "t"))
    assert after({}, page(PERIOD), page(replace(PERIOD, default="24 months")), True) == {}


def test_of_two_filters_on_one_field_both_that_are_removed_stay_beside_what_the_alert_had_there() -> None:
    north, dear = replace(COUNTRY, default="-FR"), replace(COUNTRY, name="dear", default="-DE")
    mine = {name_of("orders.country"): "-IT"}
    kept_ = after(mine, page(north, dear), page())
    assert kept_ == mine | {name_of("orders.country", 2): "-FR", name_of("orders.country", 3): "-DE"}
    assert after({}, page(north, dear), page(north)) == {name_of("orders.country"): "-DE"}


VALUES = st.sampled_from(["", "FR", "DE"])
NAMES = ("a", "b", "c")
ADDED = tuple(name_of(f"x.{field}", number) for field in "pq" for number in (1, 2))
FILTER = st.builds(lambda field, value: ("x." + field, value), st.sampled_from("pq"), VALUES)
PAGES = st.dictionaries(st.sampled_from(NAMES), FILTER).map(
    lambda found: page(*(Filter(name, name, "string", *said) for name, said in found.items()))
)
OWN = st.dictionaries(st.sampled_from((*NAMES, *ADDED)), VALUES)


def of(own: Mapping[str, str], before: Dashboard) -> dict[str, str]:
    """Those that an alert can have: of filters that are there, and added ones."""
    return {name: value for name, value in own.items() if before.filter(name) or name in ADDED}


def asked(dashboard: Dashboard, own: Mapping[str, str]) -> set[tuple[str, str]]:
    """What the tile is narrowed by, as a check asks it."""
    fields = {name: name[2:].partition("]")[0] for name in own if name.startswith("f[")}
    added = tuple(Filter(name, name, "string", field, added=True) for name, field in fields.items())
    whole = replace(dashboard, filters=(*dashboard.filters, *added))
    return set(narrowed(whole.tiles[0], whole, values_of(whole, own)).filters)


@given(PAGES, PAGES, OWN)
def test_an_alert_that_does_not_follow_asks_after_any_edit_what_it_asked_before(
    before: Dashboard, now: Dashboard, own: Mapping[str, str]
) -> None:
    own = of(own, before)
    assert asked(now, after(own, before, now)) == asked(before, own)


@given(PAGES, PAGES, OWN)
def test_an_alert_that_follows_asks_by_each_edited_filter_what_the_page_asks(
    before: Dashboard, now: Dashboard, own: Mapping[str, str]
) -> None:
    own = of(own, before)
    edited = {each.name for each in edits_of(before, now, "t")}
    same = {name: value for name, value in own.items() if name not in edited}
    assert asked(now, after(own, before, now, True)) == asked(now, same)
