"""A process that dies anywhere between the click and the last commit leaves a row that another finishes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from accounts.viewer import Viewer
from alerts.acting import people, sweeping
from alerts.acting.deciding import CLAIM, Busy
from alerts.models import Decision
from alerts.models.ads import Stage
from cdp import faults
from tests.alerts.acting.shop import NOW, Shop

pytestmark = pytest.mark.django_db(transaction=True)
BASE = Path(__file__).resolve().parents[3]
AFTER = NOW + CLAIM + timedelta(seconds=1)


def clicked(shop: Shop, viewer: Viewer, point: str) -> int:
    """The click, in a process that dies at a point; how it ended."""
    db = connection.settings_dict
    place = f"{db['NAME']}?host={db['HOST']}&port={db['PORT'] or 5432}"
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"postgresql://{db['USER']}:{db['PASSWORD']}@/{place}",
        "SEXTANT_NET_ALLOW": f"127.0.0.1:{shop.platform.port}",
        "SEXTANT_META_ADS_URL": f"{shop.platform.url}/v26.0",
        "SEXTANT_SECRETS_KEYS": ",".join(django_settings.SECRETS_KEYS),
        "SEXTANT_KILL_AT": point,
    }  # fmt: skip
    told = {"user": viewer.user, "level": "ad", "row": shop.row("a1"), "now": NOW.isoformat()}
    command = [sys.executable, "-m", "tests.alerts.acting.one_click"]
    return subprocess.run(command, cwd=BASE, env=env, input=json.dumps(told), text=True, check=False).returncode


@pytest.mark.parametrize("point", faults.ADS)
def test_a_killed_process_leaves_nothing_undone_and_nothing_done_twice(shop: Shop, ann: Viewer, point: str) -> None:
    assert clicked(shop, ann, point) == -signal.SIGKILL
    left = Decision.objects.get()
    assert left.stage == (Stage.DUE if point == "before_asking" else Stage.ASKED) and left.seen_at is None
    assert len(shop.platform.changes) == (1 if point == "after_yes" else 0)
    for minutes in range(10):
        sweeping.sweep(AFTER + timedelta(minutes=minutes))
    left.refresh_from_db()
    assert left.stage == Stage.DONE and not shop.thing("a1").on and len(shop.platform.changes) == 1


def test_nobody_takes_it_while_it_may_live(shop: Shop, ann: Viewer, ben: Viewer) -> None:
    clicked(shop, ann, "after_yes")
    assert sweeping.finish(NOW + CLAIM) == 0
    with pytest.raises(Busy, match=r"Ann asked to pause it .* being done right now"):
        people.resume(ben, "ad", shop.row("a1"), NOW + timedelta(minutes=1))


def test_what_it_leaves_may_be_overruled_once_it_is_in_nobodys_hands(shop: Shop, ann: Viewer, ben: Viewer) -> None:
    clicked(shop, ann, "after_yes")
    made = people.resume(ben, "ad", shop.row("a1"), AFTER)
    assert made.stage == Stage.DONE and shop.thing("a1").on
    assert Decision.objects.get(act="pause").said == "Ben decided to resume it before this was seen on the platform."
