"""What ``make demo`` prepares before it serves: tables, a company's data, its warehouse, and a person to sign in as."""

from __future__ import annotations

import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import Account, Membership, Role, User
from config import embedded

BASE = Path(__file__).resolve().parent.parent
EMAIL = "demo@example.org"


class PrepareError(RuntimeError):
    """A step of preparing the demo failed; its own message stands above."""


@dataclass(frozen=True)
class SignIn:
    """The address and password that open the demo."""

    email: str
    password: str


def prepare(events: int, seed: int) -> SignIn:
    """Bring tables, data and warehouse up to date; quick where they are. Raises ``PrepareError``."""
    if _pending_migrations():
        call_command("migrate", verbosity=0)
    if not apps.get_model("cdp", "Contact").objects.exists():
        _step("seed_demo", "--events", str(events), "--seed", str(seed))
    _step("mirror")
    return _person()


def _pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _step(*words: str) -> None:
    """A command in a process of its own: it gives its memory back, and the engine lives in no process that forks."""
    if subprocess.run([sys.executable, str(BASE / "manage.py"), *words], check=False).returncode:
        raise PrepareError(f"manage.py {' '.join(words)} failed; what it says stands above.")


def _person() -> SignIn:
    """The demo's admin, with a password made once and kept in ``var/``."""
    user = User.objects.filter(email=EMAIL).first() or User.objects.create_user(EMAIL, name="Demo")
    password = _password()
    if not user.check_password(password):
        user.set_password(password)
        user.save()
    for account in Account.objects.all():
        rights = {"role": Role.ADMIN, "all_subaccounts": True}
        Membership.objects.get_or_create(user=user, account=account, defaults=rights)
    return SignIn(EMAIL, password)


def _password() -> str:
    file = embedded.var() / "demo_password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(9))
    return file.read_text()
