"""Carbon footprint: every tile's figures by hand."""

from __future__ import annotations

from tests.dashboards.standard.check import Check
from tests.dashboards.standard.messages import DELIVERED, IN_PERIOD, MERGED, MINE, MONTH, PERSON, SENT, messages, over

MAIL = f"""
    from cdp_message_event e left join cdp_campaign c on c.id = e.campaign_id
    left join cdp_carbon_factor f on f.subaccount_id = e.subaccount_id and f.stream = e.stream
    left join cdp_carbon_target t on t.subaccount_id = e.subaccount_id
    left join cdp_template l on l.id = e.template_id
    left join accounts_subaccount s on s.id = e.subaccount_id
    where {MINE} and {IN_PERIOD} and e.channel = 'email'"""
GRAMS = "sum(coalesce(f.grams, 0.17)) filter (where e.kind = 'sent')"
KILOS = f"{GRAMS} / 1000"
WRITTEN_TO = "e.kind = 'sent' and e.contact_id is not null"
PEOPLE = f"count(distinct ({MERGED.format('e')}, {MONTH})) filter (where {WRITTEN_TO})"
PER_CONTACT, TARGET = over(f"sum(coalesce(f.grams, 0.17)) filter (where {WRITTEN_TO})", PEOPLE), "max(t.grams)"
PER_EMAIL = over(GRAMS, SENT)
SOURCES = "string_agg(distinct coalesce(f.source, 'Sendinblue, 2022, audit by Aktio'), ', ')"
SOURCE = f"{SOURCES} filter (where e.kind = 'sent')"
OPENED = over(messages("open", PERSON), DELIVERED)
TYPES = f"{KILOS}, {SENT}, {PER_EMAIL}, {SOURCE}"
SUBACCOUNTS = f"{KILOS}, {SENT}, {PER_CONTACT}, {TARGET}"
LISTED = f"{KILOS}, {SENT}, {OPENED}"
CAMPAIGNS = f"{MAIL} and e.stream = 'marketing'"
TEMPLATES = f"{MAIL} and e.stream in ('automation', 'transactional')"

CHECKS = {
    "emissions": Check(f"select {KILOS} {MAIL}"),
    "per_contact": Check(f"select {PER_CONTACT} {MAIL}"),
    "target": Check(f"select {TARGET} {MAIL}"),
    "sent": Check(f"select {SENT} {MAIL}"),
    "against_target": Check(f"select {MONTH}, {PER_CONTACT}, {TARGET} {MAIL} group by 1"),
    "by_month": Check(f"select {MONTH}, e.stream, {KILOS} {MAIL} group by 1, 2"),
    "types": Check(f"select e.stream, {TYPES} {MAIL} group by 1", totals=f"select {TYPES} {MAIL}"),
    "subaccounts": Check(f"select s.name, {SUBACCOUNTS} {MAIL} group by 1", totals=f"select {SUBACCOUNTS} {MAIL}"),
    "campaigns": Check(f"select c.name, {LISTED} {CAMPAIGNS} group by 1", totals=f"select {LISTED} {CAMPAIGNS}"),
    "templates": Check(
        f"select l.name, e.stream, {LISTED} {TEMPLATES} group by 1, 2", totals=f"select {LISTED} {TEMPLATES}"
    ),
}
