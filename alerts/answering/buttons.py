"""The buttons of a message: signed addresses that lead to a question, so that a scanner of mails answers nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from alerts.models import Alert, What

SALT = "alerts.answering.buttons"
VALID = timedelta(days=14)
OFFERED = (What.ACKNOWLEDGE, What.SNOOZE, What.NOT_USEFUL)


class OldButton(Exception):
    """Signed by us, but too long ago; for people."""


@dataclass(frozen=True)
class Button:
    """What a signed address is about: the alert, and the check whose message it was in."""

    alert: int
    told_at: datetime


def acts(alert: Alert, now: datetime) -> tuple[tuple[str, str], ...]:
    """The buttons of a message of now; none on an installation that does not know its own address."""
    if not settings.PUBLIC_URL:
        return ()
    token = signing.dumps([alert.pk, now.isoformat()], salt=SALT, compress=True)
    return tuple((what.label, settings.PUBLIC_URL + reverse("alerts:answer", args=[token, what])) for what in OFFERED)


def read(token: str) -> Button | None:
    """What the address is about; None for one that is not ours. Raises OldButton."""
    try:
        number, told_at = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.SignatureExpired as error:
        raise OldButton(f"This button is more than {VALID.days} days old. Open the alert in Sextant.") from error
    except signing.BadSignature:
        return None
    return Button(number, datetime.fromisoformat(told_at))
