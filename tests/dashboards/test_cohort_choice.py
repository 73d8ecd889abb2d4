"""Two cohorts compared on the page: the choice stands in its address, and a plain form makes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import Account, SubAccount, User
from cdp.batches import batch
from cdp.models import Campaign, Contact, MessageEvent, Source
from cdp.warehouse import mirror
from tests.dashboards.sales import sell

See = Callable[[str], str]
NOW = "now=2026-03-17T12:00:00%2B00:00"


def mail(subaccount: SubAccount, buyer: str, campaign: str, day: int, kind: str = "delivered") -> None:
    """A message of January 2026."""
    source, _ = Source.objects.get_or_create(subaccount=subaccount, name="mail", kind="file")
    own: dict[str, Any] = {"subaccount_id": subaccount.pk, "source_id": source.pk}
    with batch(source):
        of, _ = Campaign.objects.get_or_create(**own, external_id=campaign, defaults={"name": campaign})
        MessageEvent.objects.create(
            **own, external_id=str(MessageEvent.objects.count()), channel="email", kind=kind, campaign_id=of.pk,
            contact_id=Contact.objects.get(email=f"{buyer}@example.org").pk,
            occurred_at=datetime(2026, 1, day, tzinfo=UTC),
        )  # fmt: skip


@pytest.fixture
def see(transactional_db: None, account: Account, subaccount: SubAccount, bob: User, client: Client) -> See:
    """Parts of Bob's page of revenue. Of France's January buyers Ann came back in February, Ben did not."""
    sell(subaccount, SubAccount.objects.create(pk=subaccount.pk + 1, account=account, name="Alba Italia"))
    mail(subaccount, "ann", "Welcome", 12)
    mail(subaccount, "ann", "Refused", 13, "hard_bounce")
    mail(subaccount, "ann", "Too early", 2)  # before her first order
    mail(subaccount, "ben", "Welcome", 25)  # he never came back
    mirror.publish()
    client.force_login(bob)

    def get(path: str) -> str:
        answer: HttpResponse = client.get(f"/dashboards/revenue/{path}")
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return get


def test_the_two_months_of_the_address_are_chosen_in_the_form(see: See) -> None:
    tile = see(f"tiles/cohort_lines/?cohort=2026-01&beside=2025-12&country=CE&{NOW}")
    assert '<option value="2026-01" selected>Jan 2026 · 2</option>' in tile
    assert '<option value="2025-12" selected>Dec 2025 · 1</option>' in tile
    assert '<input type="hidden" name="country" value="CE">' in tile  # the form keeps the rest of the page
    assert 'method="get" action="/dashboards/revenue/#tile-cohort_lines"' in tile


def test_the_page_hands_the_choice_to_its_tiles(see: See) -> None:
    assert "tiles/cohort_campaigns/?cohort=2026-01&amp;beside=2025-12" in see("?cohort=2026-01&beside=2025-12")


def test_a_campaign_counts_who_came_back_after_it_had_reached_them(see: See) -> None:
    tile = see(f"tiles/cohort_campaigns/?cohort=2026-01&beside=2025-12&{NOW}")
    assert "Jan 2026: 1 came back" in tile and "Dec 2025: 0 came back" in tile
    assert '<th scope="row" class="cut" title="Welcome">Welcome</th><td class="num">1 · 100.0' in tile
    assert "Refused" not in tile and "Too early" not in tile and "1 of 1 campaigns" in tile


def test_a_month_that_nobody_ordered_in_is_said(see: See) -> None:
    assert "Nobody ordered for the first time in May 2025." in see(f"tiles/cohort_lines/?cohort=2025-05&{NOW}")


@pytest.mark.parametrize("noise", ["whenever", "before 2026-01-01", "2026-13"])
def test_what_is_no_month_is_told_in_the_tile_s_place(see: See, noise: str) -> None:
    assert "could not be answered" in see(f"tiles/cohort_lines/?cohort={noise}&{NOW}")


def test_a_face_is_kept_with_the_choice(see: See) -> None:
    tile = see(f"tiles/cohort_lines/?cohort=2026-01&beside=2025-12&show=revenue.number&{NOW}")
    assert "cohort=2026-01&amp;beside=2025-12" in tile and 'aria-pressed="true"' in tile
    assert "what they paid in month n, as a share of month 0" in tile


def test_a_filter_without_a_field_is_explained_as_any_other(see: See) -> None:
    assert "1 Jul 2026 00:00 to 1 Aug 2026 00:00" in see("filters/cohort/explain/?cohort=2026-07")
    assert "chosen by the tiles that read it" in see("filters/cohort/explain/")
    assert "There is no field" not in see("?cohort=2026-07")
