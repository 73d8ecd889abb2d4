"""The little shop, published."""

from __future__ import annotations

import pytest

from accounts.models import Account, SubAccount
from tests import shop


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)
