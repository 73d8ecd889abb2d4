"""Links for outsiders: made, listed, withdrawn, and found by their token."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone

from accounts.access import Act, check, may, may_on
from accounts.models import SubAccount
from accounts.viewer import Viewer
from dashboards import added, filters, looks, own
from dashboards.asking import Asked
from dashboards.explaining import explained
from dashboards.library import dashboards
from dashboards.model import Dashboard
from dashboards.models import Dashboard as Row
from dashboards.models import SharedLink
from dashboards.sharing import opening, origins
from explores.keeping import refused
from explores.keeping.refused import Refused
from explores.runner import catalog_for

log = logging.getLogger(__name__)
PREFIX = "sxl_"  # so that a leaked token is recognised by scanners and people
DAYS, MOST_DAYS = 30, 365  # how long a link lives: usually, and at most
MOST = 500  # living links of an account


@dataclass(frozen=True)
class Subject:
    """The dashboard a link is about, as one person sees it; ``row`` where people made it."""

    dashboard: Dashboard
    row: Row | None


@dataclass(frozen=True)
class Made:
    """A new link with its token: the only time that it can be read."""

    link: SharedLink
    token: str


def subject(viewer: Viewer, slug: str) -> Subject:
    """The dashboard of that address, for a link. Raises Http404, PermissionDenied."""
    check(viewer, Act.LINKS)
    if slug.isdecimal():
        row = own.find(viewer, slug)
        return Subject(looks.followed(own.as_value(row), viewer), row)
    if slug not in dashboards():
        raise Http404(f"there is no dashboard {slug!r}")
    return Subject(dashboards()[slug], None)


def narrowed(viewer: Viewer, about: Subject, params: Mapping[str, str]) -> Dashboard:
    """The dashboard with the filters that an address adds to it."""
    return added.with_added(about.dashboard, params, catalog_for(viewer))


@transaction.atomic
def make(
    viewer: Viewer,
    about: Subject,
    *,
    params: Mapping[str, str] | None = None,
    subaccounts: Iterable[object] | None = None,
    days: object = DAYS,
    name: object = "",
    sites: Iterable[str] = (),
) -> Made:
    """A link to the dashboard with the filters of ``params``, for ``days`` and within ``subaccounts`` (None: all that
    the viewer sees); ``sites`` may show it in a frame. Raises Refused, PermissionDenied."""
    _check(viewer, about)
    if viewer.user is None:
        raise Refused("Only a person makes a link: it shows what they may see.", "made_by")
    if (
        SharedLink.objects.filter(account=viewer.account, revoked_at=None, expires_at__gt=timezone.now()).count()
        >= MOST
    ):
        raise Refused(f"An account has at most {MOST} links at once. Withdraw some that nobody needs.", "dashboard")
    dashboard = narrowed(viewer, about, params or {})
    values = _values(viewer, dashboard, params or {})
    token = PREFIX + secrets.token_urlsafe(32)
    scope = _scope(viewer, subaccounts)
    link = SharedLink.objects.create(
        account_id=viewer.account,
        dashboard=about.row,
        standard="" if about.row else about.dashboard.slug,
        name=refused.plain(name, "name", refused.LONGEST_NAME),
        digest=digest(token),
        ending=token[-4:],
        made_by_id=viewer.user,
        filters=opening.fixed(dashboard, values),
        attributes=[[name, list(given)] for name, given in viewer.attributes],
        origins=origins.read(sites),
        expires_at=timezone.now() + timedelta(days=_days(days)),
    )
    link.subaccounts.set(scope)
    log.info("link %s to dashboard %s of account %s made by user %s", link.pk, link.slug, viewer.account, viewer.user)
    return Made(link, token)


def digest(token: str) -> str:
    """What is kept of a token. It has 256 random bits, so that one plain hash is enough."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def known(token: str) -> SharedLink | None:
    """The link of that token, living or not. Whatever the token is, it is one hash and one look-up."""
    return SharedLink.objects.select_related("account", "made_by").filter(digest=digest(token)).first()


