"""The standard dashboards, read once a process."""

from __future__ import annotations

from functools import cache

from dashboards.loading import load
from dashboards.model import Dashboard


@cache
def dashboards() -> dict[str, Dashboard]:
    """By slug, in the order of their titles."""
    return load()
