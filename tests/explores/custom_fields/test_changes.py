"""What becomes of an address when one of its own fields is made, copied or taken away."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explores.custom_fields.changes import called, copied, name_for, put, removed, usual_label
from explores.custom_fields.reading import readable, specs_of
from explores.custom_fields.section import rows
from explores.wish import Wish
from tests.explores.semantic.standard import standard

BUSINESS = standard().explore("business")
SUM: dict[str, Any] = {"type": "sum", "of": "orders.total", "label": "Sum"}


def wish(**params: str) -> Wish:
    return Wish(tuple(params.items()))


def test_a_new_field_is_a_column_too_and_an_edited_one_stays_where_it_is() -> None:
    made = put(wish(fields="orders.count"), "amount", SUM)
    assert made.fields == ("orders.count", "amount")
    hidden = made.having(fields="orders.count")
    assert put(hidden, "amount", {**SUM, "type": "max"}).fields == ("orders.count",)


def test_a_field_that_is_taken_away_is_named_nowhere() -> None:
    start = put(
        Wish((("fields", "orders.count"), ("f[amount]", ">5"), ("sorts", "amount desc,orders.count"))), "amount", SUM
    )
    start = Wish((*start.params, ("c[series.amount.color]", "#123456"), ("c[legend]", "off")))
    gone = removed(start, "amount")
    assert dict(gone.params) == {"fields": "orders.count", "sorts": "orders.count", "c[legend]": "off"}


def test_a_field_that_is_taken_away_leaves_the_groups_of_filters_too() -> None:
    groups = {
        "any": [{"field": "amount", "is": ">5"}, {"all": [{"field": "amount", "is": "1"}]}, {"field": "a.b", "is": "2"}]
    }
    start = put(wish(fields="orders.count", where=json.dumps(groups)), "amount", SUM)
    assert json.loads(removed(start, "amount").one("where")) == {"any": [{"field": "a.b", "is": "2"}]}


def test_a_copy_has_a_name_and_a_label_of_its_own() -> None:
    twice = copied(BUSINESS, copied(BUSINESS, put(wish(), "amount", SUM), "amount"), "amount")
    specs = specs_of(twice.one("custom"))
    assert list(specs) == ["amount", "sum_copy", "sum_copy_2"] and specs["sum_copy"]["label"] == "Sum copy"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("% of revenue", "of_revenue"),
        ("Été à Paris", "ete_a_paris"),
        ("2nd order", "field_2nd_order"),
        ("売上", "field"),
    ],
)
def test_a_name_is_made_from_the_label(label: str, name: str) -> None:
    assert name_for(label, ()) == name


@settings(deadline=None)
@given(st.text(), st.integers(0, 3))
def test_any_label_gives_a_name_that_a_field_may_have_and_is_not_taken(label: str, before: int) -> None:
    taken: list[str] = []
    for _ in range(before + 1):
        taken.append(name_for(label, taken))
    assert len(set(taken)) == len(taken)
    assert not readable(BUSINESS, dict.fromkeys(taken, SUM)).broken


@pytest.mark.parametrize(
    ("kind", "spec", "label"),
    [
        ("measure", {"type": "average", "of": "orders.total"}, "Average of Amount"),
        ("bin", {"bins": "orders.total"}, "Amount in bins"),
        ("filtered", {"based_on": "orders.revenue"}, "Revenue filtered"),
        ("quick", {"calculation_type": "running_total", "of": "orders.revenue"}, "Running total of Revenue"),
        ("calculation", {"calculation": "1"}, "Table calculation"),
    ],
)
def test_a_field_without_a_name_is_called_by_what_it_is(kind: str, spec: dict[str, str], label: str) -> None:
    assert usual_label(BUSINESS, kind, spec) == label


@pytest.mark.parametrize("label", [{}, {"label": ""}, {"label": " "}])
def test_a_quick_calculation_without_a_label_is_called_in_one_way_everywhere(label: dict[str, str]) -> None:
    spec = {"calculation_type": "percent_difference_from_previous", "of": "orders.revenue", **label}
    found = readable(BUSINESS, {"growth": spec})
    said = usual_label(BUSINESS, "quick", spec)
    assert said == "Percent change from previous row of Revenue"
    assert [row.label for row in rows({"growth": spec}, found.explore, {}, ())] == [said]
    assert called(found.explore, "growth", spec) == found.explore.calculations["growth"].label == said
    assert next(info.short_label for info in found.explore.fields() if info.id == "growth") == said
    twice = copied(found.explore, wish(custom=json.dumps({"growth": spec})), "growth")
    assert specs_of(twice.one("custom"))[twice.fields[-1]]["label"] == f"{said} copy"


def test_a_broken_field_leaves_the_others_standing() -> None:
    specs = {
        "odd": {"type": "sum", "of": "orders.nope"},
        "late": {"based_on": "amount", "filters": {"orders.channel": "Ads"}},
        "amount": SUM,
        "after": {"based_on": "odd", "filters": {"orders.channel": "Ads"}},
    }
    found = readable(BUSINESS, specs)
    assert set(found.custom) == {"late", "amount"} and set(found.broken) == {"odd", "after"}
    assert "orders.nope" in str(found.broken["odd"])
    assert "amount" in found.explore.by_id and "odd" not in found.explore.by_id


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", "[" * 100_000])
def test_what_is_no_object_holds_no_fields(text: str) -> None:
    assert specs_of(text) == {}
