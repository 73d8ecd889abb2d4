"""Owners hear what is wrong with their alerts: one mail for all that one cause hit within a few minutes, once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Min, Q
from django.template.loader import render_to_string
from django.urls import reverse

from alerts.models import About, Notice
from deliveries.watch.telling import NoMailServer, or_unmarked, owner_or_admins, sent

log = logging.getLogger(__name__)
QUIET = timedelta(minutes=1)  # since the last alert that the cause hit: no more of them come
LONGEST = timedelta(minutes=5)  # after the first: it is told, even if more come
OLDEST = timedelta(days=3)  # what nobody could be told of by then stands on the pages alone
SHOWN = 20  # alerts that a mail names
SUBJECTS = {
    About.BROKE: ("can't be checked", "can't be checked"),
    About.NO_DATA: ("has no data", "have no data"),
    About.STOPPED: ("stands still", "stand still"),
    About.LATE: ("waits for data", "wait for data"),
    About.MENDED: ("is checked again", "are checked again"),
    About.JUDGED: ("is judged again", "are judged again"),
    About.EDITED: ("follows other filters now", "follow other filters now"),
}


@dataclass(frozen=True)
class Cause:
    """What one mail is about."""

    account: int
    owner: int | None
    what: str
    cause: str

    @property
    def untold(self) -> Q:
        """Its notices."""
        told = Q(alert__account=self.account, owner=self.owner, what=self.what, cause=self.cause)
        return told & Q(told_at=None)


def tell(now: datetime) -> int:
    """Mail what has come to rest; how many mails went. What could not be sent is tried again."""
    told = 0
    try:
        for cause in _rested(now):
            told += _told(cause, now)
    except NoMailServer:
        log.warning("the mail server does not answer; owners of alerts are told later")
    return told


def _rested(now: datetime) -> Iterator[Cause]:
    """Causes that hit no more alerts, or that have waited long enough."""
    untold = Notice.objects.filter(told_at=None, written_at__gt=now - OLDEST)
    groups = untold.values("owner", "what", "cause", account=F("alert__account"))
    ends = groups.annotate(first=Min("written_at"), last=Max("written_at")).order_by("first")
    for each in ends.filter(Q(last__lte=now - QUIET) | Q(first__lte=now - LONGEST)):
        yield Cause(each["account"], each["owner"], each["what"], each["cause"])


def _told(cause: Cause, now: datetime) -> bool:
    """Marked before it is mailed, under the locks of the rows, so that two workers never tell the same."""
    with transaction.atomic():
        ours = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(cause.untold)
        notices = list(ours.select_related("alert").order_by("alert__name", "pk"))
        if not notices:
            return False
        numbers = [each.pk for each in notices]
        Notice.objects.filter(pk__in=numbers).update(told_at=now)
    subject, body = message(cause, notices)
    to = owner_or_admins(cause.account, cause.owner)
    return or_unmarked(Notice.objects.filter(pk__in=numbers), lambda: sent(subject, body, to))


def message(cause: Cause, notices: Sequence[Notice]) -> tuple[str, str]:
    """Subject and text: the cause, then every alert once."""
    alerts = list({each.alert_id: each.alert for each in notices}.values())
    one, several = SUBJECTS[About(cause.what)]
    subject = f"{alerts[0].name} {one}" if len(alerts) == 1 else f"{len(alerts)} alerts {several}"
    shown = [(each.name, _address("alerts:alert", each.pk)) for each in alerts[:SHOWN]]
    context = {
        "cause": cause.cause,
        "subject": subject,
        "alerts": shown,
        "more": len(alerts) - len(shown),
        "all": _address("alerts:list"),
    }
    return subject, render_to_string("alerts/mail/owner.txt", context)


def _address(name: str, *args: object) -> str:
    """Empty on an installation that does not know its own address."""
    return f"{settings.PUBLIC_URL}{reverse(name, args=args)}" if settings.PUBLIC_URL else ""
