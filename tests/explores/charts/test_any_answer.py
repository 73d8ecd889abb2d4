"""Whatever comes back, every kind draws it or says what it takes; and says it without failing."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from explores import charts
from explores.answer import Answer, AnswerField
from explores.charts import kinds
from explores.charts.options import declared
from tests.explores.answers import dressed

PLAIN = [
    ("text", "text", None),
    ("date", "date", "month"),
    ("timestamp", "timestamp", None),
    ("number", "decimal", None),
]
VALUES = {
    "text": st.none() | st.text(max_size=8) | st.sampled_from(["FR", "Texas", "<b>", "%{x}"]),
    "date": st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    "timestamp": st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    "number": st.none()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.decimals(-(10**9), 10**9, places=2)
    | st.just(Decimal("1e300")),
}


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Some dimensions, some measures, perhaps a pivot, and rows of anything."""
    fields = [
        AnswerField(
            f"d.{draw(st.sampled_from(['a', 'lat', 'lon', 'state']))}{n}", "D", f"Dim {n}", "dimension", *part[:2]
        )
        for n, part in enumerate(draw(st.lists(st.sampled_from(PLAIN), max_size=4)))
    ]
    formats = st.sampled_from(["integer", "money", "percent", "decimal", "percent_2"])
    figures = [
        AnswerField(f"m.{n}", "M", f"Measure {n}", "measure", "number", draw(formats), additive=draw(st.booleans()))
        for n in range(draw(st.integers(0, 6)))
    ]
    pivots = draw(st.lists(st.tuples(VALUES["text"]), max_size=3, unique=True)) if draw(st.booleans()) else []
    if pivots:
        fields.append(AnswerField("d.pivot", "D", "Pivot", "dimension", "text", "text", pivoted=True))
    rows = []
    for _ in range(draw(st.integers(0, 6))):
        row = {one.id: draw(VALUES[one.type]) for one in fields if not one.pivoted}
        for one in figures:
            row[one.id] = {key: draw(VALUES["number"]) for key in pivots} if pivots else draw(VALUES["number"])
        rows.append(row)
    return dressed((*fields, *figures), rows, pivots=tuple(pivots))


@settings(deadline=None, max_examples=60)
@given(answer=answers(), data=st.data())
def test_every_kind_draws_any_answer_or_says_why_not(answer: Answer, data: st.DataObject) -> None:
    for kind in kinds.DRAW:
        chosen = {
            option.key: data.draw(st.sampled_from(option.keys))
            for option in declared(kind)
            if option.control == "choice" and not option.per
        }
        chart = charts.figure(answer, {"type": kind, "settings": chosen})
        assert bool(chart.plot) != bool(chart.empty), kind
        assert chart.summary or chart.empty
        json.dumps(chart.to_json(), allow_nan=False)
    charts.single_value(answer, options={"single.compare": "auto", "single.compare_as": "progress_percent"})
    charts.record(answer)
