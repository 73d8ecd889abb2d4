"""A text filter on values and columns. PURE."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlglot import exp

from explores.semantic.filters.condition import (
    Bind,
    Explanation,
    all_of,
    any_of,
    explanation,
    none_of,
    null_safe,
)
from explores.semantic.filters.strings import ANY_RUN, Piece, TextTerm
from explores.semantic.trees import is_null

_ESCAPE = "^"
Stretch = tuple[re.Pattern[str], int]  # and how many signs it matches


def lowered(text: str) -> str:
    """Lower case letter by letter, as the engine does it: İ becomes i, and Σ is σ also at the end of a word."""
    return "".join("i" if letter == "İ" else letter.lower() for letter in text)


@dataclass(frozen=True)
class TextCondition:
    """Texts that fit one of the positive terms (or any, where there is none) and none of the negative ones."""

    terms: tuple[TextTerm, ...]
    case_sensitive: bool = False

    @cached_property
    def positive(self) -> tuple[TextTerm, ...]:
        """The terms joined by OR."""
        return tuple(term for term in self.terms if not term.negated)

    @cached_property
    def negative(self) -> tuple[TextTerm, ...]:
        """The terms of which none may fit."""
        return tuple(term for term in self.terms if term.negated)

    @property
    def accepts_null(self) -> bool:
        """A missing value passes where it is asked for, or where nothing is asked for and it is not excluded."""
        asked = not self.positive or any(term.keyword for term in self.positive)
        return asked and not any(term.keyword for term in self.negative)

    def matches(self, value: Any) -> bool:
        """Whether a text (or None) passes."""
        if value is None:
            return self.accepts_null
        text = value if self.case_sensitive else lowered(value)
        fits = not self.positive or any(self._fits(term, text) for term in self.positive)
        return fits and not any(self._fits(term, text) for term in self.negative)

    def _fits(self, term: TextTerm, text: str) -> bool:
        if term.keyword:
            return term.keyword == "empty" and text == ""
        return _is_like(text, self._patterns[term.pieces])

    @cached_property
    def _patterns(self) -> dict[tuple[Piece, ...], list[Stretch]]:
        return {term.pieces: _stretches(term.pieces, self.case_sensitive) for term in self.terms}

    def sql(self, column: exp.Expression, bind: Bind, *, column_kind: str = "timestamp") -> exp.Expression:
        """IN for whole texts, LIKE with an escape sign for patterns; letters folded by the engine on both sides."""
        parts = []
        if self.positive:
            parts.append(self._any(self.positive, column, bind))
        if self.negative:
            parts.append(none_of(self._any(self.negative, column, bind)))
        return null_safe(column, all_of(*parts), self.accepts_null)

    def _any(self, terms: tuple[TextTerm, ...], column: exp.Expression, bind: Bind) -> exp.Expression:
        folded = self._folded(column)
        whole = [_text(term.pieces) for term in terms if not term.keyword and not _has_wildcard(term.pieces)]
        whole += ["" for term in terms if term.keyword == "empty"]
        found: list[exp.Expression] = []
        if whole:
            found.append(exp.In(this=folded, expressions=[self._folded(bind(text)) for text in whole]))
        for term in terms:
            if _has_wildcard(term.pieces):
                like = exp.Like(this=folded, expression=self._folded(bind(_like(term.pieces))))
                found.append(exp.Escape(this=like, expression=exp.Literal.string(_ESCAPE)))
        found += [is_null(column) for term in terms if term.keyword == "null"]
        return any_of(*found)

    def _folded(self, expression: exp.Expression) -> exp.Expression:
        return expression if self.case_sensitive else exp.Lower(this=expression)

    def explain(self) -> Explanation:
        """A union without stretches; the sentence has the texts."""
        return explanation("union")

    @property
    def sentence(self) -> str:
        """ "starts with “FOO”, or is “BAR”; but not “FOOD”"."""
        parts = [", or ".join(_said(term) for term in self.positive)] if self.positive else []
        if self.negative:
            parts.append("not: " + ", nor ".join(_said(term) for term in self.negative))
        return "; but ".join(parts)


def _stretches(pieces: tuple[Piece, ...], case_sensitive: bool) -> list[Stretch]:
    """What stands between the runs of any signs: each a pattern of as many signs as it has pieces."""
    made: list[list[str]] = [[]]
    for sign, wild in pieces:
        if wild and sign == ANY_RUN:
            made.append([])
        else:
            made[-1].append("." if wild else re.escape(sign if case_sensitive else lowered(sign)))
    return [(re.compile("".join(signs), re.DOTALL), len(signs)) for signs in made]


def _is_like(text: str, stretches: list[Stretch]) -> bool:
    """Each stretch where it comes first after the one before: right for any runs, and without a second try."""
    (first, _), *rest = stretches
    if not rest:
        return first.fullmatch(text) is not None
    *inner, (last, size) = rest
    found = first.match(text)
    for stretch, _ in inner:
        found = found and stretch.search(text, found.end())
    return found is not None and found.end() <= len(text) - size and last.fullmatch(text, len(text) - size) is not None


def _has_wildcard(pieces: tuple[Piece, ...]) -> bool:
    return any(wild for _, wild in pieces)


def _text(pieces: tuple[Piece, ...]) -> str:
    return "".join(sign for sign, _ in pieces)


def _like(pieces: tuple[Piece, ...]) -> str:
    return "".join(sign if wild or sign not in "%_^" else _ESCAPE + sign for sign, wild in pieces)


def _said(term: TextTerm) -> str:
    if term.keyword:
        return "no text or no value" if term.keyword == "empty" else "no value"
    text, marks = _text(term.pieces), [index for index, piece in enumerate(term.pieces) if piece[1]]
    return _with_wildcards(text, marks) if marks else f"is “{text}”"


def _with_wildcards(text: str, marks: list[int]) -> str:
    runs = [index for index in marks if text[index] == ANY_RUN]
    last = len(text) - 1
    if marks == runs == [*range(len(text))]:
        return "any text"
    if marks == runs == [0, last]:
        return f"contains “{text[1:-1]}”"
    if marks == runs == [last]:
        return f"starts with “{text[:-1]}”"
    if marks == runs == [0]:
        return f"ends with “{text[1:]}”"
    return f"is like “{text}”"
