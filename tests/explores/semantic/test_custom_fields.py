"""Fields made in a query, over the numbers of ``test_traps`` that a person can add up."""

from __future__ import annotations

from typing import Any

import pytest

from explores.semantic.query import Sort
from explores.semantic.tiers import labels
from tests.explores.semantic.test_traps import CATALOG, ask, engine

__all__ = ["engine"]

STYLES = {
    "classic": ("T01 (-inf,0)", "T02 [0,10)", "T03 [10,20)", "T04 [20,inf)"),
    "interval": ("(-inf,0)", "[0,10)", "[10,20)", "[20,inf)"),
    "integer": ("Below 0", "0 to 9", "10 to 19", "20 or above"),
    "relational": ("<0", ">=0 and <10", ">=10 and <20", ">=20"),
}
AGES = {"bins": "contacts.age", "size": 20, "min": 20, "max": 60, "style": "integer"}


@pytest.mark.parametrize("style", STYLES)
def test_bins_are_called_as_lookers_tiers_are(style: str) -> None:
    assert labels((0, 10, 20), style) == STYLES[style]


def test_bounds_are_written_with_every_digit() -> None:
    assert labels((1234567.5, 10_000_000), "interval")[1] == "[1234567.5,10000000)"


def test_bins_of_equal_size_hold_below_above_and_missing_values(engine: Any) -> None:
    """Ann is 20, Bob 40, Cid 60; the guest's order has no contact, and so no bin."""
    rows = ask(engine, "age", "contacts.count", "orders.count", custom={"age": AGES}, sorts=(Sort("age"),))
    assert rows == [("20 to 39", 1, 2), ("40 to 59", 1, 1), ("60 or above", 1, 0), (None, 0, 1)]


def test_a_missing_value_of_a_row_that_is_there_is_undefined(engine: Any) -> None:
    """Sums of a contact's orders: Ann 2, Bob 1; Cid has none, and the fact is missing."""
    custom = {"often": {"bins": "contacts.lifetime_orders", "breaks": [1, 2], "style": "relational"}}
    rows = ask(engine, "often", "contacts.count", custom=custom, sorts=(Sort("often"),))
    assert rows == [(">=1 and <2", 1), (">=2", 1), ("Undefined", 1)]


def test_bins_by_breaks_may_be_pivoted_filtered_and_sorted(engine: Any) -> None:
    """Orders of 100, 120, 80 and 50."""
    custom = {"size": {"bins": "orders.total", "breaks": [60, 100], "style": "classic"}}
    rows = ask(engine, "size", "orders.count", custom=custom, filters={"size": '"T02 [60,100)","T03 [100,inf)"'},
               sorts=(Sort("size", True),))  # fmt: skip
    assert rows == [("T03 [100,inf)", 2), ("T02 [60,100)", 1)]
    pivot = ask(engine, "contacts.country", "size", "orders.revenue", custom=custom, pivots=("size",))
    assert ("FR", "T03 [100,inf)", 220) in pivot


def test_a_bin_below_zero_is_filtered_by_its_label(engine: Any) -> None:
    custom = {"off": {"dimension": "${contacts.age} - 50"},
              "size": {"bins": "off", "breaks": [-40, -20, 0], "style": "integer"}}  # fmt: skip
    assert ask(engine, "contacts.count", custom=custom, filters={"size": "-20 to -1"}) == [(1,)]


def test_the_first_case_that_fits_names_the_group(engine: Any) -> None:
    cases = [{"label": "Young", "filter": "<30"}, {"label": "Any", "filter": "<50"}]
    custom = {"kind": {"groups": "contacts.age", "cases": cases, "else": "Rest"}}
    rows = ask(engine, "kind", "contacts.count", custom=custom, sorts=(Sort("kind"),))
    assert rows == [("Any", 1), ("Rest", 1), ("Young", 1)]


def test_without_a_label_for_the_rest_it_has_none(engine: Any) -> None:
    custom = {"kind": {"groups": "contacts.country", "cases": [{"label": "France", "filter": "fr"}]}}
    assert ask(engine, "kind", "contacts.count", custom=custom) == [("France", 2), (None, 1)]


def test_a_group_of_dates_reads_its_filters_by_the_clock(engine: Any) -> None:
    """The question is asked on 15 March 2025."""
    custom = {"when": {"groups": "orders.ordered_month", "cases": [{"label": "Recent", "filter": "2 months"}],
                       "else": "Older"}}  # fmt: skip
    rows = ask(engine, "when", "orders.count", custom=custom, sorts=(Sort("when"),))
    assert [row for row in rows if row[0]] == [("Older", 2), ("Recent", 2)]


def test_a_percentile_of_a_dimension(engine: Any) -> None:
    custom = {"p": {"type": "percentile", "of": "orders.total", "percentile": 50}}
    assert ask(engine, "p", custom=custom) == [(90,)]


AGGREGATES = (("sum", 350), ("average", 87.5), ("min", 50), ("max", 120), ("median", 90), ("count_distinct", 4))


@pytest.mark.parametrize(("kind", "figure"), AGGREGATES)
def test_each_aggregate_of_a_dimension(engine: Any, kind: str, figure: float) -> None:
    assert ask(engine, "x", custom={"x": {"type": kind, "of": "orders.total"}}) == [(figure,)]


def test_an_aggregate_may_have_filters_of_its_own(engine: Any) -> None:
    """Ann's orders, and Bob's."""
    custom = {"french": {"type": "sum", "of": "orders.total", "filters": {"contacts.country": "FR"}}}
    assert ask(engine, "french", "orders.revenue", custom=custom) == [(220, 350)]


def test_a_measure_may_be_made_of_a_bin_and_filtered_by_a_group(engine: Any) -> None:
    cases = [{"label": "Small", "filter": "<90"}]
    custom = {
        "bins_used": {"type": "list", "of": "size", "filters": {"small": "Small"}},
        "small": {"groups": "orders.total", "cases": cases, "else": "Large"},
        "size": {"bins": "orders.total", "breaks": [60, 100]},
    }
    assert ask(engine, "bins_used", custom=custom) == [("(-inf,60), [60,100)",)]


HOSTILE = "'; DROP TABLE orders; --"


def test_a_hostile_label_of_a_group_is_a_bound_value(engine: Any) -> None:
    custom = {"kind": {"groups": "contacts.country", "cases": [{"label": HOSTILE, "filter": "FR"}], "else": "<b>"}}
    assert ask(engine, "kind", "contacts.count", custom=custom) == [(HOSTILE, 2), ("<b>", 1)]


def test_custom_fields_are_listed_apart_and_come_with_what_they_are() -> None:
    from explores.semantic.custom import with_custom

    first, *_ = with_custom(CATALOG.explore("shop"), {"age": {**AGES, "label": "Age"}}).fields()
    assert (first.id, first.label, first.view, first.kind) == ("age", "Custom fields › Age", "custom", "dimension")
