"""Missing periods, bands and answers are filled in where the rule or the person says so, and refused with words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from explores import filling
from explores.answer import Answer, AnswerField, Row
from explores.filling.rule import wanted
from explores.semantic.compile import chosen
from explores.semantic.custom import with_custom
from explores.semantic.query import Query, Sort
from explores.semantic.query_json import from_json, to_json
from explores.semantic.resolve import resolve
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting
from explores.semantic.url import from_params, to_params
from explores.semantic.validate import validate
from tests.explores.answers import dressed
from tests.explores.semantic.standard import standard

MONTH, CHANNEL, REVENUE, BAND = "orders.ordered_month", "orders.channel", "orders.revenue", "orders.total_tier"
FIRST = "orders.is_first_order"
EXPLORE = standard().explore("business")
SETTING = Setting(datetime(2025, 6, 15, tzinfo=UTC), "Europe/Paris", (1,))


def month(number: int) -> date:
    return date(2025, number, 1)


def filled(query: Query, rows: list[Row], **extra: Any) -> Answer:
    """The rows as an answer to the query, filled in."""
    validate(EXPLORE, query)
    query = rewrite(EXPLORE, query)
    fields = chosen(EXPLORE, query)
    shown = tuple(
        AnswerField(f.id, f.label, f.label, "dimension", f.type, f.format, pivoted=f.id in query.pivots)
        for f in fields.dimensions
    )
    asked = filling.Asked(EXPLORE, query, fields, resolve(EXPLORE, query, SETTING), SETTING)
    return filling.fill(dressed(shown, rows, **extra), asked)


def ask(*fields: str, **parts: Any) -> Query:
    return Query("business", fields, **parts)


def by_month(*months: int) -> list[Row]:
    return [{MONTH: month(number), REVENUE: number} for number in months]


def months(answer: Answer) -> list[int]:
    return [row[MONTH].month for row in answer.rows]


def test_months_between_are_filled_by_themselves_and_are_empty() -> None:
    answer = filled(ask(MONTH, REVENUE), by_month(5, 2, 1))
    assert months(answer) == [5, 4, 3, 2, 1]
    assert [row[REVENUE] for row in answer.rows] == [5, None, None, 2, 1]
    assert (answer.filled, answer.fills, answer.returned, answer.total_rows) == ((1, 2), (MONTH,), 3, 3)


def test_they_stand_where_the_sort_has_them() -> None:
    assert months(filled(ask(MONTH, REVENUE, sorts=(Sort(MONTH),)), by_month(1, 4))) == [1, 2, 3, 4]
    by_revenue = filled(ask(MONTH, REVENUE, sorts=(Sort(REVENUE, True),)), by_month(5, 2))
    assert months(by_revenue) == [5, 2, 3, 4]  # no figures: last


def test_a_row_without_a_month_stays_the_last() -> None:
    rows = [*by_month(3, 1), {MONTH: None, REVENUE: 9}]
    assert [row[MONTH] for row in filled(ask(MONTH, REVENUE), rows).rows] == [month(3), month(2), month(1), None]


def test_nothing_is_filled_by_itself_beside_another_dimension_or_a_measure_filter() -> None:
    rows = [{MONTH: month(1), CHANNEL: "Ads", REVENUE: 1}, {MONTH: month(3), CHANNEL: "Ads", REVENUE: 1}]
    assert not filled(ask(MONTH, CHANNEL, REVENUE), rows).filled
    assert not filled(ask(MONTH, REVENUE, filters=((REVENUE, ">0"),)), by_month(3, 1)).filled
    assert not filled(ask(MONTH), [{MONTH: month(3)}, {MONTH: month(1)}]).filled
    assert not filled(ask(MONTH, REVENUE, fill=()), by_month(3, 1)).filled


def test_by_hand_each_group_has_all_its_months() -> None:
    rows = [
        {MONTH: month(3), CHANNEL: "Ads", REVENUE: 3},
        {MONTH: month(2), CHANNEL: "Email", REVENUE: 2},
        {MONTH: month(1), CHANNEL: "Ads", REVENUE: 1},
    ]
    answer = filled(ask(MONTH, CHANNEL, REVENUE, fill=(MONTH,)), rows)
    assert [(row[MONTH].month, row[CHANNEL], row[REVENUE]) for row in answer.rows] == [
        (3, "Ads", 3), (3, "Email", None), (2, "Ads", None), (2, "Email", 2), (1, "Ads", 1), (1, "Email", None),
    ]  # fmt: skip


def test_by_hand_the_months_of_the_filter_are_filled_but_none_of_the_future() -> None:
    query = ask(MONTH, REVENUE, filters=(("orders.ordered_date", "2025"),), fill=(MONTH,))
    assert months(filled(query, by_month(4, 3))) == [6, 5, 4, 3, 2, 1]
    assert months(filled(replace(query, fill=None), by_month(4, 2))) == [4, 3, 2]


def test_months_that_a_filter_leaves_out_stay_out() -> None:
    query = ask(MONTH, REVENUE, filters=(("orders.ordered_date", "2025-01,2025-03,2025-05"),))
    assert months(filled(query, by_month(5, 1))) == [5, 3, 1]


def test_pivot_columns_are_filled_and_rows_too() -> None:
    rows: list[Row] = [{CHANNEL: "Ads", REVENUE: {(month(1),): 1, (month(4),): 4}}]
    answer = filled(ask(CHANNEL, MONTH, REVENUE, pivots=(MONTH,)), rows, pivots=((month(1),), (month(4),)))
    assert answer.pivots == ((month(1),), (month(2),), (month(3),), (month(4),))
    assert answer.rows == rows and answer.fills == (MONTH,)


def test_row_totals_stay_beside_their_rows() -> None:
    query = ask(MONTH, CHANNEL, REVENUE, pivots=(CHANNEL,), row_totals=True)
    rows: list[Row] = [{MONTH: month(n), REVENUE: {("Ads",): n}} for n in (3, 1)]
    answer = filled(query, rows, pivots=(("Ads",),), row_totals=[{REVENUE: 3}, {REVENUE: 1}])
    assert answer.row_totals == [{REVENUE: 3}, {REVENUE: None}, {REVENUE: 1}]
    assert [row[REVENUE] for row in answer.rows] == [{("Ads",): 3}, {}, {("Ads",): 1}]


def test_yes_and_no_are_both_there() -> None:
    answer = filled(ask(FIRST, REVENUE), [{FIRST: True, REVENUE: 5}])
    assert [row[FIRST] for row in answer.rows] == [True, False]


def test_bands_are_all_there_in_their_order() -> None:
    labels = EXPLORE.dimension(BAND).source.labels  # type: ignore[union-attr]
    rows = [{BAND: labels[2], REVENUE: 5}]
    answer = filled(ask(BAND, REVENUE, sorts=(Sort(BAND),)), rows)
    assert [row[BAND] for row in answer.rows] == list(labels)


def test_the_labels_of_a_group_are_all_there() -> None:
    cases = [{"label": "Paid", "filter": "Ads"}, {"label": "Own", "filter": "Email,SMS"}]
    custom = {"kind": {"groups": CHANNEL, "cases": cases, "else": "Other"}}
    explore = with_custom(EXPLORE, custom)
    query = rewrite(explore, ask("kind", REVENUE, custom=custom, sorts=(Sort("kind"),)))
    asked = filling.Asked(explore, query, chosen(explore, query), resolve(explore, query, SETTING), SETTING)
    answer = filling.fill(dressed((), [{"kind": "Other", REVENUE: 1}]), asked)
    assert sorted(row["kind"] for row in answer.rows) == ["Other", "Own", "Paid"]


def test_a_band_that_is_filtered_is_refused_with_words() -> None:
    labels = EXPLORE.dimension(BAND).source.labels  # type: ignore[union-attr]
    query = ask(BAND, REVENUE, filters=((BAND, labels[2]),))
    assert filled(query, [{BAND: labels[2], REVENUE: 5}]).notes == ()
    by_hand = filled(replace(query, fill=(BAND,)), [{BAND: labels[2], REVENUE: 5}])
    assert by_hand.filled == () and "is filtered" in by_hand.notes[0]


def test_a_text_has_nothing_to_fill_in() -> None:
    answer = filled(ask(CHANNEL, REVENUE, fill=(CHANNEL,)), [{CHANNEL: "Ads", REVENUE: 1}])
    assert "no set of values to fill in" in answer.notes[0]


def test_a_cut_result_is_filled_only_between_rows_that_follow_each_other() -> None:
    assert months(filled(ask(MONTH, REVENUE), by_month(5, 3), total_rows=9)) == [5, 4, 3]
    by_revenue = ask(MONTH, REVENUE, sorts=(Sort(REVENUE, True),))
    assert not filled(by_revenue, by_month(5, 3), total_rows=9).filled
    by_hand = filled(replace(by_revenue, fill=(MONTH,)), by_month(5, 3), total_rows=9)
    assert "cannot be told from what is missing" in by_hand.notes[0]
    assert not filled(ask(FIRST, REVENUE), [{FIRST: True, REVENUE: 1}], total_rows=2).filled


def test_too_many_rows_are_refused_with_words() -> None:
    name = "orders.ordered_minute"
    rows = [{name: datetime(2025, 6, 1), REVENUE: 1}, {name: datetime(2024, 1, 1), REVENUE: 1}]
    assert not filled(ask(name, REVENUE), rows).notes
    assert "shorten the dates" in filled(ask(name, REVENUE, fill=(name,)), rows).notes[0]


def test_a_measure_filter_is_said_where_it_may_have_emptied_a_month() -> None:
    query = ask(MONTH, REVENUE, filters=((REVENUE, ">2"),), fill=(MONTH,))
    answer = filled(query, by_month(5, 3))
    assert months(answer) == [5, 4, 3] and "filter on a measure" in answer.notes[0]


def test_no_rows_are_not_made_many() -> None:
    assert filled(ask(MONTH, REVENUE, fill=(MONTH,)), []).rows == []


@pytest.mark.parametrize("fill", [None, (), (MONTH,)])
def test_address_and_json_keep_what_is_filled(fill: tuple[str, ...] | None) -> None:
    query = ask(MONTH, REVENUE, fill=fill)
    assert from_params("business", to_params(query)) == query
    assert from_json(to_json(query)) == query
    assert wanted(EXPLORE, query, SETTING).by_hand == (fill is not None)
