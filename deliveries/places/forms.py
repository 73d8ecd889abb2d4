"""Destinations as people enter them: each field checked, and what is wrong said of its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import secrets
from accounts.access import Act, check
from accounts.viewer import Viewer
from deliveries.destinations.base import Fault
from deliveries.models import Destination, Kind
from deliveries.places import form_s3, form_sftp, form_webhook
from explores.keeping import refused
from explores.keeping.refused import Refused

Values = Mapping[str, str]
Read = Callable[[Values, Mapping[str, Any], Mapping[str, str]], tuple[dict[str, Any], dict[str, str]]]
READERS: dict[str, Read] = {
    Kind.WEBHOOK: form_webhook.read,
    Kind.S3: form_s3.read,
    Kind.SFTP: form_sftp.read,
}
ADDRESSES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    Kind.WEBHOOK: form_webhook.address,
    Kind.S3: form_s3.address,
    Kind.SFTP: form_sftp.address,
}
DATED = "secret_at"  # the day, beside the settings
CLEARED = {"tested_at": None, "test_passed": None, "test_said": ""}


@dataclass(frozen=True)
class Made:
    """A destination that was saved. ``shown`` holds what its person is shown now and never again."""

    destination: Destination
    shown: Mapping[str, str] = field(default_factory=dict)


def address(destination: Destination) -> str:
    """Where it leads, in one line: ``s3://alba-finance/orders/``."""
    return ADDRESSES[destination.kind](destination.config)


@transaction.atomic
def make(viewer: Viewer, kind: str, given: Values) -> Made:
    """A new one. Raises Refused."""
    check(viewer, Act.DELIVER)
    config, secret = _read(kind, given, {}, {})
    made = Destination(account_id=viewer.account, owner_id=viewer.user, kind=kind, name=_name(viewer, given, None))
    _keep(made, config, secret, {})
    made.save()
    return Made(made, {"secret": secret["secret"]} if kind == Kind.WEBHOOK else {})


@transaction.atomic
def change(viewer: Viewer, destination: Destination, given: Values) -> Made:
    """Its name and settings; secrets that are left empty stay. Raises Refused."""
    held = opened(destination)
    config, secret = _read(destination.kind, given, destination.config, held)
    destination.name = _name(viewer, given, destination)
    _keep(destination, config, secret, held)
    destination.save()
    return Made(destination)


def set_secret(destination: Destination, secret: dict[str, str], **config: Any) -> None:
    """Keep another secret, and what goes with it in the settings."""
    _keep(destination, {**destination.config, **config}, secret, opened(destination))
    destination.save()


def opened(destination: Destination) -> dict[str, str]:
    """Its secrets, for changing them; nothing of a seal that does not open any more: then all are entered anew."""
    try:
        found: dict[str, str] = destination.sealed.open()
        return found
    except secrets.SecretProblem:
        return {}


def _keep(destination: Destination, config: dict[str, Any], secret: dict[str, str], held: Mapping[str, str]) -> None:
    """What was tested is not what it is now; the day of a new secret is written beside it."""
    before = {name: value for name, value in destination.config.items() if name != DATED}
    if secret != held:
        config = {**config, DATED: timezone.now().date().isoformat()}
    elif DATED in destination.config:
        config = {**config, DATED: destination.config[DATED]}
    if secret != held or {name: value for name, value in config.items() if name != DATED} != before:
        for name, value in CLEARED.items():
            setattr(destination, name, value)
    destination.config = config
    if secret != held:
        destination.sealed = {name: value for name, value in secret.items() if value}


def _read(
    kind: str, given: Values, before: Mapping[str, Any], held: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    try:
        return READERS[kind](given, before, held)
    except Fault as fault:  # of a check that the courier makes too
        raise Refused(fault.message, fault.code) from fault


def _name(viewer: Viewer, given: Values, destination: Destination | None) -> str:
    name = refused.name(given.get("name", ""))
    others = Destination.objects.filter(account=viewer.account, name=name, removed_at=None)
    if others.exclude(pk=destination.pk if destination else 0).exists():
        raise Refused(f"Another destination is called {name}. Choose another name.", "name")
    return name
