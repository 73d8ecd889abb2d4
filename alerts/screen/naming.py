"""Names of campaigns, ad sets and ads that rows point at by level and number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from accounts.viewer import Viewer
from alerts.acting.finding import TABLES

Names = Mapping[tuple[str, int | None], str]


def names(viewer: Viewer, named: Iterable[tuple[str, int | None]]) -> Names:
    """A question for each level; of one that is gone, its number."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for level, number in named:
        if number is not None:
            wanted[level].add(number)
    found: dict[tuple[str, int | None], str] = {}
    for level, numbers in wanted.items():
        known = TABLES[level]._default_manager.filter(pk__in=numbers, subaccount_id__in=viewer.subaccounts)
        told = dict(known.values_list("pk", "name"))
        found |= {(level, number): told.get(number) or f"{level.replace('_', ' ')} {number}" for number in numbers}
    return found
