"""Ways on from a question that failed or found nothing, each a link to a question that can be asked."""

from __future__ import annotations

from dataclasses import dataclass

from explores.custom_fields.changes import removed
from explores.custom_fields.reading import specs_of
from explores.page import Asked, Problem
from explores.wish import Wish

PARAMS = {
    "timezone": "tz",
    "subtotals": "subtotal",
    "row_totals": "row_total",
    "totals": "total",
}  # as an error names them → as the address does


@dataclass(frozen=True)
class Choice:
    """One way to go on: a link with a word."""

    key: str
    label: str
    href: str
    current: bool = False


def ways_out(wish: Wish, problem: Problem) -> list[Choice]:
    """Links that mend a question about a field that is not there, or a part of the address that cannot be."""
    part = PARAMS.get(problem.field, problem.field)
    if part in dict(wish.params) and part != "fields":
        return [Choice("remove", f"Remove {part}", wish.having(**{part: None}).href())]
    if problem.code == "filtered_calculation" and problem.field in wish.filters:
        without = wish.having(**{f"f[{problem.field}]": None})
        return [Choice("remove", f"Remove the filter on {problem.field}", without.href())]
    if problem.field in specs_of(wish.one("custom")) and problem.code != "invalid_filter":
        return [
            *_added(wish, problem),
            Choice("remove", f"Remove {problem.field}", removed(wish, problem.field).href() or "?"),
        ]
    return _field_ways(wish, problem)


def _field_ways(wish: Wish, problem: Problem) -> list[Choice]:
    """Ways out of a problem with a field of the catalog, or one that nobody knows."""
    if _of_groups(wish, problem):
        return [Choice("remove", "Remove the groups of filters", wish.having(where=None).href())]
    if problem.field not in {*wish.fields, *wish.pivots, *wish.filters, *wish.sorted}:
        return []
    if problem.code == "invalid_filter":
        return [
            Choice(
                "remove", f"Remove the filter on {problem.field}", wish.having(**{f"f[{problem.field}]": None}).href()
            )
        ]
    ways = [Choice("remove", f"Remove {problem.field}", wish.without(problem.field).href())]
    if problem.suggestion and "." in problem.suggestion:
        label = f"Use {problem.suggestion} instead"
        ways.insert(0, Choice("instead", label, wish.instead(problem.field, problem.suggestion).href()))
    return ways


def _of_groups(wish: Wish, problem: Problem) -> bool:
    """Whether the problem is one of the groups of filters, as far as it names its field."""
    named = f'"{problem.field}"' in wish.one("where")
    elsewhere = {*wish.fields, *wish.pivots, *wish.filters, *wish.sorted}
    if problem.code in {"invalid_filter", "invalid_where"}:
        return named and problem.field not in wish.filters
    return named and problem.field not in elsewhere


def _added(wish: Wish, problem: Problem) -> list[Choice]:
    """The field that a calculation misses, chosen too."""
    if problem.code != "missing_field":
        return []
    fields = ",".join([*wish.fields, problem.suggestion])
    return [Choice("add", f"Add {problem.suggestion}", wish.having(fields=fields).href())]


def fewer(asked: Asked) -> list[Choice]:
    """The question again without one of its filters: what to try when nothing passes them all."""
    labels = {info.id: info.short_label for info in asked.explore.fields()}
    ways = [
        Choice(field, f"Without {labels.get(field, field)}", asked.wish.having(**{f"f[{field}]": None}).href())
        for field in asked.wish.filters
        if field not in asked.explore.parameters  # they let everything pass
    ]
    if asked.wish.one("where"):
        ways.append(Choice("where", "Without the groups", asked.wish.having(where=None).href()))
    return ways
