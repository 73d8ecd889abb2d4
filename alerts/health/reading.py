"""What is known of the ads of one source, from PostgreSQL: as many questions for one ad as for thousands."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from alerts.health.edits import days_of
from alerts.health.exported import audiences_of
from alerts.health.facts import (
    DAYS,
    HISTORY,
    Ad,
    AdSet,
    Came,
    Campaign,
    Facts,
    Told,
    Version,
    first_day,
    told_days,
)  # fmt: skip
from alerts.health.made import budgets_set
from alerts.health.slices import SLICES
from alerts.playbook.stated import edited_on, learning
from cdp.models import Ad as AdRow
from cdp.models import AdAccount, AdCampaign, Source
from cdp.models import AdSet as AdSetRow
from explores.semantic.errors import SemanticError
from explores.semantic.zones import zone_named

AT_ONCE = 5_000  # rows fetched
_FROM = """
    from cdp_ad_metric m
    left join cdp_ad a on a.id = m.ad_id
    left join cdp_ad_set s on s.id = coalesce(m.ad_set_id, a.ad_set_id)
    left join cdp_ad_campaign c on c.id = coalesce(m.ad_campaign_id, a.ad_campaign_id, s.ad_campaign_id)
    where m.source_id = %(source)s and m.day >= %(first)s
"""
_ACCOUNT = "coalesce(m.ad_account_id, c.ad_account_id)"
_FIRST = "m.received_at = min(m.received_at) over (partition by m.external_id)"
_ROWS = f"""
    select {_ACCOUNT}, m.external_id, m.ad_id, s.id, c.id, m.day, m.received_at, m.superseded_at, {{first}},
    {" | ".join(f"((m.{name} is not null)::int << {bit})" for bit, name in enumerate(SLICES))},
    m.impressions, m.reach, m.clicks, nullif(m.spend, 'NaN'), nullif(m.results, 'NaN'), nullif(m.purchases, 'NaN'),
    nullif(m.purchase_value, 'NaN'),
    case when jsonb_typeof(m.attributes -> 'engagements') = 'number' then (m.attributes ->> 'engagements')::numeric end,
    m.negative_feedback, m.quality_ranking, m.engagement_ranking, m.conversion_ranking, m.currency {_FROM}
"""
_ROWS_OF = {
    False: _ROWS.format(first="false") + " and m.superseded_at is null order by m.id",
    True: _ROWS.format(first=_FIRST) + " order by m.id",
}  # by whether superseded versions are wanted
_CAME = f"""
    select account, day, received_at, min(received_at) over (partition by account, day) from (
        select {_ACCOUNT} as account, m.day, m.received_at {_FROM} group by 1, 2, 3
    ) reports
"""  # noqa: S608  (constants of this file alone)
_TOLD = f"""
    select {_ACCOUNT}, m.external_id, m.day, m.received_at, m.results, {_FIRST}
    {_FROM.replace("%(first)s", "%(told_from)s")}
    and m.day <= %(told_to)s and m.results >= 0 and m.results <> 'NaN' order by m.received_at, m.id
"""
_STARTS = """
    select a.id, (select min(m.day) from cdp_ad_metric m where m.ad_id = a.id)
    from cdp_ad a where a.source_id = %(source)s
"""


@dataclass(frozen=True)
class Asked:
    """A source, and from which moment one looks back so many days. ``versions``: with those that were superseded."""

    source: Source
    now: datetime
    days: int = DAYS
    versions: bool = False

    @property
    def first(self) -> date:
        """The first day that is looked at."""
        return first_day(self.now, self.days)

    @property
    def told(self) -> tuple[date, date]:
        """Final days, as far as one looks back; of a replay, of all its days."""
        first, last = told_days(self.now)
        return (min(first, self.first) if self.versions else first), last


def read(asked: Asked) -> list[Facts]:
    """The ad accounts of the source, each with all that is known of it; those without ads or results are left out."""
    found = _Found(asked)
    return [facts for key in found.accounts() if (facts := found.facts(key)).ads or facts.campaigns or facts.rows]


class _Found:
    """All that the source has, to be parted by ad account."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._rows: dict[int | None, list[Version]] = defaultdict(list)
        self._homes: dict[int, tuple[int | None, int | None, int | None]] = {}
        once = _Once()
        for account, *row in _fetched(_ROWS_OF[asked.versions], asked):
            version = once.of(Version(*row))
            self._rows[account].append(version)
            if version.ad is not None:
                self._homes[version.ad] = (version.ad_set, version.campaign, account)
        self._known = {each.pk: each for each in AdAccount.objects.filter(source_id=asked.source.pk)}
        self._campaigns = _campaigns(asked.source)
        self._ad_sets = _ad_sets(asked.source)
        self._ads = {ad.id: self._at_home(ad) for ad in _ads(asked.source)}
        self._came, self._told = _came(asked), _told(asked)
        self._edits = budgets_set(asked.source)
        self._starts = {ad: day for ad, day in _fetched(_STARTS, asked) if day}
        self._audiences = audiences_of(asked.source)

    def accounts(self) -> list[int | None]:
        """Of everything that is there; None: of what names none."""
        keys = {*self._known, *self._rows, *(each.account for each in self._campaigns.values())}
        keys |= {self._account_of(ad) for ad in self._ads.values()}
        return sorted(keys, key=lambda key: key or 0)

    def facts(self, key: int | None) -> Facts:
        """What is of one ad account."""
        source, row = self._asked.source, self._known.get(key) if key else None
        account, rows = source.subaccount.account, self._rows.get(key, [])
        campaigns = {each.id: each for each in self._campaigns.values() if each.account == key}
        zone = _zone((row and row.timezone) or account.timezone)
        return Facts(
            account=account.pk, subaccount=source.subaccount_id, source=source.pk, ad_account=key,
            name=(row.name or row.external_id) if row else source.name,
            channel=(row and row.channel) or next((each.channel for each in campaigns.values() if each.channel), ""),
            currency=(row and row.currency) or _usual_currency(rows) or account.currency,
            zone=zone, back_to=self._asked.first,
            campaigns=campaigns,
            ad_sets={each.id: each for each in self._ad_sets.values() if self._account_of(each) == key},
            ads={each.id: each for each in self._ads.values() if self._account_of(each) == key},
            rows=rows, came=self._came.get(key, []), told=self._told.get(key, []), starts=self._starts,
            audiences=self._audiences,
            edits={place: days_of(each, zone) for place, each in self._edits.items()},
        )  # fmt: skip

    def _at_home(self, ad: Ad) -> Ad:
        """With the ad set and the campaign that its results name, where its own row names none."""
        ad_set, campaign, _ = self._homes.get(ad.id, (None, None, None))
        ad_set = ad.ad_set if ad.ad_set is not None else ad_set
        above = self._ad_sets[ad_set].campaign if ad_set in self._ad_sets else None
        return ad._replace(ad_set=ad_set, campaign=next((c for c in (ad.campaign, above, campaign) if c), None))

    def _account_of(self, each: Ad | AdSet) -> int | None:
        campaign = self._campaigns.get(each.campaign or 0)
        if campaign is not None and campaign.account is not None:
            return campaign.account
        return self._homes[each.id][2] if isinstance(each, Ad) and each.id in self._homes else None


