"""Settings of the figures written into a chart. PURE."""

from __future__ import annotations

from functools import partial
from typing import Any

from explores.charts.options.option import CARTESIAN, BadSetting, Option
from explores.formatting.codes import BadCode, NumberCode, number_code

_values = partial(Option, tab="Values", kinds=CARTESIAN)


def number_format(text: str) -> NumberCode:
    """A spreadsheet's format code. Raises BadSetting."""
    try:
        return number_code(text)
    except BadCode:
        raise BadSetting('a format such as #,##0.0 or 0% or $0.0,"k"') from None


def formatted(**parts: Any) -> dict[str, Any]:
    """What settings that hold a number format share."""
    return {"control": "text", "read": number_format, "help": '#,##0.0  0%  $0.0,"k"', **parts}


OPTIONS = (
    _values(
        "labels",
        "Value labels",
        control="choice",
        default="auto",
        choices=(("auto", "On bars"), ("on", "On"), ("off", "Off")),
    ),
    _values("labels.size", "Font size", control="number", default=11, least=6, most=40, whole=True),
    _values("labels.angle", "Rotation", control="number", default=0, least=-90, most=90, whole=True),
    _values("labels.format", "Format", **formatted()),
    _values(
        "labels.totals",
        "Totals over stacks",
        control="switch",
        default=False,
        kinds=frozenset({"column", "bar", "area"}),
    ),
    _values(
        "labels.field",
        "Labels from a field",
        control="text",
        kinds=frozenset({"scatter"}),
        help="The id of a field, such as orders.channel",
    ),
)
