"""Parts of the sheet that ask the data: who gets what, and the control of one filter."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Act, allowed_to, viewer_of
from dashboards import bar, chips
from dashboards.opening import filter_of
from deliveries import cadence
from deliveries.content.finding import Found, Gone
from deliveries.schedules import drafts
from deliveries.schedules.matrix import matrix
from deliveries.sheet import filtering, showing
from deliveries.sheet.acting import draft_of, given, subject_of
from deliveries.sheet.reading import Wrong
from deliveries.sheet.typed import VALUE, Typed
from explores.keeping.refused import Refused

HELD = "held:"  # before a filter's name: its value when the control was opened


@require_POST
@allowed_to(Act.DELIVER)
def preview(request: HttpRequest) -> HttpResponse:
    """Who gets what, of the form as it stands."""
    viewer, now = viewer_of(request), timezone.now()
    typed, _ = given(request)
    try:
        found, _rows = showing.look(viewer, typed)
        draft = drafts.checked(viewer, draft_of(viewer, typed), now).draft
    except (Wrong, Refused, Gone) as error:
        return render(request, "deliveries/sheet/_matrix.html", {"fault": str(error)})
    title = showing.named(typed, found).name
    slot = next(iter(cadence.upcoming(draft.recurrence, now, 1)), now)
    return render(request, "deliveries/sheet/_matrix.html", {"matrix": matrix(viewer, draft, title, slot, now)})


@require_http_methods(["GET", "POST"])
@allowed_to(Act.DELIVER)
def filter_(request: HttpRequest) -> HttpResponse:
    """One filter of the content. ``do``: open (or draw) its control, apply it, reset it to the content's own."""
    sent = request.POST if request.method == "POST" else request.GET
    name = request.GET.get("filter") or sent.get("filter", "")
    what = request.GET.get("do") or sent.get("do", "open")
    typed = Typed(subject_of(sent.get("content", "")), filters=_own(sent))
    try:
        found, _ = showing.look(viewer_of(request), typed)
    except Gone as error:
        raise Http404(str(error)) from error
    if found.page is None:
        return _explained(request, found, name, sent.get(VALUE + name, ""))
    if what == "reset":
        own = {key: value for key, value in typed.filters.items() if key != name}
        return _row(request, replace(typed, filters=own), name)
    return _control(request, found, typed, name, sent, applies=what == "apply")


@require_GET
@allowed_to(Act.DELIVER)
def left(request: HttpRequest) -> HttpResponse:
    """For a sheet that was changed: what asks again when it closes; and then (``closed``) the note with the way back. A
    closed sheet keeps what was typed until another opens."""
    if "closed" in request.GET:
        return render(request, "deliveries/sheet/_unsaved.html")
    return render(request, "deliveries/sheet/_left.html", {"edited": True})


def _own(sent: QueryDict) -> dict[str, str]:
    """The schedule's values: as the form has them now, else as they were when the control was opened."""
    form = {key.removeprefix(VALUE): sent.get(key, "") for key in sent if key.startswith(VALUE)}
    if "row" in sent or form:
        return form
    return {key.removeprefix(HELD): sent.get(key, "") for key in sent if key.startswith(HELD)}


def _explained(request: HttpRequest, found: Found, field: str, expression: str) -> HttpResponse:
    """What the box of a question's filter means."""
    if found.question is None or field not in found.question.wish.filters:
        raise Http404("there is no such filter")
    row = filtering.typed(found, field, expression)
    return render(request, "deliveries/sheet/_meant.html", {"row": row})


def _control(
    request: HttpRequest, found: Found, typed: Typed, name: str, sent: QueryDict, *, applies: bool
) -> HttpResponse:
    assert found.page is not None  # questions have boxes
    if not name.isprintable():
        raise Http404("there is no such filter")
    each = filter_of(found.page.dashboard, name)
    made = filtering.opened(each, found.page, sent.lists())
    chosen = sent.get("set")
    if applies and chosen is not None:
        return _row(request, replace(typed, filters={**typed.filters, name: chosen}), name)
    if applies and made.parts and not made.said.fault:
        return _row(request, replace(typed, filters={**typed.filters, name: made.value}), name)
    context = {
        "panel": made.panel,
        "said": made.said,
        "chip": chips.chip(each, found.page.dashboard, found.page.values),
        "held": [(HELD + key, value) for key, value in typed.filters.items()],
        "content": showing.content(typed),
        **bar.LISTS,
    }
    return render(request, "deliveries/sheet/_filter_panel.html", context)


def _row(request: HttpRequest, typed: Typed, name: str) -> HttpResponse:
    """The filter's row with its new value, and the count in the tab."""
    try:
        found, rows = showing.look(viewer_of(request), typed)
    except Gone as error:
        raise Http404(str(error)) from error
    row = next((each for each in rows if each.name == name), None)
    context = {"row": row, "applied": filtering.applied(found, rows), "content": showing.content(typed)}
    return render(request, "deliveries/sheet/_filter_set.html", context)
