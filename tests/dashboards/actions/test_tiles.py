"""What a tile does: sorted for this visit, at full size, as a file, asked again; on a shop whose figures are known."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import pytest

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from dashboards import own
from dashboards.cells import cells
from dashboards.models import Dashboard
from explores.keeping import folders
from explores.models import Look
from tests import shop
from tests.dashboards.kept import rewrite
from tests.explores.keeping.people import look_of, send

TABLE = {
    "title": "Channels", "vis": "table", "at": [0, 0, 12, 8],
    "query": {"explore": "business", "fields": ["orders.channel", "orders.revenue"], "limit": 2, "totals": True,
              "sorts": [{"field": "orders.revenue", "descending": True}]},
}  # fmt: skip
PIVOT = {
    "title": "By year", "vis": "table", "at": [12, 0, 12, 8],
    "query": {"explore": "business", "fields": ["orders.channel", "orders.ordered_year", "orders.count"],
              "pivots": ["orders.ordered_year"]},
}  # fmt: skip


@pytest.fixture
def row(transactional_db: None, account: Account, subaccount: SubAccount, alice: User) -> Dashboard:
    """Shared; a cut table and a pivoted one."""
    shop.fill(account, subaccount)
    viewer = viewer_for(alice)
    document = {"title": "Sales", "tiles": {"channels": TABLE, "years": PIVOT}}
    return own.make_from(viewer, folders.shared(viewer.account), document)


def tile(user: User, row: Dashboard, name: str = "channels", query: str = "") -> str:
    return send(user, f"/dashboards/{row.pk}/tiles/{name}/?{query}").content.decode()


def names(text: str) -> list[str]:
    return re.findall(r'<th scope="row" class="cut"[^>]* title="([^"]*)"', text)


def head(text: str, column: int) -> str:
    """The address behind a head of the table."""
    return html.unescape(re.findall(r'class="th-sort" type="button" hx-get="([^"]*)"', text)[column])


def test_a_cut_table_is_asked_anew_in_the_order_of_a_click_and_its_totals_stay(row: Dashboard, bob: User) -> None:
    before = tile(bob, row)
    first = send(bob, head(before, 0)).content.decode()
    again = send(bob, head(first, 0)).content.decode()
    every = [*sorted({*names(first), *names(again)}, key=str.casefold)]
    assert names(first) == every[:2] and names(again) == every[::-1][:2] and len(every) >= 3
    total = re.compile(r"<tfoot>.*?</tfoot>", re.DOTALL)
    assert total.findall(before) == total.findall(first) == total.findall(again)
    assert 'aria-sort="ascending"' in first and 'aria-sort="descending"' in again
    assert "2 of 3 rows" in first


def test_the_readers_choice_stays_with_the_tile_that_asks_again(row: Dashboard, bob: User) -> None:
    assert '<input type="hidden" name="sort" value="orders.channel" data-keep>' in tile(
        bob, row, query="sort=orders.channel"
    )
    assert "data-keep" not in tile(bob, row)


def test_a_pivoted_table_is_sorted_by_one_of_its_columns(row: Dashboard, bob: User) -> None:
    text = tile(bob, row, "years")
    address = head(text, 1)
    assert "orders.count+desc+%5B" in address
    assert 'aria-sort="descending"' in send(bob, address).content.decode()


@pytest.mark.parametrize("bad", ["nothing.here", "orders.revenue sideways", "'; DROP TABLE orders", "[", "x" * 3000])
def test_a_sort_that_is_none_is_said_in_the_tile(row: Dashboard, bob: User, bad: str) -> None:
    page = send(bob, f"/dashboards/{row.pk}/tiles/channels/?sort={quote(bad)}")
    assert page.status_code == 200 and "This tile could not be answered" in page.content.decode()


def test_at_full_size_a_table_has_all_its_rows(row: Dashboard, bob: User) -> None:
    text = tile(bob, row, query="expanded=1")
    assert len(names(text)) == 3 and "3 of 3 rows" in text and "popover" not in text
    assert "expanded=1&sort=" in head(text, 0)


def test_the_file_of_a_tile_has_its_rows_in_its_order_within_the_pages_filters(row: Dashboard, bob: User) -> None:
    def file(query: str = "") -> list[str]:
        answer = send(bob, f"/dashboards/{row.pk}/tiles/channels.csv?{query}")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="channels.csv"'
        text = b"".join(answer.streaming_content).decode()
        assert answer.headers["X-Rows"].startswith(f"{len(text.splitlines()) - 1} of 3")
        return [line.partition(",")[0] for line in text.splitlines()]

    assert file()[1:] == names(tile(bob, row)) and len(file()) == 3
    assert file("sort=orders.channel")[1:] == names(tile(bob, row, query="sort=orders.channel"))
    assert len(file("all=1")) == 4


def test_a_file_holds_the_rows_of_its_reader_alone(row: Dashboard, alice: User, bob: User, charlie: User) -> None:
    def file(user: User) -> str:
        return b"".join(send(user, f"/dashboards/{row.pk}/tiles/channels.csv?all=1").streaming_content).decode()

    assert "99" in file(alice) and file(alice) != file(bob)
    assert send(charlie, f"/dashboards/{row.pk}/tiles/channels.csv").status_code == 404


def test_a_file_that_cannot_be_made_says_why_in_words(row: Dashboard, alice: User) -> None:
    rewrite(row, "channels", query={"explore": "business", "fields": ["orders.revenu"]})
    answer = send(alice, f"/dashboards/{row.pk}/tiles/channels.csv")
    assert answer.status_code == 400 and "orders.revenue" in answer.content.decode()
    assert send(alice, f"/dashboards/{row.pk}/tiles/nothing.csv").status_code == 404


def test_a_tile_that_follows_a_look_leads_there(row: Dashboard, alice: User) -> None:
    look: Look = look_of(alice, shared=True)
    row.content["tiles"]["look"] = {"title": "Kept", "at": [0, 8, 12, 8], "look": look.pk}
    row.save()
    assert f'href="/looks/{look.pk}/"' in tile(alice, row, "look")
    assert "Open the Look" not in tile(alice, row)


def test_a_tile_asks_again_at_its_own_pace_and_slower_after_each_failure(row: Dashboard, bob: User) -> None:
    rewrite(row, "channels", refresh="30 seconds")
    text = html.unescape(tile(bob, row))
    assert 'data-every="30"' in text and "newest=1" in text
    rewrite(row, "channels", query={"explore": "business", "fields": ["orders.revenu"]})
    waits = []
    for tries in ("", "1", "3", "11", "99999", "-1", "x"):
        waits += re.findall(r'data-every="(\d+)"', tile(bob, row, query=f"newest=1&tries={tries}"))
    assert waits == ["60", "120", "480", "3600", "60", "60", "60"]
    assert "data-every" not in tile(bob, row, "years")


def test_newest_is_the_newest_state_whatever_the_page_was_opened_at(
    row: Dashboard, account: Account, subaccount: SubAccount, bob: User
) -> None:
    from datetime import UTC, datetime

    from cdp.models import Pin
    from cdp.warehouse import mirror
    from tests.dashboards.sales import place

    old = Pin.objects.latest("pk").pk
    before = tile(bob, row, query=f"pin={old}")
    place(subaccount, "zoe", datetime(2025, 5, 5, tzinfo=UTC), 12345)
    mirror.publish()
    assert tile(bob, row, query=f"pin={old}").count("12,3") == before.count("12,3")
    newest = tile(bob, row, query=f"pin={old}&newest=1")
    assert "12,345" in newest and "Asked later than the rest of the page" in newest
    fresh = send(bob, f"/dashboards/{row.pk}/moment?pin={old}")
    assert fresh.headers["HX-Trigger-After-Swap"] == "tiles"
    assert f'name="pin" value="{Pin.objects.latest("pk").pk}"' in fresh.content.decode()
    assert 'name="fresh"' not in fresh.content.decode()
    assert 'name="fresh" value="1"' in send(bob, f"/dashboards/{row.pk}/moment", go="1").content.decode()


def test_a_page_that_does_not_run_by_itself_waits_for_its_button(row: Dashboard, bob: User) -> None:
    assert {cell.trigger for cell in cells(own.as_value(row))} == {"load, tiles from:body, crossed"}
    row.content["settings"] = {"run_on_load": False, "refresh": "5 minutes"}
    row.save()
    assert {cell.trigger for cell in cells(own.as_value(row))} == {
        "click from:#load-tiles once, tiles from:body, crossed"
    }
    page = send(bob, f"/dashboards/{row.pk}/").content.decode()
    assert 'id="load-tiles"' in page and "Not loaded yet." in page and 'data-every="300"' in page
