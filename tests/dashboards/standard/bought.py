"""Pieces of statements by hand about orders: who bought (after merges), which order of theirs it is, and when."""

from __future__ import annotations

from tests.dashboards.standard.check import Check

HERE = "subaccount_id = any(%(subaccounts)s)"
# Every order, its buyer as the contact is known now, its place among the buyer's orders and the first one's moment.
ORDERS = f"""(
  select o.*, buyer, case when buyer is not null then row_number() over theirs end as place,
         case when buyer is not null then min(ordered_at) over whole end as first_at,
         case when buyer is not null then lag(ordered_at) over theirs end as previous_at,
         case when buyer is not null then count(*) over whole end as lifetime,
         case when buyer is not null then max(ordered_at) over whole end as last_at
  from cdp_order o left join lateral (
    select coalesce((select current_id from cdp_contact_merge m where m.old_id = o.contact_id), o.contact_id) as buyer
  ) b on true
  where o.{HERE}
  window theirs as (partition by o.subaccount_id, buyer order by ordered_at, id),
         whole as (partition by o.subaccount_id, buyer)) o"""
# One line a customer.
BUYERS = f"""(
  select o.subaccount_id, buyer, min(ordered_at) as first_at, max(ordered_at) as last_at, count(*) as orders,
         sum(total) as revenue
  from {ORDERS} where buyer is not null group by 1, 2) b"""
CONTACTS = f"(select * from cdp_contact where {HERE}) c left join {BUYERS} on b.buyer = c.id"


def inside(moment: str) -> str:
    """Within the page's period."""
    return f"{moment} >= %(start)s and {moment} < %(end)s"


def month(moment: str) -> str:
    """The month on the company's clocks."""
    return f"to_char({moment} at time zone %(zone)s, 'YYYY-MM')"


def local_day(moment: str) -> str:
    """The day on the company's clocks."""
    return f"({moment} at time zone %(zone)s)::date"


def months_between(start: str, end: str) -> str:
    """Calendar months crossed on the company's clocks."""
    first, last = (f"({moment} at time zone %(zone)s)" for moment in (start, end))
    years = f"(extract(year from {last}) - extract(year from {first}))"
    return f"(12 * {years} + extract(month from {last}) - extract(month from {first}))::int"


def over(part: str, whole: str) -> str:
    """A ratio; nothing over nothing."""
    return f"({part})::numeric / nullif({whole}, 0)"


def grouped(dimensions: str, figures: str, rows: str, *, totals: bool = False) -> Check:
    """Figures by dimensions of ``rows`` (from and where), with those of all rows where totals are shown."""
    by = ", ".join(str(place) for place in range(1, len(_split(dimensions)) + 1))
    return Check(
        f"select {dimensions}, {figures} {rows} group by {by}", totals=f"select {figures} {rows}" if totals else ""
    )


def _split(listed: str) -> list[str]:
    """The parts between commas that stand in no parentheses."""
    depth, parts = 0, [""]
    for letter in listed:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


# RFM as the tile's column Rule says it: up to 90 and 365 days before the newest order, 4 orders, 250 in all.
_RFM = f"""(
  select *, (max(last_at) over (partition by subaccount_id) at time zone 'UTC')::date
            - (last_at at time zone 'UTC')::date as days
  from {BUYERS}) r"""
_SEGMENT = """case
  when days <= 90 and orders >= 4 and revenue >= 250 then array['Champions', '≤ 90 days, ≥ 4 orders, ≥ 250 paid']
  when days <= 90 and orders >= 2 then array['Loyal', '≤ 90 days, ≥ 2 orders, no champion']
  when days <= 90 then array['New', '≤ 90 days, 1 order']
  when days <= 365 and (orders >= 4 or revenue >= 250)
  then array['At risk', '91–365 days, ≥ 4 orders or ≥ 250 paid']
  when days <= 365 then array['Cooling', '91–365 days, fewer and less']
  when orders >= 4 or revenue >= 250 then array['Lost, valuable', '> 365 days, ≥ 4 orders or ≥ 250 paid']
  else array['Lost', '> 365 days, fewer and less'] end"""
_OF_SEGMENT = (
    "count(*), sum(revenue), sum(revenue) / count(*), sum(orders) / count(*), "
    "percentile_cont(0.5) within group (order by days), count(*)::numeric / nullif((select count(*) from customers), 0)"
)
RECENCY = """case when days <= 90 then 'R1: up to 90 days ago' when days <= 365 then 'R2: up to 365 days ago'
  else 'R3: longer ago' end"""
FREQUENCY = """case when orders = 1 then 'F1: one order' when orders < 4 then 'F2: 2 to 3 orders'
  else 'F3: 4 orders or more' end"""
CUSTOMERS = f"with customers as (select *, {_SEGMENT} as said from {_RFM})"
RFM = Check(
    f"{CUSTOMERS} select said[1], said[2], {_OF_SEGMENT} from customers group by 1, 2",
    totals=f"{CUSTOMERS} select {_OF_SEGMENT} from customers",
)
