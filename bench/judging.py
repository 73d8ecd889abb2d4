"""What judging all ads of an account costs, against one bare read of the rows that it rests on; and how that grows."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb
from django.db import connection

from accounts.models import SubAccount
from alerts.health.exported import audiences_of
from alerts.health.facts import first_day
from alerts.health.keeping import judge_source
from alerts.models import Health
from alerts.playbook.audiences import Aim, Shared
from bench import direct
from bench.figures import percentile
from cdp.batches import batch
from cdp.models import Source
from cdp.warehouse import mirror, open_warehouse

NOW = datetime(2026, 11, 17, 6, tzinfo=UTC)
SIZES = ((500, 90), (2000, 90), (2000, 30), (2000, 180), (8000, 90))  # ads, days of each
AUDIENCES_OF = (1000, 7)  # ads whose ad sets are shown to audiences
IN_SET, IN_CAMPAIGN = 10, 100  # ads
AUDIENCES, MEMBERS, PEOPLE = 20, 1_000_000, 300_000

_ADS = """
    with account as (
        insert into cdp_ad_account
            (subaccount_id, source_id, external_id, attributes, name, channel, currency, timezone)
        values (%(place)s, %(source)s, 'a', '{}', 'Bench', 'facebook', 'EUR', 'Europe/Paris') returning id
    ), campaigns as (
        insert into cdp_ad_campaign
            (subaccount_id, source_id, external_id, attributes, ad_account_id, name, status, goal)
        select %(place)s, %(source)s, c::text, '{}', account.id, 'Campaign ' || c, 'active', 'purchases'
        from account, generate_series(0, (%(ads)s - 1) / %(campaign)s) c returning id, external_id
    ), sets as (
        insert into cdp_ad_set (subaccount_id, source_id, external_id, attributes, ad_campaign_id, name, status)
        select %(place)s, %(source)s, s::text, '{}', campaigns.id, 'Set ' || s, 'active'
        from generate_series(0, (%(ads)s - 1) / %(set)s) s
        join campaigns on campaigns.external_id = (s * %(set)s / %(campaign)s)::text
        returning id, external_id, ad_campaign_id
    )
    insert into cdp_ad (subaccount_id, source_id, external_id, attributes, ad_set_id, ad_campaign_id, name, status)
    select %(place)s, %(source)s, a::text, '{}', sets.id, sets.ad_campaign_id, 'Ad ' || a, 'active'
    from generate_series(0, %(ads)s - 1) a join sets on sets.external_id = (a / %(set)s)::text
"""
# Each day is reported the next morning; of the last four weeks it was restated once, with results that came late.
_DAYS = """
    insert into cdp_ad_metric (
        subaccount_id, source_id, external_id, attributes, ad_id, day, received_at, superseded_at, impressions, reach,
        clicks, spend, results, purchase_value, currency
    )
    select %(place)s, %(source)s, a.id || ':' || back, '{}', a.id, on_day,
        on_day + told * interval '1 day' + interval '28 h',
        case when told = 0 and back <= 28 then on_day + interval '2 days 4 h' end,
        800 + h %% 900, 500 + h %% 300, 8 + h %% 20, 4 + (h %% 700) / 100.0, (h %% 3 = 0)::int + told, 20 * (h %% 3),
        'EUR'
    from cdp_ad a, generate_series(1, %(days)s) back, generate_series(0, 1) told,
        lateral (select date '2026-11-17' - back as on_day, (a.id * 7919 + back * 104729) %% 10007 as h) drawn
    where a.source_id = %(source)s and (told = 0 or back between 2 and 28)
"""
_AUDIENCES = """
    with audiences as (
        insert into cdp_ad_audience (subaccount_id, source_id, external_id, attributes, name)
        select %(place)s, %(source)s, n::text, '{}', 'Audience ' || n from generate_series(1, %(audiences)s) n
        returning id, external_id::bigint as n
    ), targets as (
        insert into cdp_ad_target (subaccount_id, source_id, external_id, attributes, ad_set_id, audience_id, excluded)
        select %(place)s, %(source)s, s.id || ':' || a.n, '{}', s.id, a.id, a.n %% 5 = 0
        from cdp_ad_set s join audiences a on (s.id * 31 + a.n * 17) %% 7 = 0 where s.source_id = %(source)s
    )
    insert into cdp_ad_audience_member (subaccount_id, audience_id, contact_id, exported_at)
    select distinct %(place)s, a.id, ('x' || left(md5(p || ':' || a.n), 8))::bit(32)::bigint %% %(people)s,
        timestamptz '2026-11-16'
    from audiences a, generate_series(1, %(each)s) p
