"""The page on which a person sends a value where an action of its field says: a form, and how it went."""

from __future__ import annotations

import logging
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import Act, allowed_to
from cdp.warehouse.base import WarehouseError
from explores import page
from explores.drill.acting import Outcome, Value, looked_up, send
from explores.drill.pointing import Pointed, pointed
from explores.semantic.actions import LONGEST, filled_in
from explores.semantic.errors import SemanticError
from explores.semantic.model import Dimension, Measure
from explores.semantic.ways_out import Action

log = logging.getLogger(__name__)
GIVEN = "given_"  # before the names of what a person fills in


@require_http_methods(["GET", "POST"])
@allowed_to(Act.SEND)
def action(request: HttpRequest, name: str) -> HttpResponse:
    """GET: what would be sent where, and what is to be filled in. POST: send it."""
    label = request.GET.get("action", "")
    try:
        at = pointed(request, name)
        chosen, value = _action(at, label), looked_up(at)
    except (SemanticError, WarehouseError) as error:
        problem = page.problem_of(error)
        said = {"problem": problem, "back": _back(request, name)}
        return render(request, "explores/action.html", said, status=problem.status)
    if request.method == "GET":
        return _form(request, at, chosen, value)
    if request.POST.get("seen") != value.mark:
        changed = SemanticError("The value has changed since this page was opened. Look at it and send it again.")
        return _form(request, at, chosen, value, changed)
    return _sent(request, at, chosen, value)


def _action(at: Pointed, label: str) -> Action:
    field = at.asked.explore.by_id.get(at.cell.field)
    offered = field.actions if isinstance(field, Dimension | Measure) else ()
    found = next((each for each in offered if each.label == label), None)
    if found is None:
        raise Http404("There is no such action of this field.")
    return found


def _sent(request: HttpRequest, at: Pointed, chosen: Action, value: Value) -> HttpResponse:
    try:
        form = filled_in(chosen, _given(request, chosen))
        outcome = send(chosen, value, form, _key(request))
    except SemanticError as error:
        return _form(request, at, chosen, value, error)
    viewer, arrived = at.asked.viewer, {True: "arrived", False: "refused", None: "unsure"}[outcome.arrived]
    log.info("action %r of %s sent by user %s of account %s: %s", chosen.label, value.field, viewer.user,
             viewer.account, arrived)  # fmt: skip
    return _page(request, at, chosen, value, outcome=outcome, status=200)  # a proxy may try again on 502


def _form(
    request: HttpRequest, at: Pointed, chosen: Action, value: Value, error: SemanticError | None = None
) -> HttpResponse:
    given = _given(request, chosen)
    controls = [
        {"control": control, "name": GIVEN + control.name, "value": given[control.name],
         "most": LONGEST[control.type], "error": error.message if error and error.field == control.name else ""}
        for control in chosen.form
    ]  # fmt: skip
    general = error if error and error.field not in given else None
    status = 422 if error else 200
    return _page(request, at, chosen, value, controls=controls, error=general, key=_key(request), status=status)


def _page(
    request: HttpRequest, at: Pointed, chosen: Action, value: Value, *, status: int, outcome: Outcome | None = None,
    **more: object,
) -> HttpResponse:  # fmt: skip
    said = {"action": chosen, "host": chosen.url.split("/")[2], "value": value, "outcome": outcome, **more}
    back = {"explore": at.asked.explore, "back": _back(request, at.asked.explore.name)}
    return render(request, "explores/action.html", {**said, **back}, status=status)


def _back(request: HttpRequest, name: str) -> str:
    """The page of the query, which is all that is left of the address once the cell has been read from it."""
    return f"{reverse('explores:explore', args=[name])}?{request.GET.urlencode()}"


def _given(request: HttpRequest, chosen: Action) -> dict[str, str]:
    """What is filled in: at first what the catalog says."""
    return {
        each.name: request.POST.get(GIVEN + each.name, "" if request.method == "POST" else each.default)
        for each in chosen.form
    }


def _key(request: HttpRequest) -> str:
    """The name of one form however often it is sent, so that the other side can tell."""
    try:
        return str(UUID(request.POST.get("key", "")))
    except ValueError:
        return str(uuid4())
