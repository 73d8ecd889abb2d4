"""The shop of the tests of Ads health with two weeks behind it, a mail server, and the warehouse published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from tests import shop as little
from tests.alerts.health.ads import Shop
from tests.servers.mail import Postbox, taking_mail


@pytest.fixture
def post(settings: Any, tmp_path: Path) -> Iterator[Postbox]:
    with taking_mail() as found:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", found.port, False
        settings.PUBLIC_URL, settings.VAR_DIR = "https://bi.example.org", tmp_path / "var"
        yield found


@pytest.fixture
def published(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    little.fill(account, subaccount)


@pytest.fixture
def ads(published: None, subaccount: SubAccount) -> Shop:
    return Shop(subaccount)


@pytest.fixture
def visit(bob: User) -> Client:
    """The browser of Bob, a viewer."""
    client = Client()
    client.force_login(bob)
    return client