"""


def measure(rounds: int) -> dict[str, Any]:
    """Medians in seconds: judging, the bare read, and how often as long the first takes; by ads and days."""
    place = SubAccount.objects.order_by("pk")[0]
    sources = {size: _made(place, *size) for size in SIZES}
    audiences = _made(place, *AUDIENCES_OF)
    mirror.publish()
    bare, rounds = direct.connect(open_warehouse().pin()), min(rounds, 3)
    found = {"audiences": _audiences(bare, audiences, rounds)}
    return {**found, "judging": [_judged(bare, source, size, rounds) for size, source in sources.items()]}


def _made(place: SubAccount, ads: int, days: int) -> Source:
    """Kept for the next run, as its site is."""
    source, fresh = Source.objects.get_or_create(subaccount=place, name=f"Bench {ads} x {days}", kind="file")
    if fresh:
        params = {"place": place.pk, "source": source.pk, "ads": ads, "days": days, "set": IN_SET,
                  "campaign": IN_CAMPAIGN, "audiences": AUDIENCES, "people": PEOPLE,
                  "each": MEMBERS // AUDIENCES}  # fmt: skip
        with batch(source), connection.cursor() as cursor:
            for statement in (_ADS, _DAYS, *([_AUDIENCES] if (ads, days) == AUDIENCES_OF else [])):
                cursor.execute(statement, params)
            cursor.execute("analyze cdp_ad_metric")
    return source


def _judged(bare: duckdb.DuckDBPyConnection, source: Source, size: tuple[int, int], rounds: int) -> dict[str, Any]:
    read = _median(lambda: _read(bare, source), rounds)
    judging = _median(lambda: judge_source(source, NOW), rounds, warm=True)
    things = Health.objects.filter(source_id=source.pk).count()
    found = {
        "ads": size[0], "days": size[1], "judged": things, "read_seconds": round(read.wall, 3),
        "judging_seconds": round(judging.wall, 2), "processor_seconds": round(judging.processor, 2),
        "processor_ms_a_thing": round(judging.processor / things * 1000, 2),
        "ratio_to_read": round(judging.wall / read.wall),
        "processor_ratio_to_read": round(judging.processor / read.processor),
    }  # fmt: skip
    print(f"bench: {found}", file=sys.stderr, flush=True)  # noqa: T201
    return found


def _read(bare: duckdb.DuckDBPyConnection, source: Source) -> None:
    params = {"source": source.pk, "first": first_day(NOW)}
    sql = "select * from ad_metrics where source_id = $source and day >= $first and superseded_at is null"
    direct.ask(bare, [(sql, params)])


def _audiences(bare: duckdb.DuckDBPyConnection, source: Source, rounds: int) -> dict[str, Any]:
    """A million members: counting who is in which, and comparing every ad set with every other."""
    members = (
        "select * from ad_audience_members m join ad_audiences a on a.id = m.audience_id where a.source_id = $source"
    )
    read = _median(lambda: direct.ask(bare, [(members, {"source": source.pk})]), rounds)
    counting = _median(lambda: audiences_of(source), rounds)
    known = audiences_of(source)
    aims: dict[int, frozenset[Aim]] = {}
    for ad_set in {each.ad_set for each in known.targets if each.ad_set}:
        own = [each for each in known.targets if each.ad_set == ad_set]
        into, out = (frozenset(each.audience for each in own if each.excluded is side) for side in (False, True))
        aims[ad_set] = frozenset({Aim(into, out)})
    comparing = _median(lambda: list(Shared(aims, known.profiles).beside(next(iter(aims)))), rounds)
    return {
        "members": MEMBERS, "profiles": len(known.profiles), "ad_sets": len(aims),
        "read_seconds": round(read.wall, 3), "counting_seconds": round(counting.wall, 2),
        "comparing_seconds": round(comparing.wall, 2), "ratio_to_read": round(counting.wall / read.wall, 1),
    }  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and of this process."""

    wall: float
    processor: float


def _median(run: Callable[[], object], rounds: int, *, warm: bool = False) -> Taken:
    if not warm:
        run()
    walls, processors = [], []
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        run()
        walls.append(time.perf_counter() - began)
        processors.append(time.process_time() - worked)
    return Taken(percentile(walls, 0.5), percentile(processors, 0.5))
