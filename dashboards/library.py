"""The standard dashboards, read once a process."""

from __future__ import annotations

from functools import cache

from dashboards import loading
from dashboards.documents import Document
from dashboards.model import Dashboard


@cache
def dashboards() -> dict[str, Dashboard]:
    """By slug, in the order of their titles."""
    return loading.load()


@cache
def documents() -> dict[str, Document]:
    """What their files hold, by slug; whoever changes one takes a copy."""
    return loading.documents()
