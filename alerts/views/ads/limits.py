"""What no rule may overstep: the form, and what it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from alerts.acting import limiting, protecting
from alerts.health.numbers import number
from alerts.models import Limits
from explores.keeping.refused import Refused

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Form:
    """As typed. ``share`` in percent; ``days``: weekdays that are quiet as a whole, 0 is Monday."""

    per_day: str
    share: str
    hours: str
    start: str
    end: str
    days: tuple[int, ...]
    zone: str
    error: str = ""
    field: str = ""

    @property
    def weekdays(self) -> tuple[tuple[int, str, bool], ...]:
        """Number, name, and whether it is quiet."""
        return tuple((number, name, number in self.days) for number, name in enumerate(DAYS))


def form_of(limits: Limits, viewer: Viewer) -> Form:
    """As they are kept."""
    quiet = limits.quiet or {}
    return Form(
        str(limits.per_day), f"{limits.spend_share * 100:f}".rstrip("0").rstrip("."), str(limits.hours_after_edit),
        quiet.get("start", ""), quiet.get("end", ""), tuple(quiet.get("weekdays", ())),
        quiet.get("zone") or viewer.timezone,
    )  # fmt: skip


@require_POST
@allowed_to(Act.ADS_RULES)
def limits(request: HttpRequest) -> HttpResponse:
    """Keep them; what is wrong stands at its field, and what was typed stays."""
    from alerts.views.ads.rules import page

    viewer = viewer_of(request)
    try:
        limiting.change(viewer, _draft(request.POST, viewer))
    except Refused as error:
        form = _typed(request.POST, viewer, error)
        return render(request, "alerts/ads/rules.html", {**page(viewer), "form": form}, status=400)
    messages.success(request, "The limits are saved.")
    return redirect("ads:rules")


def _draft(given: QueryDict, viewer: Viewer) -> limiting.Draft:
    share = number(given.get("spend_share", "").replace(",", "."))
    return limiting.Draft(
        _whole(given, "per_day", "Pauses in 24 hours"),
        _told(share, "spend_share", "The share of a day's spend") / 100,
        _whole(given, "hours_after_edit", "Hours after an edit"),
        _quiet(given, viewer),
    )


def _whole(given: QueryDict, field: str, what: str) -> int:
    found = _told(number(given.get(field, "")), field, what)
    if found != found.to_integral_value():
        raise Refused(f"{what} are a whole number.", field)
    return int(found)


def _told(value: Decimal | None, field: str, what: str) -> Decimal:
    if value is None:
        raise Refused(f"{what}: write a number.", field)
    return value


def _quiet(given: QueryDict, viewer: Viewer) -> Mapping[str, object] | None:
    start, end = given.get("quiet_start", ""), given.get("quiet_end", "")
    days = [int(day) for day in given.getlist("quiet_days") if day in {str(place) for place in range(len(DAYS))}]
    if not (start or end or days):
        return None
    zone = given.get("quiet_zone") or viewer.timezone
    return {"start": start or "00:00", "end": end or "00:00", "zone": zone, "weekdays": sorted(set(days))}


def _typed(given: QueryDict, viewer: Viewer, error: Refused) -> Form:
    names = ("per_day", "spend_share", "hours_after_edit", "quiet_start", "quiet_end")
    per_day, share, hours, start, end = (given.get(name, "")[:40] for name in names)
    days = tuple(place for place in range(len(DAYS)) if str(place) in given.getlist("quiet_days"))
    return Form(per_day, share, hours, start, end, days, viewer.timezone, error.message, error.field or "")


@require_POST
@allowed_to(Act.ADS)
def release(request: HttpRequest, level: str, number: int) -> HttpResponse:
    """A protection ends."""
    try:
        ended = protecting.release(viewer_of(request), level, number)
        messages.success(request, "Rules may act on it again." if ended else "It was not protected.")
    except Refused as error:
        messages.error(request, error.message)
    return redirect("ads:rules")
