"""Parts of statements about messages, written by hand: which events, and how many of each kind."""

from __future__ import annotations

from dataclasses import dataclass

from tests.dashboards.standard.check import Check

MONTH = "to_char(e.occurred_at at time zone %(zone)s, 'YYYY-MM')"
STARTED = "to_char(c.started_at at time zone %(zone)s, 'YYYY-MM-DD')"
MINE = "e.subaccount_id = any(%(subaccounts)s)"
IN_PERIOD = "e.occurred_at >= %(start)s and e.occurred_at < %(end)s"
CAMPAIGN_IN_PERIOD = "c.started_at >= %(start)s and c.started_at < %(end)s"
PERSON, NO_BOT = "e.machine is null", "e.machine is distinct from 'bot'"
MERGED = "coalesce((select current_id from cdp_contact_merge where old_id = {0}.contact_id), {0}.contact_id)"


def number(kind: str, more: str = "true") -> str:
    """How many events of a kind."""
    return f"count(*) filter (where e.kind = '{kind}' and {more})"


# One sending to one person: by its id, or by what was sent and to whom where the source gives none.
MESSAGE = f"""coalesce(e.message_id,
  concat(coalesce(e.campaign_id, e.template_id, e.step_id, 0), ' to ', {MERGED.format("e")}))"""


def messages(kind: str, more: str = "true") -> str:
    """How many messages with such an event."""
    return f"count(distinct {MESSAGE}) filter (where e.kind = '{kind}' and {more})"


def over(part: str, whole: str) -> str:
    """A rate; none where there is nothing to take it of."""
    return f"({part})::numeric / nullif({whole}, 0)"


SENT, DELIVERED = number("sent"), number("delivered")
NOT_DELIVERED = "count(*) filter (where e.kind in ('soft_bounce', 'hard_bounce', 'blocked'))"
BOUNCES = over("count(*) filter (where e.kind in ('soft_bounce', 'hard_bounce'))", SENT)
DELIVERY = over(DELIVERED, SENT)
SOFT, HARD, BLOCKED = (over(number(kind), SENT) for kind in ("soft_bounce", "hard_bounce", "blocked"))
COMPLAINTS = over(number("complaint"), DELIVERED)
UNSUBSCRIBED, REPLIED = over(number("unsubscribe"), DELIVERED), over(number("reply"), DELIVERED)
OPENS, PEOPLE_S_OPENS = over(messages("open"), DELIVERED), over(messages("open", PERSON), DELIVERED)
CLICKS, PEOPLE_S_CLICKS = over(messages("click"), DELIVERED), over(messages("click", PERSON), DELIVERED)
CLICKS_OF_OPENS = over(messages("click"), messages("open"))
BY_PROXY = messages("open", "e.machine = 'proxy'")
ESTIMATED = over(f"{messages('open', NO_BOT)} - {BY_PROXY}", f"({DELIVERED} - {BY_PROXY})")
COST = "sum(e.cost)"
COST_EACH = over("sum(e.cost)", DELIVERED)


@dataclass(frozen=True)
class Events:
    """The events that a dashboard is about, with their campaign, template, contact and sub-account."""

    which: str
    when: str = IN_PERIOD

    def rows(self, more: str = "true", joins: str = "") -> str:
        """From which rows, and which of them."""
        return f"""from cdp_message_event e
            join accounts_subaccount s on s.id = e.subaccount_id
            left join cdp_campaign c on c.id = e.campaign_id
            left join cdp_template t on t.id = e.template_id
            left join cdp_contact p on p.id = {MERGED.format("e")} {joins}
            where {MINE} and {self.when} and {self.which} and {more}"""

    def one(self, figure: str) -> Check:
        """A single value."""
        return Check(f"select {figure} {self.rows()}")

    def by(self, *dimensions: str, figures: str, more: str = "true") -> Check:
        """Figures by dimensions, and over all."""
        names = ", ".join(str(place + 1) for place in range(len(dimensions)))
        rows = f"select {', '.join(dimensions)}, {figures} {self.rows(more)} group by {names}"
        return Check(rows, f"select {figures} {self.rows(more)}")

    def by_members(self, groups: str, members: str, key: str, figures: str) -> Check:
        """Figures by lists or segments of the contact: an event counts once in each, and once in all."""
        joins = f"""join {members} m on {MERGED.format("m")} = {MERGED.format("e")}
            join {groups} g on g.id = m.{key} and g.subaccount_id = e.subaccount_id"""
        rows = f"select g.name, {figures} from (select distinct g.name, e.* {self.rows(joins=joins)}) e"
        every = f"select {figures} from (select distinct e.* {self.rows(joins=joins)}) e"
        return Check(rows.replace("select g.name, ", "select e.name, ", 1) + " group by 1", every)
