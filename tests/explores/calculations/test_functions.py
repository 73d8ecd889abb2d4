"""Every function against values worked out by hand; ``computed.COLUMNS`` is the table."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from explores.calculations.evaluating import IMPLEMENTED
from explores.expressions import FUNCTIONS, Allowed
from tests.explores.calculations.computed import NOW, column, value

N = None
D = Decimal

ROW_BY_ROW: list[tuple[str, list[Any]]] = [
    # arithmetic
    ("${n} + 1", [4, 2, N, 2, 6]),
    ("${n} + ${none}", [N, N, N, N, N]),
    ("${m} + ${m}", [D("20.20"), D("40.40"), D("0.60"), N, D("-10")]),
    ("${m} - 0.1", [D("10.00"), D("20.10"), D("0.20"), N, D("-5.1")]),
    ("${m} * 3", [D("30.30"), D("60.60"), D("0.90"), N, D("-15")]),
    ("${n} / 2", [1.5, 0.5, N, 0.5, 2.5]),
    ("${n} / ${n}", [1, 1, N, 1, 1]),
    ("${n} / 0", [N] * 5),
    ("${n} / (${n} - 1)", [1.5, N, N, N, 1.25]),
    ("${f} * 2 + ${n}", [4.0, 4.0, N, 8.0, 14.0]),
    ("${m} + ${f}", [10.6, 21.7, 2.8, N, -0.5]),
    ("-${n}", [-3, -1, N, -1, -5]),
    ("2 - -${n}", [5, 3, N, 3, 7]),
    # logic
    ("${n} = 1", [False, True, N, True, False]),
    ("${n} != 1", [True, False, N, False, True]),
    ("${n} > 1 AND ${y}", [True, False, N, False, False]),
    ("${n} > 1 OR ${y}", [True, False, N, True, True]),
    ("NOT ${y}", [False, True, N, False, True]),
    ("${y} AND ${none} = 1", [N, False, N, N, False]),
    ("${y} OR ${none} = 1", [True, N, N, True, N]),
    ("${t} < 'b'", [True, True, N, False, True]),
    ("${d} >= date(2026, 1, 31)", [True, True, N, False, False]),
    ("${s} > ${d}", [True, N, N, True, False]),
    ("if(${y}, ${n}, 0)", [3, 0, 0, 1, 0]),
    ("if(${n} > 2, 'big', null)", ["big", N, N, N, "big"]),
    ("case(when(${n} = 1, 'one'), when(${n} > 2, 'many'), 'none')", ["many", "one", "none", "one", "many"]),
    ("case(when(${n} = 1, 'one'))", [N, "one", N, "one", N]),
    ("coalesce(${n}, ${f}, 0)", [3, 1, 2.5, 1, 5]),
    ("coalesce(${none}, null)", [N] * 5),
    ("is_null(${n})", [False, False, True, False, False]),
    # numbers
    ("abs(${m})", [D("10.10"), D("20.20"), D("0.30"), N, D("5")]),
    ("ceiling(${m})", [11, 21, 1, N, -5]),
    ("floor(${m})", [10, 20, 0, N, -5]),
    ("round(${f})", [1, 2, 3, 4, 5]),
    ("round(-${f})", [-1, -2, -3, -4, -5]),
    ("round(${m}, 1)", [D("10.1"), D("20.2"), D("0.3"), N, D("-5")]),
    ("mod(${n}, 2)", [1, 1, N, 1, 1]),
    ("mod(-7, ${n})", [-1, 0, N, 0, -2]),
    ("mod(${n}, 0)", [N] * 5),
    ("power(${n}, 2)", [9, 1, N, 1, 25]),
    ("power(0, -${n})", [N] * 5),
    ("sqrt(${m} - 0.3)", [math.sqrt(9.8), math.sqrt(19.9), 0.0, N, N]),
    ("ln(${f} - 0.5)", [N, 0.0, math.log(2), math.log(3), math.log(4)]),
    ("log(${f} * 20)", [1.0, math.log10(30), math.log10(50), math.log10(70), math.log10(90)]),
    ("exp(${none})", [N] * 5),
    ("fact(${n})", [6, 1, N, 1, 120]),
    ("combin(5, ${n})", [10, 5, N, 5, 1]),
    ("multinomial(${n}, 1)", [4, 2, N, 2, 6]),
    # texts
    ("upper(${t})", ["ANN", "BOB", N, "BOB", ""]),
    ("lower(${t})", ["ann", "bob", N, "bob", ""]),
    ("length(${t})", [3, 3, N, 3, 0]),
    ("contains(${t}, 'b')", [False, True, N, True, False]),
    ("contains(${t}, 'bo')", [False, False, N, True, False]),
    ("position(${t}, 'b')", [0, 3, N, 1, 0]),
    ("position(${t}, 'nn')", [2, 0, N, 0, 0]),
    ("substring(${t}, 2)", ["nn", "ob", N, "ob", ""]),
    ("substring(${t}, 1, 2)", ["an", "Bo", N, "bo", ""]),
    ("substring(${t}, 0, 2)", ["a", "B", N, "b", ""]),
    ("substring(${t}, 9, 2)", ["", "", N, "", ""]),
    ("replace(${t}, 'b', 'xx')", ["ann", "Boxx", N, "xxoxx", ""]),
    ("replace(${t}, '', 'x')", ["ann", "Bob", N, "bob", ""]),
    ("concat(${t}, '-', ${n})", ["ann-3", "Bob-1", "-", "bob-1", "-5"]),
    ("concat(${m})", ["10.1", "20.2", "0.3", "", "-5"]),
    ("to_string(${d})", ["2026-01-31", "2026-02-28", "", "2024-02-29", "2025-12-31"]),
    ("to_string(${y})", ["Yes", "No", "", "Yes", "No"]),
    ("to_string(${f} * 2)", ["1", "3", "5", "7", "9"]),
    ("to_number(concat(${m}))", [D("10.1"), D("20.2"), D("0.3"), N, -5]),
    ("to_number(${t})", [N] * 5),
    ("split(${t}, 'n')", [["a", "", ""], ["Bob"], N, ["bob"], [""]]),
    # dates
    ("add_days(1, ${d})", [date(2026, 2, 1), date(2026, 3, 1), N, date(2024, 3, 1), date(2026, 1, 1)]),
    ("add_months(1, ${d})", [date(2026, 2, 28), date(2026, 3, 28), N, date(2024, 3, 29), date(2026, 1, 31)]),
    ("add_months(-2, ${d})", [date(2025, 11, 30), date(2025, 12, 28), N, date(2023, 12, 29), date(2025, 10, 31)]),
    ("add_years(1, ${d})", [date(2027, 1, 31), date(2027, 2, 28), N, date(2025, 2, 28), date(2026, 12, 31)]),
    ("add_hours(1.5, ${s})", [datetime(2026, 1, 31, 11, 45, 30), N, datetime(2026, 1, 1, 1, 30),
                              datetime(2026, 3, 15, 14, 0, 45), datetime(2000, 1, 1, 0, 30)]),
    ("add_minutes(-1, ${d})", [datetime(2026, 1, 30, 23, 59), datetime(2026, 2, 27, 23, 59), N,
                               datetime(2024, 2, 28, 23, 59), datetime(2025, 12, 30, 23, 59)]),
    ("add_seconds(1, trunc_days(${s}))", [datetime(2026, 1, 31, 0, 0, 1), N, datetime(2026, 1, 1, 0, 0, 1),
                                          datetime(2026, 3, 15, 0, 0, 1), datetime(1999, 12, 31, 0, 0, 1)]),
    ("add_days(${n}, ${d})", [date(2026, 2, 3), date(2026, 3, 1), N, date(2024, 3, 1), date(2026, 1, 5)]),
    ("diff_days(${d}, date(2026, 1, 1))", [-30, -58, N, 672, 1]),
    ("diff_days(${d}, ${s})", [0, N, N, 745, -9496]),
    ("diff_hours(date(2026, 1, 31), ${s})", [10, N, -720, 1044, -228649]),
    ("diff_minutes(date(2026, 1, 31), ${s})", [615, N, -43200, 62670, -13718940]),
    ("diff_seconds(${s}, ${s})", [0, N, 0, 0, 0]),
    ("diff_months(${d}, date(2026, 2, 28))", [1, 0, N, 24, 2]),
    ("diff_years(${d}, date(2026, 2, 28))", [0, 0, N, 2, 0]),
    ("extract_years(${d})", [2026, 2026, N, 2024, 2025]),
    ("extract_months(${d})", [1, 2, N, 2, 12]),
    ("extract_days(${s})", [31, N, 1, 15, 31]),
    ("extract_hours(${s})", [10, N, 0, 12, 23]),
    ("extract_minutes(${s})", [15, N, 0, 30, 0]),
    ("extract_seconds(${s})", [30, N, 0, 45, 0]),
    ("extract_hours(${d})", [0, 0, N, 0, 0]),
    ("trunc_months(${d})", [date(2026, 1, 1), date(2026, 2, 1), N, date(2024, 2, 1), date(2025, 12, 1)]),
    ("trunc_years(${s})", [date(2026, 1, 1), N, date(2026, 1, 1), date(2026, 1, 1), date(1999, 1, 1)]),
    ("trunc_hours(${s})", [datetime(2026, 1, 31, 10), N, datetime(2026, 1, 1), datetime(2026, 3, 15, 12),
                           datetime(1999, 12, 31, 23)]),
    ("trunc_minutes(${s})", [datetime(2026, 1, 31, 10, 15), N, datetime(2026, 1, 1), datetime(2026, 3, 15, 12, 30),
                             datetime(1999, 12, 31, 23)]),
    ("date(2026, ${n}, 30)", [date(2026, 3, 30), date(2026, 1, 30), N, date(2026, 1, 30), date(2026, 5, 30)]),
    # rows
    ("row()", [1, 2, 3, 4, 5]),
    ("offset(${n}, 1)", [1, N, 1, 5, N]),
    ("offset(${n}, -2)", [N, N, 3, 1, N]),
    ("offset(${n}, ${n})", [1, N, N, 5, N]),
    ("offset_list(${n}, -1, 3)", [[N, 3, 1], [3, 1, N], [1, N, 1], [N, 1, 5], [1, 5, N]]),
    ("sum(offset_list(${n}, -1, 3))", [4, 4, 2, 6, 6]),
    ("mean(offset_list(${f}, 0, 2))", [1.0, 2.0, 3.0, 4.0, 4.5]),
    ("lookup(${n}, ${n}, ${t})", ["ann", "Bob", N, "Bob", ""]),
    ("lookup(5, ${n}, ${d})", [date(2025, 12, 31)] * 5),
    ("match(${n}, ${n})", [1, 2, N, 2, 5]),
    ("index(${t}, ${n})", [N, "ann", N, "ann", ""]),
    ("list(${n}, 2)", [[3, 2], [1, 2], [N, 2], [1, 2], [5, 2]]),
    ("max(list(${n}, 2))", [3, 2, 2, 2, 5]),
    ("index(split(${t}, 'o'), 2)", [N, "b", N, "b", N]),
    # running, ranks
    ("running_total(${n})", [3, 4, 4, 5, 10]),
    ("running_total(${m})", [D("10.10"), D("30.30"), D("30.60"), D("30.60"), D("25.60")]),
    ("running_product(${n})", [3, 3, 3, 3, 15]),
    ("rank(${n}, ${n})", [2, 3, N, 3, 1]),
    ("rank_avg(${n}, ${n})", [2, 3.5, N, 3.5, 1]),
    ("rank(2, ${n})", [3] * 5),
    ("rank(${n}, list(1, 4))", [2, 2, N, 2, 1]),
    ("percent_rank(${n}, ${n})", [2 / 3, 0.0, N, 0.0, 1.0]),
    ("percent_rank(list(1, 2, 3, 4), ${f})", [N, 1 / 6, 0.5, 2.5 / 3, N]),
    # totals
    ("${n:total}", [10] * 5),
    ("${n} / ${n:total}", [0.3, 0.1, N, 0.1, 0.5]),
    ("${n:row_total}", [N] * 5),
    ("${m} / sum(${m})", [0.39453125, 0.7890625, 0.01171875, N, -0.1953125]),
    ("${n} / offset(${n}, -1)", [N, 1 / 3, N, N, 5]),
    ("${n} / offset(${n}, -1) - 1", [N, 1 / 3 - 1, N, N, 4]),
    # no pivots
    ("pivot_column()", [N] * 5),
    ("pivot_index(${n}, 1)", [N] * 5),
    ("pivot_offset(${n}, 0)", [N] * 5),
    ("pivot_offset_list(${n}, 0, 1)", [N] * 5),
    ("pivot_row(${n})", [N] * 5),
    ("pivot_where(yes, ${n})", [N] * 5),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROW_BY_ROW, ids=[text for text, _ in ROW_BY_ROW])
def test_a_column_is_computed(text: str, expected: list[Any]) -> None:
    found = column(text)
    assert found == pytest.approx(expected) if _has_floats(expected) else found == expected
    assert [type(a) for a in found if a is not None] == [type(b) for b in expected if b is not None]


def _has_floats(values: list[Any]) -> bool:
    return any(isinstance(value, float) for value in values)


WHOLE: list[tuple[str, Any]] = [
    ("count(${n})", 4),
    ("count(${none})", 0),
    ("count(1)", 5),
    ("count_distinct(${n})", 3),
    ("count_distinct(${t})", 4),
    ("sum(${n})", 10),
    ("sum(${m})", D("25.60")),
    ("sum(${none})", N),
    ("sum(list(0.1, 0.2))", D("0.3")),
    ("product(${n})", 15),
    ("mean(${n})", 2.5),
    ("mean(${m})", D("6.4")),
    ("median(${n})", 2),
    ("median(${f})", 2.5),
    ("median(list(1, 2))", 1.5),
    ("mode(${n})", 1),
    ("min(${m})", D("-5")),
    ("max(${n})", 5),
    ("max(${d})", date(2026, 2, 28)),
    ("min(${t})", ""),
    ("geomean(list(1, 10, 100))", 10.0),
    ("geomean(${m})", N),
    ("large(${n}, 2)", 3),
    ("large(${n}, 9)", N),
    ("small(${n}, 2)", 1),
    ("small(${n}, 0)", N),
    ("percentile(${n}, 0.5)", 2.0),
    ("percentile(${n}, 0)", 1),
    ("percentile(${n}, 1)", 5),
    ("percentile(${n}, 1.1)", N),
    ("percentile(list(1, 2, 3, 4), 0.4)", 2.2),
    ("percent_rank(list(7), 7)", 1),
    ("percent_rank(${n}, 9)", N),
    ("match('bob', ${t})", 4),
    ("match('zoe', ${t})", N),
    ("match(2, list(1, 2))", 2),
    ("index(${n}, 5)", 5),
    ("index(${n}, 6)", N),
    ("stddev_pop(list(2, 4, 4, 4, 5, 5, 7, 9))", 2.0),
    ("stddev_samp(list(1, 2, 3, 4))", 1.2909944487358056),
    ("stddev_samp(list(1))", N),
    ("var_pop(list(2, 4, 4, 4, 5, 5, 7, 9))", 4.0),
    ("var_samp(list(1, 2, 3, 4))", 1.6666666666666667),
    ("covar_pop(list(1, 2, 3), list(2, 4, 9))", 7 / 3),
    ("covar_samp(list(1, 2, 3), list(2, 4, 9))", 3.5),
    ("correl(list(1, 2, 3), list(2, 4, 6))", 1.0),
    ("correl(list(1, 1, 1), list(2, 4, 6))", N),
    ("slope(list(3, 5, 7, 100), list(1, 2, 3, null))", 2.0),
    ("intercept(list(3, 5, 7), list(1, 2, 3))", 1.0),
    ("slope(list(1, 2), list(1, 1))", N),
    ("kurtosis(list(3, 4, 5, 2, 3, 4, 5, 6, 4, 7))", -0.151799637208414),  # the example of Excel's KURT
    ("kurtosis(list(1, 2, 3))", N),
    ("skew(list(3, 4, 5, 2, 3, 4, 5, 6, 4, 7))", 0.359543071406797),  # of SKEW
    ("skew(list(1, 1, 1))", N),
    ("lookup('bob', ${t}, ${n})", 1),
    ("date(2026, 2, 30)", N),
    ("date_time(2026, 3, 15, 12, 30, 45)", NOW),
    ("date_time(2026, 3, 15, 24, 0, 0)", N),
    ("now()", NOW),
    ("diff_days(date(2026, 3, 15), now())", 0),
    ("to_date('2026')", date(2026, 1, 1)),
    ("to_date('2026-03')", date(2026, 3, 1)),
    ("to_date('2026-03-15')", date(2026, 3, 15)),
    ("to_date('2026-03-15 12')", datetime(2026, 3, 15, 12)),
    ("to_date('2026-03-15 12:30')", datetime(2026, 3, 15, 12, 30)),
    ("to_date('2026-03-15 12:30:45')", NOW),
    ("to_date('2026-13')", N),
    ("to_date('soon')", N),
    ("to_number(' 12 ')", 12),
    ("to_number('1e3')", D("1e3")),
    ("to_number('1_000')", N),
    ("to_number('inf')", N),
    ("to_number('1e999999')", N),
    ("to_string(null)", ""),
    ("diff_months(date(2020, 1, 31), date(2020, 2, 29))", 1),
    ("diff_months(date(2020, 2, 29), date(2020, 1, 31))", -1),
    ("diff_months(date(2020, 2, 28), date(2020, 1, 31))", 0),
    ("add_years(9000, date(2026, 1, 1))", N),
    ("pi()", math.pi),
    ("sin(pi() / 2)", 1.0),
    ("cos(0)", 1.0),
    ("tan(0)", 0.0),
    ("asin(1)", math.pi / 2),
    ("acos(2)", N),
    ("acos(1)", 0.0),
    ("atan(1)", math.pi / 4),
    ("degrees(pi())", 180.0),
    ("radians(180)", math.pi),
    ("fact(170.9)", float(math.factorial(170))),
    ("fact(171)", N),
    ("fact(-1)", N),
    ("combin(2, 3)", 0),
    ("multinomial(2, 3, 4)", 1260),
    ("round(2.345, 2)", D("2.35")),
    ("round(1234, -2)", 1200),
    ("round(-2.5)", -3),
    ("round(2, 3)", 2),
    ("exp(0)", 1.0),
    ("exp(1000)", N),
    ("power(10, 1000)", N),
    ("power(2, 0.5)", math.sqrt(2)),
    ("power(-8, 1 / 3)", N),
    ("0.1 + 0.2 = 0.3", True),
    ("null + 1", N),
    ("9999999999999999999999999999 * 9999999999999999999999999999", 1e56),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE, ids=[text for text, _ in WHOLE])
def test_a_value_is_computed(text: str, expected: Any) -> None:
    found = value(text)
    assert found == pytest.approx(expected) if isinstance(expected, float) else found == expected
    assert type(found) is type(expected)


# Results that Excel's documentation gives for its functions of the same name.
DISTRIBUTIONS: list[tuple[str, Any]] = [
    ("beta_dist(0.5, 8, 10, yes)", 0.685470581),
    ("beta_dist(0.5, 8, 10, no)", 2 * 1.483764648),
    ("beta_inv(0.685470581, 8, 10)", 0.5),
    ("binom_dist(6, 10, 0.5, no)", 0.205078125),
    ("binom_dist(6, 10, 0.5, yes)", 0.828125),
    ("binom_inv(6, 0.5, 0.75)", 4.0),
    ("chisq_dist(0.5, 1, yes)", 0.520499878),
    ("chisq_dist(2, 3, no)", 0.207553749),
    ("chisq_inv(0.93, 1)", 3.283020287),
    ("expon_dist(0.2, 10, yes)", 0.864664717),
    ("expon_dist(0.2, 10, no)", 1.353352832),
    ("f_dist(15.20686486, 6, 4, yes)", 0.99),
    ("f_dist(15.20686486, 6, 4, no)", 0.001223792),
    ("f_inv(0.01, 6, 4)", 0.109309914),
    ("gamma_dist(10.00001131, 9, 2, no)", 0.032639130),
    ("gamma_dist(10.00001131, 9, 2, yes)", 0.068094),
    ("gamma_inv(0.068094, 9, 2)", 10.0000112),
    ("hypgeom_dist(1, 4, 8, 20, yes)", 0.465428277),
    ("hypgeom_dist(1, 4, 8, 20, no)", 0.363261094),
    ("negbinom_dist(10, 5, 0.25, yes)", 0.313514058),
    ("negbinom_dist(10, 5, 0.25, no)", 0.055048660),
    ("norm_dist(42, 40, 1.5, yes)", 0.908788780),
    ("norm_dist(42, 40, 1.5, no)", 0.10934005),
    ("norm_inv(0.908789, 40, 1.5)", 42.000002),
    ("norm_s_dist(1.333333, yes)", 0.908788726),
    ("norm_s_dist(1.333333, no)", 0.164010148),
    ("norm_s_inv(0.9088)", 1.333460),
    ("poisson_dist(2, 5, yes)", 0.124652019),
    ("poisson_dist(2, 5, no)", 0.084224337),
    ("t_dist(60, 1, yes)", 0.994695326),
    ("t_dist(8, 3, no)", 0.000736906),
    ("t_inv(0.75, 2)", 0.816496581),
    ("weibull_dist(105, 20, 100, yes)", 0.929581),
    ("weibull_dist(105, 20, 100, no)", 0.035589),
    ("confidence_norm(0.05, 2.5, 50)", 0.692951912),
    ("confidence_t(0.05, 1, 50)", 0.284196855),
    ("chisq_test(list(10, 20, 30), list(20, 20, 20))", math.exp(-5)),
    ("t_test(list(3, 4, 5, 8, 9, 1, 2, 4, 5), list(6, 19, 3, 2, 14, 4, 5, 17, 1), 2, 1)", 0.196016),
    ("t_test(list(3, 4, 5, 8, 9, 1, 2, 4, 5), list(6, 19, 3, 2, 14, 4, 5, 17, 1), 1, 1)", 0.098008),
    ("t_test(list(3, 4, 5, 8, 9, 1, 2, 4, 5), list(6, 19, 3, 2, 14, 4, 5, 17, 1), 2, 2)", 0.1919958),
    ("t_test(list(3, 4, 5, 8, 9, 1, 2, 4, 5), list(6, 19, 3, 2, 14, 4, 5, 17, 1), 2, 3)", 0.2022942),
    ("t_test(list(1, 2), list(1, 2), 3, 1)", None),
    ("t_test(list(1, 2), list(1, 2), 2, 1)", None),
    ("z_test(list(3, 6, 7, 8, 6, 5, 4, 2, 1, 9), 4)", 0.090574),
    ("z_test(list(3, 6, 7, 8, 6, 5, 4, 2, 1, 9), 6)", 0.863043),
    ("z_test(list(3, 6, 7, 8, 6, 5, 4, 2, 1, 9), 4, 0)", None),
    ("norm_dist(42, 40, -1, yes)", None),
    ("norm_dist(null, 40, 1, yes)", None),
    ("norm_dist(42, 40, 1, null)", None),
    ("norm_s_inv(2)", None),
    ("binom_dist(6, -1, 0.5, no)", None),
    ("chisq_inv(0.5, 0)", None),
    ("expon_dist(1, 0, yes)", None),
    ("confidence_norm(0.05, -1, 50)", None),
    ("confidence_t(0.05, 1, 1)", None),
]


@pytest.mark.parametrize(("text", "expected"), DISTRIBUTIONS, ids=[text for text, _ in DISTRIBUTIONS])
def test_distributions_and_tests_agree_with_spreadsheets(text: str, expected: Any) -> None:
    assert value(text) == (None if expected is None else pytest.approx(expected, rel=5e-5))


def test_a_distribution_is_computed_down_a_column() -> None:
    assert column("norm_s_dist(${f}, ${n} > 2)") == pytest.approx(
        [0.6914624612740131, 0.12951759566589174, None, 0.0008726826950457602, 0.9999966023268753]
    )


def test_random_numbers_differ_by_row_and_lie_between_0_and_1() -> None:
    found = column("rand()")
    assert len(set(found)) == 5 and all(0 <= number < 1 for number in found)


def test_every_function_that_calculations_have_is_computed_and_tested() -> None:
    wanted = {name for name, function in FUNCTIONS.items() if function.allowed is not Allowed.FIELD}
    assert wanted == IMPLEMENTED
    texts = " ".join(text for text, _ in [*ROW_BY_ROW, *WHOLE, *DISTRIBUTIONS]) + " rand()"
    assert [name for name in sorted(wanted) if f"{name}(" not in texts] == []
