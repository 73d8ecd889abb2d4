"""A form is tried out before it is saved: what the field is, or what is wrong and where."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from explores.custom_fields.checking import Checked, Place, checked
from explores.custom_fields.forms import Form
from explores.semantic.settings import setting_for
from tests.explores.semantic.standard import standard

BUSINESS = standard().explore("business")
SETTING = setting_for(BUSINESS, now=datetime(2026, 11, 17, 12, tzinfo=UTC), zone="Europe/Paris")


def tried(kind: str, custom: dict[str, Any] | None = None, name: str = "", **values: Any) -> Checked:
    lists = {key: value if isinstance(value, list) else [value] for key, value in values.items()}
    place = Place(BUSINESS, custom or {}, ("orders.revenue", "orders.count", "orders.channel"), SETTING)
    return checked(Form.sent({"kind": [kind], "name": [name], **lists}), place)


def test_bins_show_their_bands() -> None:
    found = tried("bin", of="orders.total", size="50", min="0", max="100", style="integer")
    assert found.bands == ("Below 0", "0 to 49", "50 to 99", "100 or above")
    assert (found.name, found.spec["label"], found.error) == ("amount_in_bins", "Amount in bins", "")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"of": "orders.total", "size": "ten", "min": "0", "max": "9"}, "Takes a number as 'size'."),
        ({"of": "orders.total", "size": "1", "min": "9", "max": "0"}, "a 'min' below its 'max'"),
        ({"of": "orders.channel", "size": "1", "min": "0", "max": "9"}, "bins are of numbers"),
        ({"of": "orders.total", "by": "breaks", "breaks": "3, 2"}, "ascending numbers"),
        ({"of": ""}, "Choose a field"),
    ],
)
def test_bins_that_cannot_be_say_why(values: dict[str, str], words: str) -> None:
    assert words in tried("bin", **values).error


def test_each_group_says_what_its_filter_means_and_where_it_is_wrong() -> None:
    found = tried("group", of="orders.channel", row_label=["Paid", "", "Bad"], row_filter=["Ads", "", "a^"])
    assert found.rows[0].words == "is “Ads”" and found.rows[1].words == found.rows[1].error == ""
    assert "caret" in found.rows[2].error and found.rows[2].error == found.error


def test_a_filtered_measure_tells_its_filters() -> None:
    found = tried("filtered", of="orders.revenue", row_field=["orders.ordered_date"], row_filter=["2026-10"])
    assert (found.error, found.type) == ("", "a number")
    assert found.rows[0].words.startswith("1 Oct 2026 00:00 to 1 Nov")
    assert found.spec == {
        "based_on": "orders.revenue",
        "filters": {"orders.ordered_date": "2026-10"},
        "label": "Revenue filtered",
    }


def test_a_filter_that_many_rows_would_answer_is_refused() -> None:
    found = tried("filtered", of="contacts.count", row_field=["orders.status"], row_filter=["paid"])
    assert "many" in found.error


def test_a_calculation_has_a_type_and_a_fault_its_place() -> None:
    assert tried("calculation", expression="${orders.revenue} > 5").type == "yes or no"
    wrong = tried("calculation", expression="1 + ${orders.cont}")
    assert (wrong.start, wrong.end) == (4, 18) and "${orders.count}" in wrong.error
    open_ = tried("calculation", expression="round(1")
    assert open_.error and open_.start is not None


def test_a_calculation_names_columns_of_the_query_only() -> None:
    assert "no column of the query" in tried("calculation", expression="${orders.total}").error
    assert "Write an expression" in tried("calculation", expression=" ").error


def test_a_custom_dimension_has_a_type_and_a_fault_its_place() -> None:
    found = tried("dimension", expression='if(${orders.total} > 100, "large", "small")', label="Size")
    assert (found.type, found.error) == ("a text", "")
    wrong = tried("dimension", expression='if(${orders.total} > 100, "large", 5)', label="Size")
    assert wrong.error and wrong.start == 35 and "character" not in wrong.error


def test_a_calculation_of_itself_is_refused() -> None:
    custom = {"a": {"calculation": "1"}, "b": {"calculation": "${a}"}}
    assert "made of itself" in tried("calculation", custom, "a", expression="${b} + 1").error


def test_a_quick_calculation_is_of_numbers() -> None:
    assert tried("quick", calculation_type="running_total", of="orders.revenue").error == ""
    assert "number" in tried("quick", calculation_type="running_total", of="orders.channel").error
    assert "'sort_of'" in tried("quick", calculation_type="sort_of", of="orders.revenue").error


def test_an_edited_field_keeps_its_name() -> None:
    custom = {"amount": {"type": "sum", "of": "orders.total"}}
    found = tried("measure", custom, "amount", type="max", of="orders.total", label="Largest")
    assert (found.name, found.error) == ("amount", "")
