"""``manage.py doctor`` names what is missing and what to run."""

from __future__ import annotations

from collections import namedtuple
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from redis import Redis

from accounts.models import User
from cdp.models import Batch, Pin
from config import diagnosis, health
from tests.config.stack import Stack, short_folder


def doctor() -> str:
    said = StringIO()
    call_command("doctor", stdout=said, no_color=True)
    return said.getvalue()


def test_a_sound_installation_is_said_to_work(alice: User) -> None:
    said = doctor()
    assert "missing" not in said.replace("missing:", "")
    for subject in ("servers", "PostgreSQL", "Redis", "disk", "tables", "people", "warehouse"):
        assert f"works    {subject}" in said


@pytest.mark.django_db
def test_an_empty_installation_is_told_how_to_begin() -> None:
    said = doctor()
    assert "python manage.py add_person" in said and "python manage.py mirror" in said


@pytest.mark.django_db
def test_tables_of_an_older_code_end_with_1_and_the_command() -> None:
    MigrationRecorder.Migration.objects.filter(app="axes").delete()
    said = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("doctor", stdout=said, no_color=True)
    assert "→ python manage.py migrate" in said.getvalue() and "freshness" not in said.getvalue()


@pytest.mark.django_db
def test_a_batch_that_waits_for_long_is_named() -> None:
    Batch.objects.create()
    assert diagnosis.freshness().verdict == "works"
    Batch.objects.update(created_at=timezone.now() - timedelta(hours=1))
    late = diagnosis.freshness()
    assert late.verdict == "watch" and "1 batches wait" in late.words and "worker" in late.remedy


@pytest.mark.django_db
def test_a_warehouse_whose_files_are_gone_is_missing_and_can_be_rebuilt() -> None:
    Pin.objects.create(versions={"orders": 3}, data_as_of=timezone.now())
    finding = diagnosis.lake()
    assert finding.verdict == "missing" and finding.remedy == "python manage.py mirror --rebuild"


def test_queues_that_nobody_works_on_are_named() -> None:
    Redis.from_url(settings.REDIS_URL).delete(health.BEAT_MARK)
    finding = diagnosis.parts()
    assert finding.verdict == "watch" and finding.words == "nobody answers for: celery, render, clock, beat"


def test_a_redis_that_is_not_there_is_missing(settings: Any, tmp_path: Path) -> None:
    settings.REDIS_URL = f"unix://{tmp_path / 'none.sock'}"
    assert diagnosis.redis().verdict == "missing"


@pytest.mark.parametrize(("free", "verdict"), [(2**34, "works"), (2**31, "watch"), (2**20, "missing")])
def test_little_disk_is_watched_and_none_is_missing(monkeypatch: pytest.MonkeyPatch, free: int, verdict: str) -> None:
    usage = namedtuple("usage", "free")(free)
    monkeypatch.setattr(diagnosis.shutil, "disk_usage", lambda _: usage)
    assert diagnosis.disk().verdict == verdict


def test_a_browser_that_is_named_wrongly_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEXTANT_BROWSER", "/no/such/browser")
    finding = diagnosis.browser_for_pictures()
    assert finding.verdict == "watch" and "/no/such/browser" in finding.remedy


@pytest.mark.slow
def test_a_database_that_is_not_there_ends_with_1_and_no_trace() -> None:
    with short_folder() as folder:
        made = Stack(folder)
        made.environment["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
        said = made.manage("doctor")
        made.manage("stop")
    assert said.returncode == 1 and "mend DATABASE_URL" in said.stdout and "Traceback" not in said.stderr
