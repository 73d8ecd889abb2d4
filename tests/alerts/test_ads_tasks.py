"""What beat asks of the worker for ads."""

from __future__ import annotations

import pytest
from django.conf import settings

from accounts.models import Account, SubAccount
from alerts import tasks
from alerts.acting import deciding, people
from alerts.acting.finding import find
from alerts.models import Decision
from alerts.models.ads import Act, Mode, Stage
from tests.alerts.acting.conftest import quick, shop, sick
from tests.alerts.acting.shop import NOW, Shop, as_viewer, mode, person

__all__ = ["quick", "shop", "sick"]
pytestmark = pytest.mark.django_db


def test_what_a_lost_process_left_is_finished(shop: Shop, account: Account, subaccount: SubAccount) -> None:
    ann = as_viewer(person(account, "Ann"))
    deciding.begin(deciding.Wish(find(ann, "ad", shop.row("a1")), Act.PAUSE, people.person(ann)), NOW)
    tasks.act_on_ads()
    assert Decision.objects.get().stage == Stage.DONE and not shop.thing("a1").on


def test_rules_decide(sick: Shop) -> None:
    mode(sick, Mode.SHADOW)
    tasks.decide_on_ads()
    assert Decision.objects.get().stage == Stage.SHADOW


def test_both_are_on_the_clock() -> None:
    asked = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {"alerts.tasks.act_on_ads", "alerts.tasks.decide_on_ads"} <= asked
