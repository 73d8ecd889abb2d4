"""Settings of series: palette, and type, colour, name, axis of each. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.option import CARTESIAN, Option
from explores.charts.palettes import PALETTES

COLOURED = CARTESIAN | {"pie"}
SHAPES = (
    ("auto", "Its own"),
    ("circle", "Circle"),
    ("diamond", "Diamond"),
    ("triangle-up", "Triangle"),
    ("square", "Square"),
    ("cross", "Cross"),
    ("triangle-down", "Triangle down"),
    ("hexagon", "Hexagon"),
    ("star", "Star"),
)
_series = partial(Option, tab="Series", per="series", kinds=CARTESIAN)

OPTIONS = (
    Option(
        "palette",
        "Palette",
        tab="Series",
        control="choice",
        kinds=COLOURED,
        default="sextant",
        choices=tuple((name, palette.label) for name, palette in PALETTES.items()),
    ),
    Option(
        "colors",
        "Colours of one's own",
        tab="Series",
        control="list",
        of="colour",
        kinds=COLOURED,
        default=(),
        help="#0B557A, steelblue",
    ),
    _series("label", "Name", control="text", default=""),
    _series("color", "Colour", control="colour"),
    _series(
        "type",
        "Type",
        control="choice",
        default="auto",
        choices=(
            ("auto", "As the chart"),
            ("column", "Column"),
            ("line", "Line"),
            ("area", "Area"),
            ("scatter", "Points"),
        ),
        kinds=CARTESIAN - {"bar"},
    ),
    _series(
        "axis",
        "Axis",
        control="choice",
        default="auto",
        choices=(("auto", "By unit and size"), ("left", "Left"), ("right", "Right")),
        kinds=CARTESIAN - {"bar"},
    ),
    _series("shape", "Point shape", control="choice", default="auto", choices=SHAPES, kinds=CARTESIAN - {"bar"}),
    _series(
        "shown",
        "Shown",
        control="choice",
        default="yes",
        choices=(("yes", "Yes"), ("legend", "After a click in the legend"), ("no", "No")),
    ),
    Option(
        "hidden", "Hidden from the chart", tab="Series", control="switch", per="field", kinds=COLOURED, default=False
    ),
    Option(
        "hidden", "Hidden from the chart", tab="Series", control="switch", per="pivot", kinds=COLOURED, default=False
    ),
)
