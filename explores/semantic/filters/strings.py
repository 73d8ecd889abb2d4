"""Reads text filters: "FOO%,-FOOD", "EMPTY", '"100% Silk"', "sub^_region". PURE.

A comma list. ``%`` is any run of characters, ``_`` any one; a leading ``-`` negates; ``EMPTY`` is no text or null,
``NULL`` is null; ``^`` makes the next of ``" % _ , ^ - \\`` and space an ordinary character, ``\\,`` and ``\\"`` do as
well; double quotes around a whole term make all of it ordinary. Spaces around a term don't count, unless escaped.

The labels of tiers hold signs of their own: the comma of ``[0,10)`` separates nothing, and the minus of ``-10 to -1``
negates nothing, for ``10 to -1`` is no band. Before what is one (``-20 to 29``) it negates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from explores.semantic.errors import FilterError

ANY_RUN, ANY_ONE = "%", "_"
_ESCAPABLE = '"%_,^- \\'
_INTERVAL = re.compile(r"[\[(]\s*[-+.0-9A-Za-z]*\s*,\s*[-+.0-9A-Za-z]*\s*[\])]", re.ASCII)
_BAND = re.compile(r"\s*(\d+(?:\.\d+)?)\s+to\s+(-?\d+(?:\.\d+)?)\s*(?:,|$)", re.ASCII)
_KEYWORDS = {"EMPTY": "empty", "empty": "empty", "NULL": "null", "null": "null"}

Piece = tuple[str, bool]  # a character, and whether it is a wildcard


@dataclass(frozen=True)
class TextTerm:
    """One term: a pattern of pieces, or the keyword ``empty`` or ``null``."""

    pieces: tuple[Piece, ...]
    keyword: str | None
    negated: bool


class TextReader:
    """Reads characters from left to right."""

    def __init__(self, expression: str, *, tier: bool = False) -> None:
        self._text = expression
        self._at = 0
        self._tier = tier

    def read(self) -> list[TextTerm]:
        """All terms; empty ones between commas are left out."""
        found = []
        while self._at < len(self._text):
            term = self._term()
            if term:
                found.append(term)
            self._at += 1  # the comma
        return found

    def _term(self) -> TextTerm | None:
        self._skip_spaces()
        negated = self._minus()
        self._skip_spaces()
        if self._ahead() == '"':
            return TextTerm(self._quoted(), None, negated)
        start = self._at
        pieces = self._plain()
        keyword = _KEYWORDS.get(self._text[start : self._at].strip())
        if keyword or pieces:
            return TextTerm(() if keyword else pieces, keyword, negated)
        return TextTerm((("-", False),), None, negated=False) if negated else None

    def _ahead(self, distance: int = 0) -> str:
        return self._text[self._at + distance : self._at + distance + 1]

    def _skip_spaces(self) -> None:
        while self._ahead().isspace():
            self._at += 1

    def _minus(self) -> bool:
        if self._ahead() != "-" or (self._tier and self._is_label()):
            return False
        self._at += 1
        return True

    def _is_label(self) -> bool:
        """Whether the minus here belongs to a band: what follows it is none."""
        band = _BAND.match(self._text, self._at + 1)
        return band is not None and float(band[1]) > float(band[2])

    def _quoted(self) -> tuple[Piece, ...]:
        """A term in double quotes, in which only ``\\"`` is special."""
        start, pieces = self._at, []
        self._at += 1
        while self._ahead() != '"':
            if not self._ahead():
                raise FilterError('The double quote that opens here is never closed; write ^" for the sign.', start)
            if self._ahead() == "\\" and self._ahead(1) == '"':
                self._at += 1
            pieces.append((self._ahead(), False))
            self._at += 1
        self._at += 1
        self._skip_spaces()
        if self._ahead() not in (",", ""):
            raise FilterError("After a quoted term comes a comma or the end.", self._at)
        return tuple(pieces)

    def _plain(self) -> tuple[Piece, ...]:
        """A term without quotes, up to the comma."""
        pieces: list[Piece] = []
        kept = 0  # up to here spaces at the end are meant, because they are escaped
        while self._ahead() not in (",", ""):
            character = self._ahead()
            if self._tier and (interval := _INTERVAL.match(self._text, self._at)):
                pieces += [(sign, False) for sign in interval.group()]
                self._at = interval.end()
                continue
            if character == "^" or (character == "\\" and self._ahead(1) in (",", '"') and self._ahead(1)):
                pieces.append((self._escaped(character), False))
                kept = len(pieces)
            else:
                pieces.append((character, character in (ANY_RUN, ANY_ONE)))
            self._at += 1
        while len(pieces) > kept and pieces[-1][0].isspace():
            pieces.pop()
        return tuple(pieces)

    def _escaped(self, sign: str) -> str:
        following = self._ahead(1)
        if sign == "^" and not (following.isspace() or (following and following in _ESCAPABLE)):
            raise FilterError(
                f'A caret escapes one of {_ESCAPABLE!r}; for the caret itself write "^^".', self._at,
                suggestion=repr("^^"),
            )  # fmt: skip
        self._at += 1
        return following
