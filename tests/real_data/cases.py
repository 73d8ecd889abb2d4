"""Which standard dashboards the imports can fill, when, and from which sub-account.

The usual period is the twelve months before ``now``, so each set is looked at from the month after its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Case:
    """A dashboard as it stood at a moment, narrowed to one sub-account (empty: all of them, the default filters)."""

    slug: str
    now: datetime
    subaccount: str = ""

    @property
    def filters(self) -> dict[str, str]:
        """What the page's address says."""
        return {"subaccount": self.subaccount} if self.subaccount else {}

    def __str__(self) -> str:
        return f"{self.slug}-{self.now:%Y-%m}-{self.subaccount or 'all'}"


def cases(now: str, *subaccounts: str, slugs: str) -> list[Case]:
    """One of each dashboard with each sub-account, at noon of a day."""
    moment = datetime.fromisoformat(f"{now}T12:00").replace(tzinfo=UTC)
    return [Case(slug, moment, each) for slug in slugs.split() for each in subaccounts]


MAIL = "deliverability marketing_emails transactional_emails carbon"
FILLED = [
    *cases("2018-01-15", "", "Grocer", slugs="revenue"),  # baskets of 2017
    *cases("2018-12-15", "Marketplace", slugs="revenue"),  # deals, which have no amount
    *cases("2018-06-15", "", "Marketplace", "Grocer", slugs="customers"),  # leads and sellers; households
    *cases("2014-07-15", "Food shop", slugs="customers"),
    *cases("2021-10-10", "", "Platforms", slugs="ads"),  # raw exports of three platforms
    *cases("2023-12-31", "Facebook", slugs="ads"),
    *cases("2024-12-10", "Course", slugs="ads"),
    *cases("2016-11-15", "", slugs=MAIL),  # SendGrid, SparkPost; Postmark, SES, Mandrill
    *cases("2016-11-15", "Newsletters", slugs="deliverability marketing_emails carbon"),
    *cases("2018-09-15", "Service mail", slugs="deliverability transactional_emails carbon"),  # Brevo and others
    *cases("2018-09-15", "Newsletters", slugs="marketing_emails"),  # Mailgun, which names not every message
]
# What no file of the real data holds: text messages and automations; and of each other page, a sub-account without.
UNFILLED = [
    *cases("2018-01-15", "", "Grocer", slugs="sms automation"),
    *cases("2018-01-15", "Newsletters", slugs="revenue"),
    *cases("2024-12-10", "Course", slugs=f"customers {MAIL}"),
    *cases("2024-12-10", "Newsletters", slugs="ads"),
]
