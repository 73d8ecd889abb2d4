"""One thing that breaks, as nobody foresaw, does not keep the others from their turn."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError

log = logging.getLogger(__name__)
Step = Callable[[datetime], int]


def apart(step: Step, now: datetime) -> int:
    """What it did; 0 where it broke, which is logged. Raises DatabaseError, which is not of this one."""
    try:
        return step(now)
    except DatabaseError:
        raise
    except Exception:
        log.exception("a step for ads broke")
        return 0
