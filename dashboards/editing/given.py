"""What the forms of edit mode send, read strictly: numbers, texts and choices, each fault in words. PURE."""

from __future__ import annotations

from collections.abc import Mapping

from explores.keeping import refused
from explores.keeping.refused import Refused

Given = Mapping[str, str]
LONGEST_WORDS = 20_000  # characters of a text or Markdown tile, and of a guide
REFRESHES = ("30 seconds", "1 minute", "5 minutes", "15 minutes", "30 minutes", "1 hour", "6 hours", "1 day")


def number(given: Given, name: str, default: float | None = None) -> float:
    """A number, as people write it. Raises Refused."""
    text = given.get(name, "").strip().replace(",", ".")
    if not text and default is not None:
        return default
    try:
        found = float(text) if len(text) < 12 else float("nan")
    except ValueError:
        found = float("nan")
    if not abs(found) < 10_000:  # nan is not, either
        raise Refused(f"{name.title()} takes a number, not {text[:20]!r}.", name)
    return found


def within(given: Given, name: str, default: float, least: float, most: float) -> float:
    """A number between two others. Raises Refused."""
    found = number(given, name, default)
    if not least <= found <= most and found != default:
        raise Refused(f"{name.title()} takes {least:g} to {most:g}, not {found:g}.", name)
    return found


def whole(given: Given, name: str) -> int:
    """A whole number; 0 where it is left out."""
    return round(number(given, name, 0))


def one_of(given: Given, name: str, choices: tuple[str, ...]) -> str:
    """One of a list; its first where nothing is sent. Raises Refused."""
    found = given.get(name) or choices[0]
    if found not in choices:
        raise Refused(f"{name.title()} takes {', '.join(filter(None, choices))}, not {found[:40]!r}.", name)
    return found


def flag(given: Given, name: str) -> bool:
    """Whether a box is ticked."""
    return bool(given.get(name))


def line(given: Given, name: str) -> str:
    """One line of text. Raises Refused."""
    return " ".join(refused.plain(given.get(name, ""), name, refused.LONGEST_NAME).split())


def words(given: Given, name: str, longest: int = LONGEST_WORDS) -> str:
    """A longer text; its lines end as they do everywhere. Raises Refused."""
    return refused.plain(given.get(name, "").replace("\r\n", "\n"), name, longest)
