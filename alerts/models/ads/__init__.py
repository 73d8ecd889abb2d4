"""What the ads playbook keeps: what people want of ads, how each stands, and what was decided about it.

Campaigns, ad sets and ads are rows of ``cdp``; here they go by level and the id of that row.
"""

from __future__ import annotations

from alerts.models.ads.acceptance import Acceptance
from alerts.models.ads.calendar import Calendar
from alerts.models.ads.decision import Act, Decision, Stage
from alerts.models.ads.goal import Goal
from alerts.models.ads.health import Group, Health
from alerts.models.ads.incident import Incident
from alerts.models.ads.judged import Judged
from alerts.models.ads.limits import Limits, Protection
from alerts.models.ads.setting import Mode, Setting

__all__ = [
    "Acceptance", "Act", "Calendar", "Decision", "Goal", "Group", "Health", "Incident", "Judged", "Limits", "Mode",
    "Protection", "Setting", "Stage",
]  # fmt: skip
