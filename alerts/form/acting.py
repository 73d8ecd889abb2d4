"""What the page's buttons do: draw it anew, save, send a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from alerts.form import reading, showing, typed
from alerts.form.sight import seen
from alerts.form.typed import Typed
from alerts.keeping import saving, testing
from alerts.keeping.drafts import Draft
from alerts.models import Alert
from cdp.warehouse.base import WarehouseError
from deliveries.content.finding import Gone
from deliveries.sheet import acting as sheet
from deliveries.sheet import typed as sheet_typed
from deliveries.sheet import when
from deliveries.sheet.reading import Wrong
from explores.keeping.refused import Refused
from explores.page import told

ONE_TO_NINE = frozenset("123456789")
CHANGED = "alert-changed"  # what the trial listens to, where boxes changed without anybody typing


def given(request: HttpRequest) -> Typed:
    """The form. Raises Http404 for content that there is none of."""
    subject = sheet.subject_of(request.POST.get("content", ""))
    return typed.of_form(sheet_typed.of_form(subject, request.POST), request.POST)


@require_POST
@allowed_to(Act.ALERT)
def draw(request: HttpRequest) -> HttpResponse:
    """The form as it stands, with a condition, a threshold or a way out more or less where ``do`` says so."""
    viewer = viewer_of(request)
    what, _, which = request.POST.get("do", "").partition(":")
    made = _done(viewer, given(request), what, which)
    today = timezone.localdate(timezone=ZoneInfo(viewer.timezone))
    made = replace(made, sends=when.begun(made.sends, request.POST.get("shown", ""), today))
    number = request.POST.get("number", "")
    alert = saving.find(viewer, number) if number else None
    answer = showing.page(request, made, alert=alert)
    if what:
        answer["HX-Trigger-After-Settle"] = CHANGED
    return answer


def _done(viewer: Viewer, made: Typed, what: str, which: str) -> Typed:
    """Nothing but the act that is named, if there is one of that name."""
    sends = made.sends
    acts: dict[str, Callable[[], Typed]] = {
        "condition": made.with_line,
        "uncondition": lambda: made.without_line(which),
        "own": lambda: made.with_own(int(which) if which in ONE_TO_NINE else 1),
        "unown": lambda: made.without_own(which),
        "threshold": lambda: made.at(which[:60]),
        "add": lambda: replace(made, sends=sheet.with_way(viewer, sends, which)),
        "remove": lambda: replace(made, sends=sends.without_row(which)),
    }
    return acts.get(what, lambda: made)()


def save(request: HttpRequest, alert: Alert | None) -> HttpResponse:
    """Make it, or change ``alert``. What is wrong stands at its box; what was typed stays."""
    viewer, now, made = viewer_of(request), timezone.now(), given(request)
    try:
        draft = draft_of(viewer, made)
        version = sheet.version_of(made.sends)
        kept = saving.save(viewer, alert, draft, version, now) if alert else saving.make(viewer, draft, now)
    except (Wrong, Refused) as error:
        return showing.page(request, made, alert=alert, faults=_faults(error), status=400)
    messages.success(request, f"{'Saved' if alert else 'Created'} {kept.name}.")
    return redirect("alerts:alert", kept.pk)


@require_POST
@allowed_to(Act.ALERT)
def test(request: HttpRequest) -> HttpResponse:
    """Send its words with the newest figures to everybody it would tell."""
    viewer, made = viewer_of(request), given(request)
    number = request.POST.get("number", "")
    alert = saving.find(viewer, number) if number else None
    try:
        sent = testing.test_now(viewer, draft_of(viewer, made), timezone.now())
    except (Wrong, Refused) as error:
        return showing.page(request, made, alert=alert, faults=_faults(error), status=400)
    except WarehouseError as error:
        return showing.page(request, made, alert=alert, faults={"content": told(error)}, status=400)
    said = f"{'A test is' if sent == 1 else f'{sent} tests are'} on the way. Nothing is saved yet."
    return showing.page(request, made, alert=alert, said=said)


def draft_of(viewer: Viewer, made: Typed) -> Draft:
    """What the boxes say, with the filters in force. Raises Wrong, Refused."""
    try:
        sight = seen(viewer, made.sends.subject, made.sends.filters, made.watch, timezone.now())
    except Gone as error:
        raise Refused(str(error), "content") from error
    return reading.draft(made, sight.offer, sight.filters, made.sends.name)


def _faults(error: Wrong | Refused) -> dict[str, str]:
    return dict(sheet.faults_of(error))
