"""What ``make demo`` prepares before it serves: tables, a company's data, its warehouse, and a person to sign in as."""

from __future__ import annotations

import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts.models import User
from alerts.health import due, example
from cdp.demo import later, seeding
from cdp.demo.company import ACCOUNT, ADMIN_EMAIL
from cdp.demo.setting import make_admin
from cdp.models import Batch
from config import embedded

BASE = Path(__file__).resolve().parent.parent


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
    password = _password()
    found = seeding.find()
    if not (found and found.complete):
        _step("seed_demo", "--events", str(events), "--seed", str(seed), "--password", password)
    brought = later.bring(timezone.now())
    if Batch.objects.filter(published_at__isnull=True).exists():  # also after a mirror that was killed
        _step("mirror")
    example.show(ACCOUNT)
    if brought:
        due.judge_due(timezone.now())
    user = User.objects.filter(email=ADMIN_EMAIL).first()
    if not (user and user.check_password(password)):
        make_admin(password)
    connection.close()
    return SignIn(ADMIN_EMAIL, password)


def _pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _step(*words: str) -> None:
    """A command in a process of its own: it gives its memory back, and the engine lives in no process that forks."""
    if subprocess.run([sys.executable, str(BASE / "manage.py"), *words], check=False).returncode:
        raise PrepareError(f"manage.py {' '.join(words)} failed; what it says stands above.")


def _password() -> str:
    file = embedded.var() / "demo_password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(9))
    return file.read_text()