def count(link: SharedLink) -> None:
    """The page was opened once more."""
    SharedLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, last_opened_at=timezone.now())


def seen(viewer: Viewer, about: Subject | None = None) -> models.QuerySet[SharedLink]:
    """The links the viewer may see and withdraw, the newest first: their own, those to what they manage, admins all."""
    found = SharedLink.objects.filter(account=viewer.account).select_related("made_by", "dashboard__folder")
    if about is not None:
        found = found.filter(dashboard=about.row, standard="" if about.row else about.dashboard.slug)
    if may(viewer, Act.ERASE):
        return found
    manages = about is not None and about.row is not None and may_on(viewer, Act.LINKS, about.row.folder)
    return found if manages else found.filter(made_by=viewer.user or 0)


def find(viewer: Viewer, number: int) -> SharedLink:
    """One of them. Raises Http404."""
    check(viewer, Act.LINKS)
    link = SharedLink.objects.filter(account=viewer.account, pk=number).select_related("dashboard__folder").first()
    if link is None or not _may(viewer, link):
        raise Http404("There is no such link.")
    return link


def _may(viewer: Viewer, link: SharedLink) -> bool:
    mine = viewer.user is not None and link.made_by_id == viewer.user
    manages = link.dashboard is not None and may_on(viewer, Act.LINKS, link.dashboard.folder)
    return mine or manages or may(viewer, Act.ERASE)


def revoke(viewer: Viewer, link: SharedLink) -> SharedLink:
    """Let the link show nothing from now on. Whoever may see it in a list may."""
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by_id = timezone.now(), viewer.user
        link.save(update_fields=["revoked_at", "revoked_by"])
        log.info("link %s of account %s withdrawn by user %s", link.pk, viewer.account, viewer.user)
    return link


def _check(viewer: Viewer, about: Subject) -> None:
    check(viewer, Act.LINKS)
    if about.row is not None and not may_on(viewer, Act.LINKS, about.row.folder):
        raise PermissionDenied(
            "You may view this dashboard's folder and not manage it, so you can't share it with outsiders. "
            "Ask who manages the folder, or an admin."
        )


def _values(viewer: Viewer, dashboard: Dashboard, params: Mapping[str, str]) -> dict[str, str]:
    """The filters as they will stand. Raises Refused for one that is not understood, or needs a value."""
    values = filters.values_of(dashboard, params)
    asked = Asked(dashboard=dashboard, values=values, viewer=viewer, now=timezone.now(), pin=None)
    for each in dashboard.filters:
        value = refused.plain(values[each.name], each.name)
        if each.required and not value:
            raise Refused(f"The filter {each.label} needs a value before this dashboard can be shared.", each.name)
        if value and each.field and (fault := explained(each, value, asked).fault):
            raise Refused(f"{each.label}: {fault}", each.name)
    return values


def _scope(viewer: Viewer, wanted: Iterable[object] | None) -> list[SubAccount]:
    """The sub-accounts of a link. Raises Refused for one that the viewer may not see, and for none."""
    seen = {str(each.pk): each for each in SubAccount.objects.filter(pk__in=viewer.subaccounts)}
    chosen = list(seen) if wanted is None else [str(each) for each in wanted]
    if strange := [each for each in chosen if each not in seen]:
        raise Refused(f"{strange[0][:30]!r} is no sub-account that you may see.", "subaccounts")
    if not chosen:
        raise Refused("Choose at least one sub-account; the link shows the rows of those alone.", "subaccounts")
    return [seen[each] for each in dict.fromkeys(chosen)]


def _days(given: object) -> int:
    text = "" if isinstance(given, bool) else str(given).strip()
    days = int(text) if text.isascii() and text.isdecimal() and len(text) <= 3 else 0
    if not 1 <= days <= MOST_DAYS:
        raise Refused(f"A link lives from 1 to {MOST_DAYS} days, in whole days; not {text[:20]!r}.", "days")
    return days
