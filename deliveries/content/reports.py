"""Contents that rooms above know how to make: each registers its own (from its ``AppConfig.ready``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, cast

from django.utils.module_loading import import_string

from accounts.viewer import Viewer
from cdp.warehouse.base import Pin
from deliveries.content.subject import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from deliveries.content.finding import Found


class Finder(Protocol):
    """Finds a report as one viewer may see it at one moment, with the schedule's own values. Raises Gone."""

    def __call__(self, viewer: Viewer, values: Mapping[str, str], *, now: datetime, pin: Pin) -> Found:
        """``values``: by the names that the report knows."""


_finders: dict[Kind, str] = {}


def register(kind: Kind, finder: str) -> None:
    """``finder``: the dotted path to a ``Finder``."""
    _finders[kind] = finder


def finder_of(kind: Kind) -> Finder:
    """Of a kind that is a report."""
    return cast(Finder, import_string(_finders[kind]))