class _Once:
    """Days, moments, words and counts of results stand in row after row: equal ones become one object. Of a large
    account that is a third of what is held."""

    def __init__(self) -> None:
        self._days: dict[date, date] = {}
        self._moments: dict[datetime, datetime] = {}
        self._counts: dict[Decimal, Decimal] = {}

    def of(self, row: Version) -> Version:
        """The same row."""
        days, moments, counts = self._days, self._moments, self._counts
        return row._replace(
            day=days.setdefault(row.day, row.day),
            received=moments.setdefault(row.received, row.received),
            superseded=row.superseded and moments.setdefault(row.superseded, row.superseded),
            results=row.results and counts.setdefault(row.results, row.results),
            purchases=row.purchases and counts.setdefault(row.purchases, row.purchases),
            currency=sys.intern(row.currency),
        )


def _campaigns(source: Source) -> dict[int, Campaign]:
    rows = AdCampaign.objects.filter(source_id=source.pk)
    return {
        row.pk: Campaign(
            row.pk, row.name or row.external_id, row.status or "", row.channel or "", row.goal or "",
            row.ad_account_id, row.daily_budget, row.started_on, row.ended_on, *_stated(row),
        )
        for row in rows
    }  # fmt: skip


def _ad_sets(source: Source) -> dict[int, AdSet]:
    rows = AdSetRow.objects.filter(source_id=source.pk)
    return {
        row.pk: AdSet(
            row.pk, row.name or row.external_id, row.status or "", row.ad_campaign_id, row.audience or "",
            row.audience_size, row.daily_budget, *_stated(row),
        )
        for row in rows
    }  # fmt: skip


def _ads(source: Source) -> list[Ad]:
    rows = AdRow.objects.filter(source_id=source.pk)
    return [
        Ad(row.pk, row.name or row.external_id, row.status or "", row.ad_set_id, row.ad_campaign_id, *_stated(row))
        for row in rows
    ]


def _stated(row: AdCampaign | AdSetRow | AdRow) -> tuple[bool | None, date | None]:
    return learning(row.attributes), edited_on(row.attributes)


def _came(asked: Asked) -> Mapping[int | None, list[Came]]:
    """A day whose earliest report came a week after it was brought in with a history."""
    found: dict[int | None, list[Came]] = defaultdict(list)
    for account, day, received, earliest in _fetched(_CAME, asked):
        history = received == earliest and received > datetime.combine(day, time(), received.tzinfo) + HISTORY
        found[account].append(Came(day, received, history))
    return found


def _told(asked: Asked) -> Mapping[int | None, list[Told]]:
    """What was brought in with a history says nothing of how results come in."""
    found: dict[int | None, list[Told]] = defaultdict(list)
    for account, external, day, received, results, first in _fetched(_TOLD, asked):
        if not (first and received > datetime.combine(day, time(), received.tzinfo) + HISTORY):
            found[account].append(Told(external, day, received, results))
    return found


def _fetched(sql: str, asked: Asked) -> Iterator[tuple[Any, ...]]:
    """So many at a time: the database keeps the rest, so that they are never held twice."""
    params: dict[str, int | date] = {
        "source": asked.source.pk,
        "first": asked.first,
        "told_from": asked.told[0],
        "told_to": asked.told[1],
    }
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


def _usual_currency(rows: Iterable[Version]) -> str:
    named = Counter(row.currency for row in rows if row.currency)
    return named.most_common(1)[0][0] if named else ""


def _zone(name: str) -> ZoneInfo:
    """Of the account; a name that this machine does not know counts as UTC."""
    try:
        return zone_named(name)
    except SemanticError:
        return ZoneInfo("UTC")
