"""Marketing emails: every tile's figures by hand."""

from __future__ import annotations

from tests.dashboards.standard.messages import (
    CAMPAIGN_IN_PERIOD,
    CLICKS,
    CLICKS_OF_OPENS,
    COMPLAINTS,
    DELIVERED,
    DELIVERY,
    ESTIMATED,
    HARD,
    MONTH,
    OPENS,
    PEOPLE_S_CLICKS,
    PEOPLE_S_OPENS,
    SENT,
    SOFT,
    STARTED,
    UNSUBSCRIBED,
    Events,
    number,
)

WHICH = "e.channel = 'email' and e.stream = 'marketing'"
MAIL, OF_CAMPAIGNS = Events(WHICH), Events(WHICH, CAMPAIGN_IN_PERIOD)
MACHINES = ", ".join(number(kind, f"e.machine = '{by}'") for kind, by in (
    ("open", "proxy"), ("open", "bot"), ("click", "bot"),
))  # fmt: skip
OPENED = f"{OPENS}, {PEOPLE_S_OPENS}, {ESTIMATED}"
ENDS = f"{SOFT}, {HARD}, {UNSUBSCRIBED}, {COMPLAINTS}"
SIDE_BY_SIDE = f"{SENT}, {DELIVERED}, {OPENED}, {CLICKS}, {CLICKS_OF_OPENS}, {ENDS}"
OF_MEMBERS = f"{SENT}, {DELIVERED}, {PEOPLE_S_OPENS}, {CLICKS}, {UNSUBSCRIBED}"
IN_BRIEF = f"{SENT}, {PEOPLE_S_OPENS}, {CLICKS}"
SUBACCOUNTS = f"{SENT}, {DELIVERY}, {OPENS}, {PEOPLE_S_OPENS}, {CLICKS}, {UNSUBSCRIBED}, {COMPLAINTS}"

CHECKS = {
    "sent": MAIL.one(SENT),
    "delivered": MAIL.one(DELIVERED),
    "open_rate": MAIL.one(OPENS),
    "click_rate": MAIL.one(CLICKS),
    "click_to_open_rate": MAIL.one(CLICKS_OF_OPENS),
    "unsubscribe_rate": MAIL.one(UNSUBSCRIBED),
    "open_rates": MAIL.by(MONTH, figures=OPENED),
    "click_rates": MAIL.by(MONTH, figures=f"{CLICKS}, {PEOPLE_S_CLICKS}"),
    "machines": MAIL.by(MONTH, figures=MACHINES),
    "campaigns": OF_CAMPAIGNS.by("c.name", "s.name", STARTED, figures=SIDE_BY_SIDE),
    "subaccounts": MAIL.by("s.name", figures=SUBACCOUNTS),
    "lists": MAIL.by_members("cdp_list", "cdp_list_member", "list_id", OF_MEMBERS),
    "segments": MAIL.by_members("cdp_segment", "cdp_segment_member", "segment_id", OF_MEMBERS),
    "languages": MAIL.by("c.language", figures=IN_BRIEF, more="c.language is not null"),
    "tags": MAIL.by("c.tag", figures=IN_BRIEF, more="c.tag is not null"),
    "subjects": MAIL.by("c.subject", figures=IN_BRIEF, more="c.subject is not null"),
}
