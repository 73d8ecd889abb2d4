"""A marketer would believe these numbers, and would find the two troubles hidden in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cdp.demo.ad_plan import NO_CONVERSIONS, TIRED
from cdp.demo.incident import DOMAIN, IP, Incident
from tests.cdp.demo.conftest import PLAN

Ask = Callable[[str], list[tuple[Any, ...]]]

RETENTION = """
  with firsts as (select contact_id, date_trunc('month', min(ordered_at)) as cohort from orders
                  where contact_id is not null group by 1),
       active as (select distinct contact_id, date_diff('month', cohort, ordered_at) as age
                  from orders join firsts using (contact_id))
  select age, count(*) / (select count(*) from firsts where cohort <= date '2026-11-01' - to_months(age::int))
  from active where age > 0 group by 1 order by 1"""


def test_cohorts_decay(ask: Ask) -> None:
    share = dict(ask(RETENTION))
    assert 0.11 < share[1] < 0.17
    assert share[1] > share[2] > share[4]
    assert 0.02 < sum(share[age] for age in range(10, 16)) / 6 < 0.06


def test_three_in_ten_buyers_order_again(ask: Ask) -> None:
    sql = """select avg((orders > 1)::int) from (select contact_id, count(*) as orders from orders
             where contact_id is not null group by 1)"""
    assert 0.25 < ask(sql)[0][0] < 0.36


def test_the_average_basket_is_about_75_euros(ask: Ask) -> None:
    assert 65 < ask("select avg(total) from orders")[0][0] < 85


def test_december_and_black_friday_stand_out(ask: Ask) -> None:
    sql = "select month(ordered_at), count(*) from orders where year(ordered_at) = 2025 group by 1"
    months = dict(ask(sql))
    assert months[11] > 1.15 * months[8]


def test_some_orders_are_of_guests_and_some_are_refunded(ask: Ask) -> None:
    guests, refunded = ask(
        "select avg((contact_id is null)::int), (select count(*) from refunds) / count(*) from orders"
    )[0]
    assert 0.015 < guests < 0.05
    assert 0.02 < refunded < 0.06


def test_mail_is_delivered_opened_and_clicked_as_usual(ask: Ask) -> None:
    sql = """select count(*) filter (where kind = 'delivered') / count(*) filter (where kind = 'sent'),
                    count(distinct message_id) filter (where kind = 'open') / count(*) filter (where kind = 'sent'),
                    count(*) filter (where kind = 'open' and machine = 'proxy') / count(*) filter (where kind = 'open')
             from message_events where channel = 'email' and stream = 'marketing'"""
    delivered, opened, proxied = ask(sql)[0]
    assert 0.975 < delivered < 0.995
    assert 0.25 < opened < 0.45
    assert 0.15 < proxied < 0.5


def _bounces(ask: Ask, where: str) -> float:
    sql = f"""select count(*) filter (where kind in ('hard_bounce', 'blocked')) / count(*) filter (where kind = 'sent')
              from message_events where channel = 'email' and {where}"""
    return float(ask(sql)[0][0])


def test_the_incident_shows_in_one_domain_on_one_ip_for_three_weeks(ask: Ask) -> None:
    incident = Incident.of(PLAN)
    then = f"epoch(occurred_at) / 86400 between {incident.start} and {incident.end}"
    hit = f"mailbox_domain = '{DOMAIN}' and sending_ip = '{IP}'"
    assert _bounces(ask, f"{hit} and {then}") > 0.08
    assert _bounces(ask, f"{hit} and not ({then})") < 0.03
    assert _bounces(ask, f"sending_ip = '{IP}' and mailbox_domain <> '{DOMAIN}' and {then}") < 0.03


def test_the_largest_sending_on_that_ip_is_the_win_back_of_the_dormant(ask: Ask) -> None:
    sql = f"""select c.name from message_events e join campaigns c on c.id = e.campaign_id
              where e.kind = 'sent' and sending_ip = '{IP}' and occurred_at between '2026-10-07' and '2026-10-28'
              group by 1 order by count(*) desc limit 1"""
    assert ask(sql)[0][0].startswith("Win-back, dormant 24 months")


def _ad_week(ask: Ask, name: str, first: str, last: str) -> tuple[float, float, float, float]:
    sql = f"""select sum(impressions) / sum(reach), sum(clicks) / sum(impressions),
                     sum(spend) / nullif(sum(purchases), 0), sum(purchases)
              from ad_metrics m join ads a on a.id = m.ad_id
              where a.name = '{name}' and superseded_at is null and day between '{first}' and '{last}'"""
    return ask(sql)[0]


def test_the_tired_ad_is_seen_too_often_clicked_too_little_and_costs_too_much(ask: Ask) -> None:
    fresh = _ad_week(ask, TIRED, "2026-10-22", "2026-10-28")
    tired = _ad_week(ask, TIRED, "2026-11-10", "2026-11-16")
    assert tired[0] > 2 > fresh[0]
    assert tired[1] < 0.01 < fresh[1]
    assert tired[2] > 2 * fresh[2]


def test_one_campaign_spends_without_a_single_purchase(ask: Ask) -> None:
    sql = f"""select sum(spend) > 500, sum(purchases) from ad_metrics m join ad_campaigns c on c.id = m.ad_campaign_id
              where c.name = '{NO_CONVERSIONS}' and superseded_at is null"""
    assert ask(sql) == [(True, 0)]


def test_a_restatement_adds_the_purchases_seen_late(ask: Ask) -> None:
    sql = """select count(*) filter (where n.purchases < o.purchases), sum(n.purchases) > sum(o.purchases)
             from ad_metrics o join ad_metrics n on n.external_id = o.external_id and n.source_id = o.source_id
             and n.superseded_at is null where o.superseded_at is not null"""
    assert ask(sql) == [(0, True)]
