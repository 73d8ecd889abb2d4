"""Cuts an expression into words that know where they stand, and reads them one by one. PURE."""

from __future__ import annotations

import re
from dataclasses import dataclass

from explores.semantic.errors import FilterError, nearest

_WORD = re.compile(r"[^\s,]+")
_TEMPLATE = re.compile(r"\{\{.*?\}\}")
_HALF = re.compile("[\ud800-\udfff]")
LONGEST = 20_000  # characters; a longer list belongs in a segment


@dataclass(frozen=True)
class Word:
    """A piece of the expression; ``position`` counts characters from 0."""

    text: str
    position: int

    @property
    def lower(self) -> str:
        """The word as keywords are compared."""
        return self.text.lower()


class Words:
    """The words of one term, read from left to right."""

    def __init__(self, words: list[Word], end: int) -> None:
        self._words = words
        self._end = end
        self._next = 0

    @property
    def position(self) -> int:
        """Where the next word stands, or where the term ends."""
        return self.peek.position if self.peek else self._end

    @property
    def peek(self) -> Word | None:
        """The next word, if there is one."""
        return self._words[self._next] if self._next < len(self._words) else None

    def take(self, *keywords: str) -> bool:
        """Read these keywords if they come next, all of them or none."""
        ahead = self._words[self._next : self._next + len(keywords)]
        if [word.lower for word in ahead] != list(keywords):
            return False
        self._next += len(keywords)
        return True

    def followed_by(self, keywords: tuple[str, ...]) -> bool:
        """Whether the word after the next one is among ``keywords``."""
        after = self._words[self._next + 1 : self._next + 2]
        return bool(after) and after[0].lower in keywords

    def followed_by_other(self, keywords: tuple[str, ...]) -> bool:
        """Whether the word after the next one is there, and not among ``keywords``."""
        return self._next + 1 < len(self._words) and not self.followed_by(keywords)

    def pop(self, wanted: str) -> Word:
        """Read the next word. Raises FilterError where ``wanted`` is missing."""
        word = self.peek
        if word is None:
            raise FilterError(f"The expression ends where {wanted} should follow.", self._end)
        self._next += 1
        return word

    def finish(self, choices: tuple[str, ...]) -> None:
        """Nothing may follow. Raises FilterError naming what does, and what may have been meant."""
        if self.peek:
            raise unexpected(self.peek, choices)


def unexpected(word: Word, choices: tuple[str, ...]) -> FilterError:
    """The error for a word that fits nowhere, with the nearest of ``choices``."""
    near = nearest(word.text, [choice for choice in choices if choice != word.lower])
    return FilterError(
        f"{shown(word.text)} at character {word.position + 1} is not understood.", word.position,
        suggestion=repr(near) if near else None,
    )  # fmt: skip


def shown(text: str) -> str:
    """A text in quotes, short enough for a message."""
    return repr(text if len(text) <= 40 else text[:40] + "…")


def terms(expression: str) -> list[Words]:
    """The terms between commas; empty ones are left out."""
    found, start = [], 0
    for part in expression.split(","):
        words = [Word(match.group(), start + match.start()) for match in _WORD.finditer(part)]
        if words:
            found.append(Words(words, start + len(part)))
        start += len(part) + 1
    return found


def refuse_oddities(expression: str) -> None:
    """Raises FilterError for what no type of filter takes: templates, endless texts, halves of characters."""
    template = _TEMPLATE.search(expression)
    if template:
        raise FilterError(
            f"{shown(template.group())} is a user attribute; filters take no templates. Write the value itself.",
            template.start(),
        )
    half = _HALF.search(expression)
    if half:
        raise FilterError(f"Character {half.start() + 1} is half of a character, which is no text.", half.start())
    if len(expression) > LONGEST:
        raise FilterError(f"A filter has at most {LONGEST:,} characters; this one has {len(expression):,}.", LONGEST)
