"""Reads number filters: "5", "NOT 3 to 80.44", ">=50 AND <=100 OR 500", "(12, 20]", "NULL". PURE.

The grammar (``docs/filters.md`` has it with examples)::

    list  = term { ("," | OR) term }
    term  = [NOT] part { AND [NOT] part }          NOT is also written != or <>
    part  = NULL | comparison | number | a to b | a to | to b | interval such as [1, 5) or (500, inf)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from explores.semantic.errors import FilterError
from explores.semantic.filters.words import shown
from explores.semantic.spans import ALL, Spans, complement, intersect, union

_TOKEN = re.compile(
    r"\s*(?:(<>|!=|<=|>=|[<>=\[\](),])|([+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)|([-+]?[A-Za-z]+)|$)",
    re.ASCII,
)
_MOST_WHOLE, _MOST_DECIMAL = 18, 12  # digits; more are in no column, and compare differently in each engine


@dataclass(frozen=True)
class Token:
    """A piece of the expression: ``kind`` is sign, number, word or end."""

    kind: str
    text: str
    position: int


@dataclass(frozen=True)
class Term:
    """One term: the numbers it holds before any leading NOT, and whether it asks for missing values."""

    spans: Spans
    null: bool
    negated: bool


def tokens(expression: str) -> list[Token]:
    """The pieces, with an end. Raises FilterError at the first character that starts none."""
    found, position = [], 0
    while position < len(expression.rstrip()):
        match = _TOKEN.match(expression, position)
        if not match:
            at = len(expression) - len(expression[position:].lstrip())
            raise FilterError(f"{shown(expression[at:])} at character {at + 1} is no number.", at)
        group = match.lastindex or 0
        kind = ("end", "sign", "number", "word")[group]
        found.append(Token(kind, match[group].upper() if kind == "word" else match[group], match.start(group)))
        position = match.end()
    return [*found, Token("end", "", len(expression))]


class NumberReader:
    """Reads tokens from left to right, one function a rule of the grammar."""

    def __init__(self, expression: str) -> None:
        self._tokens = tokens(expression)
        self._next = 0

    def read(self) -> list[Term]:
        """All terms; empty ones between commas are left out."""
        found: list[Term] = []
        while self._peek.kind != "end":
            if self._take(","):
                continue
            found.append(self._term())
            while self._take("OR"):
                found.append(self._term())
            if self._peek.kind != "end" and self._peek.text != ",":
                raise self._unexpected("a comma, OR or AND")
        return found

    @property
    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self, *texts: str) -> str | None:
        if self._peek.kind in ("sign", "word") and self._peek.text in texts:
            self._next += 1
            return self._tokens[self._next - 1].text
        return None

    def _term(self) -> Term:
        negated = bool(self._take("NOT", "!=", "<>"))
        spans, null = self._part()
        while self._take("AND"):
            inverse = bool(self._take("NOT", "!=", "<>"))
            more, also_null = self._part()
            spans = intersect(spans, complement(more) if inverse else more)
            null = null and (not also_null if inverse else also_null)
        return Term(spans, null, negated)

    def _part(self) -> tuple[Spans, bool]:
        if self._take("NULL"):
            return (), True
        if sign := self._take("<", ">", "<=", ">=", "="):
            return _compared(sign, self._number()), False
        if self._take("TO"):
            return ((None, (self._number(), 1)),), False
        if bracket := self._take("[", "("):
            return self._interval(bracket), False
        low = self._number()
        if not self._take("TO"):
            return (((low, 0), (low, 1)),), False
        high = (self._number(), 1) if self._peek.kind == "number" else None
        return (((low, 0), high),), False

    def _interval(self, bracket: str) -> Spans:
        low = self._bound("-INF")
        if not self._take(","):
            raise self._unexpected("the comma of an interval")
        high = self._bound("INF", "+INF")
        close = self._take("]", ")")
        if not close:
            raise self._unexpected("] or )")
        start = None if low is None else (low, 0 if bracket == "[" else 1)
        return ((start, None if high is None else (high, 1 if close == "]" else 0)),)

    def _bound(self, *infinities: str) -> Decimal | None:
        if self._take(*infinities) or self._peek.text in (",", "]", ")"):
            return None
        return self._number()

    def _number(self) -> Decimal:
        token = self._peek
        if token.kind != "number":
            raise self._unexpected("a number")
        self._next += 1
        value = Decimal(token.text)
        whole, decimals = max(value.adjusted() + 1, 0), max(-int(value.normalize().as_tuple().exponent), 0)
        if whole > _MOST_WHOLE or decimals > _MOST_DECIMAL:
            raise FilterError(
                f"{shown(token.text)} has too many digits; {_MOST_WHOLE} before the point and {_MOST_DECIMAL} "
                "after it can be compared.",
                token.position,
            )
        return value.normalize() + 0

    def _unexpected(self, wanted: str) -> FilterError:
        token = self._peek
        if token.kind == "end":
            return FilterError(f"The expression ends where {wanted} should follow.", token.position)
        return FilterError(
            f"{shown(token.text)} at character {token.position + 1} stands where {wanted} should be.", token.position
        )


def _compared(sign: str, value: Decimal) -> Spans:
    match sign:
        case "<":
            return ((None, (value, 0)),)
        case "<=":
            return ((None, (value, 1)),)
        case ">":
            return (((value, 1), None),)
        case ">=":
            return (((value, 0), None),)
    return (((value, 0), (value, 1)),)


def combine(terms: list[Term]) -> tuple[Spans, bool]:
    """The numbers that pass, and whether missing values do.

    Positive terms are joined by OR, negative ones are taken off; only negative ones leave all else, missing values
    included. Where the first term is negated and no other, all are. What no number fulfils is "is null".
    """
    if terms and terms[0].negated and not any(term.negated for term in terms[1:]):
        terms = [Term(term.spans, term.null, True) for term in terms]
    positive = [term for term in terms if not term.negated]
    negative = [term for term in terms if term.negated]
    spans = union(span for term in positive for span in term.spans) if positive else ALL
    spans = intersect(spans, complement(span for term in negative for span in term.spans))
    null = any(term.null for term in positive) if positive else True
    null = null and not any(term.null for term in negative)
    return spans, null or not spans
