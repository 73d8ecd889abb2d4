"""Every tile of the standard dashboards, read off the screen: its figures are those of the SQL by hand."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from dashboards.asking import Asked, answered
from dashboards.library import dashboards
from dashboards.model import Tile
from explores.formatting import formats
from tests.browser.read_off import AS_TABLES, odd_cells, odd_rows, read
from tests.browser.test_standard_dashboards import figure, page, served, settle  # noqa: F401  # fixtures
from tests.dashboards.standard.check import fetched
from tests.dashboards.standard.conftest import NOW, Company, company, lake  # noqa: F401  # fixtures
from tests.dashboards.standard.test_figures import checks

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("standard")]


@pytest.mark.parametrize("filters", [{}, {"subaccount": "France"}], ids=["default", "France"])
@pytest.mark.parametrize("slug", dashboards())
def test_every_tile_shows_the_figures_by_hand(
    company: Company,  # noqa: F811
    page: Page,  # noqa: F811
    slug: str,
    filters: dict[str, str],
) -> None:
    asked = company.asked(dashboards()[slug], **filters)
    page.set_viewport_size({"width": 1440, "height": 4000})  # all tiles are on the first screen
    page.goto(f"/dashboards/{slug}/?{urlencode({'now': NOW.isoformat(), **filters})}")
    settle(page)
    for tile in asked.dashboard.asking:
        if tile.vis == "single" and not tile.chart.get("settings"):
            wanted = figure(company, asked.dashboard, tile, *filters.values())
            expect(page.locator(f"#tile-{tile.id} .single-value")).to_contain_text(wanted)
    assert odd_tiles(company, page, asked, asked.dashboard.asking, *filters.values()) == {}


def odd_tiles(
    company: Company,  # noqa: F811
    page: Page,  # noqa: F811
    asked: Asked,
    tiles: Sequence[Tile],
    *subaccounts: str,
) -> dict[str, list[str]]:
    """Of the tiles that show tables, and charts read as tables: what each shows and the statements by hand do not."""
    page.evaluate(AS_TABLES)
    expect(page.locator(".menu-item", has_text="View as table")).to_have_count(0, timeout=30_000)
    settle(page)
    tables = [tile for tile in tiles if holds_table(page, tile)]
    wrong = {tile.id: odd(company, page, asked, tile, *subaccounts) for tile in tables}
    return {tile: said for tile, said in wrong.items() if said}


def holds_table(page: Page, tile: Tile) -> bool:  # noqa: F811
    """Cohorts show shares made of the figures by hand: ``tests/dashboards/test_cohort_faces.py`` holds those."""
    return not tile.vis.startswith("cohort") and page.locator(f"#tile-{tile.id} .tile-body tbody").count() > 0


def odd(company: Company, page: Page, asked: Asked, tile: Tile, *subaccounts: str) -> list[str]:  # noqa: F811
    """What the tile's table shows and the statements by hand do not give."""
    check, parameters = checks(asked.dashboard.slug)[tile.id], company.parameters(asked.period, *subaccounts)
    fields = answered(tile, asked).answer.fields
    figures = [field for field in fields if field.kind != "dimension"]
    numeric = [place - len(figures) for place, field in enumerate(figures) if formats.is_numeric(field.format)]
    by_hand = [[row[place] for place in numeric] for row in fetched(check.rows, parameters)]
    by_value = any(field.pivoted for field in fields)
    shown = read(page, tile.id, -1 if tile.compares else None)  # without "vs prev."
    assert shown or not by_hand, f"{tile.id} shows no row"
    return (odd_cells if by_value else odd_rows)(shown, by_hand)[:3]
