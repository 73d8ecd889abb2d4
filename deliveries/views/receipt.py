"""One receipt: beside the table, at an address of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of, whole_viewer_of
from accounts.viewer import Viewer
from deliveries import receipts
from deliveries.models import Delivery
from deliveries.receipts import filters, panel, rows
from deliveries.views.receipts import page
from deliveries.watch import waiting


@require_GET
@allowed_to(Act.SEE)
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """The page with the panel; for htmx the panel and the lines of the table that it changes."""
    viewer = viewer_of(request)
    delivery = receipts.find(viewer, receipt)
    waiting.looked(waiting.to_look_at(viewer).filter(pk=delivery.pk))
    if not getattr(request, "htmx", False):
        whole = {**page(request, viewer, delivery), **_panel(request, delivery)}
        return render(request, "deliveries/receipts/page.html", whole)
    if request.GET.get("mark") == rows.mark(delivery):  # the panel looks after itself, and nothing is new
        return HttpResponse(status=204)
    context = {**_panel(request, delivery), "rows": _lines(request, viewer, delivery), "chosen": delivery.number}
    return render(request, "deliveries/receipts/_opened.html", context)


def _panel(request: HttpRequest, delivery: Delivery) -> dict[str, object]:
    found = panel.panel(whole_viewer_of(request), delivery, timezone.now())
    return {"panel": found, "wanted": filters.of(request.GET)}


def _lines(request: HttpRequest, viewer: Viewer, delivery: Delivery) -> list[rows.Row]:
    """The line that was pressed, and the one that was chosen until now, if the page says that it has them."""
    before = request.GET.get("chosen", "")
    there = [delivery] if "row" in request.GET else []
    if receipts.NUMBER.fullmatch(before) and before != delivery.number:
        there += receipts.seen(viewer).filter(uid__range=receipts.between(before.removeprefix("r_")))
    return [rows.row(each, timezone.now()) for each in there]
