"""Transactional emails: every tile's figures by hand."""

from __future__ import annotations

from tests.dashboards.standard.messages import (
    BLOCKED,
    BOUNCES,
    CLICKS,
    DELIVERY,
    ESTIMATED,
    HARD,
    MONTH,
    OPENS,
    PEOPLE_S_OPENS,
    SENT,
    SOFT,
    Events,
)

MAIL = Events("e.channel = 'email' and e.stream = 'transactional'")
OPENED = f"{OPENS}, {PEOPLE_S_OPENS}, {ESTIMATED}"
AGE = "(%(now)s at time zone %(zone)s)::date - (t.created_at at time zone %(zone)s)::date"
OF_ONE = ("t.name", "t.language", "t.subject", "t.tag", AGE)
IN_BRIEF = f"{SENT}, {DELIVERY}, {PEOPLE_S_OPENS}, {CLICKS}"

CHECKS = {
    "sent": MAIL.one(SENT),
    "delivery_rate": MAIL.one(DELIVERY),
    "open_rate": MAIL.one(OPENS),
    "click_rate": MAIL.one(CLICKS),
    "bounce_rate": MAIL.one(BOUNCES),
    "block_rate": MAIL.one(BLOCKED),
    "sent_by_month": MAIL.by(MONTH, "t.name", figures=SENT),
    "opens_by_template": MAIL.by("t.name", figures=f"{PEOPLE_S_OPENS}, {SENT}", more="t.name is not null"),
    "rates_by_month": MAIL.by(MONTH, figures=f"{OPENED}, {CLICKS}"),
    "not_delivered_by_month": MAIL.by(MONTH, figures=f"{SOFT}, {HARD}, {BLOCKED}"),
    "templates": MAIL.by(
        *OF_ONE, figures=f"{SENT}, {DELIVERY}, {OPENED}, {CLICKS}, {SOFT}, {HARD}", more="t.name is not null"
    ),
    "languages": MAIL.by("t.language", figures=IN_BRIEF),
    "subjects": MAIL.by("t.subject", figures=IN_BRIEF),
}
