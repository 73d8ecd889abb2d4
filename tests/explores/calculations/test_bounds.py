"""A formula cannot be made to fill the memory: figures, texts and lists that grow are cut off or paid for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from explores.calculations.cellwise import tidy
from explores.calculations.evaluating import Budget, Evaluator, Setting
from explores.calculations.grid import Grid
from explores.expressions import Context, ExpressionError, check, parse
from tests.explores.calculations.computed import NOW, column, evaluate


def test_decimals_far_from_one_become_floats_and_so_stay_short() -> None:
    square = "(${m} * ${m} * ${m} * ${m})"
    grown = " * ".join([f"{square} * {square} * {square} * {square}"] * 12)
    assert all(len(format(found, "f")) < 400 for found in column(grown) if found is not None)
    assert tidy(Decimal("1E+900000")) is None and tidy(Decimal("1E-900000")) == 0.0
    assert tidy(Decimal("1E+100")) == 1e100 and str(tidy(Decimal("0.10"))) == "0.10"


def test_a_list_too_long_for_a_text_is_no_text() -> None:
    rows = Grid([{"t": "x" * 9000} for _ in range(40)])
    assert evaluate("to_string(offset_list(${t}, 0, 30))", rows, lambda _: "text")[0][:30] == [None] * 30
    assert evaluate("to_string(list(1, 2))", rows, lambda _: "text")[0][0] == "1, 2"


@pytest.mark.parametrize("text", ['split(${t}, ",")', "concat(${t}, ${t})", 'replace(${t}, ",", "--")'])
def test_long_texts_and_lists_are_paid_for(text: str) -> None:
    rows = Grid([{"t": ",," * 2000} for _ in range(20)])
    node, recorded = parse(text), dict[int, str]()
    check(node, Context(lambda _: "text", calculation=True, types=recorded))
    with pytest.raises(ExpressionError, match="Calculations may compute"):
        Evaluator(rows, Setting(recorded, NOW, budget=Budget(5000))).held(node)
