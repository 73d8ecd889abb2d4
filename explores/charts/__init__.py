"""An answer as a Plotly figure, made of design tokens, so that one figure serves light, dark and print. PURE."""

from __future__ import annotations

from explores.charts import options
from explores.charts.figure import KINDS, Chart, Named, figure, stackings, suggest, takes_trends
from explores.charts.palette import paint
from explores.charts.record import Record, record
from explores.charts.single import SingleValue, single_value

__all__ = [
    "KINDS",
    "Chart",
    "Named",
    "Record",
    "SingleValue",
    "figure",
    "options",
    "paint",
    "record",
    "single_value",
    "stackings",
    "suggest",
    "takes_trends",
]
