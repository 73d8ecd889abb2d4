"""The page behind the buttons of a mail. It asks first: a program that follows addresses of mails does nothing here."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from alerts.answering import acts, buttons
from alerts.models import Alert, What

ASKS = {
    What.ACKNOWLEDGE: "Reminders end until it is fine again or something else breaches.",
    What.SNOOZE: "Not a word for a day, whatever happens. Then you hear what is in breach.",
    What.NOT_USEFUL: "It is counted on the alert's report card, for who set it.",
}
DONE = {
    What.ACKNOWLEDGE: "Acknowledged. Reminders end until it is fine again.",
    What.SNOOZE: "Snoozed for a day.",
    What.NOT_USEFUL: "Noted. Who set the alert sees it on its report card.",
}


@dataclass(frozen=True)
class Told:
    """What the page says instead of asking."""

    title: str
    why: str
    status: int = 200


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str, what: str) -> HttpResponse:
    """Ask, and on the press do it. Whoever holds the mail may answer."""
    found = _found(token, what)
    if isinstance(found, Told):
        return _page(request, {"told": found}, found.status)
    alert, button, chosen = found
    if why := acts.idle(alert, chosen):
        return _page(request, {"alert": alert, "told": Told(alert.name, why)})
    if request.method == "GET":
        return _page(request, {"alert": alert, "what": chosen, "asks": ASKS[chosen]})
    by = request.user if isinstance(request.user, User) else None
    acts.answer(alert.pk, chosen, timezone.now(), by=by, told_at=button.told_at)
    return _page(request, {"alert": alert, "told": Told(alert.name, DONE[chosen])})


def _found(token: str, what: str) -> tuple[Alert, buttons.Button, What] | Told:
    try:
        button = buttons.read(token)
    except buttons.OldButton as error:
        return Told("This button is too old", str(error), 410)
    alert = Alert.objects.filter(pk=button.alert, removed_at=None).first() if button else None
    if button is None or alert is None or what not in buttons.OFFERED:
        return Told("Nothing is here", "This address names no alert, or one that was removed.", 404)
    return alert, button, What(what)


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "alerts/answer.html", context, status=status)
