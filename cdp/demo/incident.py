"""The deliverability incident: what a mailing to people gone for two years does to a shared IP. PURE.

In the month before the last one of the history, France writes to its dormant contacts three times over the shared
IP. One mailbox domain loses trust in that IP for three weeks: hard bounces and blocks rise there, and only there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cdp.demo.clock import DAY, Floats, Ints
from cdp.demo.company import DOMAINS, IPS, TROUBLED_IP
from cdp.demo.plan import Plan

DOMAIN = "orange.fr"
IP = IPS[TROUBLED_IP].address
SHOP = 0  # France
CAMPAIGN = "Win-back, dormant 24 months"
SENDINGS = (0, 7, 14)  # days after the start
START_DAY, DAYS = 6, 21  # of the month before the last
HARD, BLOCKED = 0.085, 0.16  # at the worst


@dataclass(frozen=True)
class Incident:
    """The days [start, end) of the trouble, as day numbers."""

    start: int
    end: int

    @classmethod
    def of(cls, plan: Plan) -> Incident:
        """When it happens in a history."""
        start = plan.month_starts[-3] + START_DAY
        return cls(start, start + DAYS)

    def severity(self, domain: Ints, ip: Ints, at: Ints) -> Floats:
        """0 where nothing is wrong, 1 at the worst (after the first week)."""
        day = at / DAY - self.start
        hit = (domain == _POSITION) & (ip == TROUBLED_IP) & (day >= 0) & (day < self.end - self.start)
        return np.where(hit, np.clip(0.45 + day / 13, 0, 1) * np.clip((DAYS - day) / 4, 0.3, 1), 0.0)


_POSITION = [each.name for each in DOMAINS].index(DOMAIN)
