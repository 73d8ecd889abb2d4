"""Email deliverability: every tile's figures by hand."""

from __future__ import annotations

from tests.dashboards.standard.messages import (
    BLOCKED,
    COMPLAINTS,
    DELIVERED,
    DELIVERY,
    HARD,
    MONTH,
    NOT_DELIVERED,
    SENT,
    SOFT,
    Events,
    number,
    over,
)

MAIL = Events("e.channel = 'email'")
RATES = f"{SENT}, {DELIVERY}, {HARD}, {SOFT}, {COMPLAINTS}, {BLOCKED}"
LOST = f"{NOT_DELIVERED}, {number('soft_bounce')}, {number('hard_bounce')}, {number('blocked')}"
CROSSED = ("c.name", "e.sender", "e.sending_ip", "e.ip_pool", "e.mailbox_domain")

CHECKS = {
    "sent": MAIL.one(SENT),
    "delivered": MAIL.one(DELIVERED),
    "delivery_rate": MAIL.one(DELIVERY),
    "hard_bounce_rate": MAIL.one(HARD),
    "soft_bounce_rate": MAIL.one(SOFT),
    "complaint_rate": MAIL.one(COMPLAINTS),
    "delivery_by_month": MAIL.by(MONTH, "e.stream", figures=DELIVERY),
    "complaints_by_domain": MAIL.by("e.mailbox_domain", figures=f"{COMPLAINTS}, {SENT}"),
    "complaints_by_ip": MAIL.by("e.sending_ip", figures=f"{COMPLAINTS}, {SENT}", more="e.sending_ip is not null"),
    "not_delivered_by_month": MAIL.by(MONTH, figures=f"{SOFT}, {HARD}, {BLOCKED}"),
    "months": MAIL.by(MONTH, figures=f"{SENT}, {DELIVERY}, {NOT_DELIVERED}, {over(NOT_DELIVERED, SENT)}"),
    "domains": MAIL.by("e.mailbox_domain", figures=RATES),
    "sending_ips": MAIL.by("e.sending_ip", "e.ip_pool", figures=RATES),
    "campaigns": MAIL.by("c.name", figures=RATES, more="c.name is not null"),
    "senders": MAIL.by("e.sender", figures=f"{SENT}, {DELIVERED}, {DELIVERY}, {HARD}, {SOFT}, {COMPLAINTS}, {BLOCKED}"),
    "not_delivered": MAIL.by(*CROSSED, figures=f"{LOST}, {SENT}, {over(NOT_DELIVERED, SENT)}"),
}
