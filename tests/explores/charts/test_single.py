"""A single value: which one it is, what it is compared with, and the rules that colour it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from explores import charts
from explores.answer import Answer, AnswerField
from explores.charts import SingleValue
from explores.charts.options import read
from explores.charts.rules import fits
from tests.explores.answers import CHANNEL, MONTH, ORDERS, RATE, REVENUE, answer, dressed, pivoted

GROWTH = AnswerField("growth", "Growth", "Growth", "calculation", "number", "percent", of_measures=True)
WORD = AnswerField("word", "Word", "Word", "calculation", "text", "text")
TWO = [(date(2026, 10, 1), 60, 80.0), (date(2026, 9, 1), 50, 90.0)]


def shown(given: Answer, **settings: str) -> SingleValue:
    values, notes = read("single", {key.replace("__", "."): value for key, value in settings.items()})
    assert notes == []
    found = charts.single_value(given, options=values)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ((CHANNEL, GROWTH, ORDERS, REVENUE), "Orders"),
        ((CHANNEL, WORD, GROWTH), "Growth"),
        ((WORD, CHANNEL), "Channel"),
        ((WORD,), "Word"),
    ],
)
def test_measures_go_before_calculations_and_these_before_dimensions(
    fields: tuple[AnswerField, ...], label: str
) -> None:
    assert shown(answer(fields, [tuple(1 for _ in fields)])).label == label


def test_a_title_and_a_format_of_ones_own() -> None:
    found = shown(answer((REVENUE,), [(1234.5,)]), single__title="<b>Sales", single__format='#,##0.0,"k"')
    assert (found.label, found.figure.text, found.figure.exact) == ("<b>Sales", "1.2k", "€1,234.50")


def test_nothing_is_compared_unless_it_is_asked_for() -> None:
    assert shown(answer((MONTH, ORDERS, REVENUE), TWO)).comparison is None


@pytest.mark.parametrize(
    ("way", "told"), [("auto", ("Revenue", "€80.00")), ("field", ("Revenue", "€80.00")), ("row", ("2026-09", "50"))]
)
def test_it_is_compared_with_the_next_field_or_the_next_row(way: str, told: tuple[str, str]) -> None:
    other = shown(answer((MONTH, ORDERS, REVENUE), TWO), single__compare=way).comparison
    assert other is not None and (other.label, other.text) == told


def test_without_a_next_field_the_next_row_is_taken() -> None:
    given = answer((MONTH, ORDERS), [row[:2] for row in TWO])
    other = shown(given, single__compare="auto", single__compare_label="last month").comparison
    assert other is not None and (other.label, other.text) == ("last month", "50")
    assert shown(given, single__compare="field").comparison is None


def test_the_next_pivot_value_is_the_next_field() -> None:
    keys = (("Ads",), ("Email",))
    given = dressed((pivoted(CHANNEL), ORDERS), [{ORDERS.id: {keys[0]: 7, keys[1]: 5}}], pivots=keys)
    found = shown(given, single__compare="field")
    assert found.figure.text == "7" and found.comparison is not None
    assert (found.comparison.label, found.comparison.text) == ("Orders · Email", "5")


@pytest.mark.parametrize(
    ("value", "bad", "told"),
    [
        (0.12, "0", ("up", "good", "12.0\u202f%")),
        (0.12, "1", ("up", "bad", "12.0\u202f%")),
        (-0.12, "0", ("down", "bad", "12.0\u202f%")),
        (-0.12, "1", ("down", "good", "12.0\u202f%")),
        (0, "0", ("", "", "0.0\u202f%")),
        (None, "0", ("", "", "∅")),
    ],
)
def test_a_change_is_taken_as_it_is_with_an_arrow(value: Any, bad: str, told: tuple[str, str, str]) -> None:
    settings = {"single__compare": "field", "single__compare_as": "change", "single__positive_is_bad": bad}
    other = shown(answer((ORDERS, RATE), [(5, value)]), **settings).comparison
    assert other is not None and (other.arrow, other.tone, other.text) == told


@pytest.mark.parametrize(
    ("value", "whole", "told"),
    [
        (60, 80, (75.0, "75\u202f%")),
        (100, 80, (100, "125\u202f%")),
        (-5, 80, (0, "−6\u202f%")),
        (5, 0, (None, "")),
        (5, None, (None, "")),
    ],
)
def test_progress_is_the_share_of_what_it_is_compared_with(value: Any, whole: Any, told: tuple[Any, str]) -> None:
    settings = {"single__compare": "field", "single__compare_as": "progress_percent"}
    other = shown(answer((ORDERS, REVENUE), [(value, whole)]), **settings).comparison
    assert other is not None and (other.share, other.percent) == told
    plain = shown(
        answer((ORDERS, REVENUE), [(value, whole)]), **settings | {"single__compare_as": "progress"}
    ).comparison
    assert plain is not None and (plain.share, plain.percent) == (told[0], "")


RULES = [
    ("equal", {"value": 5.0}, [5, 5.0], [4, None, "5", True]),
    ("not_equal", {"value": 5.0}, [4], [5, None]),
    ("greater", {"value": 5.0}, [6], [5, 4, None]),
    ("less", {"value": 5.0}, [4], [5, 6, None]),
    ("between", {"value": 5.0, "to": 8.0}, [6], [5, 8, 9, None]),
    ("between", {"value": 8.0, "to": 5.0}, [6], [5, 8]),
    ("between", {"value": 5.0}, [], [6]),
    ("not_between", {"value": 5.0, "to": 8.0}, [5, 8, 9], [6, None]),
    ("null", {}, [None], [0, "", 5]),
    ("not_null", {}, [0, "", 5], [None]),
]


@pytest.mark.parametrize(("when", "bounds", "inside", "outside"), RULES)
def test_a_rule_fits_what_it_says(when: str, bounds: dict[str, float], inside: list[Any], outside: list[Any]) -> None:
    rule = {"when": when, **bounds}
    assert [value for value in inside if not fits(rule, value)] == []
    assert [value for value in outside if fits(rule, value)] == []


def test_the_top_rule_wins() -> None:
    rules = {
        "rule__2__when": "greater",
        "rule__2__value": "5",
        "rule__2__tone": "good",
        "rule__10__when": "not_null",
        "rule__10__tone": "bad",
    }
    assert shown(answer((ORDERS,), [(6,)]), **rules).tone == "good"
    assert shown(answer((ORDERS,), [(5,)]), **rules).tone == "bad"
    assert shown(answer((ORDERS,), [(None,)]), **rules).tone == ""


def test_no_rows_have_no_figure() -> None:
    found = shown(answer((ORDERS,), []), single__compare="auto", rule__1__when="null", rule__1__tone="warn")
    assert (found.figure.text, found.note, found.tone, found.comparison) == ("∅", "No rows", "warn", None)


def test_the_width_of_a_bar_is_written_for_machines() -> None:
    settings = {"single__compare": "field", "single__compare_as": "progress"}
    other = shown(answer((ORDERS, REVENUE), [(1, 3)]), **settings).comparison
    assert other is not None and other.width == "33.3"
