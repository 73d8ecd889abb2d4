"""Who looks at the ads of a shop."""

from __future__ import annotations

import pytest

from accounts.access import viewer_for
from accounts.models import Membership, Role, SubAccount, User
from accounts.viewer import Viewer
from tests.alerts.health.ads import Shop


@pytest.fixture
def shop(subaccount: SubAccount) -> Shop:
    return Shop(subaccount)


@pytest.fixture
def admin(alice: User, subaccount: SubAccount) -> Viewer:
    return viewer_for(alice)


@pytest.fixture
def analyst(bob: User) -> Viewer:
    """Of one sub-account."""
    Membership.objects.filter(user=bob).update(role=Role.ANALYST)
    return viewer_for(bob)


@pytest.fixture
def stranger(charlie: User) -> Viewer:
    return viewer_for(charlie)


@pytest.fixture
def elsewhere(subaccount: SubAccount) -> Shop:
    """Of another sub-account of the same account."""
    return Shop(SubAccount.objects.create(account=subaccount.account, name="Alba Iberia"))
