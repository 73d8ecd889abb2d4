"""The database and the evaluator of calculations give the same values to the same expression."""

from __future__ import annotations

import math
import random
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from cdp.warehouse.engine import careful
from explores.calculations.cellwise import moment
from explores.calculations.evaluating import Evaluator
from explores.calculations.evaluating import Setting as CalculationSetting
from explores.calculations.grid import Grid
from explores.calculations.held import spread
from explores.expressions import FUNCTIONS, Allowed, Call, Context, Ref, check, parse, walk
from explores.semantic.compile import compile_query
from explores.semantic.custom import with_custom
from explores.semantic.load import from_data
from explores.semantic.query import Query, Sort
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting
from tests.explores.calculations.test_functions import ROW_BY_ROW

NOW = datetime(2026, 3, 15, 12, 30, 45)
TYPES = {"n": "int", "k": "int", "m": "money", "f": "float", "t": "text", "u": "text", "d": "date", "e": "date",
         "s": "timestamp", "r": "timestamp", "y": "bool", "none": "int"}  # fmt: skip
ENGINE = {"int": "BIGINT", "money": "DECIMAL(20, 6)", "float": "DOUBLE", "text": "VARCHAR", "date": "DATE",
          "timestamp": "TIMESTAMP", "bool": "BOOLEAN"}  # fmt: skip
OF = {"int": "number", "money": "number", "float": "number", "text": "text", "date": "date", "timestamp": "date",
      "bool": "yesno"}  # fmt: skip
FIELD = {"date": "_date", "timestamp": "_time"}
ROWS = 150


def drawn(kind: str, r: random.Random) -> Any:
    if r.random() < 0.15:
        return None
    day = date(2024, 1, 1) + timedelta(days=r.choice((0, 27, 28, 29, 30, 58, 59, 60, 364, 365, 730, 800)))
    return {
        "int": lambda: r.choice((-7, -1, 0, 1, 2, 3, 5, 12, 100)),
        "money": lambda: Decimal(r.randint(-2000, 2000)) / r.choice((1, 4, 8, 100)),
        "float": lambda: r.choice((-2.5, -1.25, -0.5, 0.0, 0.5, 1.5, 2.25, 1e9, 0.1)),
        "text": lambda: r.choice(("", "a", "Ann", "banana", "ÄÖ é", "aa", "b a", "100%", "it's")),
        "date": lambda: day,
        "timestamp": lambda: moment(day) + timedelta(seconds=r.choice((0, 1, 59, 3600, 86399))),
        "bool": lambda: r.random() < 0.5,
    }[kind]()  # fmt: skip


def rows() -> list[dict[str, Any]]:
    r = random.Random(7)
    return [{name: None if name == "none" else drawn(kind, r) for name, kind in TYPES.items()} for _ in range(ROWS)]


DATA = rows()
CATALOG = from_data(
    {"things": {
        "view": "things", "label": "Things", "item": "thing", "table": "things", "key": "id",
        "dimensions": {"id": {"type": "number"}, **{
            name: {"timeframes": [FIELD[kind][1:]]} if kind in FIELD else {"type": OF[kind]}
            for name, kind in TYPES.items()
        }},
        "measures": {"count": {"type": "count"}},
    }},
    {"things": {"explore": "things", "label": "Things", "base": {"view": "things"}}},
    {"things": {"id": "id", "subaccount_id": "id", **TYPES}},
)  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Any:
    opened = careful(duckdb.connect(config={"threads": "1"}))
    columns = ", ".join(f'"{name}" {ENGINE[kind]}' for name, kind in TYPES.items())
    opened.execute(f"CREATE TABLE things (id BIGINT, subaccount_id BIGINT, {columns})")
    marks = ", ".join("?" for _ in range(len(TYPES) + 2))
    opened.executemany(f"INSERT INTO things VALUES ({marks})", [[n, 1, *row.values()] for n, row in enumerate(DATA)])
    return opened


def named(text: str) -> str:
    return re.sub(r"\$\{(\w+)\}", lambda found: f"${{things.{found[1]}{FIELD.get(TYPES[found[1]], '')}}}", text)


def in_the_database(engine: Any, text: str) -> list[Any]:
    custom = {"made": {"dimension": named(text)}}
    explore = with_custom(CATALOG.explore("things"), custom)
    query = Query("things", ("things.id", "made"), sorts=(Sort("things.id"),), limit=None, custom=custom)
    setting = Setting(now=NOW.replace(tzinfo=UTC), zone="UTC", scope=(1,))
    statement = compile_query(explore, rewrite(explore, query), setting).rows
    return [row[1] for row in engine.execute(statement.sql, dict(statement.params)).fetchall()]


def as_calculated(text: str) -> list[Any]:
    node, types = parse(text), dict[int, str]()

    def type_of(ref: Ref) -> str:
        return OF[TYPES[ref.field]]

    check(node, Context(type_of, calculation=True, types=types))
    return spread(Evaluator(Grid(DATA), CalculationSetting(types, NOW)).held(node), ROWS)[0]


