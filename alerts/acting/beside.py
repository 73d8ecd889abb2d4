"""Which ads run beside one, believed by how they were judged and confirmed by their platform."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from alerts.acting.finding import Entity
from alerts.acting.log import OPEN
from alerts.acting.running import RunningAd, left
from alerts.models import Decision, Health
from alerts.models.ads import Act, Stage
from alerts.models.ads.entity import Level
from cdp.models import Ad
from connectors.ads.faults import Vendor
from connectors.ads.opening import Opened, target_of
from connectors.ads.standing import Runs, Standing

LATELY = timedelta(hours=1)  # longer than any look is old when it is used
AT_ONCE = 40  # that are asked of: one that runs is enough


def confirmed(entity: Entity, found: Opened) -> tuple[RunningAd, ...]:
    """Those that the platform says to run, of the first AT_ONCE believed to. Raises Fault."""
    beside = believed(entity)[:AT_ONCE]
    rows = Ad.objects.filter(pk__in=[each.ad for each in beside]) if beside else []
    targets = {target_of(row, Vendor(found.connection.vendor)): row.pk for row in rows}
    answers = found.platform.read_many(list(targets)) if targets else {}
    on = {targets[target] for target, each in answers.items() if isinstance(each, Standing) and each.runs is Runs.YES}
    return tuple(each for each in beside if each.ad in on)


def believed(entity: Entity) -> Sequence[RunningAd]:
    """Those judged as on, beside it in what it is in, the ones that spend most first."""
    known = Health.objects.filter(source_id=entity.row.source_id, level=Level.AD, status="on").order_by("-spend", "pk")
    ads = [RunningAd(*each) for each in known.values_list("row", "ad_set", "campaign", "ad_account")]
    return left(ads, entity.level, entity.around)


def not_switched_off(ads: Collection[RunningAd], now: datetime, but: Decision | None = None) -> int:
    """How many are not being paused, nor were since they were looked at, nor is what they are in. To be asked under the
    lock of the account's limits."""
    return sum(not _pausing(ad, now, but) for ad in ads)


def _pausing(ad: RunningAd, now: datetime, but: Decision | None) -> bool:
    covers = Q(pk=None)
    for level, row in _within(ad):
        covers |= Q(level=level, row=row)
    lately = Q(stage__in=OPEN) | Q(stage=Stage.DONE, seen_at__gt=now - LATELY)
    pauses = Decision.objects.filter(covers, lately, act=Act.PAUSE)
    return pauses.exclude(pk=but.pk if but else 0).exists()


def _within(ad: RunningAd) -> Iterator[tuple[str, int]]:
    yield from ((level, row) for level in Level.values if (row := ad.of(level)) is not None)
