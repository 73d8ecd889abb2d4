"""Revenue performance: every tile's figures by hand."""

from __future__ import annotations

from tests.dashboards.standard.bought import (
    BUYERS,
    HERE,
    ORDERS,
    RFM,
    grouped,
    inside,
    local_day,
    month,
    months_between,
    over,
)
from tests.dashboards.standard.check import Check

PERIOD = f"from {ORDERS} where {inside('o.ordered_at')}"
FIRST_IN_PERIOD = inside("b.first_at")
PLACED = ", ".join(f"count(*) filter (where place = {place})" for place in (2, 3, 4))
COHORT = f"count(distinct buyer), {PLACED}, sum(total)"
COHORT_KEYS = f"{month('o.first_at')}, {months_between('o.first_at', 'o.ordered_at')}"
ITEMS = f"""from cdp_order_item i left join cdp_product p on p.id = i.product_id
  where i.{HERE} and {inside("i.ordered_at")}"""
KNOWN = "p.cost is not null and (coalesce(p.currency, '') in ('', i.currency) or coalesce(i.currency, '') = '')"
INCOME = f"sum(i.total) filter (where {KNOWN})"
MARGIN = f"{INCOME} - sum(i.quantity * p.cost) filter (where {KNOWN})"
RATE = over(MARGIN, INCOME)
PRICE = over("sum(i.total)", "sum(i.quantity)")
ITEM_FIGURES = f"sum(i.total), sum(i.quantity), {PRICE}, count(distinct i.order_id), {MARGIN}, {RATE}"
DAYS = f"avg({local_day('o.ordered_at')} - {local_day('o.previous_at')})"
REFUNDS = f"select sum(amount) from cdp_refund where {HERE} and {inside('refunded_at')}"
# The newest month with three whole ones behind it, else the oldest; and the same a year before, else the oldest other.
MONTHS = f"(select distinct {month('b.first_at')} as month from {BUYERS}) months"
RIPE = "to_char(%(now)s at time zone %(zone)s - interval '4 months', 'YYYY-MM')"
FIRST = f"coalesce((select max(month) from {MONTHS} where month <= {RIPE}), (select min(month) from {MONTHS}))"
YEAR_BEFORE = f"to_char(to_date({FIRST}, 'YYYY-MM') - interval '1 year', 'YYYY-MM')"
SECOND = f"""coalesce((select month from {MONTHS} where month = {YEAR_BEFORE}),
  (select min(month) from {MONTHS} where month <> {FIRST}))"""
REACHED = """count(distinct b.buyer) filter (where
  (e.kind = 'delivered' or (e.kind = 'sent' and e.channel not in ('email', 'sms')))
  and e.occurred_at > b.first_at and e.occurred_at < b.last_at)"""
EVENTS = f"""from cdp_message_event e
  left join cdp_contact_merge m on m.old_id = e.contact_id
  join {BUYERS} on b.buyer = coalesce(m.current_id, e.contact_id)
  join cdp_campaign k on k.id = e.campaign_id
  where e.{HERE} and {month("b.first_at")} in ({FIRST}, {SECOND})"""

CHECKS = {
    "revenue": Check(f"select sum(total) {PERIOD}"),
    "orders": Check(f"select count(*) {PERIOD}"),
    "average_basket": Check(f"select sum(total) / count(*) {PERIOD}"),
    "repeat_rate": Check(
        f"select {over('count(*) filter (where orders >= 2)', 'count(*)')} from {BUYERS} where {FIRST_IN_PERIOD}"
    ),
    "first_time_buyers": Check(f"select count(*) {PERIOD} and place = 1"),
    "cohorts": grouped(COHORT_KEYS, COHORT, f"from {ORDERS} where {inside('o.first_at')}"),
    "reach": grouped("orders", "count(*)", f"from {BUYERS} where {FIRST_IN_PERIOD}"),
    "products": grouped("p.name", "sum(i.total)", ITEMS, totals=True),
    "cohort_lines": grouped(COHORT_KEYS, COHORT, f"from {ORDERS} where o.first_at is not null"),
    "cohort_campaigns": grouped(f"k.name, {month('b.first_at')}", REACHED, EVENTS),
    "revenue_by_month": grouped(month("o.ordered_at"), "sum(total)", PERIOD),
    "new_and_repeat": grouped(
        month("o.ordered_at"), "count(*) filter (where place = 1), count(*) filter (where place >= 2)", PERIOD
    ),
    "net_revenue": Check(f"select (select sum(total) {PERIOD}) - coalesce(({REFUNDS}), 0)"),
    "margin": Check(f"select {MARGIN} {ITEMS}"),
    "margin_rate": Check(f"select {RATE} {ITEMS}"),
    "orders_per_customer": Check(f"select {over('count(buyer)', 'count(distinct buyer)')} {PERIOD}"),
    "days_between": Check(f"select {DAYS} {PERIOD}"),
    "product_table": grouped("p.name, p.category", ITEM_FIGURES, ITEMS, totals=True),
    "categories": grouped("p.category", f"sum(i.total), {RATE}, {over(INCOME, 'sum(i.total)')}", ITEMS, totals=True),
    "places": grouped(
        "o.country", "sum(total), count(*), sum(total) / count(*), count(distinct buyer)", PERIOD, totals=True
    ),
    "rfm": RFM,
}
