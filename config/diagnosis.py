"""What ``manage.py doctor`` looks at: each look answers with what it found and what to do about it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from redis import Redis, RedisError

from config import browser, embedded, env, health

LATE = timedelta(minutes=15)  # beat mirrors every minute
LITTLE, TOO_LITTLE = 5 * 2**30, 2**30  # bytes of free disk

Verdict = Literal["works", "watch", "missing"]


@dataclass(frozen=True)
class Finding:
    """One look: ``missing`` where Sextant can't work without it, ``watch`` where something is not as it should be."""

    subject: str
    verdict: Verdict
    words: str
    remedy: str = ""


def findings() -> Iterator[Finding]:
    """Look at everything, in the order in which things need each other; a look that fails is a finding, too."""
    yield servers()
    database = postgresql()
    yield database
    queue = redis()
    yield queue
    if queue.verdict == "works":
        yield parts()
    yield disk()
    yield browser_for_pictures()
    yield page_assets()
    if database.verdict == "works":
        tables = migrations()
        yield tables
        if tables.verdict == "works":
            yield people()
            yield freshness()
            yield lake()


def servers() -> Finding:
    """Do the embedded servers start where no outside ones are named?"""
    outside = [name for name in ("DATABASE_URL", "REDIS_URL") if env.text(name)]
    try:
        embedded.start_missing()
    except (embedded.EmbeddedError, OSError) as error:
        return Finding("servers", "missing", str(error), "see docs/operations.md, or set DATABASE_URL and REDIS_URL")
    kind = f"outside ones by {' and '.join(outside)}" if outside else f"embedded ones under {embedded.var()}"
    return Finding("servers", "works", kind)


def postgresql() -> Finding:
    """Does PostgreSQL answer, and is it new enough?"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("show server_version")
            version = str(cursor.fetchone()[0])
    except DatabaseError as error:
        return Finding("PostgreSQL", "missing", str(error).strip(), "start it, or mend DATABASE_URL")
    old = int(version.split(".", maxsplit=1)[0]) < 14
    return Finding("PostgreSQL", "missing" if old else "works", f"version {version}", "use 14 or newer" if old else "")


def redis() -> Finding:
    """Does Redis answer?"""
    try:
        version = Redis.from_url(settings.REDIS_URL, socket_timeout=3).info("server")["redis_version"]
    except (RedisError, ValueError) as error:
        return Finding("Redis", "missing", str(error), "start it, or mend REDIS_URL")
    return Finding("Redis", "works", f"version {version}")


def parts() -> Finding:
    """Does somebody, here or elsewhere, work on each queue, and is work started at its time?"""
    served = health.served()
    missing = [name for name in health.SERVED_BY if name not in served]
    if not health.beat():
        missing.append("beat")
    if not missing:
        return Finding("background", "works", f"{', '.join(health.SERVED_BY)} and beat")
    return Finding(
        "background",
        "watch",
        f"nobody answers for: {', '.join(missing)}",
        "python manage.py serve, or their containers",
    )


def migrations() -> Finding:
    """Are the tables those of this code?"""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not pending:
        return Finding("tables", "works", "up to date")
    first = pending[0][0]
    return Finding("tables", "missing", f"{len(pending)} migrations to run, first {first}", "python manage.py migrate")


def people() -> Finding:
    """Can anybody sign in?"""
    from accounts.models import Membership

    count = Membership.objects.filter(user__is_active=True).values("user").distinct().count()
    if count:
        return Finding("people", "works", f"{count} may sign in")
    return Finding(
        "people", "watch", "nobody may sign in", "python manage.py add_person E-MAIL --account NAME --role ADMIN"
    )


def freshness() -> Finding:
    """Is what is committed also in the warehouse?"""
    from cdp.models import Batch, Pin

    pin = Pin.objects.order_by("-id").first()
    waiting = Batch.objects.filter(published_at=None).order_by("id")
    oldest = waiting.first()
    shown = f"pin {pin.pk}, data as of {pin.data_as_of:%Y-%m-%d %H:%M} UTC" if pin else "nothing published yet"
    if oldest is None:
        return Finding("freshness", "works" if pin else "watch", shown, "" if pin else "python manage.py mirror")
    shown += f"; {waiting.count()} batches wait, the oldest since {oldest.created_at:%Y-%m-%d %H:%M} UTC"
    late = timezone.now() - oldest.created_at > LATE
    return Finding(
        "freshness", "watch" if late else "works", shown, "start worker and beat, or: python manage.py mirror"
    )


def lake() -> Finding:
    """Does the warehouse answer a question?"""
    from cdp.warehouse import open_warehouse
    from cdp.warehouse.base import NothingPublished, WarehouseError

    remedy = "python manage.py mirror --rebuild"
    try:
        warehouse = open_warehouse()
        rows = warehouse.query("select count(*) as n from orders", {}, pin=warehouse.pin(), timeout=10).table
    except NothingPublished:
        return Finding("warehouse", "works", f"empty, in {settings.LAKE_DIR}")
    except (WarehouseError, OSError) as error:
        return Finding("warehouse", "missing", str(error), remedy)
    return Finding("warehouse", "works", f"{rows['n'][0].as_py():,} orders, in {settings.LAKE_DIR}")


def disk() -> Finding:
    """Is there room to write?"""
    free = shutil.disk_usage(embedded.var() if embedded.var().exists() else settings.BASE_DIR).free
    verdict: Verdict = "works" if free > LITTLE else "watch" if free > TOO_LITTLE else "missing"
    return Finding("disk", verdict, f"{free / 2**30:.1f} GB free", "" if verdict == "works" else "make room")


def browser_for_pictures() -> Finding:
    """Is there a Chromium? Tests and pictures need one, the pages do not."""
    try:
        return Finding("browser", "works", browser.path())
    except browser.NoBrowser as error:
        return Finding("browser", "watch", "none found; pictures and browser tests need one", str(error))


def page_assets() -> Finding:
    """Are fonts, icons and scripts installed?"""
    from ui import assets

    gone = assets.missing()
    if not gone:
        return Finding("page assets", "works", f"{len(assets.ASSETS)} files and the icons")
    return Finding("page assets", "watch", f"missing: {', '.join(gone)}", assets.INSTALL)
