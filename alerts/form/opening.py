"""The ways to the page: from a bell, and from an alert that is there."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from alerts.form import acting, addresses, showing
from alerts.form.sight import Sight, seen
from alerts.form.typed import Line, Typed
from alerts.form.written import of_draft
from alerts.keeping import saving
from alerts.keeping.drafts import Draft
from alerts.models import Alert
from alerts.rules.rule import BadRule
from deliveries.content.finding import Gone
from deliveries.content.subject import BadSubject
from deliveries.sheet import opening, typed
from deliveries.sheet.showing import writer

AT = "05:00"  # when a new alert is checked, unless somebody says otherwise


@require_http_methods(["GET", "POST"])
@allowed_to(Act.ALERT)
def new(request: HttpRequest) -> HttpResponse:
    """An empty form for what the address names; sent back, the alert is made."""
    if request.method == "POST":
        return acting.save(request, None)
    viewer = viewer_of(request)
    if addresses.CONTENT not in request.GET:
        return showing.choose(request, viewer)
    subject = addresses.subject_of(request.GET)
    values = addresses.values_of(viewer, subject, request.GET)
    try:
        sight = seen(viewer, subject, values, "", timezone.now())
    except Gone as error:
        return showing.gone(request, str(error))
    first = typed.Typed(subject, zone=viewer.timezone, at=AT, filters=sight.filters)
    sends = opening.started(first, viewer, writer(request).email)
    return showing.page(request, _begun(Typed(sends), sight))


def _begun(made: Typed, sight: Sight) -> Typed:
    """With the first figure and the rows that are usually watched."""
    volumes = sight.offer.volumes
    return replace(
        made,
        lines=(Line("1", sight.offer.figures[0].id),),
        watch=sight.offer.ways[0].value,
        volume=volumes[-1].id if volumes else "",
    )


@require_http_methods(["GET", "POST"])
@allowed_to(Act.ALERT)
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """An alert that is there; sent back, it is changed."""
    alert = saving.find(viewer_of(request), number)
    if request.method == "POST":
        return acting.save(request, alert)
    return _opened(request, alert)


def _opened(request: HttpRequest, alert: Alert) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        draft = saving.draft_of(alert)
        sight = _sight(viewer, draft)
    except (BadRule, BadSubject) as error:
        return showing.gone(request, f"This alert was kept by an older version and can't be read: {error}")
    except Gone as error:
        return showing.gone(request, str(error))
    made = of_draft(draft, sight.offer, alert.version)
    same = draft.name == " ".join(showing.made(made, sight).split())  # a name that it got by itself follows the boxes
    named = replace(made.sends, name="" if same else draft.name)
    return showing.page(request, replace(made, sends=named), alert=alert)


def _sight(viewer: Viewer, draft: Draft) -> Sight:
    frame = draft.rule.time.rpartition("_")[2]
    return seen(viewer, draft.subject, draft.filters, f"{draft.rule.kind}:{frame}", timezone.now())
