"""A job that takes long, which a test has its worker know of (``--include``)."""

from __future__ import annotations

import time

from celery import shared_task
from django.core.cache import cache

NAME = "tests.config.long_job.hold"
BEGUN = "long_job:begun"
LONG = 600  # seconds; the test ends the worker before


@shared_task(name=NAME, ignore_result=True)
def hold() -> None:
    """Keep the worker, for longer than a test waits."""
    cache.set(BEGUN, True, LONG)
    time.sleep(LONG)
