"""The digest as something that a schedule sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.urls import reverse

from accounts.access import Act, may
from accounts.viewer import Viewer
from alerts.digest import history
from alerts.digest.gathering import Look, standing
from alerts.digest.narrowing import narrowed
from alerts.digest.writing import report
from alerts.screen import amounts
from cdp.warehouse.base import Pin
from deliveries.content.finding import Found, Gone
from deliveries.content.report import Report
from deliveries.content.subject import Kind, Subject
from explores.formatting.formats import local

TITLE = "Ads health"
USUAL = timedelta(days=7)  # that a digest looks back where nobody says since when


def find(viewer: Viewer, values: Mapping[str, str], *, now: datetime, pin: Pin) -> Found:
    """As that person sees the ads at that moment. Raises Gone."""
    if not may(viewer, Act.SEE):
        raise Gone("Ads health is not open to you any more.")
    look = Look(viewer, narrowed(viewer, values), now)
    return Found(
        subject=Subject(Kind.ADS),
        title=TITLE,
        address=reverse("ads:health"),
        viewer=viewer,
        now=now,
        pin=pin,
        tell=lambda since: tell(look, since or now - USUAL),
        words=look.of.words,
        dropped=look.of.dropped,
        explores=frozenset({"ads"}),
    )


def tell(look: Look, since: datetime) -> Report:
    """What waits now, and what happened since."""
    span = history.Span(since, look.now)
    found = replace(
        standing(look),
        proposals=history.proposals(look),
        done=history.done(look, span),
        agreed=history.agreed(look, span),
        since=amounts.moment(since, look.now, look.zone),
    )
    return report(found, local(look.now, look.zone).date())
