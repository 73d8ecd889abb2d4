"""Django's sessions in PostgreSQL, each found by one plain statement: every request begins with its own."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Rows
from django.utils import timezone

from accounts.statement import row

_DATA = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(Rows):
    """In all else as Django's. They are not kept in Redis: one that is ended must be so when Redis is away, too."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing where it is unknown or over."""
        found = row(_DATA, [self.session_key, timezone.now()])
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])
