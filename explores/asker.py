"""Who a command speaks for, as its ``--as`` and ``--account`` say."""

from __future__ import annotations

from accounts.access import viewer_for
from accounts.models import Account, User
from accounts.viewer import Viewer
from explores.semantic.errors import SemanticError, nearest


def viewer_named(email: str | None, account_name: str | None) -> Viewer:
    """The person of that address; without one the system itself, for the whole of an account.

    Raises SemanticError for a name that is none, NoAccess for a person who has nothing to see there.
    """
    account = _account(account_name) if account_name or email is None else None
    if email is not None:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            emails = User.objects.values_list("email", flat=True)
            raise SemanticError(f"There is no user {email!r}.", suggestion=nearest(email, emails))
        return viewer_for(user, account=account)
    assert account is not None
    subaccounts = frozenset(account.subaccounts.values_list("pk", flat=True))
    return Viewer(account=account.pk, subaccounts=subaccounts, timezone=account.timezone)


def _account(name: str | None) -> Account:
    accounts = {account.name: account for account in Account.objects.order_by("name")}
    if name is None and len(accounts) == 1:
        return next(iter(accounts.values()))
    if name in accounts:
        return accounts[name]
    if not accounts:
        raise SemanticError("There is no account yet; import a file or run `python manage.py seed_demo` first.")
    listed = ", ".join(accounts)
    raise SemanticError(
        f"Name one of the accounts with --account: {listed}.", suggestion=nearest(name, accounts) if name else None
    )
