"""Parts of statements about messages, written by hand: which events, and how many of each kind."""

from __future__ import annotations

MONTH = "to_char(e.occurred_at at time zone %(zone)s, 'YYYY-MM')"
IN_PERIOD = " where e.subaccount_id = any(%(subaccounts)s) and e.occurred_at >= %(start)s and e.occurred_at < %(end)s"
NAMES = " left join cdp_campaign c on c.id = e.campaign_id"


def number(kind: str, more: str = "true") -> str:
    """How many events of a kind."""
    return f"count(*) filter (where e.kind = '{kind}' and {more})"


def messages(kind: str, more: str = "true") -> str:
    """How many messages with such an event; the sample company gives each message an id."""
    return f"count(distinct e.message_id) filter (where e.kind = '{kind}' and {more})"


def people(kind: str) -> str:
    """How many contacts with such an event."""
    return f"count(distinct e.contact_id) filter (where e.kind = '{kind}')"


def over(part: str, whole: str) -> str:
    """A rate; none where there is nothing to take it of."""
    return f"({part})::numeric / nullif({whole}, 0)"


SENT, DELIVERED = number("sent"), number("delivered")
NOT_DELIVERED = "count(*) filter (where e.kind in ('soft_bounce', 'hard_bounce', 'blocked'))"
DELIVERY = over(DELIVERED, SENT)
SOFT, HARD, BLOCKED = (over(number(kind), SENT) for kind in ("soft_bounce", "hard_bounce", "blocked"))
COMPLAINTS = over(number("complaint"), DELIVERED)
LEFT = over(number("unsubscribe"), DELIVERED)
PERSON, NO_BOT = "e.machine is null", "e.machine is distinct from 'bot'"
OPENS, PEOPLE_S_OPENS = over(messages("open"), DELIVERED), over(messages("open", PERSON), DELIVERED)
CLICKS, PEOPLE_S_CLICKS = over(messages("click"), DELIVERED), over(messages("click", PERSON), DELIVERED)
CLICKS_OF_OPENS = over(messages("click"), messages("open"))
BY_PROXY = messages("open", "e.machine = 'proxy'")
TRACKABLE = over(f"{messages('open', NO_BOT)} - {BY_PROXY}", f"({DELIVERED} - {BY_PROXY})")
