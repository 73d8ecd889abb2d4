"""What ads should cost: for the account, a sub-account, or one campaign, ad set or ad."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import Act, allowed_to, viewer_of
from accounts.models import Account, SubAccount
from accounts.rows import number_of
from accounts.viewer import Viewer
from alerts.acting.finding import find
from alerts.health import aims as kept
from alerts.health.numbers import number
from alerts.models.ads import Goal
from alerts.models.ads.entity import Level
from explores.keeping.refused import Refused

NAMES = ("cost_per_result", "margin", "sector_cpc", "plan_amount", "plan_first", "plan_last", "currency")


@require_http_methods(["GET", "POST"])
@allowed_to(Act.ADS_RULES)
def aims(request: HttpRequest, of: str) -> HttpResponse:
    """The form of one of them: ``account``, ``subaccount-3``, ``campaign-12``."""
    viewer = viewer_of(request)
    whose, name = _whose(viewer, of)
    if request.method == "POST":
        given = {key: request.POST.get(key, "").strip() for key in NAMES}
        try:
            kept.save(viewer, whose, _read(given))
        except Refused as error:
            wrong = {"error": error.message, "field": error.field or ""}
            return render(
                request, "alerts/ads/aims.html", {"of": of, "name": name, "given": given, **wrong}, status=400
            )
        messages.success(request, "Saved. The ads are judged anew with the next look.")
        return redirect("ads:rules")
    return render(request, "alerts/ads/aims.html", {"of": of, "name": name, "given": _given(viewer, whose)})


def _whose(viewer: Viewer, of: str) -> tuple[kept.Of, str]:
    kind, _, given = of.partition("-")
    if of == "account":
        return kept.Of(), "all ads of the account"
    number = number_of(given)
    if kind == "subaccount" and number in viewer.subaccounts:
        return kept.Of(subaccount=number), f"ads of {SubAccount.objects.get(pk=number).name}"
    if kind in Level.values and number is not None:
        entity = find(viewer, kind, number)
        return kept.Of(kind, number), f"the {Level(kind).label.lower()} {entity.name}"
    raise Http404("There are no such aims.")


def _read(given: dict[str, str]) -> dict[str, Any]:
    """A margin is typed in percent and kept as a share."""
    plain = {key: value.replace(",", ".") for key, value in given.items()}
    share = number(plain["margin"])
    return plain | {"margin": share / 100 if share is not None else plain["margin"]}


def _given(viewer: Viewer, of: kept.Of) -> dict[str, str]:
    rows = kept.seen(viewer)
    if of.level:
        goal = rows.filter(level=of.level, row=number_of(of.row)).first()
    else:
        goal = rows.filter(level="", subaccount_id=of.subaccount).first()
    if goal is None:
        return {"currency": Account.objects.values_list("currency", flat=True).get(pk=viewer.account)}
    return _texts(goal)


def _texts(goal: Goal) -> dict[str, str]:
    amounts = ("cost_per_result", "sector_cpc", "plan_amount")
    found = {name: f"{value.normalize():f}" for name in amounts if (value := getattr(goal, name)) is not None}
    found |= {name: day.isoformat() for name in ("plan_first", "plan_last") if (day := getattr(goal, name))}
    margin = {"margin": f"{(goal.margin * 100).normalize():f}"} if goal.margin is not None else {}
    return found | margin | {"currency": goal.currency}
