"""The little shop, published, and a folder of this test's own for files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from accounts.models import Account, SubAccount
from tests import shop


@pytest.fixture(autouse=True)
def own_var(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def published(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)
