"""The kinds of charts there are: what each is called, its mark, its place in the menu, and what it takes. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from explores.charts import (
    beside,
    boxes,
    cloud,
    donuts,
    funnel,
    gauge,
    heatmap,
    histogram,
    maps,
    sankey,
    timeline,
    tree,
    waterfall,
)
from explores.charts.picture import Draw


@dataclass(frozen=True)
class Kind:
    """One kind. ``common``: it stands in the head of the chart; the others are in the menu, under their ``group``."""

    name: str
    label: str
    icon: str
    group: str
    needs: str
    common: bool = False


ALL: tuple[Kind, ...] = (
    Kind("table", "Table", "table-2", "Text", "Any fields", common=True),
    Kind("column", "Column", "chart-column", "Axes", "Measures over names or dates", common=True),
    Kind("bar", "Bar", "chart-bar", "Axes", "Measures by name", common=True),
    Kind("line", "Line", "chart-line", "Axes", "Measures over dates", common=True),
    Kind("area", "Area", "chart-area", "Axes", "Measures over dates", common=True),
    Kind("scatter", "Scatter", "chart-scatter", "Axes", "Two measures", common=True),
    Kind("pie", "Pie", "chart-pie", "Parts", "A dimension, a measure", common=True),
    Kind("single", "Single value", "hash", "Text", "A measure; a second one to compare", common=True),
    Kind("record", "Single record", "id-card", "Text", "Any fields; the first row"),
    Kind("waterfall", "Waterfall", "chart-candlestick", "Axes", "A dimension, a measure; or one row"),
    Kind("box", "Box plot", "square-split-vertical", "Axes", "Three or five measures in order"),
    Kind("histogram", "Histogram", "chart-column-increasing", "Axes", "A measure over many rows"),
    Kind("heatmap", "Heat map", "grid-3x3", "Axes", "Two dimensions, a measure"),
    Kind("bullet", "Bullet", "target", "Axes", "A measure, its target"),
    Kind("dumbbell", "Dumbbell", "dumbbell", "Axes", "A dimension, two measures"),
    Kind("donut", "Donut multiples", "donut", "Parts", "A dimension, several measures or a pivot"),
    Kind("treemap", "Treemap", "layout-dashboard", "Parts", "One to four dimensions, a measure"),
    Kind("sunburst", "Sunburst", "sun", "Parts", "One to four dimensions, a measure"),
    Kind("funnel", "Funnel", "funnel", "Process", "A dimension, a measure; or one row"),
    Kind("sankey", "Sankey", "workflow", "Process", "Two dimensions or more, a measure"),
    Kind("timeline", "Timeline", "chart-gantt", "Process", "A name, a start, an end"),
    Kind("map", "Map of countries", "globe", "Maps", "Countries, or states of the USA; a measure"),
    Kind("points", "Map of points", "map-pin", "Maps", "Latitude, longitude; a measure"),
    Kind("words", "Word cloud", "cloud", "Text", "A dimension, a measure"),
    Kind("gauge", "Gauge", "gauge", "Text", "A measure; a second one as target"),
)
BY_NAME = {kind.name: kind for kind in ALL}
DRAW: dict[str, Draw] = {
    "waterfall": waterfall.waterfall,
    "box": boxes.boxes,
    "histogram": histogram.histogram,
    "heatmap": heatmap.heatmap,
    "bullet": beside.bullet,
    "dumbbell": beside.dumbbell,
    "donut": donuts.donuts,
    "treemap": tree.treemap,
    "sunburst": tree.sunburst,
    "funnel": funnel.funnel,
    "sankey": sankey.sankey,
    "timeline": timeline.timeline,
    "map": maps.regions,
    "points": maps.points,
    "words": cloud.cloud,
    "gauge": gauge.gauge,
}  # those that read the answer themselves; the others are drawn from points


def menu() -> list[tuple[str, list[Kind]]]:
    """The kinds that are not common, under their groups, both in their order here."""
    rest = sorted((kind for kind in ALL if not kind.common), key=lambda kind: _GROUPS.index(kind.group))
    return [(group, list(kinds)) for group, kinds in groupby(rest, key=lambda kind: kind.group)]


_GROUPS = ("Axes", "Parts", "Process", "Maps", "Text")
