"""Calculations, sorts and limits over merged rows, against a row loop in Python."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.answer import Answer, AnswerField
from explores.files import delimited
from explores.merging.answers import Part, merged
from explores.merging.finishing import Finished, Usual, finished
from explores.semantic.errors import SemanticError
from explores.semantic.query import Sort
from explores.tables import table
from explores.wish import Wish
from tests.explores.answers import CHANNEL, MONTH, ORDERS, REVENUE, answer
from tests.shop import HOSTILE

SPEND = AnswerField("ads.spend", "Ads › Spend", "Spend", "measure", "number", "money")
ON = ((CHANNEL.id, CHANNEL.id),)
ROAS = {"calculation": "${orders.revenue} / ${ads.spend}", "label": "ROAS"}
NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)
NOTHING = Usual()


def both(revenue: list[tuple[Any, ...]], spend: list[tuple[Any, ...]], **extra: Any) -> Answer:
    first, added = answer((CHANNEL, REVENUE), revenue, **extra), answer((CHANNEL, SPEND), spend, **extra)
    return merged(first, [Part(added, ON, 2)], most=1000)


def done(
    found: Answer, custom: dict[str, Any] | None = None, *, most: int = 5000, usual: Usual = NOTHING, **params: str
) -> Finished:
    given = {"custom": json.dumps(custom or {}), **params}
    return finished(found, Wish.of(given.items()), NOW, most=most, usual=usual)


def column(found: Finished, name: str) -> list[Any]:
    return [row[name] for row in found.answer.rows]


MONEY = st.none() | st.integers(0, 5)
SIDE = st.dictionaries(st.sampled_from("abcdef"), MONEY, max_size=6).map(lambda made: list(made.items()))


@given(SIDE, SIDE, st.booleans(), st.integers(1, 8))
def test_a_ratio_of_two_queries_is_what_a_loop_over_all_rows_finds(
    revenue: list[tuple[Any, ...]], spend: list[tuple[Any, ...]], down: bool, limit: int
) -> None:
    found = done(both(revenue, spend), {"roas": ROAS}, sorts=f"roas{' desc' if down else ''}", limit=str(limit))
    paid = dict(spend)
    ratios = [(name, None if got is None or not paid.get(name) else Decimal(got) / paid[name]) for name, got in revenue]
    known = sorted((pair for pair in ratios if pair[1] is not None), key=lambda pair: pair[1], reverse=down)  # type: ignore[arg-type,return-value]
    expected = [*known, *(pair for pair in ratios if pair[1] is None)][:limit]
    shown = [(row[CHANNEL.id], row["roas"]) for row in found.answer.rows]
    assert [(name, None if value is None else round(value, 9)) for name, value in expected] == [
        (name, None if value is None else round(Decimal(value), 9)) for name, value in shown
    ]
    assert (found.answer.returned, found.answer.total_rows) == (len(shown), len(revenue))


def test_a_calculation_is_over_all_rows_whatever_the_limit_leaves() -> None:
    rows = [("a", 30), ("b", 50), ("c", 20)]
    share = {"share": {"calculation_type": "percent_of_column_sum", "of": REVENUE.id}}
    found = done(both(rows, []), share, limit="1", sorts="orders.revenue desc")
    assert column(found, "share") == [pytest.approx(0.5)]
    assert found.answer.notes[-1] == "Calculations are over all 3 merged rows, not those shown alone."
    assert [field.kind for field in found.answer.fields] == ["dimension", "measure", "measure", "calculation"]


def test_the_ratio_of_totals_stands_below_that_of_rows() -> None:
    first = answer((CHANNEL, REVENUE), [("a", 30)], totals={REVENUE.id: 80})
    added = answer((CHANNEL, SPEND), [("a", 10), ("z", 10)], totals={SPEND.id: 20})
    found = done(merged(first, [Part(added, ON, 2)], most=9), {"roas": ROAS})
    assert column(found, "roas") == [3] and found.answer.totals == {REVENUE.id: 80, SPEND.id: 20, "roas": 4}
    assert "Its total counts them too" in found.answer.notes[0]


def test_rows_are_sorted_by_any_column_and_those_without_a_value_stand_last() -> None:
    found = both([("a", 1), ("b", 2), ("c", 3)], [("b", 7), ("c", 5)])
    assert column(done(found, sorts="ads.spend"), CHANNEL.id) == ["c", "b", "a"]
    assert column(done(found, sorts="ads.spend desc"), CHANNEL.id) == ["b", "c", "a"]
    assert column(done(found, sorts="orders.channel desc"), CHANNEL.id) == ["c", "b", "a"]
    assert column(done(found), CHANNEL.id) == ["a", "b", "c"]


def test_bands_are_sorted_by_their_place() -> None:
    found = both([("10 to 19", 1), ("Below 10", 2), ("20 or above", 3)], [])
    words = Usual(words={CHANNEL.id: ("Below 10", "10 to 19", "20 or above")})
    assert column(done(found, sorts=CHANNEL.id, usual=words), REVENUE.id) == [2, 1, 3]


def test_what_reads_the_row_before_reads_it_in_the_order_of_the_page() -> None:
    first = answer((MONTH, REVENUE), [(date(2026, 2, 1), 6), (date(2026, 1, 1), 4)])
    grown = {"grown": {"calculation_type": "percent_of_previous", "of": REVENUE.id}}
    newest = Usual(sorts=(Sort(MONTH.id, descending=True),))
    assert column(done(first, grown, usual=newest), "grown") == [pytest.approx(1.5), None]
    assert column(done(first, grown, usual=newest, sorts=MONTH.id), "grown") == [None, pytest.approx(1.5)]
    running = {"sum": {"calculation_type": "running_total", "of": REVENUE.id}}
    assert column(done(first, running, sorts=REVENUE.id), "sum") == [4, 10]


def test_rows_filled_in_keep_their_mark_where_they_are_sorted_to() -> None:
    first = replace(
        answer((MONTH, REVENUE), [(date(2026, 1, 1), 4), (date(2026, 2, 1), None)]), filled=(1,), returned=1
    )
    assert done(first, sorts="orders.ordered_month desc").answer.filled == (0,)


def test_a_broken_calculation_is_left_out_and_named_while_the_rest_stands() -> None:
    custom = {"roas": ROAS, "gone": {"calculation": "${sms.sent} * 2", "label": "Double"}}
    found = done(both([("a", 30)], [("a", 10)]), custom)
    assert column(found, "roas") == [3] and "gone" not in found.answer.rows[0]
    assert list(found.broken) == ["gone"] and "There is no field 'sms.sent'" in str(found.broken["gone"])


@pytest.mark.parametrize(
    ("custom", "said"),
    [
        ({"band": {"bins": REVENUE.id, "size": 10}}, "Merged rows take calculations"),
        ({"n": {"type": "sum", "of": REVENUE.id}}, "Merged rows take calculations"),
        ({"x": 3}, "Merged rows take calculations"),
        ({"loop": {"calculation": "${loop} + 1"}}, "made of itself"),
        ({"growth": {"calculation": "1"}}, "as a column of one of the queries is"),
    ],
)
def test_what_is_no_calculation_over_these_columns_is_told(custom: dict[str, Any], said: str) -> None:
    growth = AnswerField("growth", "Growth", "Growth", "calculation", "number", "percent", of_measures=True)
    found = done(answer((CHANNEL, REVENUE, growth), [("a", 1, 2)]), custom)
    assert said in str(found.broken[next(iter(custom))]) and found.answer.rows[0][REVENUE.id] == 1


def test_a_calculation_may_be_of_a_calculation_that_a_query_has() -> None:
    growth = AnswerField("growth", "Growth", "Growth", "calculation", "number", "percent", of_measures=True)
    found = done(answer((CHANNEL, growth), [("a", 2)]), {"twice": {"calculation": "${growth} * 2"}})
    assert column(found, "twice") == [4]


def test_a_sort_by_a_column_that_is_gone_is_told() -> None:
    found = done(both([("a", 1)], []), sorts="sms.sent desc,orders.channel")
    assert found.answer.notes[-1] == "Not sorted by sms.sent: there is no such column."
    assert found.query.sorts == (Sort(CHANNEL.id),)


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"limit": "many"}, "limit"),
        ({"sorts": "a b c"}, "sorts"),
        ({"custom": "[1]"}, "custom"),
        ({"custom": '{"a":{"calculation":"1","label":"\\ud800"}}'}, "custom"),
    ],
)
def test_an_address_that_somebody_edited_says_which_part(params: dict[str, str], field: str) -> None:
    with pytest.raises(SemanticError) as error:
        done(both([("a", 1)], []), **params)
    assert error.value.field == field


def test_hostile_names_and_values_are_only_texts() -> None:
    label = replace(REVENUE, short_label=HOSTILE, label=HOSTILE)
    found = done(
        answer((CHANNEL, label, ORDERS), [(HOSTILE, 1, 2)]),
        {"x": {"calculation": "${orders.count} * 2", "label": HOSTILE}},
        sorts="x",
    )
    lines = "".join(delimited.to_csv(found.answer)).splitlines()
    assert column(found, "x") == [4] and HOSTILE.replace('"', '""') in lines[1]
    assert table.build(found.answer).lines[0].cells[0].text == HOSTILE


@given(st.text(max_size=30), st.text(max_size=12), st.text(max_size=12))
def test_no_text_makes_anything_but_a_message(expression: str, name: str, sorts: str) -> None:
    custom = {name: {"calculation": expression}}
    try:
        done(both([("a", 1)], [("a", 2)]), custom, sorts=sorts)
    except SemanticError as error:
        assert error.message
