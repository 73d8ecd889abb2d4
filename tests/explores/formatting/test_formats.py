"""Every figure reads as VISUAL section 3 says, in each language, whatever the value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from explores.formatting import formats
from explores.formatting.formats import Style

EURO = Style("en", "EUR")
FRENCH = Style("fr", "EUR")

CELLS: list[tuple[Any, str, Style, str]] = [
    (4182310, "integer", EURO, "4,182,310"),
    (4182310, "integer", FRENCH, "4\u202f182\u202f310"),
    (Decimal("1862.00"), "money", EURO, "€1,862.00"),
    (Decimal("1862.5"), "money", FRENCH, "1\u202f862,50\u00a0€"),
    (Decimal("1862.5"), "money", Style("de", "EUR"), "1.862,50\u00a0€"),
    (Decimal("1862.5"), "money", Style("pt", "BRL"), "R$\u00a01.862,50"),
    (Decimal("1862.5"), "money", Style("en", "CHF"), "CHF\u00a01,862.50"),
    (Decimal("1862.5"), "money", Style("en"), "1,862.50"),
    (0.9862, "percent", EURO, "98.6\u202f%"),
    (0.9862, "percent_2", EURO, "98.62\u202f%"),
    (0.00064, "percent_3", EURO, "0.064\u202f%"),
    (0.00004, "percent", EURO, "< 0.1\u202f%"),
    (-0.00004, "percent", EURO, "> −0.1\u202f%"),
    (-0.03, "percent", EURO, "−3.0\u202f%"),
    (-12, "integer", EURO, "−12"),
    (-5.5, "money", EURO, "−€5.50"),
    (0, "integer", EURO, "0"),
    (0, "money", EURO, "€0.00"),
    (None, "money", EURO, "∅"),
    (float("nan"), "decimal", EURO, "∅"),
    (float("inf"), "percent", EURO, "∅"),
    (Decimal("NaN"), "decimal", EURO, "∅"),
    ("", "text", EURO, "∅"),
    ("Shoes", "text", EURO, "Shoes"),
    (True, "yesno", EURO, "Yes"),
    (False, "yesno", FRENCH, "Non"),
    (2026, "text", EURO, "2026"),
    (["a", "b"], "text", EURO, "a, b"),
    (10**30, "integer", EURO, f"{10**30:,}"),
]


@pytest.mark.parametrize(("value", "format_name", "style", "text"), CELLS)
def test_a_cell_reads_as_the_reader_writes_it(value: Any, format_name: str, style: Style, text: str) -> None:
    assert formats.cell(value, format_name, style) == text


@pytest.mark.parametrize(
    ("value", "timeframe", "text"),
    [
        (date(2026, 10, 1), "month", "2026-10"),
        (date(2026, 10, 1), "quarter", "2026-Q4"),
        (date(2026, 10, 1), "fiscal_quarter", "FY2026-Q4"),
        (date(2026, 10, 5), "week", "2026-10-05"),
        (datetime(2026, 10, 5, 17), "hour", "2026-10-05 17"),
        (datetime(2026, 10, 5, 17, 15), None, "2026-10-05 17:15"),
        (datetime(2026, 10, 5, 17, 15), "time", "2026-10-05 17:15:00"),
        ("Q3", "quarter_of_year", "Q3"),
    ],
)
def test_a_date_is_as_fine_as_its_time_frame(value: Any, timeframe: str | None, text: str) -> None:
    assert formats.cell(value, "date", timeframe=timeframe) == text


@pytest.mark.parametrize(
    ("value", "format_name", "text"),
    [
        (0, "money", "0"),
        (200_000, "money", "€200k"),
        (1_500_000, "money", "€1.5M"),
        (999_999, "integer", "1M"),
        (0.12, "percent", "12\u202f%"),
        (-4_000, "integer", "−4k"),
        (0.000012, "decimal", "0.000012"),
        (None, "money", "∅"),
    ],
)
def test_an_axis_is_compact_with_its_unit_on_every_tick_but_zero(value: Any, format_name: str, text: str) -> None:
    assert formats.compact(value, format_name, EURO) == text


@pytest.mark.parametrize(
    ("value", "format_name", "text", "unit", "exact"),
    [
        (4_182_310, "integer", "4,182,310", "", ""),
        (12_412_310, "integer", "12.4\u202fM", "", "12,412,310"),
        (Decimal("5586400"), "money", "€5.59\u202fM", "", "€5,586,400"),
        (0.9862, "percent_2", "98.62", "%", ""),
        (None, "money", "∅", "", ""),
        ("Paris", "text", "Paris", "", ""),
    ],
)
def test_a_single_value_keeps_the_exact_figure_at_hand(
    value: Any, format_name: str, text: str, unit: str, exact: str
) -> None:
    assert formats.headline(value, format_name, EURO) == formats.Headline(text, unit, exact)


@pytest.mark.parametrize(
    ("now", "before", "format_name", "text"),
    [
        (106.2, 100, "integer", "↑ 6.2\u202f%"),
        (0.9862, 0.987, "percent", "↓ 0.08\u202fpt"),
        (5, 0, "integer", "∅"),
        (5, None, "integer", "∅"),
        (5, 5, "integer", "no change"),
        (-5, -10, "integer", "↑ 50.0\u202f%"),
    ],
)
def test_an_amount_changes_in_percent_and_a_rate_in_points(now: Any, before: Any, format_name: str, text: str) -> None:
    assert formats.change(now, before, format_name) == text


def test_large_amounts_show_no_cents_and_small_ones_do() -> None:
    assert formats.column_decimals([Decimal("560377.12"), Decimal("389314.4"), None], "money") == 0
    assert formats.column_decimals([Decimal("560377.12"), Decimal("12.40")], "money") == 2
    assert formats.column_decimals([], "money") == 2
    assert formats.column_decimals([10**6], "money_2") == 2


def test_an_estimated_mass_shows_the_three_digits_that_it_knows() -> None:
    kilos = [(712.4, "712"), (71.24, "71.2"), (7.124, "7.12"), (0.0123, "0.01")]
    assert [formats.headline(value, "co2e_kg") for value, _ in kilos] == [
        formats.Headline(text, "kg CO2e") for _, text in kilos
    ]
    assert formats.column_decimals([712, 0.04], "co2e_kg") == 2  # none of a column reads as zero
    ticks = [(0, "0"), (250, "250 kg"), (1500, "1.5 t"), (2_500_000, "2500 t")]
    assert [formats.compact(value, "co2e_kg").replace(formats.THIN, " ") for value, _ in ticks] == [t for _, t in ticks]
    assert formats.compact(0.28, "co2e_g") == f"0.28{formats.THIN}g"


def test_times_and_sizes_change_unit_where_they_grow() -> None:
    assert [formats.took(s) for s in (0.2123, 3.94)] == ["212 ms", "3.9 s"]
    assert [formats.size(n) for n in (612, 612_000, 9_400_000)] == ["612 B", "612 kB", "9.4 MB"]


def test_a_clock_stands_in_the_zone_of_the_answer() -> None:
    now = datetime(2026, 11, 17, 11, 30, tzinfo=UTC)
    assert formats.clock(datetime(2026, 11, 17, 11, 3), now, "Europe/Paris") == "12:03"
    assert formats.clock(datetime(2026, 11, 16, 16, 0), now, "Europe/Paris") == "16 Nov 17:00"
    assert formats.clock(datetime(2024, 11, 16, 16, 0), now, "Europe/Paris") == "16 Nov 2024"


def test_an_unknown_language_reads_as_english() -> None:
    assert formats.cell(1234.5, "decimal", Style("xx")) == "1,234.50"
