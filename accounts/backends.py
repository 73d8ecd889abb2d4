"""How a session leads to its person: each request asks for them anew, by one plain statement."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.db import DEFAULT_DB_ALIAS

from accounts.models import User
from accounts.statement import row

_COLUMNS = [field.attname for field in User._meta.concrete_fields]
_PERSON = f"SELECT {', '.join(_COLUMNS)} FROM accounts_user WHERE id = %s"  # noqa: S608  # names of our own


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth says nothing of its types
    """Signs in by address and password, as allauth does."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, if they may still sign in."""
        found = row(_PERSON, [user_id])
        user = User.from_db(DEFAULT_DB_ALIAS, _COLUMNS, found) if found else None
        return user if user and self.user_can_authenticate(user) else None
