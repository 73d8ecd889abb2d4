"""All settings, kind by kind: a file of ``OPTIONS`` each, named here in the order of the panel. PURE."""

from __future__ import annotations

from explores.charts.options.declared import (
    cloud,
    donuts,
    funnel,
    gauge,
    grids,
    lines,
    maps,
    pie,
    plot,
    record,
    rules,
    series,
    single,
    table,
    timeline,
    values,
    waterfall,
    x_axis,
    y_axis,
)
from explores.charts.options.option import Option

DECLARED: tuple[Option, ...] = (
    *plot.OPTIONS,
    *pie.OPTIONS,
    *donuts.OPTIONS,
    *funnel.OPTIONS,
    *waterfall.OPTIONS,
    *grids.OPTIONS,
    *timeline.OPTIONS,
    *gauge.OPTIONS,
    *cloud.OPTIONS,
    *maps.OPTIONS,
    *record.OPTIONS,
    *single.OPTIONS,
    *series.OPTIONS,
    *values.OPTIONS,
    *x_axis.OPTIONS,
    *y_axis.OPTIONS,
    *lines.OPTIONS,
    *table.OPTIONS,
    *rules.OPTIONS,
)
