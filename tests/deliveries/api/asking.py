"""Drafts as programs send them, and what the API gives a person."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from accounts import tokens
from accounts.models import User

CONTENT = {"kind": "dashboard", "slug": "revenue"}
DAILY = {"kind": "daily", "zone": "Europe/Paris", "at": "06:00"}
MAIL = {"kind": "email", "format": "pdf", "recipients": ["lea@example.org"]}
DRAFT = {"content": CONTENT, "recurrence": DAILY, "targets": [MAIL]}


def ask(user: User, method: str, path: str, body: Any = None) -> Any:
    """The answer, by a token of this person."""
    account = user.memberships.get().account
    client = Client(headers={"authorization": f"Bearer {tokens.issue(user, account, 'test')}"})
    sent = json.dumps({} if body is None else body)
    return client.generic(method, f"/api/v1/{path}", sent, content_type="application/json")


def made(user: User, **values: Any) -> dict[str, Any]:
    """A schedule made over the API, as it answers."""
    answer = ask(user, "POST", "schedules", {**DRAFT, **values})
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found
