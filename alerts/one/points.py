"""The figures of an alert's history, to draw: of a series by its own days, of all else by the moments of checks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from alerts.listing.figures import figure_of, judged_of, telling
from alerts.models import Alert, Check
from alerts.one.drawing import Point
from alerts.rules.judging import Judged, Verdict
from alerts.rules.rule import SERIES, Rule

MOST = 600  # checks that are drawn; of more every so many-th, and each that told


def points_of(alert: Alert, rule: Rule) -> list[Point]:
    """Oldest first, of the alert's present rule. Where it watches many rows, the one of each check that matters."""
    checks = Check.objects.filter(alert=alert, rule_version=alert.rule_version).exclude(rows=[])
    numbers = list(checks.order_by("at", "pk").values_list("pk", flat=True))
    every = -(-len(numbers) // MOST) or 1
    kept = {*islice(numbers, 0, None, every), *numbers[-1:]}
    told = set(checks.exclude(told=[]).values_list("pk", flat=True)[:MOST]) if every > 1 else set()
    found: dict[str, Point] = {}
    for check in checks.filter(pk__in=kept | told).order_by("at", "pk"):
        for row in _rows(rule, judged_of(check.rows)):
            point = _point(rule, check, row)
            if point is not None:
                found[point.at] = _joined(found.get(point.at), point)
    return [found[at] for at in sorted(found)]


def _rows(rule: Rule, rows: list[Judged]) -> Iterable[Judged]:
    """Of a plain series each day that the check names; of all else the row that matters."""
    if rule.kind in SERIES and not rule.categories:
        return rows
    return [telling(rule, rows)]


def _point(rule: Rule, check: Check, row: Judged) -> Point | None:
    figure = figure_of(rule, row)
    at = row.reading.at or check.at.isoformat()
    told = "fired" in check.told and row.verdict == Verdict.BREACH
    return None if figure is None else Point(at, figure, row.verdict == Verdict.BREACH, told)


def _joined(before: Point | None, after: Point) -> Point:
    """The newest figure of a day; that people were told of it stays."""
    told = after.told or (before is not None and before.told)
    return Point(after.at, after.figure, after.breach or told, told)
