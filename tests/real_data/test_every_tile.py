"""Every tile of every standard dashboard on imported files: the figures of SQL by hand, or what would fill it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils.html import escape

from accounts.models import Account, Membership, Role, User
from dashboards.library import dashboards
from dashboards.model import Tile
from tests.dashboards.standard.conftest import Company
from tests.dashboards.standard.test_figures import checks
from tests.real_data.cases import FILLED, UNFILLED, Case
from tests.real_data.site import imported, lake  # noqa: F401  # fixtures

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("imports")]
TILES = [pytest.param(case, tile, id=f"{case}-{tile.id}") for case in FILLED for tile in dashboards()[case.slug].asking]


@pytest.mark.parametrize(("case", "tile"), TILES)
def test_a_tile_shows_what_the_statement_by_hand_gives(imported: Company, case: Case, tile: Tile) -> None:  # noqa: F811
    company, check = replace(imported, now=case.now), checks(case.slug)[tile.id]
    assert company.differences(dashboards()[case.slug], tile, check, *case.filters.values()) == []


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
