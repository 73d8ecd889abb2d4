"""The menu of a column offers what can be done with it, and each way leads to a question that can be asked."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from explores.semantic import url
from explores.semantic.errors import SemanticError
from explores.semantic.validate import validate
from explores.tables.column_menu import menu
from explores.tables.columns import Entry, Head
from explores.wish import Wish
from tests.explores.semantic.standard import standard

BUSINESS = standard().explore("business")
MONTH, CHANNEL, REVENUE, COUNT = "orders.ordered_month", "orders.channel", "orders.revenue", "orders.count"


def head(name: str, **params: str) -> Head:
    wish = Wish.of(params.items())
    return Head.of(name, BUSINESS, wish, url.from_params("business", wish.query_params()))


def entries(name: str, **params: str) -> dict[str, Entry]:
    return {entry.label: entry for group in menu(head(name, **params)) for entry in group}


def after(entry: Entry) -> dict[str, str]:
    """The address it leads to; it can be asked."""
    params = parse_qsl(entry.href[1:])
    validate(BUSINESS, url.from_params("business", Wish.of(params).query_params()))
    return dict(params)


def test_a_dimension_can_be_sorted_pivoted_moved_and_removed() -> None:
    found = entries(CHANNEL, fields=f"{MONTH},{CHANNEL},{REVENUE}")
    assert after(found["Sort ascending"])["sorts"] == CHANNEL
    assert after(found["Sort descending"])["sorts"] == f"{CHANNEL} desc"
    assert after(found["Add to the sort"])["sorts"] == f"{MONTH} desc,{CHANNEL}"  # the default sort is in force
    assert after(found["Pivot"])["pivots"] == CHANNEL
    assert after(found["Move left"])["fields"] == f"{CHANNEL},{MONTH},{REVENUE}"
    assert after(found["Remove"])["fields"] == f"{MONTH},{REVENUE}"
    assert "Move right" not in found  # measures stand after the dimensions


def test_a_measure_is_never_pivoted_and_starts_with_the_largest() -> None:
    found = entries(REVENUE, fields=f"{MONTH},{REVENUE}")
    assert "Pivot" not in found
    assert after(found["Add to the sort"])["sorts"] == f"{MONTH} desc,{REVENUE} desc"


def test_a_key_among_others_can_be_taken_out_of_the_sort() -> None:
    found = entries(REVENUE, fields=f"{MONTH},{REVENUE}", sorts=f"{MONTH},{REVENUE} desc")
    assert after(found["Take out of the sort"])["sorts"] == MONTH
    alone = entries(REVENUE, fields=f"{MONTH},{REVENUE}", sorts=REVENUE)
    assert "sorts" not in after(alone["Sort as at first"])
    assert alone["Sort ascending"].current and not alone["Sort descending"].current


def test_one_pivot_column_is_sorted_by_its_name() -> None:
    asked = {"fields": f"{MONTH},{CHANNEL},{REVENUE}", "pivots": CHANNEL}
    name = url.sorts_text([url.Sort(REVENUE, pivot="Ads, [paid]")])
    assert after(entries(name, **asked)["Sort descending"])["sorts"] == f"{REVENUE} desc [Ads%2C %5Bpaid%5D]"


def test_what_the_pivot_carried_goes_with_it() -> None:
    asked = {"fields": f"{MONTH},{CHANNEL},{REVENUE}", "pivots": CHANNEL, "row_total": "1", "sorts": f"{REVENUE} [Ads]"}
    kept = after(entries(CHANNEL, **asked)["Unpivot"])
    assert kept == {"fields": f"{MONTH},{CHANNEL},{REVENUE}"}
    assert after(entries(REVENUE, **asked)["Remove"]) == {"fields": f"{MONTH},{CHANNEL}"}


def test_subtotals_go_when_one_dimension_is_left() -> None:
    asked = {"fields": f"{MONTH},{CHANNEL},{REVENUE}", "subtotal": "1"}
    assert "subtotal" not in after(entries(CHANNEL, **asked)["Remove"])
    assert "subtotal" not in after(entries(CHANNEL, **asked)["Pivot"])


def test_a_pivot_without_a_measure_is_barred_with_words() -> None:
    assert "measure" in entries(CHANNEL, fields=f"{MONTH},{CHANNEL}")["Pivot"].barred


def test_missing_values_are_filled_in_or_not_by_a_switch() -> None:
    by_itself = entries(MONTH, fields=f"{MONTH},{REVENUE}")["Fill in missing values"]
    assert by_itself.current and after(by_itself)["fill_fields"] == "none"
    off = entries(MONTH, fields=f"{MONTH},{REVENUE}", fill_fields="none")["Fill in missing values"]
    assert not off.current and after(off)["fill_fields"] == MONTH
    assert "no set of values" in entries(CHANNEL, fields=f"{CHANNEL},{REVENUE}")["Fill in missing values"].barred
    assert "Fill in missing values" not in entries(REVENUE, fields=f"{MONTH},{REVENUE}")


def test_the_whole_period_of_a_filter_can_be_filled() -> None:
    asked = {"fields": f"{MONTH},{REVENUE}", "f[orders.ordered_date]": "2025"}
    assert after(entries(MONTH, **asked)["Fill the whole period"])["fill_fields"] == MONTH
    assert "Fill the whole period" not in entries(MONTH, fields=f"{MONTH},{REVENUE}")


def test_what_was_filled_by_hand_goes_with_its_column() -> None:
    asked = {"fields": f"{MONTH},{CHANNEL},{REVENUE}", "fill_fields": MONTH}
    assert "fill_fields" not in after(entries(MONTH, **asked)["Remove"])


def test_the_last_column_cannot_be_removed() -> None:
    assert "Remove" not in entries(COUNT, fields=COUNT)


def test_filters_and_settings_of_the_page_stay() -> None:
    found = entries(CHANNEL, **{"fields": f"{MONTH},{CHANNEL},{REVENUE}", f"f[{CHANNEL}]": "", "vis": "bar"})
    assert found["Remove"].href.endswith(f"f[{CHANNEL}]=&vis=bar")


def test_a_column_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(SemanticError, match=r"no column 'orders.nope'"):
        head("orders.nope", fields=MONTH)
