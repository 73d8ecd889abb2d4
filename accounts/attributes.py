"""A member's attributes: values that filters may name (``{{ _user_attributes['region'] }}``). PURE."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_NAME, LONGEST_VALUE, MOST = 60, 200, 100  # characters, and values of one member
_BARRED = frozenset("'\"[]{}")  # the template that names an attribute could not hold them


class WrongAttribute(ValueError):
    """A name or value that is not kept; the message says why. ``place`` is that of the pair, from 0."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place


def gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Names with their values in order; a name without a value has none. Raises WrongAttribute."""
    found: dict[str, list[str]] = {}
    for place, pair in enumerate(pairs):
        name, value = (part.strip() for part in pair)
        if not name and not value:
            continue
        if wrong := _wrong(name, value):
            raise WrongAttribute(wrong, place)
        values = found.setdefault(name, [])
        values += [value] if value and value not in values else []
    if sum(map(len, found.values())) > MOST:
        raise WrongAttribute(f"At most {MOST} values are kept of one person.", 0)
    return found


def _wrong(name: str, value: str) -> str:
    if not name:
        return f"The value {value[:60]!r} has no name."
    if len(name) > LONGEST_NAME:
        return f"The name {name[:20]!r}… is longer than {LONGEST_NAME} characters."
    if barred := sorted(_BARRED & set(name)):
        return f"The name {name!r} holds {barred[0]}, so no filter could name it."
    if len(value) > LONGEST_VALUE:
        return f"A value of {name!r} is longer than {LONGEST_VALUE} characters."
    if not (name + value).isprintable():
        return f"{name!r} holds a character that cannot be shown; type it again."
    return ""
