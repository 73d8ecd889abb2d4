"""Email deliverability: every tile's figures by hand."""

from __future__ import annotations

from tests.dashboards.standard.check import Check
from tests.dashboards.standard.messages import (
    BLOCKED,
    COMPLAINTS,
    DELIVERED,
    DELIVERY,
    HARD,
    IN_PERIOD,
    MONTH,
    NAMES,
    NOT_DELIVERED,
    SENT,
    SOFT,
    number,
    over,
)  # fmt: skip

MAIL = f"from cdp_message_event e {NAMES} {IN_PERIOD} and e.channel = 'email'"
RATES = f"{DELIVERY}, {HARD}, {SOFT}, {COMPLAINTS}, {BLOCKED}"
LOST = f"{NOT_DELIVERED}, {number('soft_bounce')}, {number('hard_bounce')}, {number('blocked')}"


def one(figure: str) -> Check:
    """A single value."""
    return Check(f"select {figure} {MAIL}")


def by(dimensions: str, figures: str, *, more: str = "") -> Check:
    """Figures by dimensions, and over all."""
    names = ", ".join(str(place + 1) for place in range(dimensions.count(",") + 1))
    rows = f"select {dimensions}, {figures} {MAIL} {more} group by {names}"
    return Check(rows, f"select {figures} {MAIL} {more}")


CHECKS = {
    "sent": one(SENT),
    "delivered": one(DELIVERED),
    "delivery_rate": one(DELIVERY),
    "hard_bounce_rate": one(HARD),
    "soft_bounce_rate": one(SOFT),
    "complaint_rate": one(COMPLAINTS),
    "delivery_by_month": Check(f"select {MONTH}, e.stream, {DELIVERY} {MAIL} group by 1, 2"),
    "complaints_by_domain": by("e.mailbox_domain", f"{COMPLAINTS}, {SENT}"),
    "complaints_by_ip": by("e.sending_ip", f"{COMPLAINTS}, {SENT}", more="and e.sending_ip is not null"),
    "not_delivered_by_month": Check(f"select {MONTH}, {SOFT}, {HARD}, {BLOCKED} {MAIL} group by 1"),
    "domains": by("e.mailbox_domain", f"{SENT}, {RATES}"),
    "sending_ips": by("e.sending_ip, e.ip_pool", f"{SENT}, {RATES}"),
    "campaigns": by("c.name", f"{SENT}, {RATES}", more="and c.name is not null"),
    "senders": by("e.sender", f"{SENT}, {DELIVERY}, {HARD}, {COMPLAINTS}, {BLOCKED}"),
    "not_delivered": by(
        "c.name, e.sender, e.sending_ip, e.ip_pool, e.mailbox_domain",
        f"{LOST}, {SENT}, {over(NOT_DELIVERED, SENT)}",
    ),
}
