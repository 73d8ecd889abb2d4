"""Stars and visits: each person's own, of standard dashboards and of people's own alike."""

from __future__ import annotations

import pytest

from accounts.access import viewer_for
from accounts.models import Account, User
from dashboards import own
from dashboards.actions import attention
from dashboards.actions.listing import arranged, entries, recent
from dashboards.models import Favourite, Visit
from explores.keeping import folders
from tests.explores.keeping.people import analyst, send


@pytest.fixture
def mine(alice: User) -> str:
    """The name of a dashboard of Alice's own, in her personal folder."""
    viewer = viewer_for(alice)
    return str(own.make(viewer, folders.personal(viewer), "Weekly trading", "Every Monday").pk)


def names(user: User, sort: str = "title") -> list[str]:
    return [each.title for each in arranged(entries(viewer_for(user)), sort)]


def test_a_star_given_twice_is_one_and_taken_twice_is_none(mine: str, alice: User, bob: User) -> None:
    viewer = viewer_for(alice)
    for _ in range(2):
        attention.star(viewer, mine, on=True)
        attention.star(viewer, "revenue", on=True)
    assert attention.titles(viewer) == {"revenue": "Revenue performance", mine: "Weekly trading"}
    assert attention.titles(viewer_for(bob)) == {} and Favourite.objects.count() == 2
    for _ in range(2):
        attention.star(viewer, mine, on=False)
    assert attention.starred(viewer) == ["revenue"]


def test_the_star_of_a_page_answers_with_itself_and_the_navigation(mine: str, alice: User) -> None:
    page = send(alice, f"/dashboards/{mine}/star", on="1", next="/dashboards/")
    assert (page.status_code, page.headers["Location"]) == (302, "/dashboards/")
    shown = send(alice, "/").content.decode()
    assert "Favourites" in shown and f'href="/dashboards/{mine}/"' in shown.partition('class="nav-foot"')[0]
    assert send(alice, f"/dashboards/{mine}/star", on="", next="https://evil.example/").headers["Location"] == (
        f"/dashboards/{mine}/"
    )
    assert attention.starred(viewer_for(alice)) == []


def test_a_star_of_a_dashboard_that_went_is_passed_over(mine: str, alice: User, bob: User) -> None:
    viewer = viewer_for(alice)
    for slug in (mine, "gone", "99999999"):
        attention.star(viewer, slug, on=True)
    own.trash(viewer, own.find(viewer, mine))
    assert attention.titles(viewer) == {}
    assert send(alice, "/").status_code == 200


def test_what_is_no_dashboard_of_ones_own_gets_no_star(mine: str, account: Account, bob: User, charlie: User) -> None:
    for user in (bob, charlie, analyst(account)):
        assert send(user, f"/dashboards/{mine}/star", on="1").status_code == 404
    assert send(bob, "/dashboards/nothing/star", on="1").status_code == 404
    assert send(bob, "/dashboards/9999999999999999999999/star", on="1").status_code == 404
    assert not Favourite.objects.exists()


def test_each_opening_of_a_page_counts_once_and_for_its_person(alice: User, bob: User) -> None:
    for user in (alice, alice, bob):
        send(user, "/dashboards/revenue/")
    assert attention.views(viewer_for(alice)) == {"revenue": 3}
    assert Visit.objects.get(user=alice).count == 2
    assert [each.slug for each in recent(entries(viewer_for(bob)))] == ["revenue"]
    assert attention.counted(viewer_for(alice), "revenue") == attention.Counted(stars=0, views=3, people=2)


def test_another_company_counts_apart(alice: User, charlie: User) -> None:
    send(alice, "/dashboards/revenue/")
    assert attention.views(viewer_for(charlie)) == {}
    assert attention.counted(viewer_for(charlie), "revenue").views == 0


def test_the_last_opened_stands_first_and_twenty_are_kept(alice: User) -> None:
    viewer = viewer_for(alice)
    folder = folders.personal(viewer)
    slugs = [str(own.make(viewer, folder, f"Number {number}").pk) for number in range(22)]
    for slug in slugs:
        attention.opened(viewer, slug)
    attention.opened(viewer, slugs[0])
    found = recent(entries(viewer))
    assert len(found) == 20 and [each.slug for each in found[:2]] == [slugs[0], slugs[-1]]


def test_favourites_stand_first_in_every_order(mine: str, alice: User) -> None:
    viewer = viewer_for(alice)
    attention.star(viewer, "revenue", on=True)
    attention.opened(viewer, mine)
    assert names(alice)[0] == "Revenue performance" and names(alice)[1:] == sorted(names(alice)[1:], key=str.casefold)
    for sort in ("visited", "changed", "views"):
        assert names(alice, sort)[:2] == ["Revenue performance", "Weekly trading"], sort
    assert names(alice, "'; DROP TABLE") == names(alice)
