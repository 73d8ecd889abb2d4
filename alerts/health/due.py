"""Which sources are judged now: those with news, and those whose next day should be there."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import DatabaseError

from alerts import locks
from alerts.health.keeping import Kept, judge_source
from alerts.models import Judged
from cdp.models import Ad, AdAccount, AdCampaign, Batch, Source

log = logging.getLogger(__name__)


def judge_due(now: datetime) -> int:
    """Judge every source with ads that has something new; how many. One that breaks does not keep the others, and what
    another worker judges is left to it."""
    return sum(_apart(source, now) is not None for source in due(now))


def due(now: datetime) -> Iterator[Source]:
    """Those with ads: never judged, due, or with news that is published."""
    last = {each.source_id: each for each in Judged.objects.all()}
    return (source for source in with_ads() if _is_due(source, last.get(source.pk), now))


def _is_due(source: Source, judged: Judged | None, now: datetime) -> bool:
    return judged is None or judged.due_at <= now or _news(source, judged)


def with_ads() -> list[Source]:
    """Sources that brought ad accounts, campaigns or ads."""
    ids = {
        id_
        for model in (AdAccount, AdCampaign, Ad)
        for id_ in model.objects.values_list("source_id", flat=True).distinct()
    }
    found = Source.objects.filter(pk__in=ids).select_related("subaccount__account")
    return list(found.order_by("pk"))


def _news(source: Source, judged: Judged) -> bool:
    told = source.last_received_at
    if told is None or told <= judged.at:
        return False
    return not Batch.objects.filter(source=source, published_at=None).exists()  # an import is still under way


def judge_alone(source: Source, now: datetime, *, even_if_fresh: bool = False) -> Kept | None:
    """Judge a source while nobody else does: the one way in, for tasks and by hand. None where another worker is at it,
    or was since it was found due."""
    with locks.free(f"judging ads {source.pk}") as free:
        if not free:
            return None
        last = Judged.objects.filter(source=source).first()  # another worker may be done with it by now
        return judge_source(source, now) if even_if_fresh or _is_due(source, last, now) else None


def _apart(source: Source, now: datetime) -> Kept | None:
    try:
        return judge_alone(source, now)
    except DatabaseError:  # that is not of this one
        raise
    except Exception:
        log.exception("the ads of source %s could not be judged", source.pk)
        return None
