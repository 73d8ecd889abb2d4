"""Settings of the axis that carries names or periods. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.option import CARTESIAN, BadSetting, Option
from explores.formatting.codes import BadCode, DateCode, date_code

_x = partial(Option, tab="X axis", kinds=CARTESIAN)


def date_format(text: str) -> DateCode:
    """A spreadsheet's code for dates. Raises BadSetting."""
    try:
        return date_code(text)
    except BadCode:
        raise BadSetting("a format such as d mmm yyyy or mm/yy") from None


OPTIONS = (
    _x(
        "x.scale",
        "Scale",
        control="choice",
        default="auto",
        choices=(("auto", "Automatic"), ("time", "Time"), ("category", "Category"), ("linear", "Linear")),
        kinds=CARTESIAN - {"bar"},
    ),
    _x("x.title", "Title", control="text", default=""),
    _x("x.reversed", "Reversed", control="switch", default=False),
    _x("x.ticks", "Ticks", control="switch", default=True),
    _x("x.ticks.count", "How many ticks at most", control="number", least=1, most=100, whole=True),
    _x("x.grid", "Gridlines", control="switch", default=False),
    _x("x.angle", "Rotation of labels", control="number", default=0, least=-90, most=90, whole=True),
    _x("x.format", "Format of times", control="text", read=date_format, help="d mmm yyyy  mm/yy  hh:nn"),
    _x("x.zoom", "Zoom", control="switch", default=False),
)
