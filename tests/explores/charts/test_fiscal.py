"""Fiscal years and quarters are a time axis like any other: in order, without gaps, named as they are counted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores import charts
from explores.answer import AnswerField
from explores.charts import Chart
from explores.charts.periods import as_period, following, in_progress, tick
from explores.formatting import formats
from explores.formatting.formats import Style
from explores.semantic.cells import Cell, cell_of, narrowed
from explores.semantic.comparing import Comparison, comparison
from explores.semantic.model import Dimension
from explores.semantic.query import Query
from explores.semantic.settings import setting_for
from explores.semantic.timeframes import FiscalDay, FiscalYear
from tests.explores.answers import ORDERS, answer
from tests.explores.semantic.compared import NOW
from tests.explores.semantic.test_calendars import made

APRIL = 3
offsets = st.integers(-11, 11)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def field(frame: str) -> AnswerField:
    return AnswerField(f"orders.ordered_{frame}", frame, frame, "dimension", "date", "date", timeframe=frame)


def drawn(frame: str, rows: list[tuple[Any, ...]], **more: Any) -> Chart:
    asked = answer((field(frame), ORDERS), rows)
    return charts.figure(asked, {"type": "column", **more}, today=date(2025, 5, 2))


def year(number: int) -> FiscalYear:
    return FiscalYear.of(number, APRIL)


def quarter(number: int, month: int) -> FiscalDay:
    return FiscalDay.of(date(number, month, 1), APRIL)


def test_fiscal_years_stand_in_time_with_their_gaps_and_names() -> None:
    rows = [(year(2025), 3), (year(2022), 1), (year(2023), 2)]
    line = drawn("fiscal_year", rows, type="line")
    assert line.plot["data"][0]["y"] == [1, 2, None, 3]
    assert line.plot["data"][0]["x"] == ["2022-04-01", "2023-04-01", "2024-04-01", "2025-04-01"]
    assert [*line.plot["layout"]["xaxis"]["ticktext"]] == ["FY2022", "FY2023", "FY2024", "FY2025"]
    assert "This fiscal year in progress" in drawn("fiscal_year", rows).notes  # May 2025 is in FY2025, begun in April


def test_fiscal_quarters_stand_in_time_under_their_own_numbers() -> None:
    rows = [(quarter(2025, 4), 3), (quarter(2024, 7), 1), (quarter(2025, 1), 2)]
    line = drawn("fiscal_quarter", rows, type="line")
    assert line.plot["data"][0]["y"] == [1, None, 2, 3]
    assert [*line.plot["layout"]["xaxis"]["ticktext"]] == ["Q2 FY24", "Q3", "Q4", "Q1 FY25"]
    assert "This quarter in progress" in drawn("fiscal_quarter", rows).notes


def test_a_trend_line_counts_fiscal_periods() -> None:
    """On the line of 10 a year, although one is missing."""
    chart = drawn("fiscal_year", [(year(2021), 10), (year(2024), 40), (year(2022), 20)], trend="linear")
    line = next(one for one in chart.plot["data"] if one.get("mode") == "lines")
    assert list(line["y"]) == pytest.approx([10, 20, 40])
    assert any("years" in note for note in chart.notes)


def test_a_reference_line_stands_beside_fiscal_columns() -> None:
    chart = drawn("fiscal_year", [(year(2021), 10), (year(2022), 30)], settings={"reference.1.at": "mean"})
    assert len(chart.lines) == 1 and "20" in chart.lines[0]


@given(days, offsets)
def test_the_period_of_a_day_begins_before_it_and_ends_after_it_and_is_named_as_filters_name_it(
    day: date, offset: int
) -> None:
    number = FiscalDay.of(day, offset).counted[0]
    first = as_period(FiscalYear.of(number, offset), "fiscal_year")
    assert isinstance(first, FiscalDay)
    after = following(first, "fiscal_year")
    assert (
        after is not None and first <= day < after and tick(after, "fiscal_year", Style()) == (f"FY{number + 1}",) * 2
    )
    assert in_progress([first], "fiscal_year", day) == 0
    assert formats.moment(FiscalDay.of(day, offset), "fiscal_quarter") == "FY{}-Q{}".format(
        *FiscalDay.of(day, offset).counted
    )


@pytest.mark.parametrize(
    ("text", "frame", "first"),
    [("FY2014", "fiscal_year", date(2014, 1, 1)), ("FY2014-Q3", "fiscal_quarter", date(2014, 7, 1)),
     ("FY0000", "fiscal_year", None), ("FY2014-Q5", "fiscal_quarter", None), ("fy", "fiscal_year", None)],
)  # fmt: skip
def test_texts_of_a_file_are_read_too(text: str, frame: str, first: date | None) -> None:
    assert as_period(text, frame) == first


@given(day=st.dates(date(2020, 1, 1), date(2026, 1, 1)), offset=offsets, months=st.sampled_from([1, 3, 5, 12, 24]))
def test_a_fiscal_period_is_compared_with_the_one_that_lies_as_far_back(day: date, offset: int, months: int) -> None:
    """The months begin with a fiscal year: what its first day falls in meets what the earlier first day does."""
    explore = made({"fiscal_month_offset": offset})
    start = FiscalYear.of(day.year, offset).first
    text = f"{start} for {months} months"
    for frame in ("fiscal_year", "fiscal_quarter"):
        name = f"contacts.made_{frame}"
        query = Query("shop", (name, "contacts.count"), (("contacts.made_date", text),), compare="previous")
        late = datetime(2080, 1, 1, tzinfo=NOW.tzinfo)
        found = comparison(explore, query, setting_for(explore, now=late, zone="UTC", scope=(1,)))
        assert isinstance(found, Comparison)
        then = found.then[0]
        assert then is not None
        wanted = FiscalDay.of(then.date(), offset).counted
        dimension = explore.by_id[name]
        assert isinstance(dimension, Dimension)
        partner = found.partner(dimension, FiscalYear.of(day.year, offset) if frame == "fiscal_year" else start)
        if frame == "fiscal_year":
            assert partner == f"FY{wanted[0]}"
        else:
            assert FiscalDay.of(partner, offset).counted == wanted
            assert timedelta() <= then.date() - partner < timedelta(days=93)


def test_a_fiscal_cell_is_drilled_by_its_own_filter() -> None:
    explore = made({"fiscal_month_offset": APRIL})
    names = ("contacts.made_fiscal_quarter", "contacts.made_fiscal_year")
    setting = setting_for(explore, now=NOW, zone="UTC", scope=(1,))
    query = Query("shop", (*names, "contacts.count"))
    cell = cell_of(explore, query, "contacts.count", ["2025-01-01", "FY2024"], [])
    assert narrowed(explore, query, cell, setting)[:1] == ((names[0], "FY2024-Q4"),)
    alone = Cell("contacts.count", {names[1]: year(2024)})
    assert narrowed(explore, query, alone, setting) == ((names[1], "FY2024"),)
