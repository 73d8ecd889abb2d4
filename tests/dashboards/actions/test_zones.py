"""In whose time a page is cut: each tile's, the viewer's, or one zone for all; from the settings and the address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from accounts.access import viewer_for
from accounts.models import Account, Role, SubAccount, User
from accounts.viewer import Viewer
from cdp.warehouse import mirror
from dashboards import own, reading, zones
from dashboards.model import Dashboard
from explores.keeping import folders
from explores.merging.state import Merge
from tests.dashboards.sales import place
from tests.explores.keeping.people import send

QUERY = {"explore": "business", "fields": ["orders.ordered_date", "orders.count"]}
MERGE = Merge.of([("source", "business?fields=orders.ordered_date,orders.count&tz=Asia/Tokyo")])
VIEWER = Viewer(1, frozenset({1}), None, Role.VIEWER, "Europe/Paris", {})


def page(timezone: str = "tile", **tiles: Any) -> Dashboard:
    shown = {
        "plain": {"title": "Plain", "vis": "table", "at": [0, 0, 12, 8], "query": QUERY},
        "query": {"title": "Query", "vis": "table", "at": [12, 0, 12, 8], "query": {**QUERY, "timezone": "Asia/Tokyo"}},
        "tile": {"title": "Tile", "vis": "table", "at": [0, 8, 12, 8], "query": QUERY, "timezone": "America/New_York"},
        **tiles,
    }
    data = {"title": "Times", "settings": {"timezone": timezone}, "tiles": shown}
    return reading.read("1", data, "dashboard", standard=False)


def cut(dashboard: Dashboard, wanted: str = "") -> tuple[list[str | None], str]:
    """The zone of each tile's query, and what the viewer's is for the page."""
    found = zones.in_zone(dashboard, wanted)
    return [tile.query.timezone for tile in found.tiles], zones.seen_by(VIEWER, found).timezone


@pytest.mark.parametrize(
    ("setting", "wanted", "tiles", "viewer"),
    [
        ("tile", "", [None, "Asia/Tokyo", "America/New_York"], "Europe/Paris"),
        ("viewer", "", [None, None, None], "Europe/Paris"),
        ("Pacific/Chatham", "", [None, None, None], "Pacific/Chatham"),
        ("tile", "viewer", [None, None, None], "Europe/Paris"),
        ("viewer", "tile", [None, "Asia/Tokyo", "America/New_York"], "Europe/Paris"),
        ("viewer", "Asia/Kathmandu", [None, None, None], "Asia/Kathmandu"),
        ("Pacific/Chatham", "viewer", [None, None, None], "Europe/Paris"),
        ("tile", "Mars/Olympus", [None, "Asia/Tokyo", "America/New_York"], "Europe/Paris"),
    ],
)
def test_the_address_goes_before_the_settings(setting: str, wanted: str, tiles: list[str | None], viewer: str) -> None:
    assert cut(page(setting), wanted) == (tiles, viewer)


def test_what_the_settings_say_anyway_does_not_stand_in_the_address() -> None:
    assert zones.in_zone(page("viewer"), "viewer").zone == ""
    assert zones.in_zone(page("viewer"), "Asia/Tokyo").zone == "Asia/Tokyo"


@pytest.mark.parametrize("bad", ["Mars/Olympus", "../../etc/passwd", "tile ", "Europe/Pariss", "\0", "x" * 5000])
def test_what_is_no_zone_is_said_and_changes_nothing(bad: str) -> None:
    assert "There is no time zone" in zones.fault(bad) and zones.in_zone(page(), bad) == zones.in_zone(page(), "")


def test_the_nearest_zone_is_suggested() -> None:
    assert "Europe/Paris" in zones.fault("Europe/Pariss") and zones.fault("UTC") == zones.fault("") == ""


def test_merged_results_are_cut_like_the_others() -> None:
    tile = replace(page().tiles[0], merge=MERGE)

    def sources(wanted: str, **changes: str) -> str:
        (found,) = zones.in_zone(replace(page(), tiles=(replace(tile, **changes),)), wanted).tiles
        assert found.merge is not None
        return found.merge.sources[0].query

    assert "tz=Asia/Tokyo" in sources("")
    assert "tz=" not in sources("viewer")
    assert "tz=UTC" in sources("", timezone="UTC")


@pytest.fixture
def row(transactional_db: None, account: Account, subaccount: SubAccount, alice: User) -> own.Dashboard:
    """One order at 23:30 in Paris on 10 January 2026, which is the 11th in Tokyo and the 10th in New York."""
    place(subaccount, "ann", datetime(2026, 1, 10, 22, 30, tzinfo=UTC), 100)
    mirror.publish()
    viewer = viewer_for(alice)
    tiles = {
        "home": {"title": "Home", "vis": "table", "at": [0, 0, 12, 8], "query": QUERY},
        "tokyo": {"title": "Tokyo", "vis": "table", "at": [12, 0, 12, 8], "query": QUERY, "timezone": "Asia/Tokyo"},
    }
    return own.make_from(viewer, folders.shared(viewer.account), {"title": "Times", "tiles": tiles})


def test_a_late_order_is_of_the_day_of_the_zone_and_the_tile_says_so(row: own.Dashboard, alice: User) -> None:
    def tile(name: str, tz: str = "") -> str:
        return send(alice, f"/dashboards/{row.pk}/tiles/{name}/?tz={tz}").content.decode()

    assert "2026-01-10" in tile("home") and "tile-mark" not in tile("home")
    assert "2026-01-11" in tile("tokyo") and "tile-mark" in tile("tokyo") and "Asia/Tokyo" in tile("tokyo")
    assert "2026-01-10" in tile("tokyo", "viewer") and "tile-mark" not in tile("tokyo", "viewer")
    assert "2026-01-11" in tile("home", "Asia/Tokyo") and "tile-mark" not in tile("home", "Asia/Tokyo")


def test_the_head_says_in_whose_time_and_every_link_keeps_it(row: own.Dashboard, alice: User) -> None:
    page = send(alice, f"/dashboards/{row.pk}/?tz=Asia/Tokyo").content.decode()
    head = page.partition('id="moment"')[2].partition("</p>")[0]
    assert "zone-set" in head and ">Asia/Tokyo<" in head and "Europe/Paris" not in head
    assert "tz=Asia%2FTokyo" in page.partition('id="tile-home"')[2]
    assert f"/dashboards/{row.pk}/?tz=Asia%2FTokyo</span>" in page  # the link to copy
    sheet = send(alice, f"/dashboards/{row.pk}/zone?tz=Asia/Tokyo").content.decode()
    assert 'value="Asia/Tokyo"' in sheet and "?tz=viewer" in sheet and "Europe/Paris for all" in sheet


def test_a_zone_that_is_none_is_said_in_the_head(row: own.Dashboard, alice: User) -> None:
    page = send(alice, f"/dashboards/{row.pk}/?tz=Europe/Pariss<script>").content.decode()
    assert "There is no time zone" in page and "<script>'" not in page and "zone-set" not in page
