"""Ads: every tile's figures by hand."""

from __future__ import annotations

from tests.dashboards.standard.bought import BUYERS, HERE, grouped, local_day, over
from tests.dashboards.standard.check import Check

START, END = local_day("%(start)s"), local_day("%(end)s")
# What counts now: a restated row is superseded by a later one.
METRICS = """from cdp_ad_metric m
  left join cdp_ad a on a.id = m.ad_id left join cdp_ad_set s on s.id = m.ad_set_id
  left join cdp_ad_campaign k on k.id = m.ad_campaign_id left join cdp_ad_account t on t.id = m.ad_account_id"""
COUNTED = f"where m.{HERE} and m.superseded_at is null and m.day >= {START} and m.day < {END}"
RESULTS = f"{METRICS} {COUNTED}"
# An order that names a campaign of its own shop, and perhaps one of its ads.
NAMED = f"""from (
  select o.*, coalesce(x.current_id, o.contact_id) as buyer from cdp_order o
  left join cdp_contact_merge x on x.old_id = o.contact_id) o
  join cdp_ad_campaign k on k.subaccount_id = o.subaccount_id and k.name = o.attributes ->> 'utm_campaign'
  left join cdp_ad a on a.ad_campaign_id = k.id and a.name = o.attributes ->> 'utm_content'
  left join cdp_ad_set s on s.id = a.ad_set_id
  left join {BUYERS} on b.buyer = o.buyer
  where o.{HERE} and o.ordered_at >= %(start)s and o.ordered_at < %(end)s"""
DAYS = f"""(
  select k.id, k.name, k.channel, k.daily_budget as budget, m.day, sum(m.spend) as spend
  from cdp_ad_metric m join cdp_ad_campaign k on k.id = m.ad_campaign_id
  {COUNTED} and k.daily_budget is not null
  group by 1, 2, 3, 4, 5) d"""
SPEND, CLAIMED, VALUE = "sum(m.spend)", "sum(m.purchases)", "sum(m.purchase_value)"
CLICKS, SHOWN = "sum(m.clicks)", "sum(m.impressions)"
FREQUENCY = "m.impressions::float8 / nullif(m.reach, 0)"
CTR, CPC, CPM = over(CLICKS, SHOWN), over(SPEND, CLICKS), over(f"{SPEND} * 1000", SHOWN)
RATE, CPA, ROAS = over(CLAIMED, CLICKS), over(SPEND, CLAIMED), over(VALUE, SPEND)
RESULT = over(SPEND, "sum(m.results)")
MONTH_OF_DAY = "to_char(m.day, 'YYYY-MM')"
MONTH_OF_ORDER = "to_char(o.ordered_at at time zone %(zone)s, 'YYYY-MM')"


def one(figure: str) -> Check:
    """A figure of the platforms' results."""
    return Check(f"select {figure} {RESULTS}")


def beside(results: str = "", named: str = "") -> str:
    """The platforms' results and the orders that name an ad, one line each, by dimensions of both (k0, k1)."""
    mine, theirs = (
        "".join(f"{key} as k{place}, " for place, key in enumerate(keys.split("; ")) if key)
        for keys in (results, named)
    )
    return f"""from (
      select {mine} m.spend, m.purchases, m.purchase_value, 0 as orders, null::numeric as revenue {RESULTS}
      union all select {theirs} null, null, null, 1, o.total {NAMED}) u"""


ORDERS, REVENUE = "coalesce(sum(orders), 0)", "sum(revenue)"
SPENT, CLAIM, WORTH = "sum(spend)", "sum(purchases)", "sum(purchase_value)"
FIRST_ROAS, FIRST_CPA = over(REVENUE, SPENT), over(SPENT, ORDERS)
FIRST_ROI = over(f"{REVENUE} - {SPENT}", SPENT)
CLAIMED_FIGURES = f"{SPENT}, {CLAIM}, {WORTH}, {over(WORTH, SPENT)}"
FIRST_FIGURES = f"{ORDERS}, {REVENUE}, {FIRST_CPA}, {FIRST_ROAS}, {FIRST_ROI}"
WIDE = f"{CLAIMED_FIGURES}, {over(f'{WORTH} - {SPENT}', SPENT)}, {FIRST_FIGURES}"
NARROW = f"{CLAIMED_FIGURES}, {FIRST_FIGURES}"
SPENT_OF_BUDGET, DAYS_UNDER = over("sum(spend)", "sum(budget)"), "count(*) filter (where spend <= 0.7 * budget)"
PACE = f"count(distinct day), sum(budget), sum(spend), {SPENT_OF_BUDGET}, sum(budget) - sum(spend), {DAYS_UNDER}"
WORTH_OF_BUYERS = f"""select {{0}} count(*), count(distinct o.buyer), count(*) filter (where o.ordered_at = b.first_at),
  (select avg(revenue) from {BUYERS} where b.buyer in (select unnest(array_agg(o.buyer)))),
  (select avg(orders) from {BUYERS} where b.buyer in (select unnest(array_agg(o.buyer)))) {NAMED}"""
