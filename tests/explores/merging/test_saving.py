"""A merged result kept as a Look and as a tile, shared by links, over REST, and with a field that went away."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from dashboards import own
from dashboards.models import Dashboard
from explores.keeping import content, looks
from explores.merging.state import Merge, Source
from explores.models import Look
from tests import shop
from tests.dashboards.kept import first, rewrite, tiles_of
from tests.explores.keeping.people import analyst, place_of, send

REVENUE = Source("business", "fields=orders.channel,orders.revenue&f[orders.ordered_date]=2025-10,2025-11")
EMAIL = Source("business", "fields=orders.channel,orders.count&f[orders.ordered_date]=2025")
BASKET = '{"basket":{"calculation":"${orders.revenue} / ${orders.count}","label":"Per order of the year"}}'
REST = (("vis", "column"), ("custom", BASKET), ("sorts", "basket desc"), ("c[column.orders.count.hidden]", "1"))
MERGE = Merge((REVENUE, EMAIL), REST)
GONE = "orders.gone"


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


def look_of(user: User, *, shared: bool = True, merge: Merge = MERGE) -> Look:
    viewer = viewer_for(user)
    kept = content.of_address(viewer, "merge", merge.href())
    return looks.make(viewer, place_of(viewer, shared), "Baskets", "", kept)


def body(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(answer.content.decode()))


def opened(user: User, look: Look) -> str:
    client = Client()
    client.force_login(user)
    return body(client.get(f"/looks/{look.pk}/", follow=True))


def rest(user: User, path: str, data: dict[str, Any] | None = None, method: str = "post") -> Any:
    client = Client()
    client.force_login(user)
    return getattr(client, method)(f"/api/v1/{path}", json.dumps(data or {}), content_type="application/json")


def broken(look: Look, name: str = "orders.revenue") -> None:
    """The field of the catalog is gone since the Look was kept."""
    for row in (look, look.versions.get()):
        row.query = json.loads(json.dumps(row.query).replace(f'"{name}"', f'"{GONE}"'))
        row.save(update_fields=["query"])


def test_a_look_opens_as_it_was_with_its_calculation_and_nothing_is_edited(sales: None, alice: User, bob: User) -> None:
    page = opened(bob, look_of(alice))
    assert "Baskets" in page and "Per order of the year" in page and "1 column hidden" in page
    assert ">Edited<" not in page and ">Unsaved<" not in page
    assert "Versions of this Look" in page and "Model code" not in page


def test_figures_are_those_of_a_division_by_hand(sales: None, alice: User, bob: User) -> None:
    found = rest(bob, f"looks/{look_of(alice).pk}/run").json()
    months = [100 + 10 * n for n in range(14)]
    assert [row["orders.channel"] for row in found["rows"]] == ["Ads", "Email", "Store"]
    for row in found["rows"]:
        assert row["orders.revenue"] == months[12] + months[13] and row["orders.count"] == 11
        assert row["basket"] == pytest.approx((months[12] + months[13]) / 11)


def test_saving_over_it_makes_a_version_that_can_be_brought_back(sales: None, alice: User) -> None:
    look = look_of(alice)
    changed = Merge(MERGE.sources, (("vis", "bar"), ("look", f"{look.pk}v1")))
    form = {"query": changed.href(), "name": "Baskets", "folder": str(look.folder_id), "place": "update"}
    assert send(alice, "/explore/merge/save", **form).json()["look"] == f"{look.pk}v2"
    assert send(alice, "/explore/merge/save", **form).status_code == 409
    assert "Per order of the year" not in opened(alice, look)
    send(alice, f"/looks/{look.pk}/versions/1/restore", really="yes")
    assert "Per order of the year" in opened(alice, look)
    edited = Client()
    edited.force_login(alice)
    moved = Merge(MERGE.sources, (*REST[:2], ("look", f"{look.pk}v3")))
    assert ">Edited<" in body(edited.get("/explore/merge/" + moved.href()))


def test_the_sheet_offers_looks_and_dashboards(sales: None, alice: User, bob: User) -> None:
    page = body(send(alice, f"/explore/merge/save{MERGE.href()}&title=T&kind=column"))
    assert "New dashboard" in page and 'name="explore" value="merge"' in page
    assert send(bob, f"/explore/merge/save{MERGE.href()}").status_code == 403


@pytest.mark.parametrize(
    ("merge", "said"),
    [
        (Merge(), "Add a query"),
        (Merge((REVENUE, Source("business", "fields=orders.revenu"))), "Query 2, Business: There is no field"),
        (Merge((REVENUE, Source("business", "fields=orders.count"))), "matched on nothing"),
        (Merge((REVENUE,), (("custom", '{"x":{"calculation":"${nope}"}}'),)), "nope"),
        (Merge((REVENUE,), (("limit", "x"),)), "limit"),
    ],
)
def test_only_what_can_be_asked_is_kept(sales: None, alice: User, merge: Merge, said: str) -> None:
    form = {"query": merge.href(), "name": "B", "folder": str(place_of(viewer_for(alice), True).pk)}
    answer = send(alice, "/explore/merge/save", **form)
    assert answer.status_code == 400 and said in body(answer) and not Look.objects.exists()


def test_a_field_that_is_gone_is_named_and_the_rest_stands(sales: None, alice: User, bob: User) -> None:
    look = look_of(alice)
    broken(look)
    page = opened(bob, look)
    assert f"Query 1, Business: There is no field '{GONE}'" in page and f"Remove {GONE}" in page
    assert "Query 2" in page and 'aria-label="Remove query 2"' in page
    way = re.findall(rf'href="([^"]+)"[^>]*>Remove {GONE}', page)[0]
    mended = body(send(bob, f"/explore/merge/{way}"))
    assert "Left out. 'Per order of the year'" in mended and "There is no field 'orders.revenue'" in mended
    assert "3 of 3 rows" in mended and "Edit Per order of the year" in mended
    assert GONE in rest(bob, f"looks/{look.pk}/run").json()["message"]


def test_a_tile_answers_by_itself_and_leads_back_to_the_merge(sales: None, alice: User, bob: User) -> None:
    folder = str(place_of(viewer_for(alice), True).pk)
    form = {"explore": "merge", "query": MERGE.href(), "folder": folder, "name": "Board", "tile": "Baskets"}
    assert send(alice, "/dashboards/save/new", **form).json()["said"] == "Saved to Board."
    row = Dashboard.objects.get()
    send(
        alice,
        "/dashboards/save",
        explore="merge",
        query=Merge(MERGE.sources, REST[1:]).href(),
        dashboard=str(row.pk),
        tile="Again",
        kind="table",
    )
    row.refresh_from_db()
    assert [each.vis for each in own.as_value(row).tiles] == ["column", "table"]
    for name in tiles_of(row):
        page = body(send(bob, f"/dashboards/{row.pk}/tiles/{name}/"))
        assert "could not be answered" not in page and "/explore/merge/?source=business" in page
    assert "Per order of the year" in page and "99,000" not in page
    link = re.findall(r'href="(/explore/merge/[^"]+)"', body(send(bob, first(row))))[0]
    assert "Per order of the year" in body(send(bob, link))
    query = row.content["tiles"][tiles_of(row)[0]]["query"]
    rewrite(row, tiles_of(row)[0], query=json.loads(json.dumps(query).replace("orders.revenue", GONE)))
    assert f"There is no field '{GONE}'" in body(send(bob, first(row)))


def test_programs_make_change_and_run_it(sales: None, account: Account) -> None:
    dana = analyst(account)
    query = content.of_address(viewer_for(dana), "merge", MERGE.href()).query
    made = rest(dana, "looks", {"name": "Baskets", "query": query, "settings": {"vis": "bar"}})
    assert made.status_code == 201 and made.json()["query"] == query
    path = f"looks/{made.json()['id']}"
    assert [field["id"] for field in rest(dana, f"{path}/run").json()["fields"]][-1] == "basket"
    half = {**query, "custom": {"x": {"calculation": "1", "label": "\ud800"}}}
    assert rest(dana, "looks", {"name": "Half", "query": half}).status_code == 400
    query["sources"][1]["match"] = [["orders.gone", "orders.channel"]]
    refused = rest(dana, path, {"version": 1, "query": query}, "patch")
    assert refused.status_code == 400 and "orders.gone" in refused.json()["message"]


def test_embed_and_short_link_carry_the_whole_merge(sales: None, alice: User, bob: User) -> None:
    frame = body(send(bob, f"/explore/merge/embed{MERGE.href()}"))
    assert "Open in Sextant" in frame and "<plot-chart" in frame and "/explore/merge/?source" in frame
    link = send(bob, "/explore/merge/share", query=MERGE.href()).json()["url"]
    client = Client()
    client.force_login(alice)
    assert "Per order of the year" in body(client.get(link, follow=True))


def test_the_menu_of_a_column_and_the_dialog_of_a_calculation(sales: None, bob: User) -> None:
    menu = body(send(bob, f"/explore/merge/column{MERGE.href()}&head=orders.count"))
    for entry in ("Sort ascending", "Percent of column", "Hide", "Copy values"):
        assert entry in menu
    assert (
        "Pivot" not in menu
        and "Divide by Orders" not in menu
        and "Filter on this" not in menu
        and "About this field" not in menu
    )
    way = re.findall(r'href="([^"]+)"[^>]*>(?:(?!</a>).)*Divide by Revenue', menu)[0]
    assert "Orders / Revenue" in body(send(bob, f"/explore/merge/{way}"))
    assert "name=basket" in body(send(bob, f"/explore/merge/column{MERGE.href()}&head=basket"))
    assert send(bob, f"/explore/merge/column{MERGE.href()}&head=nope").status_code == 404
    dialog = body(send(bob, "/explore/merge/custom/form", state=MERGE.href(), kind="calculation"))
    assert "${orders.revenue}" in dialog and "${orders.count}" in dialog
    form = {"state": MERGE.href(), "kind": "calculation", "label": "Twice", "expression": "${basket} * 2"}
    saved = send(bob, "/explore/merge/custom/save", **form).json()
    assert saved["name"] == "twice" and "fields=" not in saved["search"] and "source=business" in saved["search"]
    assert "Twice" in body(send(bob, f"/explore/merge/{saved['search']}"))
    wrong = send(bob, "/explore/merge/custom/check", **{**form, "expression": "${sms.sent}"})
    assert "sms.sent" in body(wrong)


def test_totals_of_all_queries_are_one_switch(sales: None, bob: User) -> None:
    page = body(send(bob, f"/explore/merge/{MERGE.href()}&total=1"))
    assert "totals queried, not added up" in page and "1,350" in page


def test_a_team_mate_gets_their_own_rows_and_a_stranger_nothing(
    sales: None, alice: User, bob: User, charlie: User
) -> None:
    look = look_of(alice)
    everything, theirs = opened(alice, look), opened(bob, look)
    assert re.search("99,?000", everything) and not re.search("99,?000", theirs)
    assert send(bob, f"/looks/{look.pk}/trash", away="1").status_code == 403
    assert send(charlie, f"/looks/{look.pk}/").status_code == 404
    assert rest(charlie, f"looks/{look.pk}/run").status_code == 404
    mine = look_of(analyst(look.account), shared=False)
    assert send(bob, f"/looks/{mine.pk}/").status_code == 404
