"""A tile that is kept opens for nobody who may not see it now, and is anew once what it shows has changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.access import viewer_for
from accounts.models import Account, Audience, Grant, Membership, Role, SubAccount, User
from cdp.models import AttributeDefinition, Pin
from cdp.warehouse import mirror
from dashboards import ground, own, views
from dashboards.actions import keeping
from dashboards.models import Dashboard
from explores.keeping import folders
from explores.models import Folder
from tests.dashboards.sales import sell

AT = "order_date=2026-01-01 to 2026-03-01&now=2026-03-17T12:00:00%2B00:00"


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    sell(subaccount, SubAccount.objects.create(pk=subaccount.pk + 1, account=account, name="Alba Italia"))


@pytest.fixture
def page(sales: None, alice: User) -> Dashboard:
    """A dashboard in the shared folder."""
    viewer = viewer_for(alice)
    return keeping.copied(viewer, "revenue", folders.shared(viewer.account), "Ours")


@pytest.fixture
def bobs(bob: User, page: Dashboard) -> Client:
    """Bob, who has its first tile in the cache."""
    client = Client()
    client.force_login(bob)
    get(client, page)
    assert "from cache" in got(client, page) and "from cache" in got(client, "revenue")
    return client


def get(client: Client, page: Dashboard | str, more: str = "") -> Any:
    slug = page if isinstance(page, str) else page.pk
    return client.get(f"/dashboards/{slug}/tiles/revenue/?{AT}&pin={Pin.objects.latest('pk').pk}{more}")


def got(client: Client, page: Dashboard | str) -> str:
    """Its second answer."""
    get(client, page)
    return str(get(client, page).content.decode())


def test_who_leaves_the_account_gets_nothing_that_is_kept(bobs: Client, bob: User, page: Dashboard) -> None:
    bob.memberships.all().delete()
    assert (get(bobs, page).status_code, get(bobs, "revenue").status_code) == (404, 404)


def test_who_loses_a_sub_account_gets_none_of_its_figures(bobs: Client, bob: User, page: Dashboard) -> None:
    assert "€200" in got(bobs, page)
    bob.memberships.get().subaccounts.clear()
    assert "€" not in got(bobs, page) and "€" not in got(bobs, "revenue")


def test_a_sub_account_that_goes_to_another_account_takes_its_figures_along(
    bobs: Client, page: Dashboard, subaccount: SubAccount, charlie: User
) -> None:
    SubAccount.objects.filter(pk=subaccount.pk).update(account=charlie.memberships.get().account)
    assert "€" not in got(bobs, page)


@pytest.mark.parametrize(
    "end",
    [
        lambda: Session.objects.all().delete(),
        lambda: User.objects.update(is_active=False),
        lambda: User.objects.update(password="another"),
    ],
    ids=["signed out", "deactivated", "another password"],
)
def test_who_is_signed_out_gets_nothing_that_is_kept(bobs: Client, page: Dashboard, end: Any) -> None:
    end()
    assert get(bobs, page).status_code == 302 and get(bobs, "revenue").status_code == 302


def to_bin(page: Dashboard) -> None:
    own.trash(viewer_for(User.objects.get(email="alice@example.org")), page)


def hide(page: Dashboard) -> None:
    audience = Audience.objects.create(account=page.account)
    Folder.objects.filter(pk=page.folder_id).update(audience=audience)


def hide_among(page: Dashboard) -> None:
    hide(page)
    others = Membership.objects.exclude(user__email="bob@example.org")
    Grant.objects.create(audience=Audience.objects.get(), member=others.get(account=page.account), level="MANAGE")


def to_personal(page: Dashboard) -> None:
    viewer = viewer_for(User.objects.get(email="alice@example.org"))
    Dashboard.objects.filter(pk=page.pk).update(folder=folders.personal(viewer))


def to_another_account(page: Dashboard) -> None:
    other = Account.objects.create(name="Another")
    Folder.objects.filter(pk=page.folder_id).update(account=other)


def erase(page: Dashboard) -> None:
    Dashboard.objects.filter(pk=page.pk).delete()


@pytest.mark.parametrize("close", [to_bin, hide, hide_among, to_personal, to_another_account, erase])
def test_a_dashboard_that_is_closed_to_somebody_is_closed_with_its_kept_tiles(
    bobs: Client, page: Dashboard, close: Any
) -> None:
    close(page)
    assert get(bobs, page).status_code == 404
    assert "from cache" in got(bobs, "revenue")  # nothing was taken there


def test_an_analyst_and_a_viewer_have_different_tiles(bobs: Client, bob: User, page: Dashboard) -> None:
    bob.memberships.update(role=Role.ANALYST)
    assert "from cache" not in get(bobs, page).content.decode()


def test_the_next_version_is_asked_anew(bobs: Client, page: Dashboard, alice: User) -> None:
    document = {**page.content, "tiles": {**page.content["tiles"]}}
    document["tiles"]["revenue"] = {**document["tiles"]["revenue"], "title": "Takings"}
    own.save(viewer_for(alice), page, document, page.version)
    again = get(bobs, page).content.decode()
    assert "Takings" in again and "from cache" not in again


def rename(page: Dashboard) -> None:
    SubAccount.objects.filter(name="Alba France").update(name="Alba Nord")


def label(page: Dashboard) -> None:
    subaccount = SubAccount.objects.get(name="Alba France")
    AttributeDefinition.objects.create(subaccount_id=subaccount.pk, entity="contact", name="tier", type="text")


def in_francs(page: Dashboard) -> None:
    Account.objects.filter(pk=page.account_id).update(currency="CHF")


@pytest.mark.parametrize("change", [rename, label, in_francs])
def test_what_is_shown_and_not_published_counts_too(bobs: Client, page: Dashboard, change: Any) -> None:
    change(page)
    assert "from cache" not in get(bobs, page).content.decode()
    assert "from cache" in got(bobs, page)


def test_a_name_of_a_sub_account_that_one_may_not_see_changes_nothing(bobs: Client, page: Dashboard) -> None:
    SubAccount.objects.filter(name="Alba Italia").update(name="Alba Sud")
    assert "from cache" in get(bobs, page).content.decode()


def test_a_mirror_that_finds_nothing_new_leaves_kept_tiles_as_they_are(bobs: Client, page: Dashboard) -> None:
    before = Pin.objects.latest("pk")
    mirror.publish()
    after = Pin.objects.latest("pk")
    assert after.pk == before.pk and after.data_as_of > before.data_as_of
    assert "from cache" in get(bobs, page).content.decode()


def test_what_changes_while_a_tile_is_made_keeps_it_from_being_kept(
    bobs: Client, page: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answered(*given: Any) -> Any:
        SubAccount.objects.filter(name="Alba France").update(name="Alba Nord")
        return original(*given)

    original = views.answered
    monkeypatch.setattr(views, "answered", answered)
    get(bobs, page, "&anything=1")
    SubAccount.objects.filter(name="Alba Nord").update(name="Alba France")
    monkeypatch.undo()
    assert "from cache" not in get(bobs, page, "&anything=1").content.decode()


@pytest.mark.parametrize("pin", ["", "0", "999999999", "9" * 18, "9" * 40, "-1", "1.5", "٣", "x", "' OR 1=1"])
def test_what_is_no_published_state_is_answered_and_never_kept(bobs: Client, page: Dashboard, pin: str) -> None:
    path = f"/dashboards/{page.pk}/tiles/revenue/"
    asked = {"order_date": "2026-01-01 to 2026-03-01", "now": "2026-03-17T12:00:00+00:00", "pin": pin}
    for _ in range(2):
        answer = bobs.get(path, asked).content.decode()
        assert "€200" in answer and "from cache" not in answer


def test_numbers_of_dashboards_that_nobody_has_are_not_found(bobs: Client) -> None:
    for slug in ("0", "999999999", "9" * 18, "9" * 40):
        assert get(bobs, slug).status_code == 404


def test_a_kept_tile_costs_four_statements(bobs: Client, page: Dashboard, django_assert_num_queries: Any) -> None:
    pin = Pin.objects.latest("pk").pk
    for slug in (str(page.pk), "revenue"):
        with django_assert_num_queries(4):  # session, person, belonging, ground
            assert b"from cache" in bobs.get(f"/dashboards/{slug}/tiles/revenue/?{AT}&pin={pin}").content


def test_a_tile_that_is_not_kept_reads_its_document_once(bobs: Client, page: Dashboard) -> None:
    with CaptureQueriesContext(connection) as asked:
        get(bobs, page, "&fresh=1")
    assert sum('"dashboards_dashboard"."content"' in each["sql"] for each in asked.captured_queries) == 1


def test_the_statement_finds_what_the_rows_say(page: Dashboard, alice: User, bob: User, charlie: User) -> None:
    pin = str(Pin.objects.latest("pk").pk)
    numbers = ["", str(page.pk), "0", "x", "9" * 30]
    found = [[bool(ground.ground(viewer_for(user), pin, each)) for each in numbers] for user in (alice, bob, charlie)]
    assert found == [[True, True, False, False, False]] * 2 + [[True, False, False, False, False]]
