"""The sample company with 20,000 events, seeded and published once for all tests of a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from dashboards.model import Dashboard, Tile
from explores.semantic.periods import Period
from tests.dashboards.standard.check import Check, differences

NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)
EVENTS, SEED = 20_000, 3


@dataclass(frozen=True)
class Company:
    """Who asks (all sub-accounts, on the company's clocks), when, and the published state that answers."""

    viewer: Viewer
    names: dict[str, int]  # sub-accounts
    pin: Pin
    lake: Path
    now: datetime = NOW

    def asked(self, dashboard: Dashboard, **filters: str) -> Asked:
        """The page with these filters, the others at their defaults."""
        return Asked(dashboard, values_of(dashboard, filters), self.viewer, self.now, self.pin)

    def parameters(self, period: Period | None, *subaccounts: str) -> dict[str, Any]:
        """What statements by hand may use, for these sub-accounts (all, where none is named)."""
        zone = ZoneInfo(self.viewer.timezone)
        start, end = (moment.replace(tzinfo=zone) for moment in period.bounds) if period else (None, None)
        chosen = [self.names[name] for name in subaccounts or self.names]
        return {"start": start, "end": end, "now": self.now, "zone": self.viewer.timezone, "subaccounts": chosen}

    def differences(self, dashboard: Dashboard, tile: Tile, check: Check, *subaccounts: str) -> list[str]:
        """Of the page under default filters, narrowed to these sub-accounts; of the period before too, if it counts."""
        asked = self.asked(dashboard, **({"subaccount": ",".join(subaccounts)} if subaccounts else {}))
        now, before = self.parameters(asked.period, *subaccounts), None
        if tile.compares and asked.period:
            before = self.parameters(asked.period.previous(), *subaccounts)
        return differences(tile, check, asked, now, before)


@pytest.fixture(scope="module")
def company(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """Committed rows for every test of the module, taken away after the last one; tests only read them."""
    with standing(django_db_blocker, tmp_path_factory.mktemp("company") / "lake", _seeded) as found:
        yield found


def _seeded() -> None:
    seed(Plan(EVENTS, SEED, NOW.date()))


@contextmanager
def standing(blocker: DjangoDbBlocker, lake: Path, fill: Callable[[], object]) -> Iterator[Company]:
    """The rows that ``fill`` writes, committed and published into ``lake``; taken away in the end."""
    before = site.LAKE_DIR
    with blocker.unblock():
        site.LAKE_DIR = lake
        try:
            fill()
            yield _company(mirror.publish(), lake)
        finally:
            site.LAKE_DIR = before
            call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


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
