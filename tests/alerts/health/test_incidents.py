"""What is wrong with an ad account: from the day it was seen to the day it is over, with one mail."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from accounts.models import User
from alerts.health import incidents
from alerts.health.keeping import judge_source
from alerts.models import Health, Incident
from alerts.playbook.evidence.outage import Cause
from tests.alerts.health.ads import NOW, Shop, day

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
RAN = {"impressions": 1000, "clicks": 200, "spend": 10, "results": 20}


@pytest.fixture
def late(shop: Shop, alice: User) -> Shop:
    """Reports of the last two days did not come."""
    shop.steady(shop.ad(), 20, 3, **RAN)
    judge_source(shop.source, NOW)
    return shop


def came(shop: Shop, **figures: Any) -> None:
    """What was missing, and that it was judged."""
    ad = Health.objects.get(source_id=shop.source.pk, level="ad").row
    shop.rows([(ad, back, back, "", {**RAN, **figures}) for back in (2, 1)])
    judge_source(shop.source, NOW + timedelta(hours=1))


def test_late_reports_open_one_that_holds_every_pause(late: Shop) -> None:
    found = Incident.objects.get()
    assert (found.kind, found.found["since"], found.ad_account) == (Cause.LATE, day(2).isoformat(), late.account)
    assert (found.began_at, found.ended_at) == (NOW, None)
    assert {row.group for row in Health.objects.all()} == {"no_verdict"}


def test_it_stays_the_same_one_while_it_lasts(late: Shop) -> None:
    judge_source(late.source, NOW + timedelta(hours=3))
    assert Incident.objects.get().began_at == NOW


def test_it_ends_when_what_was_missing_has_come(late: Shop) -> None:
    came(late)
    assert Incident.objects.get().ended_at == NOW + timedelta(hours=1)
    assert {row.group for row in Health.objects.all()} == {"healthy"}


def test_another_cause_is_another_incident(late: Shop) -> None:
    came(late, results=0)
    first, second = Incident.objects.order_by("pk")
    assert (first.kind, first.ended_at) == (Cause.LATE, second.began_at)
    assert (second.kind, second.ended_at) == (Cause.TAG, None)


def test_admins_hear_of_it_once(late: Shop, bob: User) -> None:
    assert [incidents.tell(NOW), incidents.tell(NOW + DAY)] == [1, 0]
    assert [each.to for each in mail.outbox] == [["alice@example.org"]] and "Alba:" in mail.outbox[0].body
    judge_source(late.source, NOW + timedelta(hours=1))
    assert incidents.tell(NOW + timedelta(hours=2)) == 0


def test_several_accounts_are_one_mail(late: Shop) -> None:
    other = Shop(late.place)
    other.steady(other.ad(), 20, 3, **RAN)
    judge_source(other.source, NOW)
    assert incidents.tell(NOW) == 1
    assert mail.outbox[0].subject == "Ads: 2 ad accounts can't be judged"


def test_what_is_over_before_it_was_told_is_not_told(late: Shop) -> None:
    came(late)
    assert incidents.tell(NOW + DAY) == 0 == len(mail.outbox)


def test_without_a_mail_server_it_is_told_later(late: Shop, settings: Any) -> None:
    sends, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    assert incidents.tell(NOW) == 0 and Incident.objects.get().told_at is None
    settings.EMAIL_BACKEND = sends
    assert incidents.tell(NOW + timedelta(minutes=1)) == 1


def test_what_nobody_could_be_told_of_in_three_days_stands_on_the_page_alone(late: Shop) -> None:
    assert incidents.tell(NOW + 3 * DAY + timedelta(seconds=1)) == 0
    assert Incident.objects.get().told_at is None


@pytest.mark.parametrize("at", [NOW - DAY, NOW])
def test_an_older_judgement_changes_nothing(late: Shop, at: datetime) -> None:
    came(late)
    judge_source(late.source, at)
    assert Incident.objects.get().ended_at == NOW + timedelta(hours=1)
