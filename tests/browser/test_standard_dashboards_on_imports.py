"""Every standard dashboard over imported files, walked in a real browser: what it shows is what SQL by hand gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker

from dashboards.library import dashboards
from tests.browser.contexts import Contexts
from tests.browser.test_figures_on_screen import odd_tiles
from tests.browser.test_standard_dashboards import Site, figure, serving, settle, signed_in
from tests.conftest import SHARED
from tests.dashboards.standard.conftest import Company
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


@pytest.fixture(scope="module")
def served(imported: Company, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:  # noqa: F811
    with serving(django_db_blocker) as found:
        yield found


@pytest.fixture
def page(served: Site, contexts: Contexts) -> Iterator[Page]:
    with signed_in(served, contexts) as found:
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
        if tile.vis == "single":
            wanted = figure(company, dashboard, tile, *case.filters.values(), currency="USD")
            expect(page.locator(f"#tile-{tile.id} .single-value")).to_contain_text(wanted)
    asked = company.asked(dashboard, **case.filters)
    assert odd_tiles(company, page, asked, filled, *case.filters.values()) == {}
    if case.slug in {"sms", "automation"}:  # no file holds any
        assert filled == []
    else:
        assert len(filled) > len(told)
