"""Audiences of a shop as they are imported: who was exported to them, and which ad set is shown to which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pyarrow as pa

from cdp.ingest import Counts, fold, ingest
from cdp.models import AdSet
from cdp.records import RecordBatch
from tests.alerts.health.ads import Shop

EXPORTED = datetime(2026, 11, 18, 6)  # two days ago, UTC


def put(shop: Shop, entity: str, rows: Iterable[dict[str, Any]]) -> Counts:
    rows = list(rows)
    names = dict.fromkeys(name for row in rows for name in row)
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    return ingest(shop.source, fold([RecordBatch(entity, table)]), file="audiences.csv")


def exported(shop: Shop, audience: str, people: Iterable[int], at: datetime = EXPORTED) -> Counts:
    """People by number."""
    return put(shop, "ad_audience_members", (
        {"contact": str(each), "audience": audience, "exported_at": at} for each in people
    ))  # fmt: skip


def named(shop: Shop, *audiences: str, **values: Any) -> None:
    put(shop, "ad_audiences", ({"external_id": each, "name": f"{each} people", **values} for each in audiences))


def shown(shop: Shop, ad_set: int, *audiences: str, but: tuple[str, ...] = (), **values: Any) -> None:
    """An ad set to audiences, and not to others."""
    home = AdSet.objects.get(pk=ad_set).external_id
    put(shop, "ad_targets", (
        {"external_id": f"{home} {each}", "ad_set": home, "audience": each, "excluded": each in but, **values}
        for each in (*audiences, *but)
    ))  # fmt: skip


def add_ad_set(shop: Shop, name: str, campaign: int | None = None) -> int:
    return shop.row(AdSet, ad_campaign_id=campaign or shop.campaign, name=name, status="active")
