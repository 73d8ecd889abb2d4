"""Links for outsiders: who makes and sees them, what is kept, and when they end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.access import viewer_for
from accounts.models import Account, Membership, Role, SubAccount, User
from dashboards import own
from dashboards.models import Dashboard, SharedLink
from dashboards.sharing import links
from dashboards.sharing.links import Made
from dashboards.sharing.opening import Ended
from dashboards.sharing.opening import opened as showing
from explores.keeping import folders, rights
from explores.keeping.refused import Refused
from tests.dashboards.sharing.shared import dashboard_of, made_by, only, opened, text
from tests.explores.keeping.people import analyst
from tests.explores.keeping.test_rights import line

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(account: Account, subaccount: SubAccount) -> User:
    return analyst(account)


def ended(made: Made) -> str:
    """Why it shows nothing; empty where it lives."""
    try:
        showing(SharedLink.objects.get(pk=made.link.pk), timezone.now())
    except Ended as error:
        assert opened(made).status_code == 410
        return str(error)
    assert opened(made).status_code == 200
    return ""


def test_only_a_hash_of_the_token_is_kept(dana: User) -> None:
    made = made_by(dana)
    kept = SharedLink.objects.filter(pk=made.link.pk).values().get()
    assert made.token.startswith("sxl_") and len(made.token) > 40
    assert made.token not in str(kept) and kept["ending"] == made.token[-4:]
    assert links.known(made.token) == made.link and links.known(kept["digest"]) is None


def test_it_lives_thirty_days_unless_told(dana: User) -> None:
    made, soon = made_by(dana), made_by(dana, days="2")
    assert timedelta(days=29.9) < made.link.expires_at - timezone.now() < timedelta(days=30.1)
    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=1)):
        assert ended(soon) == "Its time is over." and ended(made) == ""
        assert "It was open until" in text(opened(soon)) and "Ask Dana of Maison Alba" in text(opened(soon))


@pytest.mark.parametrize("days", ["0", "366", "-1", "1.5", "", "x", None, True, "٣", "0000000301111111", "9" * 40, []])
def test_other_times_are_refused(dana: User, days: Any) -> None:
    with pytest.raises(Refused, match="from 1 to 365 days"):
        made_by(dana, days=days)
    assert not SharedLink.objects.exists()


def test_it_is_fixed_to_sub_accounts_that_its_maker_sees(dana: User, charlie: User, subaccount: SubAccount) -> None:
    theirs = SubAccount.objects.create(account=charlie.memberships.get().account, name="Theirs")
    for wrong in ([theirs.pk], ["x"], [0], ["1 OR 1=1"]):
        with pytest.raises(Refused, match="no sub-account that you may see"):
            made_by(dana, subaccounts=wrong)
    with pytest.raises(Refused, match="at least one sub-account"):
        made_by(dana, subaccounts=[])
    italy = SubAccount.objects.create(account=subaccount.account, name="Alba Italia")
    made = made_by(dana, subaccounts=only(subaccount))
    whole = made_by(dana)
    SubAccount.objects.create(account=subaccount.account, name="Later")
    now = timezone.now()
    assert showing(made.link, now).viewer.subaccounts == {subaccount.pk}
    assert showing(whole.link, now).viewer.subaccounts == {subaccount.pk, italy.pk}  # and never the later one


def test_it_narrows_with_its_maker_and_widens_with_nobody(dana: User, subaccount: SubAccount) -> None:
    italy = SubAccount.objects.create(account=subaccount.account, name="Alba Italia")
    made, member = made_by(dana), dana.memberships.get()
    Membership.objects.filter(pk=member.pk).update(all_subaccounts=False)
    member.subaccounts.set([italy])
    assert showing(made.link, timezone.now()).viewer.subaccounts == {italy.pk}
    assert "Alba France" not in text(opened(made)) and "Alba Italia" in text(opened(made))
    member.subaccounts.clear()
    assert ended(made) == "Who made it may not see its sub-accounts any more."


def test_attributes_are_those_of_then_that_are_so_still(dana: User, subaccount: SubAccount) -> None:
    dana.memberships.update(attributes={"region": ["FR", "BE"], "team": "North"})
    made = made_by(dana)
    dana.memberships.update(attributes={"region": ["BE", "DE"], "team": "North", "new": "x"})
    shown = showing(made.link, timezone.now()).viewer
    assert shown.attributes == (("region", ("BE",)), ("team", ("North",)))
    assert (shown.user, shown.role, shown.audiences) == (None, "VIEWER", frozenset())
    dana.memberships.update(attributes={"region": ["DE"], "team": "North"})
    assert ended(made) == "Who made it has other attributes now."


@pytest.mark.parametrize("lost", ["membership", "role", "active", "person"])
def test_it_dies_with_its_makers_rights(dana: User, lost: str) -> None:
    made = made_by(dana)
    {
        "membership": lambda: dana.memberships.all().delete(),
        "role": lambda: dana.memberships.update(role=Role.VIEWER),
        "active": lambda: User.objects.filter(pk=dana.pk).update(is_active=False),
        "person": dana.delete,
    }[lost]()
    assert ended(made).startswith("Who made it")


def test_it_dies_with_its_dashboard_and_with_the_way_to_it(dana: User, alice: User) -> None:
    row = dashboard_of(dana)
    made = made_by(dana, str(row.pk), params={})
    assert ended(made) == ""
    own.trash(viewer_for(dana), row)
    assert "trash" in ended(made)
    own.trash(viewer_for(dana), row, out=True)
    assert ended(made) == ""
    board = folders.make(viewer_for(alice), folders.shared(row.account_id), "Board")
    Dashboard.objects.filter(pk=row.pk).update(folder=board)
    rights.name(viewer_for(alice), board, [line(alice, "MANAGE"), line(dana)])
    assert ended(made) == "Who made it may only view its folder now."
    rights.name(viewer_for(alice), folders.find(viewer_for(alice), board.pk), [line(alice, "MANAGE")])
    assert "may not open it any more" in ended(made)


def test_a_filter_that_narrowed_it_must_stay(dana: User) -> None:
    row = dashboard_of(dana)
    narrowed = {
        **row.content,
        "filters": {"country": {"label": "Country", "type": "string", "field": "orders.country"}},
    }
    own.save(viewer_for(dana), row, narrowed, row.version)
    row = own.find(viewer_for(dana), row.pk)
    french, every = (made_by(dana, str(row.pk), params=params) for params in ({"country": "FR"}, {}))
    other = {**narrowed, "filters": {"country": {**narrowed["filters"]["country"], "field": "orders.channel"}}}
    own.save(viewer_for(dana), row, other, row.version)
    assert "'country' that it was made with is gone" in ended(french) and ended(every) == ""
    own.save(viewer_for(dana), own.find(viewer_for(dana), row.pk), {**row.content, "filters": {}}, row.version + 1)
    assert "'country' that it was made with is gone" in ended(french) and ended(every) == ""


def test_who_may_only_view_a_folder_shares_nothing_from_it(dana: User, alice: User) -> None:
    board = folders.make(viewer_for(alice), folders.shared(viewer_for(alice).account), "Board")
    row = dashboard_of(alice, board)
    rights.name(viewer_for(alice), board, [line(alice, "MANAGE"), line(dana)])
    with pytest.raises(PermissionDenied, match="not manage it"):
        made_by(dana, str(row.pk), params={})


def test_a_viewer_makes_none_and_a_stranger_finds_nothing_to_share(bob: User, charlie: User, dana: User) -> None:
    with pytest.raises(PermissionDenied):
        made_by(bob)
    with pytest.raises(Http404):
        made_by(charlie, str(dashboard_of(dana).pk))
    with pytest.raises(Http404):
        made_by(dana, "nothing")


def test_a_filter_that_is_not_understood_is_refused(dana: User) -> None:
    with pytest.raises(Refused, match="Order date"):
        made_by(dana, params={"order_date": "12 mnths"})
    assert not SharedLink.objects.exists()


def test_one_sees_and_withdraws_ones_own_admins_all(dana: User, alice: User, account: Account, charlie: User) -> None:
    eve = analyst(account, "eve")
    made = made_by(dana)
    shared = made_by(dana, str(dashboard_of(dana).pk), params={})
    assert set(links.seen(viewer_for(alice))) == {made.link, shared.link}
    assert set(links.seen(viewer_for(eve))) == set(links.seen(viewer_for(charlie))) == set()
    about = links.subject(viewer_for(eve), str(shared.link.dashboard_id))
    assert list(links.seen(viewer_for(eve), about)) == [shared.link]  # she manages that dashboard
    with pytest.raises(Http404):
        links.find(viewer_for(eve), made.link.pk)
    with pytest.raises(Http404):
        links.find(viewer_for(charlie), made.link.pk)
    links.revoke(viewer_for(eve), links.find(viewer_for(eve), shared.link.pk))
    links.revoke(viewer_for(alice), links.find(viewer_for(alice), made.link.pk))
    assert ended(made) == ended(shared) == "It was withdrawn."


def test_openings_are_counted_and_tiles_are_not(dana: User) -> None:
    made = made_by(dana)
    for _ in range(2):
        opened(made)
    opened(made, "tiles/revenue/")
    link = SharedLink.objects.get()
    assert link.opened == 2 and link.last_opened_at is not None


def test_there_is_an_end_to_links(dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST", 1)
    links.revoke(viewer_for(dana), made_by(dana).link)
    made_by(dana)
    with pytest.raises(Refused, match="at most 1 links at once"):
        made_by(dana)
