"""The sample company with 20,000 events, seeded and published once for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as site
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from accounts.models import Account, SubAccount
from accounts.viewer import Viewer
from cdp.demo.plan import Plan
from cdp.demo.seeding import seed
from cdp.warehouse import mirror
from cdp.warehouse.base import Pin
from dashboards.asking import Asked
from dashboards.filters import values_of
from dashboards.model import Dashboard
from explores.semantic.periods import Period

NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)
EVENTS, SEED = 20_000, 3


@dataclass(frozen=True)
class Company:
    """Who asks (all sub-accounts, on the company's clocks) and the published state that answers."""

    viewer: Viewer
    names: dict[str, int]  # sub-accounts
    pin: Pin
    lake: Path

    def asked(self, dashboard: Dashboard, **filters: str) -> Asked:
        """The page with these filters, the others at their defaults."""
        return Asked(dashboard, values_of(dashboard, filters), self.viewer, NOW, self.pin)

    def parameters(self, period: Period | None, *subaccounts: str) -> dict[str, Any]:
        """What statements by hand may use, for these sub-accounts (all, where none is named)."""
        zone = ZoneInfo(self.viewer.timezone)
        start, end = (moment.replace(tzinfo=zone) for moment in period.bounds) if period else (None, None)
        chosen = [self.names[name] for name in subaccounts or self.names]
        return {"start": start, "end": end, "now": NOW, "zone": self.viewer.timezone, "subaccounts": chosen}


@pytest.fixture(scope="module")
def company(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """Committed rows for every test of the module, taken away after the last one; tests only read them."""
    before, lake = site.LAKE_DIR, tmp_path_factory.mktemp("company") / "lake"
    with django_db_blocker.unblock():
        site.LAKE_DIR = lake
        try:
            seed(Plan(EVENTS, SEED, NOW.date()))
            pin = mirror.publish()
            yield _company(pin, lake)
        finally:
            site.LAKE_DIR = before
            call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def lake(settings: Any, company: Company) -> Path:
    """In the place of an empty warehouse for each test, that of the company."""
    settings.LAKE_DIR = company.lake
    return company.lake


def _company(pin: Pin | None, lake: Path) -> Company:
    assert pin is not None
    account = Account.objects.get()
    names = {each.name: each.pk for each in SubAccount.objects.order_by("pk")}
    viewer = Viewer(account.pk, frozenset(names.values()), timezone=account.timezone)
    return Company(viewer, names, pin, lake)
