"""What is due at its minute does not wait behind what takes its time."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from redis import Redis

from accounts.models import SubAccount, User
from config import health
from config.celery import app
from config.serving import parts
from config.serving.parts import Part
from deliveries.models import CatchUp, Delivery, State
from tests.config import long_job
from tests.config.stack import BASE
from tests.deliveries import reports
from tests.waiting import comes

BEAT: dict[str, dict[str, Any]] = django_settings.CELERY_BEAT_SCHEDULE


def queues(part: Part) -> set[str]:
    """That its command line names."""
    words = part.command
    return set(words[words.index("--queues") + 1].split(",")) if "--queues" in words else set()


def test_every_queue_is_served_on_one_machine_and_in_containers() -> None:
    started = {entry["options"].get("queue", "celery") for entry in BEAT.values()}
    together = set().union(*(queues(part) for part in parts.on_one_machine("")))
    assert together == set(health.SERVED_BY) and started <= together


def test_the_clock_is_one_process_of_its_own() -> None:
    words = parts.clock().command
    assert words[words.index("--pool") + 1] == "solo" and queues(parts.clock()) == {"clock"}
    assert not any("clock" in queues(part) for part in parts.on_one_machine("") if part.name != "clock")


@pytest.mark.parametrize("part", ["deliveries", "watch_deliveries"])
def test_what_must_be_on_time_is_of_the_clock(part: str) -> None:
    assert BEAT[part]["options"]["queue"] == "clock"


@contextmanager
def run(part: Part, *more: str) -> Iterator[None]:
    """The part, on the database and the queue of the test; whatever it does, it ends."""
    db = connection.settings_dict
    address = f"postgresql://{db['USER']}:{db['PASSWORD']}@/{db['NAME']}?host={db['HOST']}&port={db['PORT'] or 5432}"
    command, given = (*part.command, *more), os.environ | {"DATABASE_URL": address}
    with subprocess.Popen(command, cwd=BASE, env=given, stderr=subprocess.DEVNULL, start_new_session=True) as running:
        try:
            yield
        finally:
            os.killpg(running.pid, signal.SIGKILL)


def send(name: str) -> None:
    """As beat does."""
    app.send_task(BEAT[name]["task"], **BEAT[name]["options"] | {"expires": 120})


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_slot_is_planned_on_time_while_the_other_worker_is_held(alice: User, subaccount: SubAccount) -> None:
    Redis.from_url(django_settings.REDIS_URL).flushdb()
    now = timezone.now()
    daily = {"kind": "daily", "zone": "UTC", "at": f"{now - timedelta(minutes=1):%H:%M}"}  # no second slot falls due
    before = now - timedelta(minutes=5)
    due = {"recurrence": daily, "planned_until": before, "next_at": now, "catch_up": CatchUp.NONE}
    reports.mail(reports.schedule(alice, subaccount, **due), "lea@example.org")
    with ExitStack() as stack:
        stack.enter_context(run(parts.worker("worker", "celery,render"), "--include", long_job.__name__))
        stack.enter_context(run(parts.clock()))
        app.send_task(long_job.NAME)
        comes(lambda: bool(cache.get(long_job.BEGUN)))
        send("deliveries")
        comes(Delivery.objects.exists)
    waits = Delivery.objects.get()
    assert (waits.state, waits.fence) == (State.WAITING, 0)  # on time, and the other worker has not begun it
