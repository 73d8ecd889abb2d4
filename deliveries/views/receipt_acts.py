"""What a person does with a receipt: send the slot again, say that it arrived, end it, or have looked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from deliveries import receipts
from deliveries.models import Delivery
from deliveries.receipts import deciding, panel
from deliveries.schedules import saving, stopping
from deliveries.views.going_back import back
from deliveries.watch import waiting

LIST = "deliveries:receipts"


def _found(request: HttpRequest, receipt: str) -> tuple[Viewer, Delivery]:
    viewer = viewer_of(request)
    return viewer, receipts.find(viewer, receipt)


@require_POST
@allowed_to(Act.DELIVER)
def again(request: HttpRequest, receipt: str) -> HttpResponse:
    """The same slot once more, as a new receipt; then to that one."""
    viewer, delivery = _found(request, receipt)
    if not panel.sendable(delivery):
        messages.error(request, "Not sent again: this one has not ended, or its destination was removed.")
        return redirect("deliveries:receipt", receipt)
    made = saving.again(viewer, delivery)
    messages.success(request, f"A new receipt is made, {made.number}.")
    return redirect("deliveries:receipt", made.number)


@require_POST
@allowed_to(Act.DELIVER)
def arrived(request: HttpRequest, receipt: str) -> HttpResponse:
    """It did arrive."""
    _, delivery = _found(request, receipt)
    done = deciding.arrived(delivery, str(request.user))
    messages.success(request, "Noted that it arrived." if done else "This was decided already.")
    return redirect("deliveries:receipt", receipt)


@require_POST
@allowed_to(Act.DELIVER)
def cancel(request: HttpRequest, receipt: str) -> HttpResponse:
    """End it."""
    _, delivery = _found(request, receipt)
    done = stopping.cancel(delivery, str(request.user))
    messages.success(request, "Cancelled." if done else "It had ended already.")
    return redirect("deliveries:receipt", receipt)


@require_POST
@allowed_to(Act.SEE)
def looked(request: HttpRequest) -> HttpResponse:
    """All that went wrong counts as looked at."""
    count = waiting.looked(waiting.to_look_at(viewer_of(request)))
    messages.success(request, f"Marked {count} as seen.")
    return back(request, LIST)
