"""How tests draw a chart with settings, and a few more fields."""

from __future__ import annotations

from explores import charts
from explores.answer import Answer, AnswerField
from explores.charts import Chart

START = AnswerField("a.start", "A › Start", "Start", "dimension", "date", "date", timeframe="date")
END = AnswerField("a.end", "A › End", "End", "dimension", "date", "date", timeframe="date")
LATITUDE = AnswerField("c.attr_lat", "Contacts › Latitude", "Latitude", "dimension", "number", "decimal")
LONGITUDE = AnswerField("c.attr_lon", "Contacts › Longitude", "Longitude", "dimension", "number", "decimal")
QUARTILES = tuple(
    AnswerField(f"o.q{n}", f"Orders › Q{n}", f"Q{n}", "measure", "number", "decimal", additive=True) for n in range(5)
)


def drawn(kind: str, given: Answer, **settings: str) -> Chart:
    """The answer as that kind; a setting's dots are written as two lines: funnel__of."""
    named = {key.replace("__", "."): value for key, value in settings.items()}
    return charts.figure(given, {"type": kind, "settings": named})
