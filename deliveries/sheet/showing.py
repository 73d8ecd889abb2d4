"""The sheet as it is drawn: everything a template names, made from what stands in the boxes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.access import viewer_of
from accounts.models import User
from accounts.viewer import Viewer
from dashboards.asking import pin_named
from deliveries import cadence, receipts
from deliveries.content.finding import Found, Gone, find
from deliveries.content.subject import to_json
from deliveries.models import CatchUp, Delivery, Gate, Kind, Schedule
from deliveries.options import LONGEST_MESSAGE, MOST_ROWS
from deliveries.rendering.paper import SIZES
from deliveries.schedules import drafts
from deliveries.sheet import faces, filtering, when
from deliveries.sheet.filtering import Shown
from deliveries.sheet.typed import NOW, Typed

SHEET = "deliveries/sheet/"
LAST = 15  # receipts under History
PAPERS = [("fit", "Fit to the page"), *((code, code.upper() if code[0] == "a" else code.title()) for code in SIZES)]
LISTS: dict[str, Any] = {
    "kinds": faces.KINDS.items(),
    "weekday_names": list(enumerate(faces.WEEKDAYS)),
    "month_names": list(enumerate(faces.MONTHS, 1)),
    "month_days": range(1, 32),
    "papers": PAPERS,
    "catch_ups": CatchUp.choices,
    "gates": Gate.choices,
    "most_message": LONGEST_MESSAGE,
    "most_rows": MOST_ROWS,
}


def sheet(
    request: HttpRequest,
    typed: Typed,
    *,
    faults: Mapping[str, str] | None = None,
    schedule: Schedule | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form: a part where htmx asks, else a page of its own."""
    viewer = viewer_of(request)
    faults = _in_order(faults or {})
    try:
        found, rows = look(viewer, typed)
    except Gone as error:
        return answer(request, "gone", {"why": str(error)}, status=404)
    context = _context(request, viewer, typed, found, rows)
    context |= {"faults": faults, "schedule": schedule, "said": said, "tab": _tab(request, faults)}
    context |= {"marked": {_tab_of(field) for field in faults}, "asked": request.path.rpartition("/")[2]}
    context |= _history(viewer, schedule)
    return answer(request, "form", context, status=status)


def answer(request: HttpRequest, name: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A part of the sheet, or the page that holds it. htmx puts in no answer of another status than 200, so ``status``
    is that of the page; the part says in words what is wrong."""
    part = _part(request)
    template = f"{SHEET}_{name}.html" if part else f"{SHEET}page.html"
    whole = {**context, "part": f"{SHEET}_{name}.html", "in_sheet": part and not _on_own_page(request)}
    return render(request, template, whole, status=200 if part else status)


def _part(request: HttpRequest) -> bool:
    """Whether the answer goes into a page that is open."""
    return bool(getattr(request, "htmx", False)) or "X-Requested-With" in request.headers


def _on_own_page(request: HttpRequest) -> bool:
    """Whether the page that asks is the sheet's own, which nothing closes, rather than one that it lies over."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and str(htmx.current_url_abs_path or "").startswith(reverse("schedule:new").removesuffix("new/"))


def look(viewer: Viewer, typed: Typed) -> tuple[Found, list[Shown]]:
    """The content with this schedule's values, and its filters. Raises Gone."""
    pin = pin_named("")
    if pin is None:
        raise Gone("Nothing is published yet, so there is nothing to send.")
    now = timezone.now()
    try:
        found = find(typed.subject, viewer, typed.filters, now=now, pin=pin)
    except Gone:
        found = find(typed.subject, viewer, {}, now=now, pin=pin)
    return found, filtering.shown(found, typed.filters)


def named(typed: Typed, found: Found) -> Typed:
    """With the name that the sheet gives, where the person gave none."""
    if typed.when == NOW:
        made = found.title
    else:
        try:
            made = drafts.name_of(found, when.recurrence(typed))
        except cadence.BadRecurrence:
            made = typed.made or found.title
    return replace(typed, name=made, made=made) if typed.follows else replace(typed, made=made)


def _context(request: HttpRequest, viewer: Viewer, typed: Typed, found: Found, rows: list[Shown]) -> dict[str, Any]:
    typed = named(typed, found)
    address = writer(request).email
    drawn = faces.faces(viewer, typed, address)
    return {
        **LISTS,
        "typed": typed,
        "found": found,
        "next": faces.next_of(typed, timezone.now()),
        "faces": drawn,
        "papered": [each for each in drawn if each.format.drawn],
        "saved": [(each, faces.ICONS[Kind(each.kind)], faces.detail(each)) for each in faces.destinations(viewer)],
        "filters": rows,
        "applied": filtering.applied(found, rows),
        "to": address,
        "sends_now": typed.when == NOW,
        "zones": zones(),
        "content": content(typed),
        "draw": reverse("schedule:draw"),
    }


def content(typed: Typed) -> str:
    """What is sent, as the form carries it."""
    return json.dumps(to_json(typed.subject), separators=(",", ":"), sort_keys=True)


def writer(request: HttpRequest) -> User:
    """Who fills in the form."""
    assert isinstance(request.user, User)  # the door lets nobody else in
    return request.user


@cache
def zones() -> list[str]:
    """To choose from."""
    return sorted(available_timezones())


def _history(viewer: Viewer, schedule: Schedule | None) -> dict[str, Any]:
    if schedule is None:
        return {"receipts": [], "sent": 0}
    mine = receipts.seen(viewer).filter(schedule=schedule)
    last: list[Delivery] = list(mine.order_by("-slot", "-pk")[:LAST])
    return {"receipts": last, "sent": mine.count()}


_TABS = ("delivery", "filters", "layout")
_LAYOUT = {"gate", "fresh_minutes", "wait_minutes", "catch_up", "password"}
_BOXES = (
    "version",
    "content",
    "options",
    "name",
    "when",
    "weekdays",
    "months",
    "days",
    "every",
    "start",
    "end",
    "on",
    "at",
    "zone",
    "targets",
    "t",
    "message",
    "only",
    "limit",
)


def _in_order(faults: Mapping[str, str]) -> dict[str, str]:
    """As their boxes stand: by tab, then from above."""

    def place(field: str) -> tuple[int, int]:
        known = "t" if field.startswith("t") and "." in field else field
        return _TABS.index(_tab_of(field)), _BOXES.index(known) if known in _BOXES else len(_BOXES)

    return {field: faults[field] for field in sorted(faults, key=place)}


def _tab_of(field: str) -> str:
    if field.startswith("f."):
        return "filters"
    return "layout" if field in _LAYOUT or field.endswith(".size") else "delivery"


def _tab(request: HttpRequest, faults: Mapping[str, str]) -> str:
    """The tab that is open: the one with the first fault, else the one that was."""
    if faults:
        return _tab_of(next(iter(faults)))
    what, _, which = request.POST.get("do", "").partition(":")
    asked = which if what == "tab" else request.POST.get("tab", "")
    return asked if asked in (*_TABS, "history") else "delivery"
