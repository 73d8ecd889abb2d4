"""What alerts and the ads playbook keep in PostgreSQL."""

from __future__ import annotations

from alerts.models.ads import (
    Acceptance,
    Calendar,
    Decision,
    Goal,
    Health,
    Incident,
    Judged,
    Limits,
    Protection,
    Setting,
)
from alerts.models.alert import Alert, Phase
from alerts.models.answer import Answer, What
from alerts.models.check import Check
from alerts.models.follower import Follower
from alerts.models.notice import About, Notice

__all__ = [
    "About", "Acceptance", "Alert", "Answer", "Calendar", "Check", "Decision", "Follower", "Goal", "Health", "Incident",
    "Judged", "Limits", "Notice", "Phase", "Protection", "Setting", "What",
]  # fmt: skip
