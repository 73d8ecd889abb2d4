"""What people type as a threshold: in the unit of the tile, in the notation of many countries; and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.form.amounts import PERCENT, PLAIN, BadAmount, Unit, read, written


@pytest.mark.parametrize(
    "text", ["0.2", "0,2", ".2", ",2", " 0.2 ", "0.2 %", "0.2%", "0,2\u00a0%", "0.2\u202f%", "+0.2", "0.200", "00.2"]
)
def test_a_percentage_is_typed_as_the_tile_shows_it(text: str) -> None:
    assert read(text, PERCENT) == Decimal("0.002")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1000", "1000"), ("1,000", "1000"), ("1 000", "1000"), ("1\u202f000", "1000"), ("1'000", "1000"),
        ("1,234,567.5", "1234567.5"), ("1.234.567,5", "1234567.5"), ("1 234,5", "1234.5"), ("0,200", "0.200"),
        ("1.000", "1"), ("12,5", "12.5"), ("1,0000", "1"), ("-3", "-3"), ("\u22123,5", "-3.5"), ("0", "0"), ("5.", "5"),
    ],
)  # fmt: skip
def test_commas_points_and_spaces_mean_what_people_mean_by_them(text: str, meant: str) -> None:
    assert read(text) == Decimal(meant)


@pytest.mark.parametrize(
    "text",
    [
        "nan", "NaN", "inf", "-Infinity", "1e999", "1e3", "abc", "0.2.3", "0,2,3", "1,00,000", "--2", "-", "%", ".",
        ",", "0x10", "1_000", "٣", "²", "1/3", "0.2 ‰", "$5", "1 2", "0.2\x00", "=1+1", "<script>", "١٢",
        "1" * 60, "9" * 19,
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_words(text: str) -> None:
    with pytest.raises(BadAmount, match=r"not a number|too long|Type a number"):
        read(text, PERCENT)


@pytest.mark.parametrize("text", ["", "   ", "\u00a0"])
def test_an_empty_box_asks_for_a_number_in_its_unit(text: str) -> None:
    with pytest.raises(BadAmount, match=r"Type a number, such as 0\.2 %\."):
        read(text, PERCENT)


def test_a_percent_sign_on_a_count_is_refused_rather_than_guessed() -> None:
    with pytest.raises(BadAmount, match="no percentage"):
        read("20 %", PLAIN)


def test_the_sign_of_money_may_stand_on_either_side() -> None:
    euro = Unit("€")
    assert read("€ 1,250", euro) == read("1.250,00 €", euro) == Decimal(1250)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.sampled_from([PLAIN, PERCENT]))
def test_what_is_written_is_read_back(amount: Decimal, unit: Unit) -> None:
    assert read(written(amount, unit), unit) == amount


@given(st.text(max_size=80), st.sampled_from([PLAIN, PERCENT, Unit("€")]))
def test_any_text_is_an_amount_or_is_refused(text: str, unit: Unit) -> None:
    try:
        assert read(text, unit).is_finite()
    except BadAmount as error:
        assert str(error).endswith(".")
