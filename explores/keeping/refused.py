"""What cannot be kept as it was asked, and texts that can. PURE."""

from __future__ import annotations

from explores.semantic.errors import SemanticError

LONGEST_NAME = 200
LONGEST_TEXT = 5_000
LONGEST_QUERY = 50_000  # characters of an address


class Refused(SemanticError):
    """Something that is not kept; the message says why and what to do."""

    def __init__(self, message: str, field: str, *, code: str = "not_kept", suggestion: str | None = None) -> None:
        super().__init__(message, code=code, field=field, suggestion=suggestion)


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
