"""What breaks as nobody foresaw keeps no other from its turn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from accounts.viewer import Viewer
from alerts.acting import people, rechecking, sweeping
from alerts.models import Decision
from alerts.models.ads import Stage
from tests.alerts.acting.shop import NOW, Shop

pytestmark = pytest.mark.django_db


def test_one_decision_that_breaks_lets_the_next_be_finished(
    shop: Shop, ann: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.platform.delay = 5
    first, second = (people.pause(ann, "ad", shop.row(name), NOW) for name in ("a1", "a2"))
    real = sweeping.carry
    monkeypatch.setattr(sweeping, "carry", lambda each, now: 1 / 0 if each.pk == first.pk else real(each, now))
    for minutes in range(1, 9):
        sweeping.sweep(NOW + timedelta(minutes=minutes))
    second.refresh_from_db()
    assert (second.stage, Decision.objects.get(pk=first.pk).stage) == (Stage.DONE, Stage.ASKED)


def test_a_recheck_that_breaks_lets_later_steps_be_done(
    shop: Shop, ann: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.pause(ann, "ad", shop.row("a1"), NOW)
    Decision.objects.update(tell_at=NOW + timedelta(hours=24))
    monkeypatch.setattr(rechecking, "since", lambda *_: 1 / 0)
    sweeping.sweep(NOW + timedelta(hours=25))
    assert len(mail.outbox) == 1 and Decision.objects.get().rechecks == []
