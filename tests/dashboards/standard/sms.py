"""SMS: every tile's figures by hand."""

from __future__ import annotations

from tests.dashboards.standard.messages import (
    CAMPAIGN_IN_PERIOD,
    CLICKS,
    COST,
    COST_EACH,
    DELIVERED,
    DELIVERY,
    HARD,
    MONTH,
    REPLIED,
    SENT,
    SOFT,
    STARTED,
    UNSUBSCRIBED,
    Events,
    number,
)

SMS, OF_CAMPAIGNS = Events("e.channel = 'sms'"), Events("e.channel = 'sms'", CAMPAIGN_IN_PERIOD)
ARRIVED = f"{DELIVERY}, {HARD}, {SOFT}, {CLICKS}"
PAID = f"{COST}, {COST_EACH}"

CHECKS = {
    "sent": SMS.one(SENT),
    "delivery_rate": SMS.one(DELIVERY),
    "hard_bounce_rate": SMS.one(HARD),
    "soft_bounce_rate": SMS.one(SOFT),
    "click_rate": SMS.one(CLICKS),
    "cost": SMS.one(COST),
    "bounces_by_month": SMS.by(MONTH, figures=f"{HARD}, {SOFT}"),
    "hard_bounce_by_stream": SMS.by(MONTH, "e.stream", figures=HARD),
    "streams": SMS.by("e.stream", figures=f"{SENT}, {DELIVERED}, {ARRIVED}, {REPLIED}, {UNSUBSCRIBED}, {PAID}"),
    "cost_by_month": SMS.by(MONTH, "e.stream", figures=COST),
    "reactions_by_month": SMS.by(MONTH, figures=f"{CLICKS}, {REPLIED}, {UNSUBSCRIBED}"),
    "campaigns": OF_CAMPAIGNS.by(
        "c.name", "s.name", STARTED, figures=f"{SENT}, {ARRIVED}, {number('reply')}, {UNSUBSCRIBED}, {PAID}"
    ),
    "templates": SMS.by(
        "t.name", "t.language", figures=f"{SENT}, {DELIVERY}, {HARD}, {CLICKS}, {COST}", more="t.name is not null"
    ),
    "countries": SMS.by("p.country", figures=f"{SENT}, {DELIVERY}, {HARD}, {COST}"),
}
