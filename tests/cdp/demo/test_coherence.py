"""What a careful reader would check: things follow each other, sums add up, people exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[[str], list[tuple[Any, ...]]]


def test_an_order_is_its_lines_plus_shipping_minus_discount(ask: Ask) -> None:
    sql = """select count(*) from orders o join (select order_id, sum(total) as lines from order_items group by 1) i
             on i.order_id = o.id where o.total <> i.lines + o.shipping - o.discount"""
    assert ask(sql) == [(0,)]


def test_every_order_has_one_to_five_lines_of_its_own_shop(ask: Ask) -> None:
    sql = """select count(*), min(lines), max(lines) from orders o left join (
               select order_id, count(*) as lines from order_items i join products p on p.id = i.product_id
               and p.subaccount_id = i.subaccount_id group by 1) i on i.order_id = o.id"""
    (orders, least, most), *_ = ask(sql)
    assert (ask("select count(*) from orders"), least, most) == ([(orders,)], 1, 5)


def test_nobody_orders_before_they_are_known(ask: Ask) -> None:
    sql = "select count(*) from orders o join contacts c on c.id = o.contact_id where o.ordered_at < c.created_at"
    assert ask(sql) == [(0,)]


def test_every_contact_named_exists_or_was_merged_into_one_that_does(ask: Ask) -> None:
    known = (
        "select id from contacts union select old_id from contact_merge where current_id in (select id from contacts)"
    )
    for table in ("orders", "message_events", "automation_entries", "list_members", "segment_members", "identities"):
        assert ask(f"select count(*) from {table} where contact_id not in ({known})") == [(0,)], table


@pytest.mark.parametrize(
    ("kind", "needs"),
    [("open", "delivered"), ("click", "delivered"), ("unsubscribe", "delivered"), ("complaint", "delivered"),
     ("delivered", "sent"), ("hard_bounce", "sent"), ("blocked", "sent"), ("deferred", "sent"), ("reply", "delivered")],
)  # fmt: skip
def test_an_event_follows_the_one_it_needs_of_the_same_message(ask: Ask, kind: str, needs: str) -> None:
    sql = f"""select count(*), count(b.at) from message_events a left join (
                select message_id, min(occurred_at) as at, any_value(contact_id) as who from message_events
                where kind = '{needs}' group by 1) b
              on b.message_id = a.message_id and b.at <= a.occurred_at where a.kind = '{kind}'"""
    (events, explained), *_ = ask(sql)
    assert events == explained > 0


def test_a_message_is_sent_once_and_meets_one_fate(ask: Ask) -> None:
    sql = """select max(count(*) filter (where kind = 'sent')) over (),
                    max(count(*) filter (where kind in ('delivered', 'hard_bounce', 'soft_bounce', 'blocked'))) over ()
             from message_events group by message_id limit 1"""
    assert ask(sql) == [(1, 1)]


def test_nobody_gets_marketing_mail_after_leaving(ask: Ask) -> None:
    sql = """select count(*) from message_events e join (
               select coalesce(m.current_id, contact_id) as who, min(occurred_at) as left_at from message_events
               left join contact_merge m on m.old_id = contact_id
               where kind = 'unsubscribe' and channel = 'email' group by 1) u on u.who = e.contact_id
             where e.kind = 'sent' and e.stream = 'marketing' and e.channel = 'email' and e.occurred_at > u.left_at
               + interval 1 hour"""
    assert ask(sql) == [(0,)]


def test_the_consent_of_a_contact_is_the_last_one_recorded(ask: Ask) -> None:
    sql = """select count(*) from contacts c left join (
               select contact_id, arg_max(granted, changed_at) as granted from consents where channel = 'email'
               group by 1) s on s.contact_id = c.id where c.email_consent <> coalesce(s.granted, false)"""
    assert ask(sql) == [(0,)]


def test_addresses_can_reach_nobody(ask: Ask) -> None:
    assert ask("select count(*) from contacts where email not like '%@%.example'") == [(0,)]


def test_refunds_are_of_their_order_and_never_more(ask: Ask) -> None:
    sql = """select count(*), count(o.id) from refunds r left join orders o on o.id = r.order_id
             and r.amount <= o.total + 0.01 and r.refunded_at > o.ordered_at
             and r.contact_id is not distinct from o.contact_id"""
    (refunds, right), *_ = ask(sql)
    assert refunds == right > 0


def test_nothing_happens_after_the_history_ends(ask: Ask) -> None:
    for table, column in (("orders", "ordered_at"), ("message_events", "occurred_at"), ("refunds", "refunded_at")):
        assert ask(f"select count(*) from {table} where {column} >= timestamp '2026-11-17'") == [(0,)], table


def test_each_ad_day_counts_once_and_its_earlier_reports_stand_beside_it(ask: Ask) -> None:
    sql = """select count(*) filter (where superseded_at is null) as current, count(distinct external_id) as days,
                    count(*) filter (where superseded_at is not null) as earlier,
                    count(*) filter (where superseded_at <= received_at) as wrong from ad_metrics"""
    (current, days, earlier, wrong), *_ = ask(sql)
    assert (current, wrong) == (days, 0)
    assert earlier > 100


def test_ad_figures_are_possible(ask: Ask) -> None:
    sql = """select count(*) from ad_metrics where clicks > impressions or reach > impressions
             or (purchases = 0 and purchase_value > 0) or spend < 0"""
    assert ask(sql) == [(0,)]
