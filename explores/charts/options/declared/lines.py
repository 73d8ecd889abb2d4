"""Settings of reference lines (``c[reference.1.at]``) and of trend lines (``c[trend.linear.color]``). PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.declared.plot import SIDES
from explores.charts.options.option import CARTESIAN, Option

FIGURES = "500000, mean, median, min, max, ${mean} * 1.1"
_reference = partial(Option, tab="Lines", per="reference", kinds=CARTESIAN)
_trend = partial(Option, tab="Lines", per="trend", kinds=CARTESIAN - {"bar"})

OPTIONS = (
    _reference(
        "kind",
        "Kind",
        control="choice",
        default="line",
        choices=(("line", "Line"), ("range", "Range"), ("margins", "Margins")),
    ),
    _reference("at", "At, or around", control="text", default="mean", help=FIGURES),
    _reference("from", "Range from", control="text", default="min", help=FIGURES),
    _reference("to", "Range to", control="text", default="max", help=FIGURES),
    _reference("above", "Margin above", control="text", default="deviation", help="A number, deviation, ${mean} / 2"),
    _reference("below", "Margin below", control="text", default="deviation", help="A number, or deviation"),
    _reference("series", "Of series", control="text", default="", help="The first where nothing is given"),
    _reference("label", "Label", control="text", default=""),
    _reference("side", "Side of the label", control="choice", default="left", choices=SIDES),
    _reference(
        "line",
        "Line",
        control="choice",
        default="dotted",
        choices=(("dotted", "Dotted"), ("dashed", "Dashed"), ("solid", "Solid")),
    ),
    _reference(
        "tone",
        "Means",
        control="choice",
        default="plain",
        choices=(("plain", "A mark to compare with"), ("bad", "A limit")),
        help="A limit stands out",
    ),
    _reference("color", "Colour", control="colour"),
    _trend("color", "Colour", control="colour"),
    _trend("series", "Of series", control="text", default="", help="Every series where nothing is given"),
    _trend("label", "Label", control="switch", default=False),
    _trend("text", "Text of the label", control="text", default=""),
    _trend(
        "content",
        "Label says",
        control="choice",
        default="both",
        choices=(("both", "Equation and R²"), ("equation", "Equation"), ("r2", "R²"), ("text", "The text alone")),
    ),
    _trend("side", "Side of the label", control="choice", default="right", choices=SIDES),
)
