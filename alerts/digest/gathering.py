"""What a digest tells, from the rows that the pages show: the same functions, the same judgement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from accounts.viewer import Viewer
from alerts.digest.narrowing import Narrowed
from alerts.digest.totals import Account, account
from alerts.digest.writing import SHOWN, Found
from alerts.health.facts import Facts, Key
from alerts.health.judging import Judging
from alerts.health.reading import Asked, read
from alerts.health.seen import as_seen
from alerts.health.wishes import Wishes
from alerts.models import Judged
from alerts.models.ads import Group, Health
from alerts.models.ads.entity import Level
from alerts.screen import amounts, chips, row
from alerts.screen.incidents import ALL, incidents
from alerts.screen.seen import seen
from cdp.models import Source
from deliveries.content.report import Line

TONES = {Group.PAUSE: "bad", Group.WATCH: "warn"}
REASONS = 4  # why there is no verdict, the most frequent by name


@dataclass(frozen=True)
class Look:
    """Who looks, at which ads, at which moment."""

    viewer: Viewer
    of: Narrowed
    now: datetime

    @property
    def zone(self) -> str:
        """In which moments are told."""
        return self.viewer.timezone

    def healths(self) -> QuerySet[Health]:
        """Everything that was judged, as far as the digest is about it."""
        return seen(self.viewer, Health).filter(self.of.condition)


def standing(look: Look) -> Found:
    """How the ads stand now, without what was done."""
    active = look.healths().filter(level=Level.AD, status="on").exclude(snoozed_until__gt=look.now)
    pressing = active.filter(group__in=TONES)
    counts = Counter(pressing.values_list("group", flat=True))
    first = pressing.order_by("group", F("at_stake").desc(nulls_last=True), F("spend").desc(nulls_last=True), "pk")
    accounts = [each for source in _sources(look) for each in _accounts(look, source)]
    return Found(
        pauses=counts[Group.PAUSE], watched=counts[Group.WATCH],
        waiting=tuple(_line(each) for each in first[:SHOWN]), incidents=_incidents(look), stake=_stake(pressing),
        held=_held(active), accounts=accounts, gone=look.of.gone, foot=tuple(_foot(look)),
    )  # fmt: skip


def _line(of: Health) -> Line:
    """``Linen bed · Pause suggested · €40 a day at stake``, with the evidence in words."""
    evidence = of.evidence
    firing = [chips.label(each) for each in chips.firing(of.signals)]
    signals = f"Signals: {', '.join(firing)}." if firing else ""
    headline = str(evidence.get("headline") or of.get_group_display())
    cost = f"{headline}: {row.said(of, str(evidence.get('result') or ''))}."
    said = (row.about(of), cost, signals, str(evidence.get("deciding_words") or ""))
    stake = f"{amounts.rounded(of.at_stake, of.currency)} a day" if of.at_stake else ""
    link = f"/ads/{of.level}/{of.row}/"
    return Line(of.name, tuple(filter(None, said)), of.get_group_display(), TONES[Group(of.group)], stake, link)


def _stake(pressing: QuerySet[Health]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for currency, stake in pressing.exclude(at_stake=None).values_list("currency", "at_stake"):
        found[currency] += stake or 0
    return dict(found)


def _held(active: QuerySet[Health]) -> dict[str, int]:
    reasons = Counter(active.filter(group=Group.NO_VERDICT).values_list("why", flat=True))
    common = {why or "no target to judge by": count for why, count in reasons.most_common(REASONS)}
    rest = sum(reasons.values()) - sum(common.values())
    return common | ({"other reasons": rest} if rest else {})


def _incidents(look: Look) -> tuple[str, ...]:
    """Those of the ad accounts that the digest is about."""
    if not look.of.any:
        return incidents(look.viewer, ALL)
    ours = look.healths().values_list("source_id", "ad_account").distinct()
    within = ALL
    for source, number in ours:
        within |= Q(source_id=source, ad_account=number)
    return incidents(look.viewer, within) if within else ()


def _sources(look: Look) -> list[tuple[Source, datetime]]:
    """With the moment at which each was judged last: figures are those that were known then, as on the page."""
    judged = Judged.objects.filter(source__subaccount__in=look.viewer.subaccounts)
    return [(each.source, each.at) for each in judged.select_related("source__subaccount__account").order_by("source")]


def _accounts(look: Look, judged: tuple[Source, datetime]) -> Iterator[Account]:
    source, at = judged
    for facts in read(Asked(source, at, versions=True)):
        if not look.of.accounts or facts.ad_account in look.of.accounts:
            judging = Judging(as_seen(facts), Wishes(), at)
            if found := account(judging.tables, _holder(look, judging, facts)):
                yield found


def _holder(look: Look, judging: Judging, facts: Facts) -> Callable[[Key], bool]:
    return lambda key: look.of.holds(judging.platform(key), facts.ad_account)


def _foot(look: Look) -> Iterator[str]:
    """What all of it rests on."""
    told = look.healths().filter(status="on").values_list("data_version", "data_as_of", "judged_at")
    versions = sorted({version for version, _, _ in told if version is not None})
    ends = [at for _, at, _ in told if at is not None]
    judged = [at for _, _, at in told]
    if not judged:
        yield "No ad was judged yet."
        return
    oldest = f", the oldest of {amounts.moment(min(ends), look.now, look.zone)}" if ends else ""
    named = f"data version {', '.join(map(str, versions))}" if versions else "no data version"
    yield f"Judged {amounts.moment(min(judged), look.now, look.zone)} on {named}{oldest}."
    yield f"Moments are by the clocks of {look.zone}; days are whole days of each ad account's own zone."
