"""Each mark tells the cell it stands for: from that alone the drawn number can be had again, in every kind of chart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import product
from math import isclose
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explores import charts
from explores.answer import Answer, AnswerField, Row
from explores.charts.pointed import FILLED, ONLY_DRAWN
from explores.formatting import formats
from explores.formatting.formats import Style
from explores.tables.marks import row_mark
from tests.explores.answers import CHANNEL, COUNTRY, MONTH, ORDERS, additive, answer, dressed, pivoted
from tests.explores.charts.drawing import END, LATITUDE, LONGITUDE, QUARTILES, START

TWO = AnswerField("o.two", "Orders › Two", "Two", "measure", "number", "integer", additive=True)
MONTHS, COUNTRIES = [date(2026, n, 1) for n in (1, 2, 3)], ["FR", "IT", "SM"]
CHANNELS = ["Ads", "Email", "<b>Store</b>"]
KEYS = tuple((name,) for name in CHANNELS)
SUM = additive(ORDERS)

by_month = answer((MONTH, SUM, TWO), [(when, 5 + n, 3 - n) for n, when in enumerate(MONTHS)])
by_name = answer((CHANNEL, SUM, TWO), [(name, 12 - n, 4 + n) for n, name in enumerate([*CHANNELS, *"abcdefgh"])])
in_columns = dressed(
    (MONTH, pivoted(CHANNEL), SUM),
    [{MONTH.id: when, SUM.id: {key: 3 + n + m for m, key in enumerate(KEYS)}} for n, when in enumerate(MONTHS)],
    pivots=KEYS,
)
crossed = answer((COUNTRY, CHANNEL, SUM), [(*pair, 4 + n) for n, pair in enumerate(product(COUNTRIES, CHANNELS))])
places = answer((CHANNEL, LATITUDE, LONGITUDE, SUM), [(name, n, n, 7 + n) for n, name in enumerate(CHANNELS)])
spans = answer((CHANNEL, START, END, SUM), [(one, MONTHS[0], MONTHS[2], 5 + n) for n, one in enumerate(CHANNELS)])
boxes = answer((CHANNEL, *QUARTILES), [(one, *(n + 2.0 * q for q in range(5))) for n, one in enumerate(CHANNELS)])

CASES: list[tuple[str, Answer, dict[str, Any], int]] = [  # kind, answer, settings, how many marks tell a cell
    *((kind, by_month, {}, 6) for kind in ("column", "bar", "line", "area")),
    *((kind, in_columns, {"stack": stack}, 9) for kind in ("column", "bar", "area") for stack in (True, "percent")),
    ("column", in_columns, {"stack": True, "labels": "on", "labels.totals": "1"}, 12),
    ("bar", in_columns, {"stack": True, "labels": "on", "labels.totals": "1"}, 12),
    *((kind, in_columns, {"swap": "1"}, 9) for kind in ("column", "bar", "line", "area")),
    *((kind, in_columns, {"trellis": way}, 9) for kind in ("column", "line") for way in ("row", "pivot")),
    ("scatter", by_month, {}, 3),
    ("scatter", by_month, {"swap": "1", "scatter.clusters": "2"}, 3),
    ("pie", by_month, {}, 4),  # and all of it, in the middle
    ("pie", dressed((pivoted(CHANNEL), SUM), [{SUM.id: {key: 2 + len(key[0]) for key in KEYS}}], pivots=KEYS), {}, 4),
    ("donut", by_month, {}, 6),
    ("donut", in_columns, {}, 9),
    ("funnel", by_month, {}, 3),
    ("funnel", by_month, {"funnel.orientation": "columns"}, 2),
    ("waterfall", by_month, {}, 4),
    ("waterfall", by_month, {"waterfall.orientation": "bars"}, 4),
    ("box", boxes, {}, 15),
    ("heatmap", in_columns, {}, 9),
    ("heatmap", crossed, {}, 9),
    ("heatmap", by_month, {}, 6),
    ("bullet", by_name, {}, 22),
    ("dumbbell", in_columns, {}, 6),
    ("treemap", crossed, {}, 12),
    ("sunburst", crossed, {}, 12),
    ("sankey", crossed, {}, 15),
    ("timeline", spans, {}, 3),
    ("map", crossed, {}, 3),
    ("points", places, {}, 3),
    ("words", by_name, {}, 11),
    ("gauge", by_month, {}, 1),
]  # fmt: skip


def marks(chart: charts.Chart, settings: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Each drawn number (or the words that say it) with what its mark tells."""
    drill, layout = chart.plot["drill"], chart.plot["layout"]
    for trace, cells in zip(chart.plot["data"], drill["marks"], strict=True):
        if trace["type"] == "sankey":
            yield from zip(trace["node"]["customdata"], cells["node"], strict=True)
            yield from zip(trace["link"]["value"], cells["link"], strict=True)
        elif isinstance(cells, list):
            yield from pairs(numbers(chart.kind, trace, settings), cells)
    for word, cell in zip(layout.get("annotations") or (), drill["words"], strict=True):
        yield word.get("hovertext", word["text"]).rpartition("<br>")[2], cell
    yield chart.plot["data"][0].get("value"), drill["whole"]


