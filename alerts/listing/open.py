"""Which alerts a person may see: their own, and those of whose content and sub-accounts they may see everything."""

from __future__ import annotations

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import Http404

from accounts.access import owned_for
from accounts.rows import numbered
from accounts.viewer import Viewer
from alerts.models import Alert
from dashboards import own
from dashboards.library import dashboards
from deliveries.content.subject import Kind
from explores.catalogs import standard
from explores.keeping import looks

SCOPE = Alert.subaccounts.through


def seen(viewer: Viewer) -> QuerySet[Alert]:
    """For admins all of the account. ``viewer`` in one chosen sub-account sees, of others, only what is all of it."""
    found = _with_names(Alert.objects.filter(account=viewer.account, removed_at=None))
    return found.filter(owned_for(viewer) | (_content(viewer) & _rows(viewer)))


def find(viewer: Viewer, number: object) -> Alert:
    """One of them. Raises Http404."""
    found = numbered(seen(viewer).select_related("owner", "paused_by", "sends"), number)
    if found is None:
        raise Http404("There is no such alert, or what it watches is not open to you.")
    return found


def shows_figures(viewer: Viewer, alert: Alert) -> bool:
    """Whether they may see all its rows: an owner or an admin may have lost a sub-account since it was set."""
    there = {one.pk for one in alert.subaccounts.all()}
    return bool(there) and there <= viewer.subaccounts


def _with_names(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """The parts of ``content`` that name something."""
    return alerts.alias(
        of_kind=KeyTextTransform("kind", "content"),
        of_page=KeyTextTransform("slug", "content"),
        of_explore=KeyTextTransform("explore", "content"),
        of_look=KeyTextTransform("look", "content"),
    )


def _content(viewer: Viewer) -> Q:
    """The same that opening the page, the Look or the explore would decide."""
    kept = own.seen(viewer).annotate(number=Cast("pk", CharField())).values("number")
    look = looks.seen(viewer).annotate(number=Cast("pk", CharField())).values("number")
    page = Q(of_page__in=list(dashboards())) | Q(of_page__in=kept)
    return (
        (Q(of_kind__in=[str(Kind.TILE), str(Kind.DASHBOARD)]) & page)
        | Q(of_kind=str(Kind.LOOK), of_look__in=look)
        | Q(of_kind=str(Kind.EXPLORE), of_explore__in=list(standard(str(settings.CATALOG_DIR or "")).explores))
    )


def _rows(viewer: Viewer) -> Q:
    """All its sub-accounts are among theirs, and it has one."""
    of_it = SCOPE.objects.filter(alert=OuterRef("pk"))
    theirs = of_it.filter(subaccount__in=viewer.subaccounts)
    return Q(Exists(theirs)) & ~Q(Exists(of_it.exclude(subaccount__in=viewer.subaccounts)))
