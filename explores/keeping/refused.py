"""What cannot be kept as it was asked, and texts that can. PURE."""

from __future__ import annotations

from typing import Any, Protocol

from explores.semantic.errors import SemanticError

LONGEST_NAME = 200
LONGEST_TEXT = 5_000
LONGEST_QUERY = 50_000  # characters of an address


class Refused(SemanticError):
    """Something that is not kept; the message says why and what to do."""

    def __init__(self, message: str, field: str, *, code: str = "not_kept", suggestion: str | None = None) -> None:
        super().__init__(message, code=code, field=field, suggestion=suggestion)


class Version(Protocol):
    """One save of a thing that is kept."""

    number: int
    saved_by: Any  # who; None: they are gone


class Overtaken(Refused):
    """Somebody else saved since; ``newest`` is what they saved of this ``kind`` of thing. Nothing was written."""

    def __init__(self, newest: Version | None, kind: str) -> None:
        self.newest = newest
        by = str(newest.saved_by) if newest and newest.saved_by else "Somebody"
        number = f"version {newest.number}" if newest else "a newer version"
        message = f"{by} saved {number} of this {kind} while you changed an older one; yours is not saved yet."
        super().__init__(message, "version", code="overtaken", suggestion=f"to keep yours as a new {kind}")


def name(text: object, field: str = "name") -> str:
    """A name that can be kept. Raises Refused."""
    found = " ".join(plain(text, field, LONGEST_NAME).split())
    if not found:
        raise Refused("It needs a name.", field)
    return found


def plain(text: object, field: str, longest: int = LONGEST_TEXT) -> str:
    """A text that the database takes. Raises Refused."""
    if not isinstance(text, str):
        raise Refused(f"{field!r} takes a text.", field)
    if len(text) > longest:
        raise Refused(f"That is {len(text):,} characters long; at most {longest:,} are kept.", field)
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refused("It holds a character that is none; type it again.", field)
    return text.strip()


def erasing(name: str) -> Refused:
    """What is said to who may not delete it for ever."""
    said = f"{name} was made by somebody else: only they and admins may delete it for ever."
    return Refused(said, "thing", code="not_allowed")
