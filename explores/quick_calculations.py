"""Quick calculations: the usual calculations of one column, one click away. PURE."""

from __future__ import annotations

from collections.abc import Iterator

from explores.semantic.custom.quick import QUICK

LABELS = {name: quick.name for name, quick in QUICK.items()}
FORMATS = {name: quick.format for name, quick in QUICK.items() if quick.format}
PREVIOUS = frozenset({"percent_of_previous", "percent_difference_from_previous", "running_total"})
OF_PIVOTS = frozenset({"percent_of_row", "running_row_total"})


def offered(*, pivoted: bool) -> Iterator[tuple[str, str]]:
    """Type and label of each; those along a row only where there are pivot columns."""
    return ((name, label) for name, label in LABELS.items() if pivoted or name not in OF_PIVOTS)
