"""Short links: the same address has the same one, whoever asks for it."""

from __future__ import annotations

import hashlib
import secrets

from django.http import Http404

from accounts.access import Act, check
from accounts.viewer import Viewer
from explores.keeping.content import wish_of
from explores.models import ShortLink
from explores.wish import Wish

UNKEPT = frozenset({"run", "raw"})


def short(viewer: Viewer, explore: str, query: str) -> ShortLink:
    """The short link of an explore page's address. Raises PermissionDenied, Refused for what is no address."""
    check(viewer, Act.SHARE)
    wish = wish_of(query)
    kept = Wish(tuple(pair for pair in wish.params if pair[0] not in UNKEPT)).href().removeprefix("?")
    digest = hashlib.sha256(f"{explore}\n{kept}".encode()).hexdigest()
    made = {"slug": secrets.token_urlsafe(8), "explore": explore, "query": kept, "made_by_id": viewer.user}
    return ShortLink.objects.get_or_create(account_id=viewer.account, digest=digest, defaults=made)[0]


def follow(viewer: Viewer, slug: str) -> ShortLink:
    """The link of that name in the viewer's account. Raises Http404, also for another account's."""
    found = ShortLink.objects.filter(account=viewer.account, slug=slug).first()
    if found is None:
        raise Http404("There is no such link in this account.")
    return found
