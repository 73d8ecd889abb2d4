"""A value stays whole under any operator put around it."""

from __future__ import annotations

import pytest
from sqlglot import exp, parse_one

from explores.semantic.trees import is_null, negated, operand


@pytest.mark.parametrize("value", ["NOT a IS NULL", "a + 1", "-a", "a IN (1, 2)", "a BETWEEN 1 AND 2", "a", "f(a)"])
def test_a_value_under_not_and_is_reads_back_as_it_was_built(value: str) -> None:
    built = negated(is_null(operand(parse_one(value))))
    read = parse_one(built.sql()).find(exp.Is)
    assert read is not None
    assert read.this.unnest() == parse_one(value)
