"""The account's settings, for its admins: where they are, and the carbon factors."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Act, allowed_to, viewer_of
from accounts.models import SubAccount
from cdp import carbon
from cdp.carbon import Settings, WrongFactor

log = logging.getLogger(__name__)
Row = tuple[str, str, str]  # e-mail type, grams, source


@require_GET
@allowed_to(Act.SETTINGS)
def index(request: HttpRequest) -> HttpResponse:
    """The pages there are."""
    return render(request, "settings/index.html")


@require_http_methods(["GET", "POST"])
@allowed_to(Act.SETTINGS)
def factors(request: HttpRequest) -> HttpResponse:
    """What an e-mail of each type is taken to emit, and the target; a POST replaces them all."""
    account = viewer_of(request).account
    before = carbon.settings_of(SubAccount.objects.filter(account_id=account).values_list("pk", flat=True))
    if request.method == "GET":
        return _form(request, _rows(before), carbon.written(before.target))
    typed = request.POST.dict()
    try:
        wanted = carbon.typed(typed)
        carbon.keep(account, wanted)
    except WrongFactor as error:
        rows = [(each, typed.get(each, ""), typed.get(f"{each}_source", "")) for each in carbon.STREAMS]
        return _form(request, rows, typed.get("target", ""), error)
    log.info("carbon factors of account %s changed by user %s: %s", account, request.user.pk, _changes(before, wanted))
    messages.success(request, "Saved. Figures follow within a minute.")
    return redirect("dashboards:carbon_factors")


def _rows(found: Settings) -> list[Row]:
    return [(stream, carbon.written(factor.grams), factor.source) for stream, factor in found.factors.items()]


def _changes(before: Settings, after: Settings) -> str:
    """Who reads the log sees what each was and is."""
    pairs = [(stream, before.factors[stream], after.factors[stream]) for stream in carbon.STREAMS]
    said = [
        f"{stream} {old.grams:f} g ({old.source!r}) to {new.grams:f} g ({new.source!r})"
        for stream, old, new in pairs
        if old != new
    ]
    if before.target != after.target:
        said.append(f"target {carbon.written(before.target) or 'none'} to {carbon.written(after.target) or 'none'}")
    return "; ".join(said) or "nothing"


def _form(request: HttpRequest, rows: list[Row], target: str, error: WrongFactor | None = None) -> HttpResponse:
    context = {"rows": rows, "target": target, "error": error, "default": carbon.DEFAULT}
    return render(request, "settings/carbon.html", context, status=400 if error else 200)
