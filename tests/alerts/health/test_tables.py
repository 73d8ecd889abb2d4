"""Days agree with a loop over the rows as they were received: restated, late, broken down, partly said."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from accounts.models import SubAccount
from alerts.health.facts import Facts, Key
from alerts.health.reading import Asked, read
from alerts.health.tables import Tables
from alerts.playbook.days import Level
from cdp.batches import batch
from cdp.models import AdMetric, AdSet
from tests.alerts.health.ads import NOW, Shop, day

pytestmark = pytest.mark.django_db
SUMS = ("impressions", "clicks", "spend", "results")
BREAKDOWNS: tuple[dict[str, str], ...] = (
    {}, {"age": "18-24"}, {"age": "25-34"}, {"country": "FR"}, {"device": "mobile"},
    {"device": "mobile", "keyword": "bed"},
)  # fmt: skip
ZONES = ("UTC", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kathmandu")
Row = dict[str, Any]


def figures(chance: random.Random) -> Row:
    """Some are not said, some are nothing, some can't be."""
    said = {"impressions": chance.choice([0, 400, 900]), "clicks": chance.choice([0, 7]),
            "spend": Decimal(chance.choice([0, 5, 8])), "results": Decimal(chance.choice([0, 1, 2]))}  # fmt: skip
    if chance.random() < 0.05:
        said["results"] = Decimal(-1)
    return {name: value for name, value in said.items() if chance.random() < 0.85}


def report(shop: Shop, chance: random.Random, things: list[Row], back: int) -> None:
    """A day of one thing, in one breakdown; most are told the next morning, some late, again, or with a history."""
    of, cut = chance.choice(things), chance.choice(BREAKDOWNS)
    wait = timedelta(days=chance.choice([1, 1, 1, 2, 3, 9, 12]), hours=chance.randrange(24))
    at = datetime.combine(day(back), time(), UTC) + wait
    external = f"{of} {cut} {back}"
    with batch():
        before = AdMetric.objects.filter(source_id=shop.source.pk, external_id=external, superseded_at=None)
        if before.filter(received_at__gte=at).exists():
            return
        before.update(superseded_at=at)
        AdMetric.objects.create(
            subaccount_id=shop.place.pk, source_id=shop.source.pk, external_id=external, day=day(back),
            received_at=at, ad_account_id=shop.account, currency=chance.choice(["", "EUR", "EUR", "USD"]),
            **of, **cut, **figures(chance),
        )  # fmt: skip


def world(place: SubAccount, chance: random.Random) -> tuple[Shop, dict[Key, list[Key]]]:
    """A shop with random reports, and what each thing is made of."""
    shop = Shop(place, zone=chance.choice(ZONES))
    other = shop.row(AdSet, ad_campaign_id=shop.campaign, name="Narrow", status="active")
    ads = [shop.ad("One"), shop.ad("Two"), shop.ad("Three", ad_set_id=other), shop.ad("Lone", ad_set_id=None)]
    things: list[Row] = [{"ad_id": ad} for ad in ads]
    things += [{"ad_set_id": other}, {"ad_campaign_id": shop.campaign}]
    for _ in range(90):
        report(shop, chance, things, chance.randrange(1, 16))
    ad = [(Level.AD, each) for each in ads]
    sets = [(Level.AD_SET, shop.ad_set), (Level.AD_SET, other)]
    return shop, {
        **{each: [] for each in ad},
        sets[0]: ad[:2], sets[1]: [ad[2]], (Level.CAMPAIGN, shop.campaign): [*sets, ad[3]],
    }  # fmt: skip


def known(rows: Iterable[Row], moment: datetime) -> list[Row]:
    """Versions that stood then. What first came a week late was brought in: it counts since its day was over."""
    rows = list(rows)
    first: dict[str, datetime] = {}
    for row in rows:
        first[row["external_id"]] = min(first.get(row["external_id"], row["received_at"]), row["received_at"])
    found = []
    for row in rows:
        begin, since = datetime.combine(row["day"], time(), UTC), row["received_at"]
        if since == first[row["external_id"]] and since > begin + timedelta(days=7):
            since = begin + timedelta(days=1)
        if since <= moment and (row["superseded_at"] is None or row["superseded_at"] > moment):
            found.append(row)
    return found


def whole(rows: list[Row]) -> list[Row]:
    """The rows that are one report of the day: not broken down, else the breakdown that was shown most."""
    if plain := [row for row in rows if not cut(row)]:
        return plain
    shown = {}
    for kind in {cut(row) - {"keyword"} for row in rows}:
        same = [row for row in rows if cut(row) - {"keyword"} == kind]
        size = (sum(row["impressions"] or 0 for row in same), sum(row["spend"] or 0 for row in same))
        shown[kind] = (
            size,
            -len(kind),
            [-("age", "gender", "country", "region", "device").index(each) for each in kind],
        )
    best = max(shown, key=lambda kind: shown[kind])
    return [row for row in rows if cut(row) - {"keyword"} == best]


def cut(row: Row) -> frozenset[str]:
    return frozenset(name for name in ("age", "country", "device", "keyword") if row[name] is not None)


