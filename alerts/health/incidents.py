"""What is wrong with an ad account, from the day it was seen to the day it is over; the admins hear of it once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string

from alerts.health.judging import Judging
from alerts.models import Incident
from alerts.playbook.evidence.verdict_words import incident_words
from cdp.models import AdAccount, Source
from deliveries.watch import telling

OLDEST = timedelta(days=3)  # what nobody could be told of by then stands on the page alone


def keep(judging: Judging) -> None:
    """Open, keep or end the incident of an ad account. Another cause is another incident."""
    facts, found = judging.facts, judging.costs.incident
    open_now = Incident.objects.filter(source_id=facts.source, ad_account=facts.ad_account, ended_at=None)
    if found is None:
        open_now.update(ended_at=judging.now)
        return
    open_now.exclude(kind=found.cause.value).update(ended_at=judging.now)
    kept = {"since": found.since.isoformat(), "expected": found.expected}
    if not open_now.update(found=kept, said=incident_words(found)):
        Incident.objects.create(
            account_id=facts.account, subaccount_id=facts.subaccount, source_id=facts.source,
            ad_account=facts.ad_account, kind=found.cause.value, said=incident_words(found), found=kept,
            began_at=judging.now,
        )  # fmt: skip


def tell(now: datetime) -> int:
    """Mail the admins of each account what they have not heard of; how many mails went. Marked before it is mailed,
    so that two never tell the same; where no mail server answers, the mark goes and it is tried again."""
    news = Incident.objects.filter(told_at=None, ended_at=None, began_at__gt=now - OLDEST).order_by("pk")
    accounts = sorted(set(news.values_list("account_id", flat=True)))
    try:
        return sum(_told(account, now) for account in accounts)
    except telling.NoMailServer:
        return 0


def _told(account: int, now: datetime) -> bool:
    """One mail for all of an account."""
    news = list(Incident.objects.filter(account=account, told_at=None, ended_at=None, began_at__gt=now - OLDEST))
    ours = [each for each in news if Incident.objects.filter(pk=each.pk, told_at=None).update(told_at=now)]
    if not ours:
        return False
    body = render_to_string(
        "alerts/mail/incident.txt", {"news": [_named(each) for each in ours], "url": settings.PUBLIC_URL}
    )
    subject = f"Ads: {ours[0].kind}" if len(ours) == 1 else f"Ads: {len(ours)} ad accounts can't be judged"
    marked = Incident.objects.filter(pk__in=[each.pk for each in ours], told_at=now)
    return telling.or_unmarked(marked, lambda: telling.sent(subject, body, telling.admins(account)))


def _named(incident: Incident) -> tuple[str, str]:
    row = AdAccount.objects.filter(pk=incident.ad_account).first() if incident.ad_account else None
    source = Source.objects.filter(pk=incident.source_id).first()
    return (row and row.name) or (source.name if source else "Ads"), incident.said
