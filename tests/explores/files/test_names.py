"""A file's name is one that every machine takes, whatever the title was."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.files import names


def test_the_name_by_itself_is_title_and_day() -> None:
    assert names.suggested("Revenue by month", date(2026, 11, 22)) == "Revenue by month 2026-11-22"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("../../etc/passwd", "-..-etc-passwd.csv"),
        ("a/b\\c:d", "a-b-c-d.csv"),
        ("report.csv", "report.csv"),
        ("report.CSV", "report.csv"),
        ("report.xlsx", "report.xlsx.csv"),
        ("a\u202egpj.exe\u202c", "agpj.exe.csv"),
        ("a\r\nSet-Cookie: x=1", "a Set-Cookie- x=1.csv"),
        ("a\x00b", "ab.csv"),
        ("CON", "CON-.csv"),
        ("com1.txt", "com1.txt-.csv"),
        ("a∕b／c", "a-b-c.csv"),
        ("  .. ", "result.csv"),
        ("", "result.csv"),
        ("\ud800", "result.csv"),
        ("Ventes d’été €", "Ventes d’été €.csv"),
    ],
)  # fmt: skip
def test_what_some_machine_does_not_take_is_left_out(given: str, made: str) -> None:
    assert names.cleaned(given, "csv") == made


@given(st.text(max_size=400))
def test_any_text_gives_a_name_that_can_be_written(text: str) -> None:
    made = names.cleaned(text, "xlsx")
    assert made.endswith(".xlsx") and len(made) > len(".xlsx")
    assert len(made) <= names.LONGEST and len(made.encode()) <= 255
    assert not set(made) & set('/\\:*?"<>|\r\n\x00\u202e')
    assert names.cleaned(made, "xlsx") == made
