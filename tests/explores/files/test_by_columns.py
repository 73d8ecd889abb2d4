"""Files written by columns, out of the engine's own batches, are those written value by value, to the byte."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdp.warehouse.spooled import Spooled
from explores import shaping
from explores.answer import Answer, AnswerField
from explores.files import laying
from explores.files.cells import full
from explores.files.guard import guarded
from explores.files.texts import whole
from explores.shaping import Portions
from explores.tables.table import Column
from tests.explores.answers import dressed
from tests.explores.files.reading import csv_rows, parquet, written
from tests.explores.files.test_any_answer import HOSTILE
from tests.explores.files.test_guard import FORMULAS

TEXTS = [text for text in (*HOSTILE, *FORMULAS, " x ", "a\tb", "<r>x</r>", "½", "x\u2003") if whole(text) == text]
FRAMES = ("time", "raw", "second", "minute", "hour", "hour4", "minute15", "millisecond125", "date", "month", None)
DAYS = st.dates(date(1000, 1, 1)) | st.sampled_from([date(1899, 12, 31), date(1900, 2, 28), date(1900, 3, 1)])
MOMENTS = st.datetimes(datetime(1, 1, 1)) | st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 2))
WHOLE = st.sampled_from([0, 10**15, 10**15 - 1, 1 - 10**15, -(10**15), 2**63 - 1]) | st.integers(-(2**63), 2**63 - 1)
FLOATS = st.floats() | st.sampled_from([-0.0, 1e16, 1e-7, 100.0])


def decimals(places: int, digits: int = 38) -> st.SearchStrategy[Decimal]:
    """Figures of a decimal column: ones, and ones of every digit it holds."""
    most = 10**digits - 1
    return (st.integers(-(10**6), 10**6) | st.integers(-most, most)).map(lambda n: Decimal(f"{n}E-{places}"))


def field(kind: str, given_format: str = "text", timeframe: str | None = None, of: str = "dimension") -> AnswerField:
    return AnswerField("", "Any › Name", "Name", of, kind, given_format, timeframe=timeframe)


def figure(given_format: str) -> AnswerField:
    return field("number", given_format, of="measure")


FIGURES = st.sampled_from(["integer", "decimal", "money", "percent", "co2e_kg", "text"]).map(figure)
Drawn = tuple[AnswerField, pa.Array]
KINDS: dict[pa.DataType, tuple[st.SearchStrategy[AnswerField], st.SearchStrategy[Any]]] = {
    pa.string(): (st.just(field("text")), st.sampled_from(TEXTS) | st.text(st.characters(codec="utf-8"), max_size=8)),
    pa.int64(): (FIGURES, WHOLE),
    pa.float64(): (st.sampled_from(["decimal", "money", "percent"]).map(figure), FLOATS),
    pa.date32(): (
        st.sampled_from(["date", "week", "month", "quarter", None]).map(lambda frame: field("date", "date", frame)),
        DAYS,
    ),
    pa.timestamp("us"): (st.sampled_from(FRAMES).map(lambda frame: field("timestamp", "date", frame)), MOMENTS),
    pa.bool_(): (st.just(field("yesno", "yesno")), st.booleans()),
    pa.list_(pa.string()): (st.just(field("text")), st.lists(st.sampled_from(TEXTS), max_size=3)),
    **{pa.decimal128(38, places): (FIGURES, decimals(places)) for places in (0, 2, 6, 9)},
}

FIGURED = [kind for kind in KINDS if pa.types.is_decimal(kind) or kind in {pa.int64(), pa.float64()}]


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Some columns as the engine gives them, put on the disk in batches of a few rows; with a total, or without."""
    rows, kinds = draw(st.integers(0, 9)), draw(st.lists(st.sampled_from([*KINDS]), min_size=1, max_size=4))
    kinds.sort(key=FIGURED.__contains__)  # as tables have them: figures behind
    fields = [replace(draw(KINDS[kind][0]), id=f"any.f{place}") for place, kind in enumerate(kinds)]
    values = [draw(st.lists(st.none() | KINDS[kind][1], min_size=rows, max_size=rows)) for kind in kinds]
    columns = {one.id: pa.array(each, kind) for one, each, kind in zip(fields, values, kinds, strict=True)}
    of_engine: Any = [SimpleNamespace(id=one.id, type=one.type, format=one.format) for one in fields]
    batches = pa.table(columns).to_reader(max_chunksize=2)
    held: Any = Portions(Spooled.of(batches), of_engine, None)  # type: ignore[arg-type]
    total = {one.id: draw(st.none() | st.integers()) for one in fields if one.kind == "measure"}
    return dressed(tuple(fields), held, totals=total if draw(st.booleans()) else None, total_rows=rows + 3)


