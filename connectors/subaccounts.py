"""Which sub-account a command line means."""

from __future__ import annotations

from accounts.models import Account, SubAccount
from cdp.nearest import nearest


class NoSubAccount(ValueError):
    """A sub-account that is not named clearly enough; says which there are."""


def subaccount_named(name: str | None) -> SubAccount:
    """The sub-account called ``name`` (or "account/name"); without a name the only one.

    Where there is none at all, it is made ("Main" without a name).
    """
    every = list(SubAccount.objects.select_related("account").order_by("id"))
    if not every:
        return _made(name or "Main")
    if name is None:
        return _only(every)
    found = [each for each in every if name in {each.name, f"{each.account.name}/{each.name}"}]
    if len(found) == 1:
        return found[0]
    shown = [f"{each.account.name}/{each.name}" for each in found or every]
    if found:
        raise NoSubAccount(f"several sub-accounts are called {name!r}: {', '.join(shown)}; write account/name")
    raise NoSubAccount(f"no sub-account is called {name!r}{nearest(name, shown)}")


def _only(every: list[SubAccount]) -> SubAccount:
    if len(every) > 1:
        shown = ", ".join(f"{each.account.name}/{each.name}" for each in every)
        raise NoSubAccount(f"there are {len(every)} sub-accounts; name one by --subaccount: {shown}")
    return every[0]


def _made(name: str) -> SubAccount:
    account = Account.objects.order_by("id").first() or Account.objects.create(name="Main")
    return SubAccount.objects.create(account=account, name=name)
