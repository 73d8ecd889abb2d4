"""Calculations in answers of real data: rows, totals, row totals, subtotals, sorts, files, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Account, SubAccount
from explores.answer import ROW_TOTAL, Answer
from explores.files import delimited
from explores.runner import run
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query, Sort
from explores.tables import table
from tests.explores import published
from tests.explores.published import NOW, viewer

pytestmark = pytest.mark.django_db(transaction=True)
COUNTRY, REVENUE, ORDERS, MONTH = "contacts.country", "orders.revenue", "orders.count", "orders.ordered_month"
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
D = Decimal


@pytest.fixture
def ask(account: Account) -> Any:
    subs: tuple[SubAccount, SubAccount] = published.write(account)

    def ask(*fields: str, who: tuple[SubAccount, ...] = subs, **more: Any) -> Answer:
        custom = {
            name: spec if isinstance(spec, dict) else {"calculation": spec}
            for name, spec in more.pop("made", {}).items()
        }
        return run(Query("business", (*fields, *custom), custom=custom, **more), viewer(account, *who), now=NOW)

    return ask


def quick(kind: str, of: str = REVENUE) -> dict[str, str]:
    return {"calculation_type": kind, "of": of}


def of(answer: Answer, name: str) -> list[Any]:
    return [row[name] for row in answer.rows]


def test_calculations_are_fields_after_the_measures(ask: Any) -> None:
    """France: DE 5 of 1 order, FR 30.30 of 2; Portugal 100 of 1."""
    answer = ask(COUNTRY, REVENUE, ORDERS, totals=True, made={
        "average": {"calculation": "${orders.revenue} / ${orders.count}", "format": "money", "label": "Basket"},
        "double": "${average} * 2",
    })  # fmt: skip
    assert of(answer, COUNTRY) == ["PT", "FR", "DE"]
    assert of(answer, "average") == [100, 15.15, 5] and of(answer, "double") == [200, 30.3, 10]
    assert answer.totals == {REVENUE: D("135.3"), ORDERS: 4, "average": 33.825, "double": 67.65}
    basket = answer.fields[3]
    assert (basket.label, basket.kind, basket.type, basket.format) == ("Basket", "calculation", "number", "money")
    assert basket.definition == "Computed from the rows in the table: ${orders.revenue} / ${orders.count}"


def test_quick_calculations_of_a_column(ask: Any) -> None:
    kinds = ("percent_of_column_sum", "percent_of_previous", "percent_difference_from_previous", "rank_of_column",
             "running_total")  # fmt: skip
    answer = ask(COUNTRY, REVENUE, totals=True, made={kind: quick(kind) for kind in kinds})
    share, previous, change, rank, running = (of(answer, kind) for kind in kinds)
    assert share == pytest.approx([100 / 135.3, 30.3 / 135.3, 5 / 135.3])
    assert previous == [None, pytest.approx(0.303), pytest.approx(5 / 30.3)]
    assert change == [None, pytest.approx(0.303 - 1), pytest.approx(5 / 30.3 - 1)]
    assert rank == [1, 2, 3]
    assert running == [D(100), D("130.3"), D("135.3")]
    formats = {field.id: field.format for field in answer.fields}
    assert [formats[kind] for kind in kinds] == ["percent", "percent", "percent", "integer", "money"]
    assert [answer.totals[kind] for kind in kinds] == [1, None, None, None, None]


def test_percent_of_column_takes_the_rows_in_the_table_only_and_says_so(ask: Any) -> None:
    answer = ask(COUNTRY, REVENUE, limit=2, made={"share": quick("percent_of_column_sum")})
    assert of(answer, "share") == pytest.approx([100 / 130.3, 30.3 / 130.3])
    assert answer.fields[-1].definition == "Revenue as a share of its sum over the rows in the table, no others."


def test_the_previous_row_is_the_one_before_in_time_and_the_definition_says_where_it_stands(ask: Any) -> None:
    """January 20.20, February 115.10: newest first by default."""
    made = {"change": quick("percent_difference_from_previous")}
    newest_first = ask(MONTH, REVENUE, made=made)
    assert of(newest_first, "change") == [pytest.approx(115.1 / 20.2 - 1), None]
    assert "the one below, which is the one before in time" in newest_first.fields[-1].definition
    oldest_first = ask(MONTH, REVENUE, made=made, sorts=(Sort(MONTH),))
    assert of(oldest_first, "change") == [None, pytest.approx(115.1 / 20.2 - 1)]
    assert "in the previous row, the one above:" in oldest_first.fields[-1].definition
    by_country = ask(COUNTRY, REVENUE, made=made)
    assert "the one above:" in by_country.fields[-1].definition


def test_with_a_pivot_there_is_one_in_each_column(ask: Any) -> None:
    """Germany 5 in February; France 20.20 in January and 10.10 in February; Portugal 100 in February."""
    answer = ask(COUNTRY, MONTH, REVENUE, ORDERS, pivots=(MONTH,), totals=True, row_totals=True, sorts=(Sort(COUNTRY),),
                 made={"average": "${orders.revenue} / ${orders.count}", "share": quick("percent_of_row"),
                       "so_far": quick("running_row_total")})  # fmt: skip
    first, second = (JANUARY,), (FEBRUARY,)
    assert of(answer, "average") == [{first: None, second: 5}, {first: 20.2, second: 10.1}, {first: None, second: 100}]
    assert answer.rows[1]["share"] == {first: pytest.approx(2 / 3), second: pytest.approx(1 / 3)}
    assert answer.rows[1]["so_far"] == {first: D("20.2"), second: D("30.3")}
    assert answer.row_totals is not None and answer.totals is not None
    assert [row["average"] for row in answer.row_totals] == [5, 15.15, 100]
    assert [row["share"] for row in answer.row_totals] == [1, 1, 1]
    assert answer.totals["average"] == {first: 20.2, second: pytest.approx(115.1 / 3), ROW_TOTAL: 33.825}


def test_a_calculation_of_dimensions_is_one_column_beside_all_pivot_columns(ask: Any) -> None:
    answer = ask(COUNTRY, MONTH, REVENUE, pivots=(MONTH,), row_totals=True, sorts=(Sort(COUNTRY),),
                 made={"shout": "concat(${contains_e}, '!')",
                       "contains_e": "if(contains(${contacts.country}, 'E'), 'e', 'no')",
                       "best": "max(pivot_row(${orders.revenue}))"})  # fmt: skip
    assert of(answer, "shout") == ["e!", "no!", "no!"] and of(answer, "best") == [5, D("20.2"), 100]
    fields = {field.id: field for field in answer.fields}
    assert not fields["shout"].by_pivot and not fields["shout"].of_measures
    assert not fields["best"].by_pivot and fields["best"].of_measures
    shown = table.build(answer)
    assert [column.label for column in shown.columns] == [
        "Country", "Revenue", "Revenue", "Revenue", "Shout", "Contains e", "Best",
    ]  # fmt: skip
    assert [heading.text for heading in shown.headings[0]] == ["Order month", "2026-01", "2026-02", "All", ""]
    assert [cell.text for cell in shown.lines[0].cells][-3:] == ["e!", "e", "€5.00"]
    lines = "".join(delimited.to_csv(answer)).splitlines()
    assert lines[0].endswith("2026-02-01 Orders › Revenue,All Orders › Revenue,Shout,Contains e,Best")
    assert lines[2] == "FR,20.2,10.1,30.3,no!,no,20.2"


def test_a_subtotal_row_uses_the_subtotals_values(ask: Any) -> None:
    answer = ask(COUNTRY, MONTH, REVENUE, ORDERS, subtotals=True, totals=True,
                 sorts=(Sort(COUNTRY), Sort(MONTH)), made={
        "average": "${orders.revenue} / ${orders.count}",
        "share": quick("percent_of_column_sum"),
        "place": quick("rank_of_column"),
        "where": "concat(${contacts.country}, ' ', ${orders.ordered_month})",
        "land": "lower(${contacts.country})",
    })  # fmt: skip
    assert answer.subtotals is not None
    france = answer.subtotals[0][1]
    assert (france[COUNTRY], france["average"], france["share"]) == ("FR", 15.15, pytest.approx(30.3 / 135.3))
    assert (france["place"], france["where"], france["land"]) == (None, None, "fr")
    assert of(answer, "where") == ["DE 2026-02", "FR 2026-01", "FR 2026-02", "PT 2026-02"]
    assert (answer.totals["where"], answer.totals["land"]) == (None, None)


def test_totals_are_read_though_they_are_not_shown(ask: Any) -> None:
    answer = ask(COUNTRY, REVENUE, limit=1, made={"share": "${orders.revenue} / ${orders.revenue:total}"})
    assert of(answer, "share") == [pytest.approx(100 / 135.3)] and answer.totals is None
    pivoted = ask(COUNTRY, MONTH, REVENUE, pivots=(MONTH,), sorts=(Sort(COUNTRY),),
                  made={"share": "${orders.revenue} / ${orders.revenue:row_total}"})  # fmt: skip
    assert pivoted.rows[1]["share"] == {(JANUARY,): pytest.approx(2 / 3), (FEBRUARY,): pytest.approx(1 / 3)}
    assert pivoted.row_totals is None
    chained = ask(COUNTRY, REVENUE, made={"half": "${orders.revenue} / 2", "of": "${half} / ${half:total}"})
    assert of(chained, "of") == pytest.approx([100 / 135.3, 30.3 / 135.3, 5 / 135.3])


def test_rows_are_sorted_by_a_calculation_in_turn_with_fields(ask: Any) -> None:
    made = {"odd": "if(${orders.revenue} > 50, 1, if(${orders.revenue} > 6, null, 1))"}
    assert of(ask(COUNTRY, REVENUE, made=made, sorts=(Sort("odd"),)), COUNTRY) == ["PT", "DE", "FR"]
    assert of(ask(COUNTRY, REVENUE, made=made, sorts=(Sort("odd", True), Sort(REVENUE))), COUNTRY) == ["DE", "PT", "FR"]
    by_month = ask(MONTH, COUNTRY, REVENUE, made={"less": "-${orders.revenue}"}, sorts=(Sort(MONTH), Sort("less")))
    assert of(by_month, COUNTRY) == ["FR", "PT", "FR", "DE"]


def test_rows_are_sorted_by_a_calculation_in_a_pivot_column_or_of_the_whole_row(ask: Any) -> None:
    made = {"less": "-${orders.revenue}"}
    february = ask(COUNTRY, MONTH, REVENUE, pivots=(MONTH,), made=made, sorts=(Sort("less", pivot="2026-02"),))
    assert of(february, COUNTRY) == ["PT", "FR", "DE"]
    january = ask(COUNTRY, MONTH, REVENUE, pivots=(MONTH,), made=made, sorts=(Sort("less", pivot="2026-01"),))
    assert of(january, COUNTRY)[0] == "FR"
    whole = ask(COUNTRY, MONTH, REVENUE, pivots=(MONTH,), made=made, sorts=(Sort("less", descending=True),))
    assert of(whole, COUNTRY) == ["DE", "FR", "PT"] and whole.row_totals is None
    with pytest.raises(SemanticError, match="no pivot column '2025'"):
        ask(COUNTRY, MONTH, REVENUE, pivots=(MONTH,), made=made, sorts=(Sort("less", pivot="2025"),))


@pytest.mark.parametrize(
    ("fields", "more", "code", "words"),
    [
        ((COUNTRY, REVENUE), {"made": {"c": "${orders.revenue}"}, "sorts": (Sort("c"),), "limit": 1}, "invalid_sort",
         "the row limit left 1 of 3"),
        ((COUNTRY, REVENUE), {"made": {"c": "${orders.revenue}"}, "limit": None}, "invalid_limit", "Set a row limit"),
        ((COUNTRY, REVENUE), {"made": {"c": "${orders.revenue}"}, "filters": (("c", ">1"),)}, "filtered_calculation",
         "Filter on orders.revenue"),
        ((COUNTRY,), {"made": {"c": "${orders.revenue}"}}, "missing_field", "Add the field, or remove the calculation"),
        ((COUNTRY, REVENUE), {"made": {"c": "${orders.revenu} * 2"}}, "invalid_expression",
         "'C', character 1: There is no field 'orders.revenu'."),
        ((COUNTRY, REVENUE), {"made": {"c": "1 + ${contacts.country}"}}, "invalid_expression",
         "'C', character 5: + takes a number"),
        ((COUNTRY, REVENUE), {"made": {"c": "rond(1)"}}, "invalid_expression", "'C', character 1: There is no func"),
        ((COUNTRY, REVENUE), {"made": {"c": "${d}", "d": "${e}", "e": "1 + ${c}"}}, "invalid_custom_field",
         "made of itself: c → d → e → c"),
        ((COUNTRY, REVENUE), {"made": {"c": "${c:total}"}}, "invalid_custom_field", "made of itself: c → c"),
        ((COUNTRY, REVENUE), {"made": {"c": "${contacts.country:total}"}}, "invalid_expression", "has no totals"),
        ((COUNTRY, REVENUE), {"made": {"c": "matches_filter(${contacts.country}, 'FR')"}}, "invalid_expression",
         "not there in calculations"),
        ((COUNTRY, REVENUE), {"made": {"c": quick("percent")}}, "invalid_custom_field", "there are percent_of"),
        ((COUNTRY, REVENUE), {"made": {"c": quick("running_total", "orders.x")}}, "invalid_custom_field", "no field"),
        ((COUNTRY, REVENUE), {"made": {"c": quick("running_total", COUNTRY)}}, "invalid_custom_field", "of numbers"),
        ((COUNTRY, REVENUE), {"made": {"c": ""}}, "invalid_custom_field", "needs an expression"),
    ],
)  # fmt: skip
def test_what_cannot_be_calculated_is_told(ask: Any, fields: Any, more: Any, code: str, words: str) -> None:
    with pytest.raises(SemanticError) as caught:
        ask(*fields, **more)
    assert caught.value.code == code and words in caught.value.message


def test_a_file_of_all_rows_is_refused_and_the_rows_of_a_limit_are_calculated(ask: Any) -> None:
    made = {"share": quick("percent_of_column_sum")}
    with pytest.raises(SemanticError, match="All rows cannot be had together with table calculations"):
        ask(COUNTRY, REVENUE, limit=None, made=made)
    assert len(ask(COUNTRY, REVENUE, limit=100_000, made=made).rows) == 3


def test_a_list_a_date_and_yes_or_no_are_shown(ask: Any) -> None:
    answer = ask(MONTH, REVENUE, made={
        "both": "list(${orders.revenue}, 1)",
        "later": "offset(${orders.ordered_month}, 1)",
        "end": "add_days(-1, add_months(1, ${orders.ordered_month}))",
        "many": "${orders.revenue} > 50",
        "moment": "now()",
    })  # fmt: skip
    texts = [[cell.text for cell in line.cells] for line in table.build(answer).lines]
    assert texts[0] == ["2026-02", "€115.10", "115.1, 1", "2026-01", "2026-02-28", "Yes", "2026-03-15 12:00"]
    types = {field.id: field.type for field in answer.fields}
    assert (types["both"], types["later"], types["end"], types["many"]) == ("text", "date", "timestamp", "yesno")


def test_an_empty_answer_and_an_empty_scope_are_no_trouble(ask: Any) -> None:
    made = {
        "share": quick("percent_of_column_sum"),
        "change": quick("percent_of_previous"),
        "row": quick("percent_of_row"),
    }
    for more in ({"who": ()}, {"filters": ((COUNTRY, "ZZ"),)}, {"limit": 0}):
        for pivots in ((), (MONTH,)):
            answer = ask(
                COUNTRY, MONTH, REVENUE, pivots=pivots, totals=True, row_totals=bool(pivots), made=made, **more
            )
            assert answer.rows == [] and {"share", "change", "row"} <= {field.id for field in answer.fields}
            assert table.build(answer).empty


def test_a_calculation_as_deep_as_can_be_is_computed(ask: Any) -> None:
    made = {"deep": "sum(" * 45 + "list(" + "${orders.revenue}" + ")" + ")" * 45, "chain": " + ".join(["1"] * 95)}
    answer = ask(COUNTRY, REVENUE, made=made)
    assert of(answer, "chain") == [95] * 3 and len(of(answer, "deep")) == 3


def test_a_hundred_calculations_may_hang_on_each_other(ask: Any) -> None:
    made = {"c0": "${orders.revenue}", **{f"c{n}": f"${{c{n - 1}}} + 1" for n in range(1, 100)}}
    assert of(ask(COUNTRY, REVENUE, made=made), "c99") == [D(199), D("129.3"), D(104)]