def same(found: Any, expected: Any) -> bool:
    if isinstance(found, bool) or isinstance(expected, bool) or found is None or expected is None:
        return found is expected
    if isinstance(expected, int | float | Decimal):
        return math.isclose(float(found), float(expected), rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(expected, date) and not isinstance(expected, datetime) and isinstance(found, datetime):
        return False
    return bool(found == expected)


def everywhere(text: str) -> bool:
    calls = [part.name for part in walk(parse(text)) if isinstance(part, Call)]
    names = set(re.findall(r"\$\{([^}]*)\}", text))
    return names <= set(TYPES) and all(
        FUNCTIONS[name].allowed is Allowed.EVERYWHERE and name not in {"rand"} for name in calls
    )


MORE = (
    "${n} / ${k}", "${n} / ${m} / ${f}", "${m} * ${m}", "${m} * 1.25",
    "${n} * 3 - ${m} * 0.1", "-${n} * -2", "1 - -${m}",
    "${m} = ${n}", "${t} = ${u}", "${t} != ${u}", "${t} < ${u}", "${d} < ${s}", "${d} = ${e}", "${s} != ${r}",
    "${y} = yes",
    "${y} AND ${n} > 0", "${y} OR ${n} > 0", "NOT ${y}", "NOT (${n} > 0 OR ${y})", "is_null(${n} / ${k})",
    "if(${n} > ${k}, ${m}, ${f})", "if(${y}, ${d}, ${s})", "coalesce(${d}, ${s}, now())", "coalesce(null, ${t}, 'x')",
    "case(when(${n} > 2, 'a'), when(${y}, ${t}))", "case(when(${y}, 1), 0)", "coalesce(ln(${n}), 0)",
    "abs(${m})", "ceiling(${m})", "floor(${f})", "exp(${k})", "exp(${n} * 1000)", "ln(${m})", "log(${f})", "sqrt(${m})",
    "mod(${n}, ${k})", "mod(${m}, ${k})", "mod(${f}, 2)", "power(${n}, ${k})", "power(${f}, 0.5)", "power(${k}, -1)",
    "round(${m})", "round(${m}, 1)", "round(${f})", "round(${m}, -2)", "round(${f} * 1.005, 2)", "round(${m}, ${k})",
    "concat(${t}, ${u})", "concat(${n}, '-', ${m}, '-', ${f})", "concat(${y}, ${none})",
    "concat(trunc_days(${d}), trunc_minutes(${s}))",
    "contains(${t}, ${u})", "contains(${t}, 'A')", "contains(${t}, '')", "length(${t})", "lower(${t})", "upper(${t})",
    "position(${t}, ${u})", "position(${t}, 'an')", "replace(${t}, 'a', ${u})", "replace(${t}, '', 'x')",
    "replace(${t}, ${u}, '')", "substring(${t}, 2)", "substring(${t}, ${n}, ${k})", "substring(${t}, 0, 2)",
    "substring(${t}, -1, 3)", "substring(${t}, ${k})", "substring(${t}, 2, -1)",
    "replace(concat(${t}, ${u}), ${t}, 'x')",
    *(f"add_{unit}({number}, {when})" for unit in ("days", "months", "years", "hours", "minutes", "seconds")
      for number in ("${n}", "${k} + 0.5") for when in ("${d}", "${s}")),
    *(f"diff_{unit}({start}, {end})" for unit in ("days", "months", "years", "hours", "minutes", "seconds")
      for start, end in (("${d}", "${e}"), ("${s}", "${r}"), ("${d}", "${s}"))),
    *(f"extract_{unit}({when})" for unit in ("days", "months", "years", "hours", "minutes", "seconds")
      for when in ("${d}", "${s}")),
    *(f"trunc_{unit}({when})" for unit in ("days", "months", "years", "hours", "minutes") for when in ("${d}", "${s}")),
    "date(2024, ${n}, ${k})", "date(2023, 2, 29)", "date_time(2024, 2, ${n}, ${k}, 0, 59)",
    "coalesce(date(2023, 2, 30), ${d})",
    "now()", "diff_days(${d}, now())", "${n} + null", "null",
    "contains(${t}, null)", "replace(${t}, null, 'x')", "position(null, ${t})", "length(null)", "upper(null)",
    "substring(null, ${n}, null)", "add_days(1, null)", "add_years(null, ${d})", "diff_days(null, ${s})",
    "extract_years(null)", "trunc_hours(null)", "round(null, 1)", "mod(null, ${n})", "power(${n}, null)",
    "date(${k}, ${n}, 1)", "date_time(${n}, 1, 1, 0, 0, 0)", "add_years(${k} * 900, ${d})",
    "add_hours(${f}, ${s})", "add_days(1000000 * ${n}, ${s})", "add_months(power(10, ${k}), ${d})",
    "substring(${t}, 1, power(10, 12))", "substring(${t}, -power(10, 30), power(10, 30))",
    "substring(${t}, ${f}, 5000000000)", "concat(exp(${n}))", "concat(${f} / 1000000)", "round(${n}, ${f})",
    "round(${f}, 1000 * ${n})", "ceiling(round(${n}, 30))",
)  # fmt: skip
# A column of the database has one type: a day beside moments is its midnight.
MIXED = ("if(${y}, ${d}, ${s})", "coalesce(${d}, ${s}, now())")
EXPRESSIONS = list(dict.fromkeys([*MORE, *(text for text, _ in ROW_BY_ROW if everywhere(text))]))


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_both_give_the_same_to_every_row(engine: Any, text: str) -> None:
    found, expected = in_the_database(engine, text), as_calculated(text)
    if text in MIXED:
        expected = [moment(value) for value in expected]
    wrong = [(f, e, row) for f, e, row in zip(found, expected, DATA, strict=True) if not same(f, e)]
    assert not wrong, f"{len(wrong)} rows, such as {wrong[:3]}"


def test_every_function_that_is_there_in_both_is_compared() -> None:
    compared = {part.name for text in EXPRESSIONS for part in walk(parse(text)) if isinstance(part, Call)}
    there = {name for name, function in FUNCTIONS.items() if function.allowed is Allowed.EVERYWHERE}
    assert there - compared == {"rand"}


def test_a_random_number_is_from_0_up_to_1(engine: Any) -> None:
    found = in_the_database(engine, "rand()")
    assert all(0 <= number < 1 for number in found) and len(set(found)) > ROWS // 2
