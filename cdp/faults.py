"""Named points at which a test may kill this process, so that crashes are rehearsed where they hurt most."""

from __future__ import annotations

import os
import signal

MIRROR = ("read", "append", "merge", "before_publish", "after_publish", "compaction", "vacuum")
DELIVERY = ("before_render", "after_render", "during_upload", "after_upload")
ADS = ("before_asking", "after_marking", "after_yes")


def reached(point: str) -> None:
    """Die here, at once and without cleaning up, if ``SEXTANT_KILL_AT`` names this point."""
    if os.environ.get("SEXTANT_KILL_AT") == point:
        os.kill(os.getpid(), signal.SIGKILL)
