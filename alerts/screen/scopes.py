"""What a button may act on: the ad itself, its ad set, its campaign."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from accounts.viewer import Viewer
from alerts.models.ads import Health
from alerts.models.ads.entity import Level
from alerts.screen.seen import seen

NOUNS = {Level.AD.value: "ad", Level.AD_SET.value: "ad set", Level.CAMPAIGN.value: "campaign"}
COLUMNS = {Level.AD_SET.value: "ad_set", Level.CAMPAIGN.value: "campaign"}  # of Health, that name what it is in


@dataclass(frozen=True)
class Scope:
    """One choice. ``health`` is None where that level was not judged; then only its name is known."""

    level: str
    row: int
    label: str
    noun: str
    name: str
    health: Health | None

    @property
    def key(self) -> str:
        """The number as a text, for addresses."""
        return str(self.row)

    @property
    def off(self) -> bool:
        """Whether it was last seen switched off."""
        return self.health is not None and self.health.status == "off"


def scopes(viewer: Viewer, health: Health) -> tuple[Scope, ...]:
    """Itself, then what it is in, the nearest first."""
    above = _above(health)
    wanted = Q(pk=None)
    for level, row, _ in above:
        wanted |= Q(level=level, row=row)
    known = {(each.level, each.row): each for each in seen(viewer, Health).filter(wanted)} if above else {}
    noun = NOUNS[health.level]
    own = Scope(health.level, health.row, f"This {noun}", noun, health.name, health)
    return (own, *(_of(level, row, name, known.get((level, row))) for level, row, name in above))


def _above(health: Health) -> list[tuple[str, int, str]]:
    found = [
        (Level.AD_SET.value, health.ad_set, health.ad_set_name),
        (Level.CAMPAIGN.value, health.campaign, health.campaign_name),
    ]
    return [(level, row, name) for level, row, name in found if row is not None and level != health.level]


def _of(level: str, row: int, name: str, known: Health | None) -> Scope:
    label = NOUNS[level].capitalize()
    return Scope(level, row, label, NOUNS[level], name or f"{label} {row}", known)


@dataclass(frozen=True)
class Inside:
    """Active ads that are judged within something."""

    ads: int
    spend: float
    results: float


def inside(viewer: Viewer, scope: Scope) -> Inside | None:
    """Of an ad set or a campaign."""
    column = COLUMNS.get(scope.level)
    return _summed(_running(viewer).filter(**{column: scope.row})) if column else None


def beside(viewer: Viewer, health: Health) -> Inside | None:
    """The other active ads of an ad's ad set, or of its campaign where no ad set is known."""
    column = "ad_set" if health.ad_set is not None else "campaign"
    if health.level != Level.AD or getattr(health, column) is None:
        return None
    return _summed(_running(viewer).filter(**{column: getattr(health, column)}).exclude(row=health.row))


def _running(viewer: Viewer) -> QuerySet[Health]:
    return seen(viewer, Health).filter(level=Level.AD, status="on")


def _summed(ads: QuerySet[Health]) -> Inside:
    found = ads.aggregate(count=Count("pk"), spent=Sum("spend"), brought=Sum("results"))
    return Inside(found["count"], float(found["spent"] or 0), float(found["brought"] or 0))
