"""Every standard dashboard, walked in a real browser: all tiles answer.

Nothing is wider than the window and nothing shuts anybody out, at four widths. A new dashboard is walked without
another line here; ``test_figures_on_screen`` holds its figures against the statements of ``tests/dashboards/standard``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.conf import settings as site
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from accounts.models import Account, Membership, Role, User
from dashboards import filters
from dashboards.library import dashboards
from dashboards.model import Dashboard, Tile
from explores.catalogs import standard
from explores.formatting import formats
from explores.formatting.formats import Style
from tests.browser.axe import overflow, violations
from tests.browser.conftest import collect
from tests.browser.contexts import Contexts
from tests.dashboards.standard.check import fetched
from tests.dashboards.standard.conftest import NOW, Company, company, lake  # noqa: F401  # fixtures
from tests.dashboards.standard.test_figures import checks

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("standard")]
WIDTHS = (1440, 1024, 768, 390)  # px


@dataclass(frozen=True)
class Site:
    """A server over the company's rows, and the cookie of one who sees them all."""

    url: str
    session: str


@pytest.fixture(scope="module")
def served(company: Company, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:  # noqa: F811
    with serving(django_db_blocker) as found:
        yield found


@contextmanager
def serving(blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The server of ``live_server`` empties the database after each test; this one stands for all of the module."""
    with blocker.unblock():
        lea = User.objects.create_user("lea@example.org", name="Léa Moreau")
        Membership.objects.create(user=lea, account=Account.objects.get(), role=Role.ADMIN, all_subaccounts=True)
        client = Client()
        client.force_login(lea)
        server = LiveServer("localhost")
        server._live_server_modified_settings.enable()
        yield Site(server.url, client.cookies[site.SESSION_COOKIE_NAME].value)
        server._live_server_modified_settings.disable()
        server.stop()


@pytest.fixture
def page(served: Site, contexts: Contexts) -> Iterator[Page]:
    with signed_in(served, contexts) as found:
        yield found


@contextmanager
def signed_in(served: Site, contexts: Contexts) -> Iterator[Page]:
    """A signed-in page; script errors and violated policies fail the test."""
    wrong: list[str] = []
    found = contexts.page(served.url, cookie=(site.SESSION_COOKIE_NAME, served.session))
    found.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    found.on("console", lambda message: collect(message, wrong, ""))
    yield found
    contexts.end(found)
    assert wrong == []


def settle(page: Page) -> None:
    """Every tile has its answer, and every chart is drawn."""
    expect(page.locator(".cell [aria-busy]")).to_have_count(0, timeout=90_000)
    expect(page.locator("plot-chart:not([data-drawn])")).to_have_count(0, timeout=30_000)


@pytest.mark.parametrize("slug", dashboards())
def test_a_standard_dashboard_is_whole(company: Company, page: Page, slug: str) -> None:  # noqa: F811
    page.set_viewport_size({"width": WIDTHS[0], "height": 4000})  # all tiles are on the first screen
    page.goto(f"/dashboards/{slug}/?now={NOW.isoformat().replace('+', '%2B')}")
    settle(page)
    expect(page.locator(".cell .error, .cell .empty")).to_have_count(0)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        settle(page)
        assert (width, overflow(page), violations(page)) == (width, 0, [])


def figure(company: Company, dashboard: Dashboard, tile: Tile, *subaccounts: str, currency: str = "EUR") -> str:  # noqa: F811
    """What the statement by hand gives, as the tile writes it."""
    period = company.asked(dashboard).period
    ((value,),) = fetched(checks(dashboard.slug)[tile.id].rows, company.parameters(period, *subaccounts))
    measure = standard().explore(tile.query.explore).measure(filters.fitted(tile.query, "month").fields[-1])
    shown = formats.headline(value, measure.format, Style(currency=currency))
    return f"{shown.text}{shown.unit}"
