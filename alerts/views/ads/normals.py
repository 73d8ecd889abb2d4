"""What was accepted as the new normal is taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Act, allowed_to, viewer_of
from alerts.health import accepting
from deliveries.views.going_back import back


@require_POST
@allowed_to(Act.ADS)
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """As if it never was; then back to where it was pressed."""
    accepting.undo(viewer_of(request), number, timezone.now())
    messages.success(request, "Taken back. It is judged anew with the next look.")
    return back(request, "ads:rules")
