"""What is known of the audiences of a source: aims from PostgreSQL, people counted in the warehouse."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from django.conf import settings

from alerts.health.audiences import Audience, Audiences, Measured, Target
from alerts.playbook.audiences import Profiles
from cdp.models import AdAudience, AdOverlap, AdTarget, Source
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import NothingPublished, Result, WarehouseError

log = logging.getLogger(__name__)
# A person is in an audience while nothing removed them since they were last exported, and it was not replaced since.
# The view names the contact that each is now, so that merged ones are one person.
_MEMBERS = """
    with known as (
        select audience_id, contact_id, max(exported_at) as exported_at, max(removed_at) as removed_at
        from ad_audience_members
        where subaccount_id = $subaccount and list_contains($audiences, audience_id)
        group by 1, 2
    ), members as (
        select k.audience_id, k.contact_id, k.exported_at from known k join ad_audiences a on a.id = k.audience_id
        where k.exported_at is not null and (k.removed_at is null or k.removed_at < k.exported_at)
        and (a.replaced_at is null or k.exported_at >= a.replaced_at)
    )
"""
_PROFILES = f"""{_MEMBERS}
    select profile, count(*) as people
    from (select list_sort(list(audience_id)) as profile from members group by contact_id) group by profile
"""  # noqa: S608  (constants of this file alone)
_NEWEST = f"{_MEMBERS} select audience_id, max(exported_at) as at from members group by 1"  # noqa: S608


def audiences_of(source: Source) -> Audiences:
    """Those that something of the source is shown to or keeps out. What is not published yet is not counted."""
    targets = _targets(source)
    ids = sorted({each.audience for each in targets})
    newest, profiles = _counted(source, ids) if ids else ({}, {})
    return Audiences(_named(ids, newest), targets, profiles, _measured(source))


def _targets(source: Source) -> list[Target]:
    rows = AdTarget.objects.filter(source_id=source.pk, audience_id__isnull=False).order_by("pk")
    found = rows.values_list("ad_set_id", "ad_campaign_id", "audience_id", "excluded", "ended_on")
    return [
        Target(ad_set, campaign, audience, bool(out), ended)
        for ad_set, campaign, audience, out, ended in found
        if audience is not None
    ]


def _named(ids: Collection[int], newest: Mapping[int, datetime]) -> dict[int, Audience]:
    rows = AdAudience.objects.filter(pk__in=ids)
    return {
        row.pk: Audience(
            row.pk,
            row.name or row.external_id,
            max((at for at in (newest.get(row.pk), row.exported_at, row.replaced_at) if at), default=None),
        )
        for row in rows
    }


def _measured(source: Source) -> list[Measured]:
    """A share that can't be one is none."""
    rows = AdOverlap.objects.filter(source_id=source.pk, share__gte=0, share__lte=1).order_by("measured_on", "pk")
    found = rows.values_list("ad_set_id", "other_id", "share", "measured_on")
    return [
        Measured(ad_set, other, share, day)
        for ad_set, other, share, day in found
        if ad_set and other and share is not None and day and ad_set != other
    ]


def _counted(source: Source, ids: list[int]) -> tuple[Mapping[int, datetime], Profiles]:
    """When each was last exported, and who is in which. Where the warehouse does not answer, nothing is known."""
    try:
        newest, profiles = (_asked(sql, source, ids) for sql in (_NEWEST, _PROFILES))
    except NothingPublished:
        return {}, {}
    except WarehouseError:
        log.exception("the audiences of source %s could not be counted", source.pk)
        return {}, {}
    times = {row["audience_id"]: row["at"].replace(tzinfo=UTC) for row in newest.table.to_pylist()}
    return times, {frozenset(row["profile"]): row["people"] for row in profiles.table.to_pylist()}


def _asked(sql: str, source: Source, ids: list[int]) -> Result:
    warehouse = open_warehouse()
    params = {"subaccount": source.subaccount_id, "audiences": ids}
    return warehouse.query(sql, params, pin=warehouse.pin(), timeout=settings.QUERY_TIMEOUT)
