"""Format codes of spreadsheets, as far as they are read."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.formatting.codes import BadCode, date_code, number_code
from explores.formatting.formats import Style


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("#,##0", 1234567.6, "1,234,568"),
        ("#,##0.0", 1234.56, "1,234.6"),
        ("0", 1234.4, "1234"),
        ("0.00", 0.005, "0.00"),
        ("0.0#", 2.5, "2.5"),
        ("0.0#", 2.256, "2.26"),
        ("#.##", 0.5, ".5"),
        ("000", 7, "007"),
        ("0%", 0.256, "26%"),
        ("0.0 %", -0.256, "−25.6 %"),
        ('$0.0,"k"', 12345, "$12.3k"),
        ('#,##0.0,," M€"', -2_500_000, "−2.5 M€"),
        ('"about "0', 3, "about 3"),
        ("0", -0.2, "0"),
        ("0", None, "∅"),
        ("0", float("nan"), "∅"),
    ],
)
def test_a_figure_reads_as_in_a_spreadsheet(code: str, value: object, shown: str) -> None:
    assert number_code(code).show(value) == shown


def test_separators_are_the_readers() -> None:
    assert number_code("#,##0.0").show(1234.56, Style("de")) == "1.234,6"


@pytest.mark.parametrize(
    "code", ["", "abc", "[red]0", "0;0", "0.0.0", "##0,0#x", "@", '"open', "0" * 30, "0" + "," * 9]
)
def test_a_code_beyond_the_part_is_refused(code: str) -> None:
    with pytest.raises(BadCode):
        number_code(code)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("d mmm yyyy", "7 Nov 2026"),
        ("dd.mm.yy", "07.11.26"),
        ('"Q"q yyyy', "Q4 2026"),
        ("ddd hh:nn", "Sat 09:05"),
        ("mmmm", "November"),
    ],
)
def test_a_date_reads_as_in_a_spreadsheet(code: str, shown: str) -> None:
    assert date_code(code).show(datetime(2026, 11, 7, 9, 5)) == shown


def test_a_day_has_the_time_of_midnight() -> None:
    assert date_code("hh:nn").show(date(2026, 11, 7)) == "00:00"


@given(st.text())
def test_any_text_is_a_code_or_refused(text: str) -> None:
    for read in (number_code, date_code):
        try:
            read(text)
        except BadCode:
            continue


@pytest.mark.parametrize("sign", ["(", " ", "-", '"', "0", "#", "d", "yyyy"])
def test_a_code_as_long_as_a_page_is_none(sign: str) -> None:
    for read in (number_code, date_code):
        with pytest.raises(BadCode):
            read(sign * 50_000 + "x")
        with pytest.raises(BadCode):
            read(sign * 50_000)
