"""Merged answers against a loop over all pairs of rows, and what is said of what does not add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores import export
from explores.answer import Answer, AnswerField
from explores.charts import figure
from explores.files import delimited
from explores.merging.answers import Part, automatic, merged
from explores.semantic.errors import SemanticError
from explores.tables import table
from tests.explores.answers import CHANNEL, COUNTRY, MONTH, ORDERS, RATE, REVENUE, answer

SENT = AnswerField("sms.sent", "SMS › Sent", "Sent", "measure", "number", "integer")
SMS_MONTH = AnswerField(
    "sms.occurred_month", "SMS › Month", "Sent month", "dimension", "timestamp", "date", timeframe="month"
)
ON_MONTH = ((MONTH.id, SMS_MONTH.id),)


def by_month(*rows: tuple[Any, ...], **extra: Any) -> Answer:
    return answer((MONTH, REVENUE), list(rows), **extra)


def sent(*rows: tuple[Any, ...], **extra: Any) -> Answer:
    return answer((SMS_MONTH, SENT), list(rows), **extra)


def values(found: Answer, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in found.rows]


def test_rows_meet_by_their_month_whatever_kind_of_date_it_is() -> None:
    first = by_month((date(2026, 1, 1), 10), (date(2026, 2, 1), 20))
    found = merged(first, [Part(sent((datetime(2026, 2, 1, tzinfo=UTC), 7)), ON_MONTH, 2)], most=100)
    assert values(found, MONTH.id, REVENUE.id, SENT.id) == [(date(2026, 1, 1), 10, None), (date(2026, 2, 1), 20, 7)]
    assert [field.id for field in found.fields] == [MONTH.id, REVENUE.id, SENT.id]


def test_a_row_of_the_first_stays_without_a_match_and_one_of_another_does_not() -> None:
    found = merged(by_month((date(2026, 1, 1), 10)), [Part(sent((date(2025, 1, 1), 7)), ON_MONTH, 2)], most=100)
    assert values(found, REVENUE.id, SENT.id) == [(10, None)] and (found.returned, found.total_rows) == (1, 1)


def test_queries_meet_on_several_dimensions() -> None:
    first = answer((MONTH, CHANNEL, REVENUE), [(date(2026, 1, 1), "Ads", 1), (date(2026, 1, 1), "Email", 2)])
    added = answer((CHANNEL, SMS_MONTH, SENT), [("Email", date(2026, 1, 1), 5), ("Ads", date(2026, 2, 1), 6)])
    found = merged(first, [Part(added, ((CHANNEL.id, CHANNEL.id), *ON_MONTH), 2)], most=100)
    assert values(found, CHANNEL.id, SENT.id) == [("Ads", None), ("Email", 5)]


def test_a_missing_value_meets_a_missing_value() -> None:
    first, added = answer((CHANNEL, REVENUE), [(None, 1)]), answer((CHANNEL, SENT), [(None, 2)])
    assert values(merged(first, [Part(added, ((CHANNEL.id, CHANNEL.id),), 2)], most=9), SENT.id) == [(2,)]


def test_several_matches_stand_once_for_each_and_are_told() -> None:
    first = by_month((date(2026, 1, 1), 10), (date(2026, 2, 1), 20), totals={REVENUE.id: 30})
    added = answer((SMS_MONTH, COUNTRY, SENT), [(date(2026, 1, 1), "FR", 1), (date(2026, 1, 1), "PT", 2)])
    found = merged(first, [Part(added, ON_MONTH, 2)], most=100)
    assert values(found, REVENUE.id, COUNTRY.id, SENT.id) == [(10, "FR", 1), (10, "PT", 2), (20, None, None)]
    assert found.totals == {REVENUE.id: 30}  # as it was asked, not the sum of what stands here
    assert "1 row of the first query matches several" in found.notes[0]
    assert not any(field.additive for field in found.fields)


def test_fields_of_one_name_are_told_apart() -> None:
    found = merged(
        by_month((date(2026, 1, 1), 10)), [Part(by_month((date(2026, 1, 1), 3)), ((MONTH.id, MONTH.id),), 2)], most=9
    )
    assert [field.id for field in found.fields] == [MONTH.id, REVENUE.id, "orders.revenue_q2"]
    assert found.fields[2].short_label == "Revenue (query 2)" and values(found, "orders.revenue_q2") == [(3,)]


def test_a_total_is_that_of_its_query_over_all_its_own_rows_and_says_so() -> None:
    january, march = (date(2026, 1, 1), 7), (date(2026, 3, 1), 9)
    first = by_month((date(2026, 1, 1), 10), totals={REVENUE.id: 10})
    whole = merged(first, [Part(sent(january, totals={SENT.id: 7}), ON_MONTH, 2)], most=9)
    assert whole.totals == {REVENUE.id: 10, SENT.id: 7} and whole.notes == ()
    partly = merged(first, [Part(sent(january, march, totals={SENT.id: 16}), ON_MONTH, 2)], most=9)
    assert partly.totals == {REVENUE.id: 10, SENT.id: 16}
    said = "1 row of query 2 matches nothing in the first query and is left out. Its total counts them too."
    assert partly.notes == (said,)


def test_rows_filled_in_stand_for_nothing_unless_another_query_has_something_there() -> None:
    months = [(date(2026, month, 1), month if month < 3 else None) for month in (1, 2, 3, 4)]
    first = replace(by_month(*months, total_rows=2), filled=(2, 3), returned=2)
    added = replace(sent((date(2026, 3, 1), 5), (date(2026, 4, 1), None)), filled=(1,), returned=1, total_rows=1)
    found = merged(first, [Part(added, ON_MONTH, 2)], most=9)
    assert [row[SENT.id] for row in found.rows] == [None, None, 5, None]
    assert (found.filled, found.returned, found.total_rows) == ((3,), 3, 3)


def test_what_was_cut_is_said() -> None:
    first = by_month((date(2026, 1, 1), 10), total_rows=81_233)
    found = merged(first, [Part(sent((date(2026, 1, 1), 7)), ON_MONTH, 2)], most=9)
    assert found.cuts == ("Only the first 1 of 81,233 rows of query 1 are merged.",)


def test_the_rows_shown_are_counted_against_all_there_are() -> None:
    added = answer((SMS_MONTH, COUNTRY, SENT), [(date(2026, 1, 1), str(n), n) for n in range(500)])
    found = merged(by_month((date(2026, 1, 1), 1), (date(2026, 2, 1), 2)), [Part(added, ON_MONTH, 2)], most=100)
    assert (found.returned, found.total_rows) == (100, 501)


def test_age_and_time_are_those_of_all() -> None:
    old = replace(sent((date(2026, 1, 1), 7), currency="USD"), as_of=datetime(2026, 1, 1, tzinfo=UTC), seconds=2.0)
    found = merged(by_month((date(2026, 1, 1), 1)), [Part(old, ON_MONTH, 2)], most=9)
    assert found.as_of == old.as_of and found.seconds == pytest.approx(2.2)
    assert "-- Query 2\nSELECT 1" in found.sql


def test_a_currency_is_that_of_every_query_with_money_in_it() -> None:
    first, counts = by_month((date(2026, 1, 1), 1)), sent((date(2026, 1, 1), 7), currency=None)
    assert merged(first, [Part(counts, ON_MONTH, 2)], most=9).currency == "EUR"
    dollars = by_month((date(2026, 1, 1), 1), currency="USD")
    assert merged(first, [Part(dollars, ((MONTH.id, MONTH.id),), 2)], most=9).currency is None


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ((), "Query 2 is matched on nothing"),
        (((MONTH.id, "sms.gone"),), "'sms.gone', which is no dimension of query 2"),
        ((("orders.gone", SMS_MONTH.id),), "'orders.gone', which is no dimension of the first query"),
        (((REVENUE.id, SMS_MONTH.id),), "no dimension of the first query"),
    ],
)
def test_what_cannot_be_matched_is_named(pairs: Any, said: str) -> None:
    with pytest.raises(SemanticError, match=said):
        merged(by_month(), [Part(sent(), pairs, 2)], most=9)


def test_values_that_are_never_the_same_are_refused() -> None:
    first = answer((CHANNEL, REVENUE), [])
    with pytest.raises(SemanticError, match="their values are never the same"):
        merged(first, [Part(sent(), ((CHANNEL.id, SMS_MONTH.id),), 2)], most=9)


def test_what_speaks_for_itself_is_matched() -> None:
    first = answer((MONTH, CHANNEL, COUNTRY, REVENUE), [])
    assert automatic(first, answer((SMS_MONTH, COUNTRY, SENT), [])) == (
        (MONTH.id, SMS_MONTH.id),
        (COUNTRY.id, COUNTRY.id),
    )
    assert automatic(answer((CHANNEL, REVENUE), []), sent()) == ()


def test_a_merged_answer_is_an_answer_like_any_other() -> None:
    first = by_month((date(2026, 1, 1), Decimal(10)), (date(2026, 2, 1), Decimal(20)), totals={REVENUE.id: Decimal(30)})
    found = merged(first, [Part(sent((date(2026, 2, 1), 7)), ON_MONTH, 2)], most=9)
    lines = "".join(delimited.to_csv(found)).splitlines()
    assert lines[0].strip() == "Orders › Month,Orders › Revenue,SMS › Sent" and lines[2].strip() == "2026-02,20,7"
    assert export.to_json(found)["rows"][1] == {MONTH.id: "2026-02", REVENUE.id: 20, SENT.id: 7}
    assert len(table.build(found).lines) == 2
    assert figure(found, "column", today=date(2026, 3, 1)).plot


KEYS = st.sampled_from([None, "a", "b", "c"])
ROWS = st.lists(st.tuples(KEYS, KEYS, st.integers(0, 9)), max_size=6)


@given(ROWS, ROWS, ROWS, st.integers(0, 60))
def test_it_is_what_a_loop_over_all_rows_finds(one: Any, two: Any, three: Any, most: int) -> None:
    first = answer((CHANNEL, COUNTRY, REVENUE), one)
    second, third = answer((CHANNEL, COUNTRY, ORDERS), two), answer((COUNTRY, CHANNEL, RATE), three)
    both, single = ((CHANNEL.id, CHANNEL.id), (COUNTRY.id, COUNTRY.id)), ((COUNTRY.id, CHANNEL.id),)
    found = merged(first, [Part(second, both, 2), Part(third, single, 3)], most=most)
    expected = []
    for channel, country, revenue in one:
        for orders in [n for a, b, n in two if (a, b) == (channel, country)] or [None]:
            for where, rate in [(a, n) for a, b, n in three if b == country] or [(None, None)]:
                expected.append((channel, country, revenue, orders, where, rate))
    names = (CHANNEL.id, COUNTRY.id, REVENUE.id, ORDERS.id, f"{COUNTRY.id}_q3", RATE.id)
    assert values(found, *names) == expected[:most] and found.total_rows == len(expected)