CHOICES = st.fixed_dictionaries(
    {name: st.booleans() for name in ("displayed", "formatted", "guard")}
    | {"settings": st.sampled_from([{}, {"column.any.f0.hidden": "1"}, {"column.any.f0.label": '=a,"b"'}])}
)
SMALL = settings(max_examples=40, deadline=None)


@pytest.fixture(autouse=True)
def _few_rows_at_a_time() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shaping, "PORTION", 3)
        patch.setattr(laying, "MOST", 200)
        yield


def parts(body: bytes) -> dict[str, bytes]:
    """What a workbook holds, but for the moment it was made."""
    book = zipfile.ZipFile(io.BytesIO(body))
    return {name: book.read(name) for name in book.namelist() if name != "docProps/core.xml"}


@pytest.mark.parametrize("code", ["csv", "txt", "json", "json_simple", "html", "md", "xlsx"])
def test_a_file_by_columns_is_the_file_by_values(code: str) -> None:
    kept: Callable[[bytes], Any] = parts if code == "xlsx" else bytes

    @given(answers(), CHOICES)
    @SMALL
    def same(made: Answer, choice: dict[str, Any]) -> None:
        by_values = replace(made, rows=list(made.rows))
        assert kept(written(made, code, **choice)) == kept(written(by_values, code, **choice))

    same()


@given(answers(), st.booleans())
@SMALL
def test_csv_is_what_pythons_own_writer_makes(made: Answer, guard: bool) -> None:
    out = io.StringIO()
    makes = {one.id: full(Column(one, "")) for one in made.fields}
    told = [[make(row[name]) for name, make in makes.items()] for row in made.rows]
    lines = [[one.label for one in made.fields], *told]
    csv.writer(out).writerows([guarded(cell) if guard else cell for cell in line] for line in lines)
    alone = replace(made, totals=None)
    assert written(alone, "csv", displayed=False, guard=guard) == whole(out.getvalue()).encode()


@given(answers())
@SMALL
def test_parquet_holds_the_engines_own_figures_and_times(made: Answer) -> None:
    found, held = parquet(made, displayed=False), made.rows
    assert isinstance(held, Portions) and found.num_rows == len(held)
    for column, one in zip(found.columns, made.fields, strict=True):
        told = [None if row[one.id] is None else full(Column(one, ""))(row[one.id]) for row in held]
        given_texts = [None if value is None else str(value) for value in told]
        assert pa.types.is_string(column.type) == (held.type_of(one.id) != column.type or one.type == "text")
        if pa.types.is_string(column.type):
            assert column.to_pylist() == given_texts
        else:
            engines = pa.concat_arrays([c for t in held.tables() for c in t.column(one.id).chunks]) if held else []
            assert repr(column.to_pylist()) == repr(engines.to_pylist() if held else [])


def test_a_large_decimal_keeps_every_digit() -> None:
    money = Decimal("12345678901234567890123456789012.123456")
    table = pa.table({"any.f0": pa.array([money], pa.decimal128(38, 6))})
    of_engine: Any = [SimpleNamespace(id="any.f0", type="number", format="money")]
    made = dressed((replace(figure("money"), id="any.f0"),), [], total_rows=1)
    for rows in (Portions(table, of_engine, None), list(Portions(table, of_engine, None))):  # type: ignore[arg-type]
        assert csv_rows(replace(made, rows=rows))[1] == [f"{money}"]
