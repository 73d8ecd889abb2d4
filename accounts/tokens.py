"""API tokens: made once, shown once, kept as a SHA-256, found again by it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Account, ApiToken, User

PREFIX = "sxt_"  # so that a leaked token is recognised by scanners and people
NOTE_USE_EVERY = timedelta(minutes=1)


def issue(user: User, account: Account, name: str) -> str:
    """Make a token for a person in an account and give it back: the only time it can be read."""
    token = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(user=user, account=account, name=name[:100], digest=digest(token))
    return token


def find(token: str) -> ApiToken | None:
    """The living token of an active person who is still a member of its account; None for any other."""
    living = ApiToken.objects.filter(
        digest=digest(token), revoked_at=None, user__is_active=True, user__memberships__account=F("account")
    )
    found = living.select_related("user").first()
    if found is not None:
        _note_use(found)
    return found


def digest(token: str) -> str:
    """What is kept of a token. It has 256 random bits, so that one plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def _note_use(token: ApiToken) -> None:
    now = timezone.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTE_USE_EVERY)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
