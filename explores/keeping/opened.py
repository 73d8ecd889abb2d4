"""The Look an address is about (``look=12v3``: number 12, from its version 3), and how far the page has left it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import Http404

from accounts.access import Act, may_on
from explores.keeping import looks
from explores.models import Look, LookVersion
from explores.page import Asked

_NAMED = re.compile(r"(\d{1,18})v(\d{1,9})")


@dataclass(frozen=True)
class Opened:
    """``version`` is what the page was opened with."""

    look: Look
    version: LookVersion
    edited: bool  # the question or the picture on the page is not that version's
    may_save: bool

    @property
    def newer(self) -> bool:
        """Whether somebody saved since."""
        return self.version.number < self.look.version

    @property
    def tag(self) -> str:
        """The one word beside the title."""
        if self.edited:
            return "Edited"
        return f"Version {self.version.number} of {self.look.version}" if self.newer else ""


def named(look: Look, number: int | None = None) -> str:
    """The parameter ``look`` of an address."""
    return f"{look.pk}v{number or look.version}"


def opened(asked: Asked) -> Opened | None:
    """The Look of the address; None where it names none, or none that this viewer and explore have."""
    found = _NAMED.fullmatch(asked.wish.one("look"))
    if found is None:
        return None
    try:
        look = looks.find(asked.viewer, found[1])
        version = looks.find_version(look, found[2])
    except Http404:
        return None
    if version.query.get("explore") != asked.explore.name:
        return None
    return Opened(look, version, _edited(asked, version), may_on(asked.viewer, Act.SAVE, look.folder))


def _edited(asked: Asked, version: LookVersion) -> bool:
    kept = asked.kept
    if kept is None:
        return asked.problem is None  # what cannot be read is as it was kept, or it is shown as a problem
    return (kept, asked.wish.picture) != (version.query, version.settings)
