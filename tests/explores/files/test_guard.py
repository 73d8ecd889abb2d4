"""Nothing in a file is computed by the spreadsheet that opens it; numbers stay numbers."""

from __future__ import annotations

from typing import Any

import pytest

from explores.files.guard import guarded
from tests.explores.answers import CHANNEL, ORDERS, answer, by_channel
from tests.explores.files.reading import csv_rows

FORMULAS = (
    "=1+1", "+cmd|'/c calc'!A0", "-2+3", "@SUM(A1)", "|calc", "%x", "\t=1", "\r=1", "\n=1", " =1", "   @x",
    "\tx", "\rx", "\nx", "＝1+1", "＋1+x", "－x", "＠x", "｜x", "％x", "\ufeff=1", "\u200b=1", "\u202e=1", "\xa0=1",
    "\u2003=1", "\u3000＝1", "\x00=1", " \n =1", "﹦1+1", "﹢x", "﹣x", "﹫x", "-", "=",
)  # fmt: skip
PLAIN = (-5, "-5.5", "+33612345678", "a=b", "-1e5", " -3 ", None, "", " ", "a-b", "é", "∅", "'=1", "−5", 1.5, True)


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_a_spreadsheet_would_compute_is_text_again(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("value", PLAIN)
def test_numbers_and_other_text_are_left_alone(value: Any) -> None:
    assert guarded(value) is value


def test_values_names_and_pivot_values_are_guarded_unless_it_is_said() -> None:
    made = answer((CHANNEL, ORDERS), [("=1", -5)])
    named = {f"column.{ORDERS.id}.label": "@x"}
    assert csv_rows(made, settings=named) == [["Channel", "'@x"], ["'=1", "-5"]]
    assert csv_rows(made, settings=named, guard=False) == [["Channel", "@x"], ["=1", "-5"]]
    pivot = by_channel().__dict__ | {"pivots": (("=Ads",), ("Email",))}
    assert csv_rows(type(made)(**pivot))[0][1] == "'=Ads Orders"
