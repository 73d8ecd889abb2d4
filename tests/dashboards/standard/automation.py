"""Automation: every tile's figures by hand."""

from __future__ import annotations

from tests.dashboards.standard.check import Check
from tests.dashboards.standard.messages import (
    BLOCKED,
    BOUNCES,
    DELIVERY,
    MERGED,
    OPENS,
    PEOPLE_S_CLICKS,
    PEOPLE_S_OPENS,
    PERSON,
    SENT,
    UNSUBSCRIBED,
    messages,
    over,
)  # fmt: skip

WHO = MERGED.format("x")
PASSAGES = """
    from cdp_automation_entry x left join cdp_automation a on a.id = x.automation_id
    where x.subaccount_id = any(%(subaccounts)s)"""
IN = f"{PASSAGES} and x.entered_at >= %(start)s and x.entered_at < %(end)s"
OUT = f"{PASSAGES} and x.left_at >= %(start)s and x.left_at < %(end)s"
EARLY = "filter (where x.outcome in ('left', 'error'))"
ENTERED, LEAVERS = f"count(distinct {WHO})", f"count(distinct {WHO}) {EARLY}"
RATE, ERRORS = over(f"count(*) {EARLY}", "count(*)"), "count(*) filter (where x.outcome = 'error')"
IN_DAY, OUT_DAY, SENT_DAY = (
    f"to_char({moment} at time zone %(zone)s, 'YYYY-MM-DD')"
    for moment in ("x.entered_at", "x.left_at", "e.occurred_at")
)
MAIL = """
    from cdp_message_event e left join cdp_template t on t.id = e.template_id
    left join cdp_automation_step s on s.id = e.step_id left join cdp_automation a on a.id = e.automation_id
    where e.subaccount_id = any(%(subaccounts)s) and e.stream = 'automation'"""
SENDING = f"{MAIL} and e.occurred_at >= %(start)s and e.occurred_at < %(end)s"
USED = f"group by 1, 2 having {SENT} > 0"  # a template opened in the period and sent before it is not among them
CLICKED_OF_OPENED = over(messages("click", PERSON), messages("open", PERSON))
SIDE_BY_SIDE = (
    f"""{SENT}, {DELIVERY}, {OPENS}, {PEOPLE_S_OPENS}, {PEOPLE_S_CLICKS}, {CLICKED_OF_OPENED}, {UNSUBSCRIBED}"""
)

CHECKS = {
    "entered": Check(f"select {ENTERED} {IN}"),
    "left": Check(f"select {LEAVERS} {OUT}"),
    "leave_rate": Check(f"select {RATE} {OUT}"),
    "errors": Check(f"select {ERRORS} {OUT}"),
    "inside": Check(f"select count(*) {PASSAGES} and x.left_at is null"),
    "in_and_out": Check(f"""
        select day, coalesce(i.n, 0), coalesce(o.n, 0)
        from (select {IN_DAY} as day, {ENTERED} as n {IN} group by 1) i
        full join (select {OUT_DAY} as day, {LEAVERS} as n {OUT} group by 1) o using (day)"""),
    "leave_rate_by_day": Check(f"select {OUT_DAY}, {RATE}, {over(ERRORS, 'count(*)')} {OUT} group by 1"),
    "scenarios": Check(
        f"""
        select name, status, coalesce(i.n, 0), coalesce(o.n, 0), o.rate, coalesce(o.errors, 0)
        from (select a.name, a.status, {ENTERED} as n {IN} group by 1, 2) i
        full join (select a.name, a.status, {LEAVERS} as n, {RATE} as rate, {ERRORS} as errors {OUT} group by 1, 2) o
        using (name, status)""",
        totals=f"select (select {ENTERED} {IN}), {LEAVERS}, {RATE}, {ERRORS} {OUT}",
    ),
    "outcomes": Check(f"select a.name, x.outcome, count(*) {OUT} group by 1, 2"),
    "messages_by_day": Check(
        f"select {SENT_DAY}, {SENT}, {messages('open', PERSON)}, {messages('click', PERSON)} {SENDING} group by 1"
    ),
    "steps": Check(f"""
        select name, position, step, sent, entered, delivery, bounces, blocked, opens, clicks,
               sent::numeric / nullif(entered, 0)
        from (select a.name, s.position, s.name as step, {SENT} as sent, {DELIVERY} as delivery, {BOUNCES} as bounces,
                     {BLOCKED} as blocked, {PEOPLE_S_OPENS} as opens, {PEOPLE_S_CLICKS} as clicks
              {SENDING} group by 1, 2, 3) mail
        left join (select name, position, step, count(*) as entered
                   from (select x.id, a.id as automation {IN}) passed
                   join (select distinct a.id as automation, a.name, s.position, s.name as step {MAIL}) reached
                   using (automation)
                   group by 1, 2, 3) counted using (name, position, step)
        where sent > 0"""),
    "templates": Check(
        f"select t.name, t.language, {SIDE_BY_SIDE} {SENDING} {USED}",
        totals=f"""
        select {SIDE_BY_SIDE} {SENDING} and (t.name, t.language) in (select t.name, t.language {SENDING} {USED})""",
    ),
}
