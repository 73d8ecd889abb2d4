"""The links of a mail that proposes something: signed, of one person, and they lead to a question, so that a scanner
of mails answers nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import User
from alerts.models import Decision
from alerts.models.ads import Stage

SALT = "alerts.acting.links"
VALID = timedelta(hours=48)
OFFERED = {"approve": "Approve", "decline": "Decline"}


class OldLink(Exception):
    """Signed by us, but too long ago; for people."""


@dataclass(frozen=True)
class Link:
    """What a signed address is about."""

    decision: int
    user: int


def of(decision: Decision, user: User, now: datetime) -> Sequence[tuple[str, str]]:
    """The links for a person; none of what is not proposed, nor where this installation does not know its address."""
    if decision.stage != Stage.PROPOSED or not settings.PUBLIC_URL:
        return ()
    token = signing.dumps([decision.pk, user.pk, decision.decided_at.isoformat()], salt=SALT, compress=True)
    addresses = ((label, reverse("alerts:ads_answer", args=[token, what])) for what, label in OFFERED.items())
    return tuple((label, settings.PUBLIC_URL + path) for label, path in addresses)


def read(token: str) -> Link | None:
    """What the address is about; None for one that is not ours. Raises OldLink."""
    try:
        number, user, _ = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.SignatureExpired as error:
        raise OldLink(f"This link is more than {VALID.days * 24} hours old. Open Ads health in Sextant.") from error
    except (signing.BadSignature, ValueError):
        return None
    return Link(number, user)
