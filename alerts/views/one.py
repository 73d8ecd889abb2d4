"""One alert: where it stands, its figure over time, what was checked and told, and whether it is useful."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, may, whole_viewer_of
from accounts.rows import number_of
from accounts.viewer import Viewer
from alerts.listing import open as opened
from alerts.listing import rows
from alerts.models import Alert
from alerts.one import counting, drawing, history, points
from alerts.one.narrowing import narrowing
from alerts.rules.state import LOUD
from alerts.rules.state_form import state_from_json
from deliveries import moments

FIRST, MORE, MOST = 50, 50, 1000  # lines of the history
ANSWERS = 20
SAID = {"acknowledge": "Acknowledged", "wake": "Snooze ended", "not_useful": "Not useful", "snooze": "Snoozed"}
SNOOZES = {"1h": "1 hour", "1d": "1 day", "3d": "3 days", "7d": "A week"}


@require_GET
@allowed_to(Act.SEE)
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Its page."""
    viewer, now = whole_viewer_of(request), timezone.now()
    alert = opened.find(viewer, number)
    [row] = rows.rows(viewer, opened.seen(viewer).filter(pk=alert.pk), now)
    figures = opened.shows_figures(viewer, alert)
    context: dict[str, Any] = {
        "alert": alert,
        "row": row,
        "figures": figures,
        "unseen": rows.UNSEEN,
        "finding": _finding(row),
        "chart": _chart(alert, row) if figures else None,
        "report": counting.report_of(alert, now),
        "filters": narrowing(alert, viewer, now),
        "answers": _answers(alert, now),
        "followers": [each.user for each in alert.followers.select_related("user")],
        **_history(request, viewer, row),
        **_acts(viewer, row),
    }
    return render(request, "alerts/one/page.html", context)


def _answers(alert: Alert, now: datetime) -> list[tuple[str, str, str]]:
    """What was said, by whom and when, the newest first."""
    zone = str(alert.recurrence.get("zone", "UTC"))
    said = alert.answers.select_related("user")[:ANSWERS]
    return [
        (
            f"Snoozed until {moments.weekday(each.until, zone)}" if each.until else SAID.get(each.what, each.what),
            str(each.user or "By a mail's button"),
            moments.short(each.at, zone, now),
        )
        for each in said
    ]


def _finding(row: rows.Row) -> str:
    """The state in words: "Firing since 23 Nov 05:00: 3 rows"."""
    firing = len(state_from_json(row.alert.state).firing) if row.alert.phase in LOUD else 0
    counted = f": {firing:,} rows" if firing > 1 else ""
    return f"{row.face.word} {row.since}".strip() + counted


def _chart(alert: Alert, row: rows.Row) -> object:
    rule = row.told.rule
    return drawing.drawn(rule, points.points_of(alert, rule), row.told.saying) if rule else None


def _history(request: HttpRequest, viewer: Viewer, row: rows.Row) -> dict[str, Any]:
    """The newest checks; of those alone that told something, where that was chosen."""
    checks = row.alert.checks.all()
    told = request.GET.get("told", "") == "1"
    checks = checks.exclude(told=[]) if told else checks
    asked = min(max(number_of(request.GET.get("shown", "")) or FIRST, FIRST), MOST)
    count, now = checks.count(), timezone.now()
    query = request.GET.copy()
    query["shown"] = str(asked + MORE)
    lines = history.lines(viewer, row.alert, list(checks[:asked]), row.told, now)
    more = query.urlencode() if count > asked and asked < MOST else ""
    return {"lines": lines, "checks": count, "more": more, "only_told": told}


def _acts(viewer: Viewer, row: rows.Row) -> dict[str, Any]:
    """What this person may do with it as it stands."""
    alert, answers = row.alert, may(viewer, Act.ALERT)
    standing = state_from_json(alert.state)
    zone = str(alert.recurrence.get("zone", "UTC"))
    return {
        "sets": answers,
        "admin": may(viewer, Act.PERSONAL),
        "may_acknowledge": answers and standing.standing == "firing",
        "may_wake": answers and alert.phase == "snoozed",
        "snoozes": SNOOZES,
        "made": moments.short(alert.created_at, zone, timezone.now()),
    }
