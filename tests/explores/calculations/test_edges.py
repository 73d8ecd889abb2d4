"""Where functions meet what they do not expect: figures all the same, places outside, signs of other alphabets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.explores.calculations.computed import value

N = None
D = Decimal

EDGES: list[tuple[str, Any]] = [
    ("stddev_pop(list(0.1, 0.1, 0.1))", 0.0),
    ("var_samp(list(0.1, 0.1, 0.1))", 0.0),
    ("skew(list(0.1, 0.1, 0.1))", N),
    ("kurtosis(list(0.1, 0.1, 0.1, 0.1, 0.1, 0.1))", N),
    ("correl(list(0.1, 0.1, 0.1), list(1, 2, 3))", N),
    ("slope(list(1, 2, 3), list(0.1, 0.1, 0.1))", N),
    ("slope(list(0.1, 0.1, 0.1), list(1, 2, 3))", 0.0),
    ("intercept(list(1, 2, 3), list(0.1, 0.1, 0.1))", N),
    ("rank(2, list(3, 1, 1))", 2),
    ("rank_avg(1, list(3, 1, 1))", 2.5),
    ("percent_rank(list(1, 1, 2), 1)", 0.0),
    ("mode(list(2, 2, 1, 1, null))", 1),
    ("index(list(1, 2), -1)", N),
    ("index(list(1, 2), 1.9)", 1),
    ("match(null, list(1, null))", N),
    ("product(list(null, 2))", 2),
    ("count_distinct(list(1, 1.0, null))", 1),
    ("to_number('1,000')", N),
    ("to_number('٣')", N),
    ("to_number('')", N),
    ("position('abc', '')", 1),
    ("contains('abc', '')", True),
    ("split('a,b,,c', ',')", ["a", "b", "", "c"]),
    ("split('', 'x')", [""]),
    ("substring('abc', 2.7)", "bc"),
    ("substring('abc', 1, power(10, 30))", "abc"),
    ("concat(exp(100))", "2.6881171418161356e+43"),
    ("concat(0.00001 * exp(0))", "1e-05"),
    ("mod(7, -3)", 1),
    ("mod(-7.5, 2)", D("-1.5")),
    ("round(15, -1)", 20),
    ("round(1.25, 1.9)", D("1.3")),
    ("power(0, 0)", 1),
    ("-power(2, 2)", -4),
    ("1 + 1 # two\n * 3 # six", 4),
    ("# first\n'#'", "#"),
    ("diff_months(date(2026, 3, 31), date(2026, 2, 28))", -1),
    ("diff_years(date(2024, 2, 29), date(2025, 2, 28))", 1),
    ("diff_days(date_time(2026, 1, 1, 23, 0, 0), date_time(2026, 1, 2, 1, 0, 0))", 0),
    ("add_months(-1, date(2026, 3, 31))", date(2026, 2, 28)),
    ("z_test(list(0.1, 0.1, 0.1), 0.1)", None),
    ("t_test(list(0.1, 0.2, 0.3), list(0.2, 0.3, 0.4), 2, 1)", None),
    ("t_test(list(0.1, 0.1, 0.1), list(0.1, 0.1, 0.1), 2, 2)", None),
]


@pytest.mark.parametrize(("text", "expected"), EDGES, ids=[text for text, _ in EDGES])
def test_at_the_edge_there_is_a_right_value_or_none(text: str, expected: Any) -> None:
    found = value(text)
    assert found == pytest.approx(expected) if isinstance(expected, float) else found == expected
    assert type(found) is type(expected)
