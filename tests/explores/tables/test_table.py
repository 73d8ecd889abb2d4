"""An answer becomes a table with its headers, bars, totals and subtotals where a reader expects them."""

from __future__ import annotations

from datetime import date

import pytest

from explores.formatting.formats import Style
from explores.semantic.query import Sort
from explores.tables import table
from tests.explores.answers import CHANNEL, COUNTRY, MONTH, ORDERS, REVENUE, answer, by_channel, dressed, monthly


def texts(shown: table.DisplayTable) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in shown.lines]


def test_cells_are_formatted_and_large_amounts_keep_the_exact_figure() -> None:
    shown = table.build(monthly())
    assert texts(shown)[0] == ["2026-10", "€560,377", "7,291"]
    assert shown.lines[0].cells[1].exact == "€560,377.12"


def test_the_first_measure_carries_bars_up_to_the_full_width() -> None:
    bars = [line.cells[1].bar for line in table.build(monthly()).lines]
    assert bars == [84, 78, 66]
    assert table.build(monthly()).lines[0].cells[2].bar is None


def test_a_negative_or_missing_value_has_no_bar() -> None:
    shown = table.build(answer((CHANNEL, ORDERS), [("a", -5), ("b", None), ("c", 10)]))
    assert [line.cells[1].bar for line in shown.lines] == [0, 0, 84]


def test_values_that_are_all_below_zero_draw_no_bars() -> None:
    shown = table.build(answer((CHANNEL, ORDERS), [("a", -5), ("b", -1)]))
    assert [line.cells[1].bar for line in shown.lines] == [None, None]


def test_the_total_says_how_many_rows_it_covers() -> None:
    total = table.build(monthly()).total
    assert total is not None
    assert [cell.text for cell in total] == ["Total, 3 rows", "€1,520,611", "20,150"]


def test_a_cut_result_says_so_in_its_count_and_its_total() -> None:
    cut = answer((CHANNEL, ORDERS), [("a", 1)], total_rows=81233, totals={ORDERS.id: 9})
    shown = table.build(cut)
    assert (shown.cut, shown.rows_text) == (True, "1 of 81,233 rows")
    assert shown.total is not None
    assert shown.total[0].text == "Total, all 81,233 rows"


def test_counts_stand_in_the_readers_language() -> None:
    assert (
        table.build(answer((ORDERS,), [(1,)], total_rows=81233), style=Style("fr")).rows_text == "1 of 81\u202f233 rows"
    )


def test_pivots_become_columns_under_a_row_of_headings() -> None:
    shown = table.build(by_channel())
    assert [(heading.text, heading.span) for heading in shown.headings[0]] == [("Channel", 1), ("Ads", 1), ("Email", 1)]
    assert texts(shown) == [["2026-09", "7", "5"], ["2026-10", "∅", "6"]]


def test_row_totals_stand_at_the_far_right() -> None:
    base = by_channel()
    shown = table.build(
        dressed(base.fields, base.rows, pivots=base.pivots, row_totals=[{ORDERS.id: 12}, {ORDERS.id: 6}])
    )
    assert [row[-1] for row in texts(shown)] == ["12", "6"]
    assert shown.headings[0][-1].text == "All"


def test_subtotals_close_each_group_and_groups_stay_together() -> None:
    rows = [("FR", "a", 3), ("DE", "a", 2), ("FR", "b", 1)]
    subtotals = [[{COUNTRY.id: "FR", ORDERS.id: 4}, {COUNTRY.id: "DE", ORDERS.id: 2}]]
    shown = table.build(answer((COUNTRY, CHANNEL, ORDERS), rows, subtotals=subtotals))
    assert texts(shown) == [["FR", "a", "3"], ["FR", "b", "1"], ["FR", "", "4"], ["DE", "a", "2"], ["DE", "", "2"]]
    assert [line.level for line in shown.lines] == [0, 0, 1, 0, 1]


def test_sort_marks_show_direction_and_rank() -> None:
    shown = table.build(monthly(), sorts=[Sort(MONTH.id, descending=True), Sort(REVENUE.id)])
    assert [(column.sort, column.rank) for column in shown.columns] == [("desc", 1), ("asc", 2), ("", 0)]


def test_a_single_sort_needs_no_rank() -> None:
    assert table.build(monthly(), sorts=[Sort(MONTH.id)]).columns[0].rank == 0


@pytest.mark.parametrize(("pivot", "marks"), [("Email", ["", "", "asc", ""]), (None, ["", "", "", "asc"])])
def test_a_sort_by_one_pivot_column_or_by_row_totals_marks_only_that_one(pivot: str | None, marks: list[str]) -> None:
    base = by_channel()
    both = dressed(base.fields, base.rows, pivots=base.pivots, row_totals=[{ORDERS.id: 12}, {ORDERS.id: 6}])
    assert [column.sort for column in table.build(both, sorts=[Sort(ORDERS.id, pivot=pivot)]).columns] == marks


def test_an_empty_answer_is_an_empty_table() -> None:
    shown = table.build(answer((CHANNEL, ORDERS), []))
    assert shown.empty
    assert shown.rows_text == "0 of 0 rows"


def test_rows_filled_in_are_marked_and_not_counted() -> None:
    rows = [(date(2026, 9, 1), 5), (date(2026, 8, 1), None)]
    shown = table.build(answer((MONTH, ORDERS), rows, returned=1, total_rows=1, filled=(1,)))
    assert [line.filled for line in shown.lines] == [False, True]
    assert (shown.rows_text, shown.filled, texts(shown)[1]) == ("1 of 1 row", 1, ["2026-08", "∅"])


def test_missing_values_are_shown_as_missing() -> None:
    assert texts(table.build(answer((CHANNEL, ORDERS), [(None, None)]))) == [["∅", "∅"]]
