"""Every tile of every standard dashboard on imported files: the figures of SQL by hand, or what would fill it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils.html import escape

from accounts.models import Account, Membership, Role, User
from dashboards.library import dashboards
from dashboards.model import Tile
from tests.dashboards.standard.conftest import Company
from tests.dashboards.standard.test_figures import checks
from tests.real_data import pages
from tests.real_data.ask import alike, expected
from tests.real_data.cases import FILLED, UNFILLED, Case
from tests.real_data.pages import total
from tests.real_data.site import imported, lake  # noqa: F401  # fixtures

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("imports")]
TILES = [pytest.param(case, tile, id=f"{case}-{tile.id}") for case in FILLED for tile in dashboards()[case.slug].asking]


@pytest.mark.parametrize(("case", "tile"), TILES)
def test_a_tile_shows_what_the_statement_by_hand_gives(imported: Company, case: Case, tile: Tile) -> None:  # noqa: F811
    company, check = replace(imported, now=case.now), checks(case.slug)[tile.id]
    assert company.differences(dashboards()[case.slug], tile, check, *case.filters.values()) == []


MAIL_OF_2016 = {  # counted by eye in the samples: SendGrid, SparkPost | Amazon SES, Postmark, Mandrill
    "Newsletters": {"sent": 1 + 1, "delivered": 1 + 1, "hard_bounce_rate": 2 / 2, "complaint_rate": 0},
    "Service mail": {"sent": 1 + 0 + 1, "delivered": 1, "hard_bounce_rate": 3 / 2, "complaint_rate": 1},
    "": {"sent": 4, "delivered": 3, "hard_bounce_rate": 5 / 4, "complaint_rate": 1 / 3},
}


@pytest.mark.parametrize("subaccount", MAIL_OF_2016)
def test_mail_is_counted_as_the_providers_sent_it(imported: Company, subaccount: str) -> None:  # noqa: F811
    wanted, now = MAIL_OF_2016[subaccount], datetime(2016, 11, 15, tzinfo=UTC)
    shown = {name: float(total("deliverability", name, now, subaccount=subaccount)) for name in wanted}
    assert shown == pytest.approx(wanted)


def test_contacts_and_ads_are_those_of_the_published_totals(imported: Company) -> None:  # noqa: F811
    olist, facebook = expected("olist_marketing_funnel"), expected("kag_facebook_ads")["total"]
    now = datetime(2018, 6, 15, tzinfo=UTC)
    assert total("customers", "new_contacts", now, subaccount="Marketplace") == olist["leads"]
    everybody = olist["leads"] + olist["sellers"] - olist["deal_sellers_found_in_sellers"]
    assert total("customers", "contacts", now, subaccount="Marketplace") == everybody
    channels = pages.tile("customers", "channels", now, subaccount="Marketplace").rows
    shown = {row["contacts.channel"]: (row["contacts.count"], row["contacts.conversion_rate"]) for row in channels}
    named = {name: each for name, each in olist["by_origin"].items() if name != "(none)"}  # sellers have none either
    assert [name for name, each in named.items() if not alike(each["leads"], shown[name][0])] == []
    assert [name for name, each in named.items() if not alike(each["rate"], shown[name][1])] == []
    food = total("customers", "contacts", now, subaccount="Food shop")
    assert food == expected("ifood_customers")["customers"]
    spent = total("ads", "spend", datetime(2023, 12, 31, tzinfo=UTC), subaccount="Facebook")
    assert alike(facebook["spend"], spent)


def test_every_dashboard_is_held() -> None:
    assert {case.slug for case in FILLED} | {"sms", "automation"} == set(dashboards())
    assert {case.slug for case in UNFILLED} == set(dashboards())


@pytest.fixture
def lea(imported: Company, client: Client) -> Client:  # noqa: F811
    """Somebody who sees all sub-accounts, signed in."""
    user = User.objects.create_user("lea@example.org", name="Léa Moreau")
    Membership.objects.create(user=user, account=Account.objects.get(), role=Role.ADMIN, all_subaccounts=True)
    client.force_login(user)
    return client


@pytest.mark.parametrize("case", UNFILLED, ids=str)
def test_a_dashboard_that_nothing_fills_says_what_would(lea: Client, case: Case) -> None:
    page = {"now": case.now.isoformat(), **case.filters}
    wrong = {}
    for tile in dashboards()[case.slug].asking:
        said = lea.get(f"/dashboards/{case.slug}/tiles/{tile.id}/", page).content.decode()
        if f"ills from {escape(tile.needs)}" not in said:
            wrong[tile.id] = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", said))
    assert wrong == {}
