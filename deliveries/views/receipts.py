"""The table of receipts, its live lines, and the same as a file."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from accounts.rows import number_of
from accounts.viewer import Viewer
from deliveries import places
from deliveries import receipts as found_receipts
from deliveries.models import Delivery, Kind
from deliveries.receipts import filters, ledger, rows, summary
from deliveries.receipts.filters import Wanted
from deliveries.schedules import saving
from deliveries.views.tabs import tabs
from deliveries.watch import waiting

MOST_LIVE = 200  # lines that are looked after at once
STOP_POLLING = 286  # htmx's own status


@require_GET
@allowed_to(Act.SEE)
def receipts(request: HttpRequest) -> HttpResponse:
    """The table, narrowed as the address says."""
    return render(request, "deliveries/receipts/page.html", page(request, viewer_of(request)))


def page(request: HttpRequest, viewer: Viewer, chosen: Delivery | None = None) -> dict[str, Any]:
    """What the page shows, with or without a receipt beside the table."""
    now, wanted = timezone.now(), filters.of(request.GET)
    return {
        **tabs(viewer, "receipts"),
        **_table(request, viewer, wanted, now),
        "wanted": wanted,
        "cells": summary.cells(viewer, now),
        "chosen": chosen.number if chosen else "",
        "periods": filters.PERIODS,
        "states": filters.STATES,
        "kinds": Kind.choices,
        "schedules": saving.seen(viewer).values_list("pk", "name"),
        "saved": places.seen(viewer).values_list("pk", "name"),
        "named": _named(viewer, wanted),
        "to_look_at": waiting.to_look_at(viewer).count(),
    }


def _table(request: HttpRequest, viewer: Viewer, wanted: Wanted, now: datetime) -> dict[str, Any]:
    start = time.monotonic()
    found = filters.found(viewer, wanted, now)
    total, cursor = found.count(), request.GET.get("after", "")
    before = min(number_of(request.GET.get("shown", "")) or 0, total) if cursor else 0
    rest = rows.after(viewer, found, cursor) if cursor else found
    size = rows.MORE if cursor else rows.FIRST
    lines = [rows.row(each, now) for each in rest[:size]]
    shown = before + len(lines)
    return {
        "rows": lines,
        "total": total,
        "shown": shown,
        "seconds": time.monotonic() - start,
        "after": lines[-1].number if lines and shown < total and len(lines) == size else "",
        "open": any(line.open for line in lines),
    }


def _named(viewer: Viewer, wanted: Wanted) -> dict[str, str]:
    """The chosen schedule and destination by name; of one that is gone or another's, that it is not there."""
    schedule, place = "any", "any"
    if wanted.schedule is not None:
        of = found_receipts.seen(viewer).filter(schedule=wanted.schedule).order_by("-slot")
        known = saving.seen(viewer).filter(pk=wanted.schedule).values_list("name", flat=True).first()
        schedule = known or of.values_list("title", flat=True).first() or "not there"
    if wanted.place:
        kinds = {str(code): str(label) for code, label in Kind.choices}
        names = places.seen(viewer).filter(pk=number_of(wanted.place) or 0).values_list("name", flat=True)
        place = kinds.get(wanted.place) or names.first() or "not there"
    return {"schedule": schedule, "place": place}


@require_GET
@allowed_to(Act.SEE)
def live(request: HttpRequest) -> HttpResponse:
    """The lines that went on since the page got them; nothing where none did, and an end where none may any more."""
    viewer, now = viewer_of(request), timezone.now()
    marks = set(request.GET.getlist("open")[:MOST_LIVE])
    if not marks:
        return HttpResponse(status=STOP_POLLING)
    numbers = [each.partition(".")[0] for each in marks]
    matching = (each for number in numbers for each in _one(viewer, number))
    changed = [rows.row(each, now) for each in matching if rows.mark(each) not in marks]
    if not changed:
        return HttpResponse(status=204)
    context = {
        "rows": changed,
        "cells": summary.cells(viewer, now),
        "wanted": filters.of(request.GET),
        "chosen": request.GET.get("chosen", ""),
    }
    return render(request, "deliveries/receipts/_live.html", context)


def _one(viewer: Viewer, number: str) -> Iterator[Delivery]:
    named = found_receipts.NUMBER.fullmatch(number)
    if named:
        yield from found_receipts.seen(viewer).filter(uid__range=found_receipts.between(named[1]))


@require_GET
@allowed_to(Act.DOWNLOAD)
def log(request: HttpRequest) -> StreamingHttpResponse:
    """The receipts that the filters leave as CSV, a line each."""
    viewer = viewer_of(request)
    found = filters.found(viewer, filters.of(request.GET), timezone.now())
    response = StreamingHttpResponse(_written(ledger.lines(found)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="receipts-{timezone.now():%Y-%m-%d}.csv"'
    return response


def _written(lines: Iterator[list[Any]]) -> Iterator[str]:
    for line in lines:
        out = io.StringIO()
        csv.writer(out).writerow(line)
        yield out.getvalue()
