"""Who is in which audience: what the warehouse counts agrees with a loop over the rows, whatever they are."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import SubAccount
from alerts.health.exported import audiences_of
from cdp.models import AdAudience, Contact, ContactMerge, Source
from cdp.warehouse import mirror
from tests.alerts.health.ads import Shop
from tests.alerts.health.audiences import named, put, shown

pytestmark = pytest.mark.django_db(transaction=True)
AUDIENCES = ("A", "B", "C", "D")
BEGIN = datetime(2026, 11, 1)
Rows = list[dict[str, Any]]


def moment(chance: random.Random) -> datetime:
    return BEGIN + timedelta(days=chance.randrange(6))


def drawn(chance: random.Random) -> Rows:
    """Exports and removals in any order, of people by number and by another id."""
    rows: Rows = []
    for _ in range(chance.randrange(80)):
        who = {chance.choice(["contact", "id:crm"]): str(chance.randrange(12))}
        when = {chance.choice(["exported_at", "exported_at", "removed_at"]): moment(chance)}
        rows.append({"audience": chance.choice(AUDIENCES), **who, **when})
    return rows


def world(place: SubAccount, chance: random.Random) -> tuple[Source, Rows, dict[str, datetime]]:
    """Rows in portions; some people turn out to be others afterwards, some audiences were replaced."""
    shop = Shop(place)
    rows = drawn(chance)
    replaced = {each: moment(chance) for each in AUDIENCES if chance.random() < 0.3}
    named(shop, *AUDIENCES)
    for each, at in replaced.items():
        named(shop, each, replaced_at=at)
    for begin in range(0, len(rows), 30):
        put(shop, "ad_audience_members", rows[begin : begin + 30])
    for _ in range(chance.randrange(5)):
        both = {"external_id": str(chance.randrange(12)), "id:crm": str(chance.randrange(12))}
        put(shop, "contacts", [both])
    shown(shop, shop.ad_set, *AUDIENCES)
    return shop.source, rows, replaced


def person(source: Source, row: Mapping[str, Any]) -> int:
    """Who that is by now, asked one by one."""
    from cdp.models import Identity

    space = source.name if "contact" in row else "crm"
    value = row.get("contact") or row["id:crm"]
    found = Identity.objects.get(subaccount_id=source.subaccount_id, namespace=space, value=value).contact_id
    assert Contact.objects.filter(pk=found).exists() and not ContactMerge.objects.filter(old_id=found).exists()
    return found


def by_hand(source: Source, rows: Rows, replaced: Mapping[str, datetime]) -> Counter[frozenset[int]]:
    out: dict[tuple[str, int], datetime] = {}
    into: dict[tuple[str, int], datetime] = {}
    for row in rows:
        key = (row["audience"], person(source, row))
        for name, kept in (("exported_at", into), ("removed_at", out)):
            if name in row:
                kept[key] = max(kept.get(key, row[name]), row[name])
    ids = dict(AdAudience.objects.filter(source_id=source.pk).values_list("external_id", "pk"))
    held: dict[int, set[int]] = defaultdict(set)
    for (audience, who), at in into.items():
        if at > out.get((audience, who), datetime.min) and at >= replaced.get(audience, datetime.min):
            held[who].add(ids[audience])
    return Counter(frozenset(each) for each in held.values())


def test_profiles_agree_with_a_loop_over_the_rows(subaccount: SubAccount) -> None:
    places = [subaccount, SubAccount.objects.create(account=subaccount.account, name="Other")]
    worlds = [world(places[seed % 2], random.Random(seed)) for seed in range(24)]
    mirror.publish()
    for seed, (source, rows, replaced) in enumerate(worlds):
        assert audiences_of(source).profiles == by_hand(source, rows, replaced), seed
    assert ContactMerge.objects.exists(), "nobody was merged, so that was not tried"
