"""Three people for every page: Alice (admin), Bob (her team-mate, one sub-account) and Charlie (a stranger)."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from accounts.models import Account, Membership, Role, SubAccount, User
from cdp.warehouse.lake import LakeTable
from explores import page
from explores.custom_fields import custom_views, typing_views
from tests import emptying, quick_lake
from tests.kept import EARLIEST
from tests.scheduling import ByCostlyFile, long_first

hypothesis.settings.register_profile("house", deadline=None)  # the machine may be busy
hypothesis.settings.load_profile("house")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByCostlyFile | None:
    """Where workers are asked to heed groups."""
    return ByCostlyFile(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After pytest-django, which sorts by use of the database."""
    long_first(items)


def pytest_collection_finish() -> None:
    """Ten thousand tests and all modules stay until the end: the collector of garbage need not walk them each time."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Libraries that look at the end for what nobody let go of find it gone."""
    gc.unfreeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have to tell besides having passed: ``record_property("told", …)``, from every worker."""
    for report in terminalreporter.getreports("passed"):
        for line in (value for name, value in report.user_properties if name == "told"):
            terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {line}")


@pytest.fixture(autouse=True)
def lake(settings: Any, tmp_path: Path) -> Path:
    """An empty warehouse of this test's own."""
    settings.LAKE_DIR = tmp_path / "lake"
    return tmp_path / "lake"


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Slow hashing guards real passwords only."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def patient_pages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page does without where it takes two seconds is there for a test that looks once. A browser asks again."""
    if request.node.get_closest_marker("browser") is None:
        for module in (page, custom_views, typing_views):
            monkeypatch.setattr(module, "PATIENCE", 60.0)


@pytest.fixture(scope="session", autouse=True)
def quick_disk() -> Iterator[None]:
    """What guards from a power cut guards no test: no waiting for the disk, few tables to empty, few to create."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptying.of_rows)
        patch.setattr(LakeTable, "_create", quick_lake.create)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The database numbers sub-accounts behind those of fixtures."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE accounts_subaccount ALTER COLUMN id RESTART WITH {EARLIEST}")


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.create(name="Maison Alba", timezone="Europe/Paris")


@pytest.fixture
def subaccount(account: Account) -> SubAccount:
    """It always has the same number, so that what was published for it can be laid out again."""
    return SubAccount.objects.create(pk=101, account=account, name="Alba France")


@pytest.fixture
def alice(account: Account) -> User:
    user = User.objects.create_user("alice@example.org", "correct horse battery", name="Alice")
    Membership.objects.create(user=user, account=account, role=Role.ADMIN, all_subaccounts=True)
    return user


@pytest.fixture
def bob(account: Account, subaccount: SubAccount) -> User:
    user = User.objects.create_user("bob@example.org", "correct horse battery", name="Bob")
    Membership.objects.create(user=user, account=account, role=Role.VIEWER).subaccounts.add(subaccount)
    return user


@pytest.fixture
def charlie(db: None) -> User:
    other = Account.objects.create(name="Someone else")
    user = User.objects.create_user("charlie@example.org", "correct horse battery", name="Charlie")
    Membership.objects.create(user=user, account=other, role=Role.ADMIN, all_subaccounts=True)
    return user
