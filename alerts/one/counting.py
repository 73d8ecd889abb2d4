"""The report card of one alert, from its history."""

from __future__ import annotations

from datetime import datetime, timedelta

from alerts.models import Alert
from alerts.one.report import DAYS, Report, Said, report
from alerts.rules.state import What


def report_of(alert: Alert, now: datetime) -> Report:
    """Of the last 90 days."""
    since = now - timedelta(days=DAYS)
    fired = alert.checks.filter(at__gte=since, told__contains=[str(What.FIRED)])
    said = alert.answers.filter(at__gte=since).values_list("what", "at", "told_at")
    return report(list(fired.order_by("at").values_list("at", flat=True)), [Said(*each) for each in said])
