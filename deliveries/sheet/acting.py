"""What the sheet's buttons do: draw it anew, save, send, test, and the acts of the list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from deliveries.content.finding import Gone
from deliveries.content.subject import BadSubject, Subject, from_json
from deliveries.formats import FORMATS
from deliveries.models import Kind, Schedule
from deliveries.schedules import saving
from deliveries.schedules.at_once import send_at_once
from deliveries.schedules.drafts import Draft
from deliveries.sheet import faces, filtering, listing, reading, showing, when
from deliveries.sheet.reading import Wrong
from deliveries.sheet.typed import NOW, Row, Typed, of_form
from explores.keeping.refused import Refused


@require_POST
@allowed_to(Act.DELIVER)
def draw(request: HttpRequest) -> HttpResponse:
    """The form as it stands, with a row more or less where ``do`` says so. Nothing is kept."""
    typed, schedule = given(request)
    what, _, which = request.POST.get("do", "").partition(":")
    if what == "remove":
        typed = typed.without_row(which)
    elif what == "add":
        typed = with_way(viewer_of(request), typed, which)
    typed = when.begun(
        typed, request.POST.get("shown", ""), timezone.localdate(timezone=ZoneInfo(viewer_of(request).timezone))
    )
    return showing.sheet(request, typed, schedule=schedule)


def with_way(viewer: Viewer, typed: Typed, which: str) -> Typed:
    """With one way out more: ``email``, or the number of a saved destination."""
    if which == Kind.EMAIL:
        return typed.with_row(Row("0"))
    saved = {str(each.pk): each for each in faces.destinations(viewer)}
    if which not in saved:
        return typed
    return typed.with_row(Row("0", kind=saved[which].kind, destination=which))


@require_POST
@allowed_to(Act.DELIVER)
def save(request: HttpRequest) -> HttpResponse:
    """Keep it, or send it once where that is chosen. What is wrong stands at its box; what was typed stays."""
    viewer, now = viewer_of(request), timezone.now()
    typed, schedule = given(request)
    try:
        draft = draft_of(viewer, typed)
        if typed.when == NOW:
            saving.send_now(viewer, draft, now)
            return _done(
                request, typed.subject, f"{_counted(len(draft.targets))} on the way. The receipts say how it went."
            )
        kept = (
            saving.save(viewer, schedule, draft, version_of(typed), now)
            if schedule
            else saving.make(viewer, draft, now)
        )
    except (Wrong, Refused) as error:
        return showing.sheet(request, typed, schedule=schedule, faults=faults_of(error), status=400)
    shown = faces.next_of(typed, now)
    coming = f"Next: {shown.first}." if shown.first else shown.words
    return _done(request, typed.subject, f"Saved {kept.name}. {coming}")


def _counted(number: int) -> str:
    return "1 delivery is" if number == 1 else f"{number} deliveries are"


@require_POST
@allowed_to(Act.DELIVER)
def test(request: HttpRequest) -> HttpResponse:
    """Send it once to the writer alone, in each format."""
    viewer, to = viewer_of(request), showing.writer(request).email
    typed, schedule = given(request)
    try:
        draft = draft_of(viewer, typed)
        saving.test_now(viewer, draft, to, timezone.now(), sealed=schedule.sealed if schedule else None)
    except (Wrong, Refused) as error:
        return showing.sheet(request, typed, schedule=schedule, faults=faults_of(error), status=400)
    labels = dict.fromkeys(FORMATS[each.format].label for each in draft.targets)
    said = f"A test is on its way to {to} alone: {', '.join(labels)}. Nobody else gets it."
    return showing.sheet(request, typed, schedule=schedule, said=said)


@require_POST
@allowed_to(Act.DELIVER)
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Of the list: send now, duplicate, delete."""
    viewer, now = viewer_of(request), timezone.now()
    schedule = saving.find(viewer, number)
    subject, what = from_json(schedule.content), request.POST.get("do", "")
    try:
        said = _acted(viewer, schedule, what, now)
    except Refused as error:
        said = f"{error} Nothing was sent."
    return _done(request, subject, said)


def _acted(viewer: Viewer, schedule: Schedule, what: str, now: Any) -> str:
    if what == "send":
        sent = send_at_once(viewer, schedule, now)
        return f"{schedule.name}: {_counted(len(sent))} on the way. The receipts say how it went."
    if what == "copy":
        made = saving.copy(viewer, schedule, now)
        return f"{made.name} is made, and paused until you resume it. {made.paused_why}".rstrip()
    if what == "delete":
        saving.remove(schedule, now)
        return f"{schedule.name} is deleted. Its receipts stay."
    raise Http404(f"there is no act {what[:20]!r}")


def _done(request: HttpRequest, subject: Subject, said: str) -> HttpResponse:
    """What happened, over the person's schedules of this content."""
    viewer = viewer_of(request)
    if getattr(request, "htmx", False):
        mine = saving.seen(viewer).filter(owner_id=viewer.user, about=subject.about)
        return listing.listed(request, subject, list(mine), said)
    messages.success(request, said)
    try:
        return redirect(reverse("deliveries:schedules"))
    except NoReverseMatch:
        return redirect(listing.address(subject).partition("?")[0])


def given(request: HttpRequest) -> tuple[Typed, Schedule | None]:
    """The form, and the schedule that it changes. Raises Http404 for content or a schedule that there is none of."""
    subject = subject_of(request.POST.get("content", ""))
    number = request.POST.get("number", "")
    schedule = saving.find(viewer_of(request), number) if number else None
    return of_form(subject, request.POST), schedule


def subject_of(text: str) -> Subject:
    """Raises Http404."""
    try:
        return from_json(json.loads(text[:60_000]))
    except (BadSubject, ValueError, RecursionError) as error:
        raise Http404("This form is about nothing that could be sent.") from error


def draft_of(viewer: Viewer, typed: Typed) -> Draft:
    """As ``reading`` has it, with the filters that differ from the content's; whoever keeps or sends it checks the
    rest. Raises Wrong, Refused."""
    try:
        found, rows = showing.look(viewer, typed)
    except Gone as error:
        raise Refused(str(error), "content") from error
    wrong = {f"f.{row.name}": f"{row.label}: {row.fault}" for row in rows if row.fault and row.own}
    typed = replace(typed, filters=filtering.lessened(found, typed.filters))
    try:
        draft = reading.draft(typed)
    except Wrong as error:
        raise Wrong({**error.faults, **wrong}) from error
    if wrong:
        raise Wrong(wrong)
    return draft


def version_of(typed: Typed) -> int:
    """That the form was opened with; 0 for what can be none."""
    return int(typed.version) if typed.version.isascii() and typed.version.isdecimal() else 0


def faults_of(error: Wrong | Refused) -> Mapping[str, str]:
    """What is wrong, by field."""
    return error.faults if isinstance(error, Wrong) else {error.field or "content": str(error)}
