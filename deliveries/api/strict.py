"""Bodies of requests, read strictly: a text must be a text. PURE but for the request that it comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.db.models import TextChoices
from rest_framework.request import Request

from explores.keeping.api import body
from explores.keeping.refused import Refused, plain

Found = TypeVar("Found")
Choice = TypeVar("Choice", bound=TextChoices)
Data = Mapping[str, Any]
WHOLE = range(-(10**18), 10**18)  # that fit a column


def sent(request: Request, *known: str) -> dict[str, Any]:
    """The object that was sent. Raises Refused for what means nothing, and for a sign that no database takes."""
    data = body(request, *known)
    if any("\0" in each for each in _texts(data)):
        raise Refused("A text of the JSON holds the character NUL; take it out.", "body")
    return data


def _texts(data: object) -> Iterator[str]:
    """Every text in it, names among them."""
    left: list[object] = [data]
    while left:
        each = left.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            left += [*each, *each.values()]
        elif isinstance(each, list):
            left += each


def only(data: object, field: str, *known: str) -> Data:
    """An object with no other parts than these. Raises Refused."""
    if not isinstance(data, dict):
        raise Refused(f"{field!r} takes an object.", field)
    if strange := [name for name in data if name not in known]:
        raise Refused(f"{field!r} has no {strange[0][:40]!r}; it takes {', '.join(known)}.", f"{field}.{strange[0]}")
    return data


def text(data: Data, name: str, longest: int = 1000, *, field: str = "") -> str:
    """A text; empty where it is left out. Raises Refused."""
    return plain(data.get(name, ""), field or name, longest)


def number(data: Data, name: str, *, field: str = "") -> int | None:
    """A whole number; true is none. None where it is left out or null. Raises Refused."""
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value not in WHOLE:
        raise Refused(f"{name!r} takes a whole number.", field or name)
    return value


def flag(data: Data, name: str, default: bool = False, *, field: str = "") -> bool:
    """True or false. Raises Refused."""
    value = data.get(name, default)
    if not isinstance(value, bool):
        raise Refused(f"{name!r} takes true or false.", field or name)
    return value


def listed(data: Data, name: str, most: int, *, field: str = "") -> list[Any]:
    """A list that is not too long to be looked at. Raises Refused."""
    value = data.get(name, [])
    if not isinstance(value, list):
        raise Refused(f"{name!r} takes a list.", field or name)
    if len(value) > most:
        raise Refused(f"{name!r} has {len(value):,} entries; at most {most:,} are taken.", field or name)
    return value


def choice(of: type[Choice], data: Data, name: str, default: Choice | None = None, *, field: str = "") -> Choice:
    """One of the words. Raises Refused."""
    value = data.get(name, default)
    if not isinstance(value, str) or value not in of.values:
        raise Refused(f"{name!r} is one of {', '.join(of.values)}.", field or name)
    return of(value)


def texts(data: Data, name: str, longest: int = 5000, *, field: str = "") -> dict[str, str]:
    """An object of texts. Raises Refused."""
    value = data.get(name, {})
    if not isinstance(value, dict):
        raise Refused(f"{name!r} takes an object of texts.", field or name)
    return {key: plain(each, f"{field or name}.{key[:40]}", longest) for key, each in value.items()}


def all_of(readers: Iterable[Callable[[], object]]) -> list[Refused]:
    """What is wrong in each of them, in their order."""
    return [fault for reader in readers if (fault := _fault(reader)) is not None]


def _fault(reader: Callable[[], object]) -> Refused | None:
    try:
        reader()
    except Refused as error:
        return error
    return None


def tried(reader: Callable[[], Found], instead: Found) -> Found:
    """What can be read, else something in its place."""
    try:
        return reader()
    except Refused:
        return instead
