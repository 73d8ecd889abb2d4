"""The address in the foot of a follower's mail: signed, for that person and that alert, and good for ever."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "alerts.following.leaving"


@dataclass(frozen=True)
class Leaving:
    """Who follows what no more."""

    alert: int
    user: int


def address(alert: int, user: int) -> str:
    """Empty on an installation that does not know its own address."""
    if not settings.PUBLIC_URL:
        return ""
    token = signing.dumps([alert, user], salt=SALT)
    return f"{settings.PUBLIC_URL}{reverse('alerts:leave', args=[token])}"


def read(token: str) -> Leaving | None:
    """What the address is about; None for one that is not ours."""
    try:
        alert, user = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Leaving(alert, user)
