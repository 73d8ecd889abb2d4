"""The worker's and beat's way in."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.beat import PersistentScheduler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# ``migrate`` and ``serve`` ran Django's checks already; they would load every page into processes that show none.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")
app = Celery("sextant")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class MarkingScheduler(PersistentScheduler):
    """Beat that leaves a mark at each tick, so that ``config.health`` can tell whether it is well."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due; the time until the next look, in seconds."""
        from config.health import mark_beat

        mark_beat()
        return min(float(super().tick(*args, **kwargs)), 60.0)
