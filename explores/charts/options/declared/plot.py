"""Settings of the plot as a whole. PURE."""

from __future__ import annotations

from functools import partial

from explores.charts.options.option import CARTESIAN, Option

SIDES = (("left", "Left"), ("center", "Centre"), ("right", "Right"))
SMALL = frozenset({"column", "line", "area"})
_plot = partial(Option, tab="Plot", kinds=CARTESIAN)
_scatter = partial(Option, tab="Plot", kinds=frozenset({"scatter"}))

OPTIONS = (
    _plot(
        "legend",
        "Legend",
        control="choice",
        default="auto",
        choices=(("auto", "Where it is needed"), ("on", "On"), ("off", "Off")),
    ),
    _plot("legend.align", "Place of the legend", control="choice", default="left", choices=SIDES),
    _plot(
        "rows",
        "Rows drawn",
        control="choice",
        default="all",
        choices=(
            ("all", "All"),
            ("show_first", "Only the first"),
            ("show_last", "Only the last"),
            ("hide_first", "All but the first"),
            ("hide_last", "All but the last"),
        ),
    ),
    _plot("rows.count", "How many rows", control="number", default=10, least=1, most=5000, whole=True),
    _plot(
        "missing",
        "Missing points",
        control="choice",
        default="gap",
        choices=(("gap", "A gap"), ("zero", "Zero"), ("join", "Joined")),
    ),
    Option(
        "overlay",
        "Series lie over one another",
        tab="Plot",
        control="switch",
        kinds=frozenset({"column", "bar", "area"}),
        default=False,
    ),
    _plot("swap", "Axes swapped", control="switch", default=False),
    _plot(
        "trellis",
        "A small chart for each",
        control="choice",
        default="none",
        choices=(("none", "None"), ("row", "Row"), ("pivot", "Pivot column")),
        help="At most 12 are drawn.",
        kinds=SMALL,
    ),
    _plot(
        "trellis.columns", "Charts side by side", control="number", default=3, least=1, most=6, whole=True, kinds=SMALL
    ),
    _scatter("scatter.size", "Size by field", control="text", help="The id of a measure, such as orders.count"),
    _scatter("scatter.clusters", "Clusters", control="number", default=0, least=0, most=8, whole=True, help="0: none"),
    _scatter("scatter.quadrants", "Quadrant lines", control="switch", default=False),
    _scatter("scatter.x", "Quadrants meet at x", control="number", help="The mean where nothing is given"),
    _scatter("scatter.y", "Quadrants meet at y", control="number", help="The mean where nothing is given"),
    _scatter(
        "scatter.names",
        "Labels of the quadrants",
        control="list",
        default=(),
        most_entries=4,
        help="Top left, top right, bottom left, bottom right",
    ),
    _scatter(
        "scatter.colors",
        "Colours of the quadrants",
        control="list",
        of="colour",
        default=(),
        most_entries=4,
        help="In the same order",
    ),
)