def pairs(found: list[Any], cells: list[Any]) -> Iterator[tuple[Any, Any]]:
    for one, cell in zip(found, cells, strict=False):  # the part of a circle that is not seen stands for nothing
        if isinstance(cell, list):
            yield from pairs(one, cell)
        else:
            yield one, cell


def numbers(kind: str, trace: dict[str, Any], settings: dict[str, Any]) -> list[Any]:
    if kind in {"timeline", "points"}:
        return [text.rpartition(" ")[2] for text in trace["customdata"]]
    if kind == "waterfall":
        steps = trace["x" if trace["orientation"] == "h" else "y"]
        return [*steps[:-1], sum(steps)] if trace["measure"][-1] == "total" else list(steps)
    if trace["type"] == "scattergeo":
        return list(trace["marker"]["color"])
    for name in ("values", "z"):
        if name in trace:
            return list(trace[name])
    if trace.get("mode") == "text":
        return list(trace["text"])
    across = trace.get("orientation") == "h" or (settings.get("swap") and kind not in {"scatter", "bar"})
    across = across or kind in {"bullet", "dumbbell"}
    return list(trace["x" if across else "y"])


def held(found: Answer, drill: dict[str, Any], cell: int) -> Any:
    """The figure of a cell, by what the page would ask for: the sum of all that it names."""
    field, pivot = drill["columns"][cell % len(drill["columns"])]
    row = json.loads(drill["rows"][cell // len(drill["columns"])])
    named = [f.id for f in found.fields if f.kind == "dimension" and not f.pivoted]
    wanted = row if isinstance(row, dict) else dict(zip(named, row, strict=False))
    values = [
        value
        for one in found.rows
        if all(json.loads(row_mark([one[name]])) == [value] for name, value in wanted.items())
        for key, value in (one[field].items() if isinstance(one[field], dict) else [((), one[field])])
        if pivot in ("[]", row_mark(key)) and value is not None
    ]
    return values[0] if len(values) == 1 else sum(values)


def same(number: Any, value: Any) -> bool:
    """Whether the drawn number, or the text that says it, is the cell's."""
    if isinstance(number, str):
        plain = formats.cell(value, "integer")
        return number in (plain, formats.compact(value, "integer"), formats.headline(value, "integer").text)
    return isclose(number or 0, float(value or 0), abs_tol=1e-9) or (number == 0 and value < 0)  # a ring has no room


def wrong(chart: charts.Chart, found: Answer, given: dict[str, Any]) -> list[tuple[Any, Any]]:
    """Drawn numbers whose mark tells another one."""
    drill, told = chart.plot["drill"], [pair for pair in marks(chart, given) if type(pair[1]) is int]
    return [(number, value) for number, cell in told if not same(number, value := held(found, drill, cell))]


def figure(kind: str, found: Answer, given: dict[str, Any]) -> charts.Chart:
    named = {key: value for key, value in given.items() if key != "stack"}
    return charts.figure(found, {"type": kind, "settings": named, "stack": given.get("stack")})


@pytest.mark.parametrize(("kind", "found", "given", "count"), CASES)
def test_what_a_mark_tells_gives_its_number_again(kind: str, found: Answer, given: dict[str, Any], count: int) -> None:
    chart = figure(kind, found, given)
    assert sum(type(cell) is int for _, cell in marks(chart, given)) == count
    assert wrong(chart, found, given) == []


def test_every_kind_of_chart_is_tried() -> None:
    assert {case[0] for case in CASES} == {*charts.KINDS} - {"table", "single", "record", "histogram"}


VALUES = st.none() | st.integers(-3, 9)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Two dimensions, perhaps a pivot, two measures; cut or not, with rows filled in or not."""
    keys = KEYS[: draw(st.integers(0, 3))]
    pairs = draw(st.lists(st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(MONTHS)), unique=True, max_size=8))
    figures = tuple(draw(st.sampled_from([one, additive(one)])) for one in (ORDERS, TWO))
    fields = (COUNTRY, MONTH, *([pivoted(CHANNEL)] if keys else []), *figures)

    def row(country: str, when: date) -> Row:
        values = {f.id: {key: draw(VALUES) for key in keys} if keys else draw(VALUES) for f in figures}
        return {COUNTRY.id: country, MONTH.id: when, **values}

    more = draw(st.integers(0, 1))
    rows = [row(*pair) for pair in pairs]
    return dressed(fields, rows, pivots=keys, returned=len(rows), total_rows=len(rows) + more)


DRAWN = sorted({*charts.KINDS} - {"table", "single", "record", "histogram", "timeline", "points", "box"})


@settings(deadline=None, max_examples=40)
@pytest.mark.parametrize("kind", DRAWN)
@given(found=answers(), data=st.data())
def test_whatever_is_left_out_no_mark_tells_another_number(kind: str, found: Answer, data: st.DataObject) -> None:
    ways: list[dict[str, Any]] = [{}, {"stack": True}, {"swap": "1"}, {"trellis": "row"}, {"trellis": "pivot"}]
    ways += [{"rows": "show_first", "rows.count": "2"}, {f"field.{COUNTRY.id}.hidden": "1"}, {"missing": "zero"}]
    given = data.draw(st.sampled_from(ways)) if kind in {"column", "bar", "line", "area", "pie"} else {}
    chart = figure(kind, found, given)
    if chart.plot:
        assert wrong(chart, found, given) == []


def why(kind: str, found: Answer) -> list[str]:
    return [cell for _, cell in marks(figure(kind, found, {}), {}) if isinstance(cell, str)]


def test_a_sum_that_no_rows_give_says_so() -> None:
    cut = answer(by_name.fields, [(*row.values(),) for row in by_name.rows], total_rows=99)
    assert why("pie", by_name) == [ONLY_DRAWN]  # Other: what is not among the largest cannot be asked for
    assert set(why("pie", cut)) == {ONLY_DRAWN}
    assert len(why("treemap", crossed)) == 0
    assert why("treemap", answer((COUNTRY, CHANNEL, ORDERS), [(*one, 4) for one in product(COUNTRIES, CHANNELS)])) == [
        "Orders does not add up, so no rows give this size."
    ] * len(COUNTRIES)
    several = answer((SUM, TWO), [(3, 4)])
    assert why("waterfall", several) == ["This adds up several measures; open one of them."]
    assert all("counts" in one for one in why("histogram", by_name))


def test_what_was_filled_in_has_no_rows_behind_it() -> None:
    found = answer((MONTH, SUM), [(MONTHS[0], 3), (MONTHS[1], None)], filled=(1,))
    chart = figure("column", found, {"missing": "zero"})
    assert chart.plot["drill"]["marks"] == [[1, FILLED]]


def test_a_gap_in_a_line_stands_for_nothing() -> None:
    found = answer((MONTH, SUM), [(MONTHS[0], 3), (MONTHS[2], 4)])
    assert figure("line", found, {}).plot["drill"]["marks"] == [[1, None, 3]]


def test_a_sum_beside_the_rows_is_named_and_told() -> None:
    found = figure("treemap", crossed, {}).sums
    assert [(one.name, one.text) for one in found] == [("SM", "33"), ("IT", "24"), ("FR", "15")]
    assert json.loads(found[0].cell) == {"field": SUM.id, "row": '{"contacts.country":"SM"}', "pivot": "[]"}


def test_single_values_and_records_tell_theirs() -> None:
    single = charts.single_value(in_columns, Style(), {"single.compare": "row"})
    assert single and single.comparison
    assert json.loads(single.mark) == {"field": SUM.id, "row": '["2026-01-01"]', "pivot": '["Ads"]'}
    assert json.loads(single.comparison.mark)["row"] == '["2026-02-01"]'
    entries = charts.record(in_columns).entries
    assert [json.loads(one.mark)["pivot"] for one in entries] == ["[]", *(row_mark(key) for key in KEYS)]
    assert charts.record(answer((CHANNEL, SUM), [])).entries[0].mark == ""
