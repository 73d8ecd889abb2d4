"""Customer knowledge: every tile's figures by hand."""

from __future__ import annotations

from tests.dashboards.standard.bought import (
    CONTACTS,
    CUSTOMERS,
    FREQUENCY,
    ORDERS,
    RECENCY,
    RFM,
    grouped,
    inside,
    local_day,
    month,
    over,
)
from tests.dashboards.standard.check import Check

AGE = f"extract(year from age({local_day('%(now)s')}, c.birth_date))"
BAND = f"""case when c.birth_date is null then null when {AGE} < 18 then 'Below 18' when {AGE} < 25 then '18 to 24'
  when {AGE} < 35 then '25 to 34' when {AGE} < 45 then '35 to 44' when {AGE} < 55 then '45 to 54'
  when {AGE} < 65 then '55 to 64' else '65 or above' end"""
ALL = f"from {CONTACTS}"
NEW = f"{ALL} where {inside('c.created_at')}"
PERIOD = f"from {ORDERS} left join cdp_contact c on c.id = o.buyer where {inside('o.ordered_at')}"
ORDERED = over("count(b.buyer)", "count(*)")
LIFETIME = "avg(b.revenue)"
AGREED = "count(*) filter (where {0}_consent)", "count(*) filter (where not {0}_consent)"
CONSENT = ", ".join(
    f"{over(yes.format(way), 'count(*)')}, {no.format(way)}" for way in ("email", "sms") for yes, no in [AGREED]
)
BY_MONTH = f"select {month('c.created_at')} as month, count(*) as n {ALL} where c.created_at is not null group by 1"


def known(column: str) -> str:
    """The share of contacts of whom it is known."""
    return over(f"count(c.{column})", "count(*)")


CHECKS = {
    "contacts": Check(f"select count(*) {ALL}"),
    "new_contacts": Check(f"select count(*) {NEW}"),
    "ordered": Check(f"select {ORDERED} {ALL}"),
    "email_consent": Check(f"select {over('count(*) filter (where c.email_consent)', 'count(*)')} {ALL}"),
    "average_basket": Check(f"select sum(total) / count(*) {PERIOD}"),
    "gender_split": grouped("c.gender", "count(*)", ALL),
    "ages": grouped(f"{BAND}, c.gender", "count(*)", ALL),
    "known": Check(f"select {', '.join(map(known, ('gender', 'birth_date', 'country', 'language')))} {ALL}"),
    "basket": grouped(f"{BAND}, c.gender", "sum(total) / count(*)", PERIOD),
    "basket_table": grouped(
        f"{BAND}, c.gender",
        "count(distinct buyer), count(*), sum(total) / count(*), sum(total)",
        f"{PERIOD} and buyer is not null",
        totals=True,
    ),
    "map": grouped("c.country", "count(*)", ALL),
    "places": grouped("c.country, c.region", f"count(*), {ORDERED}, {LIFETIME}", ALL, totals=True),
    "growth": grouped(f"{month('c.created_at')}, c.channel", "count(*)", NEW),
    "all_contacts": Check(f"with m as ({BY_MONTH}) select month, n, sum(n) over (order by month) from m"),
    "channels": grouped(
        "c.channel",
        f"count(*), {ORDERED}, {over('count(*) filter (where b.orders >= 2)', 'count(b.buyer)')}, {LIFETIME}",
        ALL,
        totals=True,
    ),
    "consent": grouped("c.channel", f"count(*), {CONSENT}", ALL, totals=True),
    "languages": grouped("c.language", "count(*)", ALL),
    "loyalty": Check(f"{CUSTOMERS} select {FREQUENCY}, count(*) from customers group by 1"),
    "recency": Check(f"{CUSTOMERS} select {RECENCY}, {FREQUENCY}, count(*) from customers group by 1, 2"),
    "rfm": RFM,
}
