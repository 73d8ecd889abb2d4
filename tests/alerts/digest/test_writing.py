"""What a digest says, of findings alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from alerts.digest.totals import Account, Sums, Weeks
from alerts.digest.writing import Found, opening, report
from deliveries.content.report import Line, Report, Section, as_text
from tests.alerts.digest.told import THROUGH, TODAY, account

BED = Line("Linen bed", ("99 % chance this ad costs too much.",), "Pause suggested", "bad", "€31 a day", "/ads/ad/2/")
URGENT = Found(pauses=1, watched=2, waiting=(BED,), stake={"EUR": Decimal(40)}, since="22 Nov 07:00")


def section(told: Report, title: str) -> Section:
    return next(each for each in told.sections if each.title.startswith(title))


def test_it_opens_with_what_waits_and_the_money_at_stake() -> None:
    assert opening(URGENT) == "1 pause suggested and 2 ads to watch, about €40 a day at stake."
    assert opening(Found()) == "Nothing waits for a decision."


def test_money_of_two_currencies_is_never_one_amount() -> None:
    found = replace(URGENT, stake={"EUR": Decimal(40), "USD": Decimal(12)})
    assert opening(found).endswith("about €40 and $12 a day at stake.")


def test_what_waits_counts_for_conditions_incidents_and_proposals_too() -> None:
    found = replace(URGENT, proposals=(BED,), incidents=("The tag is broken.",))
    assert report(found, TODAY).rows == 5 and report(Found(done=(BED,)), TODAY).rows == 0


def test_more_than_it_names_are_counted() -> None:
    assert section(report(URGENT, TODAY), "Needs").more == ("And 2 more on the page Ads health", "/ads/")


def test_ads_without_a_verdict_are_counted_with_why() -> None:
    found = Found(held={"Waiting for 2 late days": 3, "Too early: 1 purchase": 1})
    said = section(report(found, TODAY), "Needs").said
    assert said[1] == "4 ads have no verdict yet (waiting for 2 late days: 3, too early: 1 purchase: 1)."


def test_a_week_stands_beside_the_week_before() -> None:
    table = section(report(Found(accounts=[account()]), TODAY), "Last 7").table
    assert table and table.head == ("", "Spend", "Purchases", "Cost per purchase")
    assert table.rows[0] == ("13 Nov to 19 Nov", "€840", "84", "€10.00")
    assert table.rows[2] == ("Change", "+20 %", "+20 %", "0 %")


def test_each_currency_and_each_kind_of_result_has_a_table_of_its_own() -> None:
    accounts = [account(), account("New York", "USD"), account("App", goal="app_installs")]
    titles = [each.title for each in report(Found(accounts=accounts), TODAY).sections[2:]]
    assert titles == [
        "Last 7 whole days, EUR, app installs", "Last 7 whole days, EUR, purchases", "Last 7 whole days, USD, purchases"
    ]  # fmt: skip


def test_an_ad_account_with_late_days_is_named_and_no_part_of_a_total() -> None:
    told = report(Found(accounts=[account(), account("Iberia", "EUR", "purchases", THROUGH)]), TODAY)
    assert section(told, "Last 7").said[0] == "1 of 2 ad accounts; days of the others are late."
    [late] = section(told, "Not in these totals").lines
    assert (late.title, late.tag) == ("Iberia", "1 day late") and "19 Nov has not come" in late.said[0]


def test_where_all_days_are_late_no_figure_is_shown() -> None:
    told = report(Found(accounts=[account("Iberia", "EUR", "purchases", date(2026, 11, 18), THROUGH)]), TODAY)
    assert "€" not in as_text(told) and "The report of 18 Nov and 19 Nov has not come" in as_text(told)


def test_what_a_day_does_not_say_is_not_known_and_never_zero() -> None:
    unknown = Weeks(Sums(None, Decimal(3)), Sums(Decimal(10), Decimal(0)))
    told = report(Found(accounts=[Account("Alba", "EUR", THROUGH, (), {"": unknown})]), TODAY)
    table = section(told, "Last 7").table
    assert table and table.rows[0][1:] == ("∅", "3", "∅") and table.rows[2][1:] == ("∅", "∅", "∅")


def test_text_and_addresses_say_the_same_as_the_page() -> None:
    said = as_text(report(URGENT, TODAY), "https://bi.example.org")
    assert "- Linen bed. Pause suggested. €31 a day" in said and "https://bi.example.org/ads/ad/2/" in said
    assert "http" not in as_text(report(URGENT, TODAY))
