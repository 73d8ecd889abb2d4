"""The courier of each kind of destination."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings

from deliveries.destinations.base import Courier, Place
from deliveries.models import Destination, Kind

_CLASSES = {Kind.EMAIL: "Email", Kind.WEBHOOK: "Webhook", Kind.S3: "S3", Kind.SFTP: "Sftp"}


def courier_of(kind: str) -> Courier:
    """Loaded only when something is sent: their libraries are large."""
    module = import_module(f"deliveries.destinations.{Kind(kind).value}")
    found: Courier = getattr(module, _CLASSES[Kind(kind)])()
    return found


def place_of(destination: Destination | None) -> Place:
    """Its settings and credentials, for its courier alone. Mail has the installation's."""
    if destination is None:
        return Place({}, {}, settings.NET_ALLOW)
    return Place(destination.config, destination.sealed.open(), settings.NET_ALLOW)
