"""Settings of a single record. PURE."""

from __future__ import annotations

from explores.charts.options.option import Option

OPTIONS = (
    Option(
        "record.view_names",
        "View names shown",
        tab="Plot",
        control="switch",
        kinds=frozenset({"record"}),
        default=False,
    ),
)
