"""The ads of the demo go on after its history: each morning's reports come in as a connector would bring them.

One batch a morning: the first report of yesterday, and the restatement of the day before the day before. Audiences are
handed over once more, with the same people in them. What came while nothing ran is made up for; a morning that is in
is never brought again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

import numpy as np
from django.db import connection

from accounts.models import SubAccount
from cdp.batches import batch
from cdp.demo.ad_days import RESTATED_AFTER, first_report, restatement
from cdp.demo.ad_plan import PLATFORMS
from cdp.demo.ads import RECENT, LiveAd, make_ads, runs_on
from cdp.demo.clock import Ints, day_number, to_date
from cdp.demo.company import ACCOUNT, SHOPS, SOURCES
from cdp.demo.exported import AUDIENCES, CHANNEL, OVERLAP
from cdp.demo.frame import Part
from cdp.demo.keys import Keys
from cdp.demo.seeding import Found, find
from cdp.demo.world import Owners, Stage
from cdp.demo.writer import encode, first_free, write
from cdp.models import Ad, AdAudience, AdCampaign, AdMetric, AdOverlap, AdSet, Batch, Source

HOUR = 4  # of the morning, UTC, at which reports come
NOTE = "demo: ads reported on "
TABLE = "cdp_ad_metric"


def bring(now: datetime) -> int:
    """Everything that was reported by now; how many mornings it took. 0 where there is no complete demo."""
    found = find()
    if found is None or not found.complete:
        return 0
    missing = _missing(found, now)
    if not missing:
        return 0
    owners = _owners()
    ads, _ = make_ads(Stage(found.plan, Keys(found.first), owners))
    brought = sum(_brought(found, owners, ads, morning, now) for morning in missing)
    _stand(ads, missing[-1] - 1, found.plan.end_day)
    return brought


def _missing(found: Found, now: datetime) -> list[int]:
    """Mornings, as day numbers. The history ends with the first report of its last day."""
    last = day_number((now - timedelta(hours=HOUR)).astimezone(UTC).date())
    return [each for each in range(found.plan.end_day, last + 1) if _note(each) not in found.done]


def _note(morning: int) -> str:
    return f"{NOTE}{to_date(morning)}"


def _brought(found: Found, owners: Owners, ads: list[LiveAd], morning: int, now: datetime) -> bool:
    """One morning, once: of two that try, the second finds it there."""
    with batch(note=_note(morning)) as opened:
        with connection.cursor() as cursor:
            cursor.execute("set local time zone 'UTC'")  # instants of the story are naive UTC
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [NOTE])
        if Batch.objects.filter(note=opened.note).exclude(pk=opened.pk).exists():
            opened.delete()
            return False
        stage = Stage(found.plan, Keys({"ad_metrics": first_free(TABLE)}), owners)
        for part in _reports(stage, ads, morning):
            _superseded(part)
            write(encode(part))
        _handed_over(owners, morning)
        Source.objects.filter(pk__in=_sources(owners)).update(last_received_at=now)
    return True


def _handed_over(owners: Owners, morning: int) -> None:
    """Audiences as on the day before, since nobody orders any more; and what the platform measured of them."""
    at, ours = datetime.combine(to_date(morning), time(HOUR), UTC), owners.sources[CHANNEL]
    AdAudience.objects.filter(source_id__in=ours, name__in=AUDIENCES, exported_at__lt=at).update(exported_at=at)
    measured = AdOverlap.objects.filter(source_id__in=ours, external_id__startswith=OVERLAP)
    measured.filter(measured_on__lt=to_date(morning - 1)).update(measured_on=to_date(morning - 1))


def _reports(stage: Stage, ads: list[LiveAd], morning: int) -> Iterable[Part]:
    yield from restatement(stage, ads, morning - RESTATED_AFTER)
    if morning > stage.plan.end_day:
        yield from first_report(stage, ads, morning - 1)


def _superseded(part: Part) -> None:
    """An earlier report of the same days ends where this one begins."""
    sources, names = set(part.rows["source_id"].to_pylist()), part.rows["external_id"].to_pylist()
    for at in part.rows["received_at"].to_pylist()[:1]:
        earlier = AdMetric.objects.filter(source_id__in=sources, external_id__in=names, superseded_at=None)
        earlier.update(superseded_at=at.replace(tzinfo=UTC))


def _stand(ads: list[LiveAd], day: int, end: int) -> None:
    """What ran in the last days is active, all else paused, as the platforms would say."""
    lately = np.arange(day - RECENT + 1, day + 1)
    with batch(note=f"demo: how ads stand on {to_date(day)}"):
        for model, name in ((AdCampaign, "campaign_id"), (AdSet, "set_id"), (Ad, "id")):
            known = {getattr(ad, name) for ad in ads}
            on = {getattr(ad, name) for ad in ads if _ran(ad, lately, end)}
            model.objects.filter(pk__in=on).exclude(status="active").update(status="active")
            model.objects.filter(pk__in=known - on).exclude(status="paused").update(status="paused")
        campaigns = AdCampaign.objects.filter(pk__in={ad.campaign_id for ad in ads}, status="active")
        campaigns.exclude(ended_on=None).update(ended_on=None)


def _ran(ad: LiveAd, days: Ints, end: int) -> bool:
    """In the history by its days, after it by its months."""
    return bool(np.isin(days, ad.days).any() or runs_on(ad.campaign, ad.spec, days[days >= end]).any())


def _owners() -> Owners:
    places = {each.name: each.pk for each in SubAccount.objects.filter(account__name=ACCOUNT)}
    known = {each.name: each.pk for each in Source.objects.filter(subaccount__account__name=ACCOUNT)}
    named = {key: tuple(known[f"{label} {shop.name}"] for shop in SHOPS) for key, (label, _) in SOURCES.items()}
    return Owners(tuple(places[shop.name] for shop in SHOPS), named)


def _sources(owners: Owners) -> set[int]:
    return {number for channel in PLATFORMS for number in owners.sources[channel]}
