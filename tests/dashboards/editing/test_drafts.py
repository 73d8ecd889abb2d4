"""Edit mode as its forms see it: a draft per person, saved as a version, never over somebody else's."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from accounts.access import viewer_for
from accounts.models import Account, Membership, Role, User
from dashboards import own
from dashboards.editing.operations import Change
from dashboards.edits import drafts
from dashboards.models import Dashboard, DashboardDraft
from tests.dashboards.kept import tiles_of
from tests.explores.keeping.people import MONTHS, analyst, look_of, place_of, send

pytestmark = pytest.mark.django_db
PAGE: dict[str, Any] = {
    "title": "Weekly",
    "filters": {"country": {"label": "Country", "type": "string", "field": "orders.country"}},
    "tiles": {
        "orders": {"title": "Orders", "vis": "single", "at": [0, 0, 6, 4], "compares": True,
                   "query": {"explore": "business", "fields": ["orders.ordered_*", "orders.count"], "totals": True}},
        "hello": {"text": "Hello", "at": [6, 0, 6, 4]},
    },
}  # fmt: skip


@pytest.fixture
def dana(account: Account) -> User:
    return analyst(account)


@pytest.fixture
def row(dana: User) -> Dashboard:
    viewer = viewer_for(dana)
    return own.make_from(viewer, place_of(viewer, True), PAGE)


@pytest.fixture
def erin(account: Account) -> User:
    return analyst(account, "erin")


def do(user: User, row: Dashboard, what: str, **given: str) -> Any:
    return send(user, f"/dashboards/{row.pk}/edit/{what}/", **(given or {"x": ""}))


def opened(user: User, row: Dashboard, address: str = "") -> str:
    answer = send(user, f"/dashboards/{row.pk}/edit/{address}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def draft_of(user: User, row: Dashboard) -> dict[str, Any]:
    found = drafts.find(viewer_for(user), row)
    assert found is not None
    content: dict[str, Any] = found.content
    return content


def test_changes_stay_in_the_draft_until_it_is_saved(dana: User, row: Dashboard) -> None:
    opened(dana, row)
    do(dana, row, "do/place", tile="orders", x="12", y="2")
    do(dana, row, "do/add", kind="button")
    assert tiles_of(row) == ["orders", "hello"] and "Draft kept" in opened(dana, row)
    assert "Continue editing" in send(dana, f"/dashboards/{row.pk}/").content.decode()
    assert do(dana, row, "save").headers["Location"] == f"/dashboards/{row.pk}/"
    assert tiles_of(row) == ["orders", "hello", "button"] and row.content["tiles"]["orders"]["at"] == [12, 2, 6, 4]
    assert row.version == 2 and not DashboardDraft.objects.exists()


def test_undo_and_redo_go_through_the_changes(dana: User, row: Dashboard) -> None:
    opened(dana, row)
    do(dana, row, "do/remove", tile="orders")
    do(dana, row, "do/page", title="Daily", run_on_load="1", cross_filter="1")
    do(dana, row, "step/undo")
    assert (draft_of(dana, row)["title"], list(draft_of(dana, row)["tiles"])) == ("Weekly", ["hello"])
    do(dana, row, "step/undo")
    assert draft_of(dana, row) == PAGE
    do(dana, row, "step/redo")
    do(dana, row, "step/redo")
    do(dana, row, "step/redo")
    assert draft_of(dana, row)["title"] == "Daily" and "orders" not in draft_of(dana, row)["tiles"]


def test_the_second_of_two_savers_is_told_and_keeps_the_draft(dana: User, erin: User, row: Dashboard) -> None:
    for user in (dana, erin):
        opened(user, row)
        do(user, row, "do/page", title=f"{user.name}'s", run_on_load="1", cross_filter="1")
    do(dana, row, "save")
    assert "Dana saved version 2 since you began" in opened(erin, row)
    told = do(erin, row, "save").content.decode()
    assert "Dana saved version 2 of this dashboard while you changed" in told and "Your draft is kept" in told
    row.refresh_from_db()
    assert row.title == "Dana's" and draft_of(erin, row)["title"] == "Erin's"
    do(erin, row, "copy", title="Erin's own")
    assert Dashboard.objects.get(title="Erin's own").content["tiles"].keys() == PAGE["tiles"].keys()
    assert not DashboardDraft.objects.exists()


def test_an_untouched_draft_follows_what_others_save(dana: User, erin: User, row: Dashboard) -> None:
    opened(erin, row)
    opened(dana, row)
    do(dana, row, "do/remove", tile="hello")
    do(dana, row, "save")
    assert 'id="tile-hello"' not in opened(erin, row) and list(draft_of(erin, row)["tiles"]) == ["orders"]


def test_a_discarded_draft_changes_nothing(dana: User, row: Dashboard) -> None:
    opened(dana, row)
    do(dana, row, "do/remove", tile="hello")
    assert "Discard the draft?" in opened(dana, row)
    do(dana, row, "discard")
    assert tiles_of(row) == ["orders", "hello"] and row.version == 1 and not DashboardDraft.objects.exists()


def test_each_person_has_a_draft_of_their_own(dana: User, erin: User, row: Dashboard) -> None:
    opened(dana, row)
    do(dana, row, "do/remove", tile="hello")
    assert 'id="tile-hello"' in opened(erin, row)


def test_a_look_is_followed_or_copied(dana: User, row: Dashboard) -> None:
    look = look_of(dana, shared=True)
    assert look.name in opened(dana, row, "?sheet=look")
    do(dana, row, "look", look=str(look.pk), how="linked")
    do(dana, row, "look", look=str(look.pk), how="copied")
    first, second = list(draft_of(dana, row)["tiles"].values())[2:]
    assert first["look"] == look.pk and second["query"]["fields"] == ["orders.ordered_month", "orders.revenue"]
    assert second["vis"] == "bar" and "query" not in first
    answer = send(dana, f"/dashboards/{row.pk}/edit/look/", look="999999", how="linked")
    assert "not there any more" in " ".join(map(str, answer.wsgi_request._messages))


def test_a_question_comes_back_from_an_explore_as_a_new_tile(dana: User, row: Dashboard) -> None:
    opened(dana, row)
    page = send(dana, f"/explore/business/?{MONTHS}&tile={row.pk}").content.decode()
    assert "Add to Weekly" in page and f'action="/dashboards/{row.pk}/edit/bring/"' in page
    do(dana, row, "bring", explore="business", query=MONTHS, title="Months", kind="line")
    tile = draft_of(dana, row)["tiles"]["months"]
    assert (tile["title"], tile["vis"], tile["at"]) == ("Months", "bar", [0, 4, 8, 11])


def test_a_tile_goes_to_its_explore_and_back_with_all_that_explores_do_not_know(dana: User, row: Dashboard) -> None:
    html = opened(dana, row, "?tile=orders")
    assert "fields=orders.ordered_month%2Corders.count" in html and f"&amp;tile={row.pk}:orders" in html
    query = urlencode({"fields": "orders.ordered_month,orders.count,orders.revenue", "vis": "single"})
    page = send(dana, f"/explore/business/?{query}&tile={row.pk}:orders").content.decode()
    assert "Save to tile" in page
    do(dana, row, "bring", explore="business", query=query, tile="orders", kind="single")
    tile = draft_of(dana, row)["tiles"]["orders"]
    assert tile["query"]["fields"] == ["orders.ordered_*", "orders.count", "orders.revenue"] and tile["compares"]
    assert tile["query"]["totals"] is True and tile["at"] == [0, 0, 6, 4]


def test_tiles_of_the_draft_ask_for_themselves(dana: User, row: Dashboard) -> None:
    opened(dana, row)
    do(dana, row, "do/tile", tile="orders", title="Orders <b>", cross_filter="1", **{"listens.country": "1"})
    path = f"/dashboards/{row.pk}/tiles/orders/"
    assert "Orders &lt;b&gt;" in send(dana, f"{path}?draft=1").content.decode()
    assert "Orders &lt;b&gt;" not in send(dana, path).content.decode()
    do(dana, row, "discard")
    assert send(dana, f"{path}?draft=1").status_code == 404


HTMX = {"HTTP_HX_REQUEST": "true"}


def by_htmx(user: User, path: str, **given: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.post(path, given, **HTMX)


def test_a_change_swaps_the_parts_and_says_what_it_did(dana: User, row: Dashboard) -> None:
    opened(dana, row)
    answer = by_htmx(dana, f"/dashboards/{row.pk}/edit/do/step/", tile="orders", down="1", at_tile="orders")
    html = answer.content.decode()
    assert "Orders: column 1, row 2, 6 wide, 4 high" in html and html.count("hx-swap-oob") >= 5
    assert answer.headers["HX-Replace-Url"] == f"/dashboards/{row.pk}/edit/?tile=orders"
    gone = by_htmx(dana, f"/dashboards/{row.pk}/edit/do/remove/", tile="orders", at_tile="orders").content.decode()
    assert "Orders is deleted." in gone and "Undo</button></form></toast-note>" in gone


def test_a_form_leaves_the_buttons_around_it_where_they_are(dana: User, row: Dashboard) -> None:
    opened(dana, row)
    path = f"/dashboards/{row.pk}/edit/do/tile/"
    html = by_htmx(dana, path, tile="orders", title="All orders", width="240").content.decode()
    assert "Save dashboard" not in html and 'id="edit-bar"' not in html  # Save is often pressed when a field is left
    assert 'data-undo aria-label="Undo"' in html and "Draft kept" in html
    assert 'id="told-width" role="alert" hx-swap-oob="true">Width takes 2 to 24, not 240.</span>' in html
    assert draft_of(dana, row)["tiles"]["orders"]["title"] == "All orders"


def test_what_cannot_be_done_is_said_and_the_page_stays(dana: User, row: Dashboard) -> None:
    opened(dana, row)
    html = by_htmx(dana, f"/dashboards/{row.pk}/edit/do/place/", tile="nobody").content.decode()
    assert "not there any more" in html and 'id="edit-grid"' not in html
    assert do(dana, row, "do/explode").status_code == 302 and draft_of(dana, row) == PAGE


def test_a_form_of_a_draft_that_is_gone_brings_the_page_anew(dana: User, row: Dashboard) -> None:
    path = f"/dashboards/{row.pk}/edit/do/remove/"
    assert by_htmx(dana, path, tile="hello").headers["HX-Refresh"] == "true"
    assert send(dana, path, tile="hello").status_code == 404
    opened(dana, row)
    own.trash(viewer_for(dana), row)
    assert by_htmx(dana, path, tile="hello").headers["HX-Refresh"] == "true"
    assert send(dana, f"/dashboards/{row.pk}/edit/").status_code == 404


def test_who_may_not_change_it_is_sent_away(dana: User, erin: User, bob: User, row: Dashboard) -> None:
    Membership.objects.filter(user=erin).update(role=Role.VIEWER)
    assert send(erin, f"/dashboards/{row.pk}/edit/").status_code == 403
    assert do(erin, row, "do/remove", tile="hello").status_code == 403
    assert "data-edit" not in send(erin, f"/dashboards/{row.pk}/").content.decode()


def test_nothing_that_is_typed_acts_on_the_page(dana: User, row: Dashboard) -> None:
    opened(dana, row)
    bad = "<script>alert(1)</script>"
    do(dana, row, "do/tile", tile="hello", title=bad, body=bad, note=bad, shown="above")
    do(dana, row, "do/tab-add", label=bad)
    do(dana, row, "do/page", title=bad, guide=bad, description=bad)
    for address in ("", "?tile=hello", "?sheet=tabs", "?sheet=settings", "?tab=<b>&tile=<b>&sheet=<b>"):
        assert "<script>alert" not in opened(dana, row, address)


def test_versions_are_listed_looked_at_and_restored(dana: User, row: Dashboard) -> None:
    opened(dana, row)
    do(dana, row, "do/remove", tile="hello")
    do(dana, row, "save")
    assert "Restore version 1" in send(dana, f"/dashboards/{row.pk}/versions/").content.decode()
    old = send(dana, f"/dashboards/{row.pk}/?version=1").content.decode()
    assert 'id="tile-hello"' in old and "Version 1" in old and "version=1" in old
    assert send(dana, f"/dashboards/{row.pk}/?version=7").status_code == 404
    send(dana, f"/dashboards/{row.pk}/versions/1/restore/", x="")
    assert tiles_of(row) == ["orders", "hello"] and row.versions.first().note == "restored from version 1"  # type: ignore[union-attr]


def test_another_order_of_filters_is_a_change_that_is_kept_saved_and_undone(dana: User, row: Dashboard) -> None:
    viewer, second = viewer_for(dana), {**PAGE["filters"]["country"], "label": "Land"}
    own.save(viewer, row, {**PAGE, "filters": {**PAGE["filters"], "land": second}}, 1)
    row.refresh_from_db()
    drafts.begun(viewer, row)
    turned = dict(reversed(row.content["filters"].items()))
    drafts.change(viewer, row, lambda document: Change({**document, "filters": turned}, "Moved."))
    assert list(draft_of(dana, row)["filters"]) == ["land", "country"] and drafts.waits(viewer, row)
    drafts.step(viewer, row, back=True)
    assert list(draft_of(dana, row)["filters"]) == ["country", "land"] and not drafts.waits(viewer, row)
    drafts.step(viewer, row, back=False)
    do(dana, row, "save")
    row.refresh_from_db()
    assert list(row.content["filters"]) == ["land", "country"] and row.version == 3
