"""Every standard dashboard over imported files, walked in a real browser: what it shows is what SQL by hand gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from dashboards.library import dashboards
from dashboards.model import Dashboard, Tile
from explores.export import plain
from tests.browser.read_off import Figure, odd_rows, read
from tests.browser.test_standard_dashboards import Site, figure, serving, settle, signed_in
from tests.conftest import SHARED
from tests.dashboards.standard.check import fetched
from tests.dashboards.standard.conftest import Company
from tests.dashboards.standard.test_figures import checks
from tests.real_data.cases import Case, cases
from tests.real_data.site import imported, lake  # noqa: F401  # fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.xdist_group("imports walked"),
    pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the real data sets are not in this clone"),
]
WALKED = [
    *cases("2018-01-15", "", "Grocer", slugs="revenue"),
    *cases("2018-06-15", "", "Marketplace", slugs="customers"),
    *cases("2021-10-10", "", "Platforms", slugs="ads"),
    *cases("2016-11-15", "", "Newsletters", slugs="deliverability marketing_emails carbon"),
    *cases("2018-09-15", "", "Service mail", slugs="transactional_emails"),
    *cases("2018-01-15", "", "Grocer", slugs="sms automation"),
]
TABLES = {  # of each page one or two whose figures are read off the screen, cell by cell
    "revenue": ["categories", "places"],
    "customers": ["channels", "places"],
    "ads": ["campaigns", "delivery"],
    "deliverability": ["domains", "months"],
    "marketing_emails": ["campaigns", "subaccounts"],
    "transactional_emails": ["templates"],
    "carbon": [],  # its tables write masses in the unit that fits; its single values are read
    "sms": [],
    "automation": [],
}


@pytest.fixture(scope="module")
def served(imported: Company, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:  # noqa: F811
    with serving(django_db_blocker) as found:
        yield found


@pytest.fixture
def page(served: Site, chrome: Browser) -> Iterator[Page]:
    with signed_in(served, chrome) as found:
        yield found


@pytest.mark.parametrize("case", WALKED, ids=str)
def test_a_standard_dashboard_shows_what_was_imported(imported: Company, page: Page, case: Case) -> None:  # noqa: F811
    dashboard, company = dashboards()[case.slug], replace(imported, now=case.now)
    page.set_viewport_size({"width": 1440, "height": 4000})  # all tiles are on the first screen
    page.goto(f"/dashboards/{case.slug}/?now={case.now:%Y-%m-%dT%H:%M}Z&subaccount={case.subaccount}")
    settle(page)
    expect(page.locator(".cell .error")).to_have_count(0)
    told = [tile for tile in dashboard.asking if "ills from" in (page.locator(f"#tile-{tile.id}").text_content() or "")]
    filled = [tile for tile in dashboard.asking if tile not in told]
    for tile in filled:
        shown = page.locator(f"#tile-{tile.id}")
        if tile.vis == "single":
            wanted = figure(company, dashboard, tile, *case.filters.values(), currency="USD")
            expect(shown.locator(".single-value")).to_contain_text(wanted)
        elif tile.id in TABLES[case.slug]:
            check_table(company, dashboard, tile, case, read(page, tile.id, -1 if tile.compares else None))
    if case.slug in {"sms", "automation"}:  # no file holds any
        assert filled == []
    else:
        assert set(TABLES[case.slug]) <= {tile.id for tile in filled} and len(filled) > len(told)


def check_table(company: Company, page: Dashboard, tile: Tile, case: Case, shown: list[list[Figure]]) -> None:
    """Each line on the screen has the figures of a line by hand, and as many are there as fit."""
    parameters = company.parameters(company.asked(page).period, *case.filters.values())
    by_hand = [[plain(value) for value in row] for row in fetched(checks(page.slug)[tile.id].rows, parameters)]
    told = [line for line in shown if line]  # months in which nothing happened stand there too
    known = [row for row in by_hand if any(isinstance(value, int | float) for value in row)]
    assert len(told) == min(len(known), tile.query.limit or len(known))
    assert odd_rows(told, by_hand) == [], tile.id
