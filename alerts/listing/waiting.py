"""What waits for a person to act: the red count of the navigation."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest

from accounts.access import whole_viewer_of
from alerts.listing import open as opened
from alerts.models import Phase


def waiting(request: HttpRequest) -> int:
    """Alerts that fire and nobody looks after, that the person owns or follows. 0 for a stranger."""
    if not request.user.is_authenticated:
        return 0
    try:
        viewer = whole_viewer_of(request)
    except Http404:
        return 0
    mine = Q(owner=viewer.user or 0) | Q(followers__user=viewer.user or 0)
    return opened.seen(viewer).filter(mine, phase=Phase.FIRING, paused_at=None).distinct().count()