RANKED = "coalesce(quality_ranking, engagement_ranking, conversion_ranking) is not null"
LATEST = f"""left join (
    select distinct on (ad_id) ad_id, quality_ranking as quality, engagement_ranking as engagement,
           conversion_ranking as conversion
    from cdp_ad_metric where superseded_at is null and {RANKED} order by ad_id, day desc) r on r.ad_id = m.ad_id"""
LOOKS = f"""{SPEND}, max(m.reach), avg({FREQUENCY}), max({FREQUENCY}), {CTR}, {RESULT}, sum(m.comments),
  sum(m.negative_feedback)"""
PACED = f"from {DAYS}"

CHECKS = {
    "spend": one(SPEND),
    "impressions": one(SHOWN),
    "clicks": one(CLICKS),
    "conversions": one(CLAIMED),
    "roas": one(ROAS),
    "ctr": one(CTR),
    "cpc": one(CPC),
    "cpm": one(CPM),
    "cpa": one(CPA),
    "conversion_rate": one(RATE),
    "first_party_orders": Check(f"select {ORDERS} {beside()}"),
    "first_party_revenue": Check(f"select {REVENUE} {beside()}"),
    "first_party_roas": Check(f"select {FIRST_ROAS} {beside()}"),
    "first_party_cpa": Check(f"select {FIRST_CPA} {beside()}"),
    "budget_spent": Check(f"select {SPENT_OF_BUDGET} {PACED}"),
    "spend_over_time": Check(f"""
      select month, spend, budget
      from (select {MONTH_OF_DAY} as month, {SPEND} as spend {RESULTS} group by 1) s
      left join (select to_char(day, 'YYYY-MM') as month, sum(budget) as budget {PACED} group by 1) b using (month)"""),
    "claimed_beside": grouped("k0", f"{CLAIM}, {ORDERS}", beside(MONTH_OF_DAY, MONTH_OF_ORDER)),
    "roas_over_time": grouped("k0", f"{over(WORTH, SPENT)}, {FIRST_ROAS}", beside(MONTH_OF_DAY, MONTH_OF_ORDER)),
    "reach": grouped(MONTH_OF_DAY, f"max(m.reach), avg({FREQUENCY})", RESULTS),
    "channels": grouped("k0", WIDE, beside("t.channel", "k.channel"), totals=True),
    "campaigns": grouped("k0, k1", WIDE, beside("k.name; t.channel", "k.name; k.channel"), totals=True),
    "ad_sets": grouped("k0, k1", NARROW, beside("s.name; k.name", "s.name; k.name"), totals=True),
    "ads": grouped("k0, k1", NARROW, beside("a.name; k.name", "a.name; k.name"), totals=True),
    "delivery": grouped(
        "k.name, k.goal",
        f"{SHOWN}, {CLICKS}, {CTR}, {CPC}, {CPM}, {RATE}, {CPA}, sum(m.results), {RESULT}",
        RESULTS,
        totals=True,
    ),
    "budgets": grouped("name, budget", PACE, PACED, totals=True),
    "buyers": Check(WORTH_OF_BUYERS.format("k.name,") + " group by k.name", totals=WORTH_OF_BUYERS.format("")),
    "signals": Check(
        f"select a.name, quality, engagement, conversion, {LOOKS} {METRICS} {LATEST} {COUNTED} group by 1, 2, 3, 4",
        totals=f"select {LOOKS} {RESULTS}",
    ),
}
