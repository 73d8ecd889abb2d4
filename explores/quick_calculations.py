"""Quick calculations: the usual calculations of one column, one click away. PURE."""

from __future__ import annotations

from collections.abc import Iterator

LABELS = {
    "percent_of_column_sum": "Percent of column",
    "percent_of_previous": "Percent of previous row",
    "percent_difference_from_previous": "Percent change from previous row",
    "rank_of_column": "Rank",
    "running_total": "Running total",
    "percent_of_row": "Percent of row",
    "running_row_total": "Running row total",
}
FORMATS = {name: "percent" for name in LABELS if name.startswith("percent")}
PREVIOUS = frozenset({"percent_of_previous", "percent_difference_from_previous", "running_total"})
OF_PIVOTS = frozenset({"percent_of_row", "running_row_total"})


def offered(*, pivoted: bool) -> Iterator[tuple[str, str]]:
    """Type and label of each; those along a row only where there are pivot columns."""
    return ((name, label) for name, label in LABELS.items() if pivoted or name not in OF_PIVOTS)