def total(rows: list[Row], name: str) -> Decimal | None:
    said = [row[name] for row in rows if row[name] is not None]
    foreign = name == "spend" and any(row["currency"] == "USD" for row in rows)
    return None if foreign or not said or any(value < 0 for value in said) else Decimal(sum(said))


def of(row: Row) -> Key:
    if row["ad_id"]:
        return Level.AD, row["ad_id"]
    return (Level.AD_SET, row["ad_set_id"]) if row["ad_set_id"] else (Level.CAMPAIGN, row["ad_campaign_id"])


def by_hand(
    rows: list[Row], made_of: Mapping[Key, list[Key]], key: Key, on: date
) -> Mapping[str, Decimal | None] | None:
    """What a thing's own report says of a day, else what its parts come to; None where nobody speaks of it."""
    if own := [row for row in rows if of(row) == key and row["day"] == on]:
        return {name: total(whole(own), name) for name in SUMS}
    parts = [found for part in made_of[key] if (found := by_hand(rows, made_of, part, on)) is not None]
    ran = [part for part in parts if not idle(part)] or parts
    return {name: together([part[name] for part in ran]) for name in SUMS} if parts else None


def idle(part: Mapping[str, Decimal | None]) -> bool:
    shown, spend = part["impressions"], part["spend"]
    return (shown == 0 and not spend) or (shown is None and spend == 0)


def together(values: list[Decimal | None]) -> Decimal | None:
    return None if None in values else Decimal(sum(value for value in values if value is not None))


def come(rows: list[Row], zone: str) -> set[date]:
    """Days with a report that was made when they were over by the account's clocks, or was brought in."""
    first: dict[date, datetime] = {}
    for row in rows:
        first[row["day"]] = min(first.get(row["day"], row["received_at"]), row["received_at"])
    found = set()
    for row in rows:
        ends = datetime.combine(row["day"] + timedelta(days=1), time(), ZoneInfo(zone))
        late = row["received_at"] == first[row["day"]] and row["received_at"] > datetime.combine(
            row["day"], time(), UTC
        ) + timedelta(days=7)
        if row["received_at"] >= ends or late:
            found.add(row["day"])
    return found


def facts_of(shop: Shop) -> Facts:
    (found,) = read(Asked(shop.source, NOW, versions=True))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_days_agree_with_a_loop_over_the_rows(subaccount: SubAccount, seed: int) -> None:
    shop, made_of = world(subaccount, random.Random(seed))
    rows, facts = list(AdMetric.objects.filter(source_id=shop.source.pk).values()), facts_of(shop)
    for moment in (NOW, NOW - timedelta(days=3, hours=5), NOW - timedelta(days=8)):
        tables, then = Tables(facts, moment), known(rows, moment)
        for key in made_of:
            told = {
                on: {name: found.figure(name) for name in SUMS} for on, found in tables.reported.get(key, {}).items()
            }
            days = {day(back) for back in range(1, 16)}
            assert told == {on: found for on in days if (found := by_hand(then, made_of, key, on)) is not None}


@pytest.mark.parametrize("seed", range(8))
def test_a_day_has_come_when_it_was_over_by_the_accounts_clocks(subaccount: SubAccount, seed: int) -> None:
    shop, _ = world(subaccount, random.Random(100 + seed))
    rows = list(AdMetric.objects.filter(source_id=shop.source.pk).values())
    for moment in (NOW, NOW - timedelta(days=4)):
        came = Tables(facts_of(shop), moment).came
        lately = [row for row in rows if row["received_at"] <= moment]
        history = [row for row in rows if row["received_at"] > moment]
        expected = come(lately, shop.zone) | {row["day"] for row in history if row["day"] in brought_in(rows)}
        assert came.whole == {on for on in expected if on <= came.through}


def brought_in(rows: list[Row]) -> set[date]:
    """Days whose first report of all came more than a week late."""
    first: dict[date, datetime] = {}
    for row in rows:
        first[row["day"]] = min(first.get(row["day"], row["received_at"]), row["received_at"])
    return {on for on, at in first.items() if at > datetime.combine(on, time(), UTC) + timedelta(days=7)}


@pytest.mark.parametrize("seed", range(6))
def test_a_day_without_a_report_of_it_is_nothing_of_what_it_says_and_unknown_else(
    subaccount: SubAccount, seed: int
) -> None:
    shop, made_of = world(subaccount, random.Random(200 + seed))
    tables = Tables(facts_of(shop), NOW)
    for key in made_of:
        told = tables.reported.get(key, {})
        says = {name for name in SUMS for found in told.values() if found.figure(name) is not None}
        for found in tables.days(key):
            if found.day not in told:
                assert found.day in tables.came.whole
                idle = {"impressions", "clicks", "spend", "results"} | says
                assert {name: found.figure(name) for name in idle} == dict.fromkeys(idle, Decimal(0))


def test_the_sum_of_parts_that_nobody_can_mean_is_not_known(shop: Shop) -> None:
    for name in ("One", "Two"):
        shop.steady(shop.ad(name), 3, impressions=9 * 10**14, clicks=1, spend=1)
    found = Tables(facts_of(shop), NOW).reported[Level.CAMPAIGN, shop.campaign]
    assert {(each.impressions, each.clicks) for each in found.values()} == {(None, 2)}
