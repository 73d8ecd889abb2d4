"""The owner is told of what did not arrive: one mail for all of a schedule that they do not know of yet."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string

from accounts.models import Membership, Role
from deliveries.models import Delivery, Hold, Recipient, Schedule, State
from deliveries.watch.expected import Missing

log = logging.getLogger(__name__)
OLDEST = timedelta(days=3)  # what nobody could be told of by then stands on the page alone
SHOWN = 20  # lines of an alarm
OF_ONE_MAIL = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)  # the server answers, and would take another
NEWS = Q(state__in=(State.FAILED, State.UNSURE)) | Q(state=State.DELIVERED, code="partly")


class NoMailServer(Exception):
    """It does not answer. Whoever has more mails keeps them for later: to wait for it once is enough."""


def tell(now: datetime) -> int:
    """Mail each owner what they were not told of; how many mails went. What could not be sent is tried again."""
    told = 0
    try:
        for schedule, news in _untold(now):
            told += _told(schedule, news, now)
    except NoMailServer:
        log.warning("the mail server does not answer; owners are told later")
    return told


def _untold(now: datetime) -> Iterator[tuple[Schedule, list[Delivery]]]:
    untold = Delivery.objects.filter(NEWS, _lately(now - OLDEST), told_at=None)
    found = untold.select_related("schedule__owner", "account").order_by("schedule_id", "slot")
    yield from ((schedule, list(each)) for schedule, each in groupby(found, lambda one: one.schedule))


def _lately(oldest: datetime) -> Q:
    """Ended since, or a mail of it came back since: that may take days."""
    back = Recipient.objects.filter(delivery=OuterRef("pk"), state=Hold.BOUNCED, at__gt=oldest)
    return Q(finished_at__gt=oldest) | Q(Exists(back))


def _told(schedule: Schedule, news: list[Delivery], now: datetime) -> bool:
    """Marked before it is mailed, so that two never tell the same. Raises NoMailServer."""
    ours = Delivery.objects.filter(pk__in=[each.pk for each in news], told_at=None)
    if not ours.update(told_at=now):
        return False
    failed = any(each.state == State.FAILED for each in news)
    subject = f"{schedule.name}: {'not delivered' if failed else 'please look at a delivery'}"
    context = {"schedule": schedule, "news": news, "url": settings.PUBLIC_URL}
    body = render_to_string("deliveries/mail/told.txt", context)
    marked = Delivery.objects.filter(pk__in=[each.pk for each in news], told_at=now)
    return or_unmarked(marked, lambda: sent(subject, body, addresses(schedule)))


def or_unmarked(told: models.QuerySet[Any], mail: Callable[[], bool]) -> bool:
    """Mail what is marked as told already; where it does not go, the mark goes. Raises NoMailServer."""
    try:
        went = mail()
    except NoMailServer:
        told.update(told_at=None)
        raise
    if not went:
        told.update(told_at=None)
    return went


def addresses(schedule: Schedule) -> Iterable[str]:
    """The owner; where they have left, the admins of the account."""
    return owner_or_admins(schedule.account_id, schedule.owner_id)


def owner_or_admins(account: int, owner: int | None) -> Iterable[str]:
    """Of that person, as long as they are of the account; else of its admins."""
    members = Membership.objects.filter(account=account, user__is_active=True)
    return members.filter(user=owner or 0).values_list("user__email", flat=True) or admins(account)


def admins(account: int) -> Iterable[str]:
    """Who answers for the account."""
    members = Membership.objects.filter(account=account, user__is_active=True, role=Role.ADMIN)
    return members.values_list("user__email", flat=True)


def warn(schedule: Schedule, warnings: list[str]) -> bool:
    """Ahead of a slot that would go wrong; whether a mail went. Raises NoMailServer."""
    context = {"schedule": schedule, "warnings": warnings, "url": settings.PUBLIC_URL}
    body = render_to_string("deliveries/mail/foreseen.txt", context)
    return sent(f"{schedule.name}: look before it is sent", body, addresses(schedule))


def alarm(account: int, missing: Sequence[Missing]) -> bool:
    """Deliveries that should have been made were not: to the admins of the account. Raises NoMailServer."""
    shown = missing[:SHOWN]
    context = {"missing": shown, "more": len(missing) - len(shown)}
    subject = f"{len(missing)} deliveries are missing" if len(missing) > 1 else "A delivery is missing"
    return sent(subject, render_to_string("deliveries/mail/alarm.txt", context), admins(account))


def sent(subject: str, body: str, people: Iterable[str]) -> bool:
    """Whether there was somebody to tell, and the mail server took it. Raises NoMailServer."""
    try:
        return bool(send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, list(people)))
    except OF_ONE_MAIL:
        log.warning("the mail server does not take this mail: %s", subject, exc_info=True)
        return False
    except OSError as error:  # what ``smtplib`` raises besides is one, too
        log.warning("a mail could not be sent: %s", subject, exc_info=True)
        raise NoMailServer from error
