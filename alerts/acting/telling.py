"""People hear by mail of what a rule proposes, of what acted by itself, and of what failed behind their backs.

One mail for each person and look, however many decisions it holds. Marked before it is mailed, so that two workers
never tell the same; where no mail server answers, the mark goes and it is tried again.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from accounts.models import User
from alerts.acting import links, words
from alerts.acting.people_of import told_of
from alerts.models import Decision
from alerts.models.ads import Stage

log = logging.getLogger(__name__)
AT_ONCE = 200
OLDEST = timedelta(days=3)  # what nobody could be told of by then stands in the log alone


@dataclass(frozen=True)
class News:
    """One decision in a mail."""

    title: str
    said: str
    links: Sequence[tuple[str, str]]
    waits: bool  # for an answer


def tell(now: datetime) -> int:
    """Mail what is to be told; how many mails went."""
    due = Decision.objects.filter(tell_at__lte=now, tell_at__gt=now - OLDEST).order_by("tell_at", "pk")
    ours = [each for each in due.select_related("calendar", "by")[:AT_ONCE] if _marked(each)]
    people: dict[User, list[Decision]] = defaultdict(list)
    for decision in ours:
        for user in told_of(decision):
            people[user].append(decision)
    went = sum(_mailed(user, decisions, now) for user, decisions in people.items())
    if people and not went:
        Decision.objects.filter(pk__in=[each.pk for each in ours], tell_at=None).update(tell_at=now)
    return went


def _marked(decision: Decision) -> bool:
    return bool(Decision.objects.filter(pk=decision.pk, tell_at=decision.tell_at).update(tell_at=None))


def _mailed(user: User, decisions: Sequence[Decision], now: datetime) -> bool:
    news = [
        News(title(each), words.long(each), links.of(each, user, now), each.stage == Stage.PROPOSED)
        for each in decisions
    ]
    subject = news[0].title if len(news) == 1 else f"{len(news)} decisions about your ads"
    body = render_to_string("alerts/mail/ads.txt", {"news": news, "url": settings.PUBLIC_URL})
    try:
        return bool(send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [user.email]))
    except OSError:  # what ``smtplib`` raises is one
        log.warning("user %s could not be told of ads", user.pk, exc_info=True)
        return False


def title(decision: Decision) -> str:
    """In a line: "Cart reminder: paused"."""
    if decision.stage == Stage.PROPOSED:
        return f"{decision.name}: {words.DO[decision.act]}?"
    ended = words.DONE[decision.act] if decision.stage == Stage.DONE else f"not {words.DONE[decision.act]}"
    return f"{decision.name}: {ended}"
