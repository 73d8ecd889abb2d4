"""Short links: one for each address, of one account, and no wider than who follows it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts import access
from accounts.access import viewer_for
from accounts.models import Account, Role, User
from explores.keeping import links
from explores.keeping.refused import Refused
from explores.models import ShortLink
from tests.explores.keeping.people import MONTHS

pytestmark = pytest.mark.django_db


def test_the_same_address_gets_the_same_link_whoever_asks(alice: User, bob: User) -> None:
    one, other = (
        links.short(viewer_for(alice), "business", MONTHS),
        links.short(viewer_for(bob), "business", f"?{MONTHS}"),
    )
    assert one == other and ShortLink.objects.count() == 1
    assert links.short(viewer_for(alice), "sms", MONTHS) != one


def test_it_leads_to_the_whole_address_for_a_team_mate(alice: User, bob: User, client: Client) -> None:
    link = links.short(viewer_for(alice), "business", MONTHS)
    client.force_login(bob)
    assert client.get(f"/x/{link.slug}").headers["Location"] == f"/explore/business/?{MONTHS}"


def test_a_stranger_is_told_that_nothing_is_there(alice: User, charlie: User, client: Client) -> None:
    link = links.short(viewer_for(alice), "business", MONTHS)
    client.force_login(charlie)
    assert client.get(f"/x/{link.slug}").status_code == 404
    client.logout()
    assert client.get(f"/x/{link.slug}").headers["Location"].startswith("/accounts/login/")


def test_two_accounts_share_no_link(alice: User, charlie: User) -> None:
    assert links.short(viewer_for(alice), "business", MONTHS) != links.short(viewer_for(charlie), "business", MONTHS)


def test_values_survive_whatever_they_are(alice: User, client: Client) -> None:
    asked = "fields=orders.count&f[orders.status]=<script>&f[orders.channel]=&custom=%7B%22a%22%3A%22%26%22%7D"
    link = links.short(viewer_for(alice), "business", asked)
    client.force_login(alice)
    where = client.get(f"/x/{link.slug}").headers["Location"]
    assert "custom=%7B%22a%22:%22%26%22%7D" in where and "%3Cscript%3E" in where and "f[orders.channel]=&" in where


def test_what_is_no_address_has_no_link(alice: User, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused):
        links.short(viewer_for(alice), "business", "fields=\0")
    monkeypatch.setitem(access.ACTS, access.Act.SHARE, frozenset({Role.VIEWER}))
    with pytest.raises(PermissionDenied):
        links.short(viewer_for(alice), "business", MONTHS)
