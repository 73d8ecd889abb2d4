"""Dashboards that people make: saved to from an explore, shown as the standard ones are, and whose they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from django.http import Http404

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from dashboards import layout, own, reading, vis
from dashboards.model import Box
from dashboards.models import Dashboard
from explores.keeping import content, folders
from explores.keeping.model_code import model_code
from explores.keeping.refused import Refused
from explores.semantic import query_json
from tests import shop
from tests.dashboards.kept import first, rewrite, tiles_of
from tests.explores.keeping.people import MONTHS, analyst, send

Post = Callable[..., Any]
CHART = f"{MONTHS}&c[legend]=off&trend=linear&sorts=orders.revenue desc"


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


@pytest.fixture
def ask() -> Post:
    """A request of one person: ``ask(alice, path)``; with values it is a POST."""
    return send


def made(user: User, *, shared: bool = False, query: str = MONTHS, title: str = "Sales") -> Dashboard:
    viewer = viewer_for(user)
    folder = folders.shared(viewer.account) if shared else folders.personal(viewer)
    row = own.make(viewer, folder, title)
    own.append(viewer, row, "By month", content.of_address(viewer, "business", query), "bar")
    return row


def given(user: User, **changes: str) -> dict[str, str]:
    folder = str(folders.personal(viewer_for(user)).pk)
    start = {"explore": "business", "query": MONTHS, "name": "Sales", "folder": folder, "tile": "By month"}
    return start | changes


def test_a_question_becomes_the_first_tile_of_a_new_dashboard(sales: None, ask: Post, alice: User) -> None:
    said = json.loads(ask(alice, "/dashboards/save/new", **given(alice, query=CHART)).content)
    row = Dashboard.objects.get()
    assert said["url"] == f"/dashboards/{row.pk}/" and said["said"] == "Saved to Sales."
    page = ask(alice, said["url"]).content.decode()
    assert tiles_of(row) == ["by_month"] and 'id="tile-by_month"' in page and "Standard" not in page
    answer = ask(alice, first(row)).content.decode()
    assert "<plot-chart" in answer and "By month" in answer
    assert "c%5Blegend%5D=off" in answer and "trend=linear" in answer  # explore from here opens the same


def test_a_question_is_added_at_the_bottom_of_an_existing_one(ask: Post, alice: User) -> None:
    row = made(alice)
    sent = given(alice, dashboard=str(row.pk), tile="Again", kind="line", query="fields=orders.count", view="1")
    assert json.loads(ask(alice, "/dashboards/save", **sent).content) == {"go": f"/dashboards/{row.pk}/"}
    row.refresh_from_db()
    one, two = own.as_value(row).tiles
    assert (two.title, two.vis) == ("Again", "line") and two.box.x == one.box.x + one.box.width


@pytest.mark.parametrize("number", [1, 2, 3, 7, 20])
def test_tiles_never_share_ground(alice: User, number: int) -> None:
    row, viewer = made(alice), viewer_for(alice)
    kept = content.of_address(viewer, "business", MONTHS)
    for place in range(number):
        own.append(viewer, row, "x", kept, ("bar", "single", "table", "single")[place % 4])
    row.refresh_from_db()
    boxes = [tile.box for tile in own.as_value(row).tiles]
    assert not any(layout.faults(box) for box in boxes)
    assert not any(layout.overlap(one, two) for one in boxes for two in boxes if one is not two)


def test_a_full_dashboard_says_so(alice: User) -> None:
    row = made(alice)
    rewrite(row, at=[0, 190, 12, 10])
    kept = content.of_address(viewer_for(alice), "business", MONTHS)
    with pytest.raises(Refused, match="Sales is full"):
        own.append(viewer_for(alice), row, "x", kept, "table")


def test_small_figures_stand_in_one_row() -> None:
    boxes = [layout.appended([], "single")]
    for _ in range(4):
        boxes.append(layout.appended(boxes, "single"))
    assert [(box.x, box.y) for box in boxes] == [(0, 0), (6, 0), (12, 0), (18, 0), (0, 4)]
    assert layout.appended([Box(0, 0, 12, 11)], "table") == Box(0, 11, 24, 11)


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"tile": ""}, "It needs a name."), ({"dashboard": ""}, "Choose a dashboard"), ({"query": ""}, "nothing to keep")],
)
def test_a_form_that_cannot_be_saved_comes_back(ask: Post, alice: User, changes: dict[str, str], said: str) -> None:
    row = made(alice)
    sent = given(alice, **{"dashboard": str(row.pk), "place": "dashboard", **changes})
    answer = ask(alice, "/dashboards/save", **sent)
    assert answer.status_code == 400 and said in answer.content.decode()
    assert len(tiles_of(row)) == 1


def test_a_new_dashboard_that_fails_leaves_nothing_behind(ask: Post, alice: User) -> None:
    assert ask(alice, "/dashboards/save/new", **given(alice, tile="x" * 300)).status_code == 400
    assert not Dashboard.objects.exists()


def test_the_sheet_offers_dashboards_by_folder(ask: Post, alice: User, account: Account) -> None:
    made(alice, title="Mine")
    made(alice, shared=True, title="Everybody's")
    made(analyst(account), title="Dana's")
    page = ask(analyst(account, "eve"), f"/explore/business/save?query={MONTHS}").content.decode()
    assert '<optgroup label="Shared">' in page and "Everybody" in page and "Mine" not in page and "Dana" not in page


def test_a_removed_field_is_its_tiles_own_trouble(sales: None, ask: Post, alice: User) -> None:
    row = made(alice)
    own.append(viewer_for(alice), row, "x", content.of_address(viewer_for(alice), "business", MONTHS), "table")
    broken, unread = tiles_of(row)
    rewrite(row, broken, query={"explore": "business", "fields": ["orders.revenu"]})
    rewrite(row, unread, query={"explore": "business", "colour": 1})
    assert ask(alice, f"/dashboards/{row.pk}/").status_code == 200
    for tile, words in ((broken, "orders.revenue"), (unread, "colour")):
        answer = ask(alice, f"/dashboards/{row.pk}/tiles/{tile}/").content.decode()
        assert "This tile could not be answered" in answer and words in answer


def test_a_table_with_pivots_keeps_their_headings(sales: None, ask: Post, bob: User, alice: User) -> None:
    asked = "fields=orders.ordered_year,orders.channel,orders.count&pivots=orders.channel&vis=table"
    row = made(alice, shared=True, query=asked)
    rewrite(row, vis="table")
    body = ask(bob, first(row)).content.decode()
    assert body.count("th-group") >= 3 and "Ads" in body and "th-menu" not in body and "2 of 2 rows" in body


def test_an_area_is_stacked_as_on_the_page_it_comes_from(sales: None, ask: Post, bob: User, alice: User) -> None:
    row = made(
        alice, shared=True, query="fields=orders.ordered_month,orders.channel,orders.count&pivots=orders.channel"
    )
    rewrite(row, vis="area")
    assert '"stackgroup"' in ask(bob, first(row)).content.decode()


def test_a_team_mate_sees_their_rows_of_a_shared_one(sales: None, ask: Post, alice: User, bob: User) -> None:
    row = made(alice, shared=True, query=MONTHS.replace("vis=bar", "vis=table"))
    rewrite(row, vis="table")
    place = first(row)
    assert "99,660" in ask(alice, place).content.decode()
    assert "99,660" not in ask(bob, place).content.decode() and "660" in ask(bob, place).content.decode()
    assert "Sales" in ask(bob, "/folders/").content.decode() and "Sales" in ask(bob, "/dashboards/").content.decode()


def test_a_personal_one_is_its_owners(ask: Post, account: Account, alice: User, bob: User, charlie: User) -> None:
    row = made(analyst(account))
    assert ask(alice, f"/dashboards/{row.pk}/").status_code == 200  # an admin
    for user in (bob, charlie, analyst(account, "eve")):
        assert ask(user, f"/dashboards/{row.pk}/").status_code == 404
        assert "Sales" not in ask(user, "/dashboards/").content.decode()


def test_only_who_may_save_adds_or_deletes(ask: Post, alice: User, bob: User, charlie: User) -> None:
    row = made(alice, shared=True)
    forms = ("/dashboards/save", "/dashboards/save/new", f"/dashboards/{row.pk}/trash")
    assert {ask(bob, form, explore="business").status_code for form in forms} == {403}
    with pytest.raises(Refused):
        own.append(viewer_for(bob), row, "x", content.of_address(viewer_for(bob), "business", MONTHS), "bar")
    with pytest.raises(Http404):
        own.find(viewer_for(charlie), row.pk)
    assert ask(charlie, f"/dashboards/{row.pk}/trash", out="").status_code == 404


def test_the_trash_gives_back(ask: Post, alice: User) -> None:
    row = made(alice)
    ask(alice, f"/dashboards/{row.pk}/trash", go="1")
    assert ask(alice, f"/dashboards/{row.pk}/").status_code == 404
    assert "Sales" in ask(alice, "/folders/trash/").content.decode()
    ask(alice, f"/dashboards/{row.pk}/trash", out="1")
    assert ask(alice, f"/dashboards/{row.pk}/").status_code == 200


def test_hostile_titles_are_text(sales: None, ask: Post, alice: User) -> None:
    row = made(alice, title='"><script>alert(1)</script>')
    rewrite(row, title='"><script>alert(2)</script>')
    tile = first(row)
    for path in (f"/dashboards/{row.pk}/", tile, "/dashboards/", "/folders/", f"/explore/business/save?query={MONTHS}"):
        assert "<script>alert" not in ask(alice, path).content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        CHART,
        "fields=orders.channel,orders.ordered_month,orders.revenue&pivots=orders.ordered_month&row_total=1&tz=Asia/Tokyo",
        "fields=orders.channel,orders.status,orders.count&subtotal=1&total=1&limit=all&f[orders.status]=-paid&stack=1",
        "fields=orders.count&f[orders.ordered_date]=2025&f[orders.ordered_date]=after 2025-06-01&vis=single",
        'fields=mine&custom={"mine":{"type":"sum","of":"orders.amount","label":"Mine"}}',
    ],
)
@pytest.mark.django_db
def test_model_code_is_read_back_as_the_same_tile(asked: str) -> None:
    wish = content.wish_of(asked)
    query = content.url.from_params("business", wish.query_params())
    data = yaml.safe_load(model_code("A tile", query, wish.picture))
    page = {"title": "x", "description": "x", "needs": "x", "tiles": {"one": {**data, "at": [0, 0, 12, 10]}}}
    (tile,) = reading.read("x", page, "x.yaml").tiles
    assert query_json.to_json(tile.query) == query_json.to_json(query) and tile.title == "A tile"
    assert dict(vis.address(tile.chart)) == {name: text for name, text in wish.picture.items() if name != "vis"}


def test_explore_and_create_opens_the_list_of_explores(ask: Post, alice: User) -> None:
    for path in ("/dashboards/", "/folders/"):
        assert 'href="/explore/"' in ask(alice, path).content.decode().partition("header-actions")[2][:200], path
    page = ask(alice, "/explore/").content.decode()
    assert "Explore &amp; create" in page and 'href="/explore/business/"' in page
