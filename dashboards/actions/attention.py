"""What a person has to do with dashboards: stars that they gave, and pages that they opened."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Sum
from django.utils import timezone

from accounts.viewer import Viewer
from dashboards import own
from dashboards.library import dashboards
from dashboards.models import Favourite, Visit

RECENT = 20


@dataclass(frozen=True)
class Counted:
    """All people's attention for one dashboard."""

    stars: int
    views: int
    people: int  # who opened it


def starred(viewer: Viewer) -> list[str]:
    """The names of a person's favourites, the oldest star first."""
    return list(Favourite.objects.filter(account=viewer.account, user=viewer.user).values_list("slug", flat=True))


def titles(viewer: Viewer) -> dict[str, str]:
    """The title of each favourite that the person may still open, by its name, in the order of titles."""
    slugs = starred(viewer)
    rows = [int(slug) for slug in slugs if slug.isdecimal()]
    known = {slug: dashboard.title for slug, dashboard in dashboards().items()} if slugs else {}
    if rows:
        known |= {str(row.pk): row.title for row in own.seen(viewer).filter(pk__in=rows)}
    return dict(sorted(((slug, known[slug]) for slug in slugs if slug in known), key=lambda pair: pair[1].casefold()))


def is_starred(viewer: Viewer, slug: str) -> bool:
    """Whether it is one of them."""
    return Favourite.objects.filter(account=viewer.account, user=viewer.user, slug=slug).exists()


def star(viewer: Viewer, slug: str, *, on: bool) -> None:
    """Give the star or take it back; twice is as good as once."""
    mine = {"account_id": viewer.account, "user_id": viewer.user, "slug": slug}
    if not on:
        Favourite.objects.filter(**mine).delete()
    elif viewer.user is not None:
        Favourite.objects.bulk_create([Favourite(**mine)], ignore_conflicts=True)


def opened(viewer: Viewer, slug: str) -> None:
    """Count that the person looks at it now."""
    if viewer.user is None:
        return
    mine, now = {"account_id": viewer.account, "user_id": viewer.user, "slug": slug}, timezone.now()
    if not Visit.objects.filter(**mine).update(last_at=now, count=F("count") + 1):
        Visit.objects.bulk_create([Visit(**mine, last_at=now)], ignore_conflicts=True)


def visits(viewer: Viewer) -> dict[str, Visit]:
    """The dashboards that the person has opened, the last one first."""
    return {visit.slug: visit for visit in Visit.objects.filter(account=viewer.account, user=viewer.user)}


def views(viewer: Viewer) -> dict[str, int]:
    """How often people of the account have opened each."""
    counted = Visit.objects.filter(account=viewer.account).order_by().values("slug").annotate(all=Sum("count"))
    return {row["slug"]: row["all"] for row in counted}


def counted(viewer: Viewer, slug: str) -> Counted:
    """The attention of everybody in the account for one of them."""
    of_it = Visit.objects.filter(account=viewer.account, slug=slug)
    stars = Favourite.objects.filter(account=viewer.account, slug=slug).count()
    return Counted(stars, of_it.aggregate(all=Sum("count"))["all"] or 0, of_it.count())
