"""Yes/no filters: "Yes", "no", "TRUE", "NULL", "yes,NULL". PURE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from explores.semantic.errors import FilterError
from explores.semantic.filters.condition import Bind, Explanation, any_of, explanation, none_of, null_safe
from explores.semantic.filters.words import Words, terms, unexpected

_MEANINGS = {"yes": True, "true": True, "no": False, "false": False, "null": None}
_EVERY = frozenset({True, False, None})


@dataclass(frozen=True)
class BooleanCondition:
    """Values among ``allowed``, which may hold None."""

    allowed: frozenset[bool | None]

    @property
    def accepts_null(self) -> bool:
        """Whether a missing value passes."""
        return None in self.allowed

    def matches(self, value: Any) -> bool:
        """Whether True, False or None passes."""
        return value in self.allowed

    def sql(self, column: exp.Expression, bind: Bind, *, column_kind: str = "timestamp") -> exp.Expression:
        """The column itself, or its negation."""
        parts = {True: column, False: none_of(column)}
        wanted = [part for value, part in parts.items() if value in self.allowed]
        return null_safe(column, any_of(*wanted), self.accepts_null)

    def explain(self) -> Explanation:
        """A union without stretches; the sentence has the values."""
        return explanation("union")

    @property
    def sentence(self) -> str:
        """ "yes", "no", "yes or no value"."""
        words = {True: "yes", False: "no", None: "no value"}
        return " or ".join(word for value, word in words.items() if value in self.allowed) or "nothing"


def read_booleans(expression: str) -> frozenset[bool | None]:
    """The values a list of words allows; NOT takes them from all. Raises FilterError."""
    allowed: set[bool | None] = set()
    taken: set[bool | None] = set()
    for words in terms(expression):
        negated = words.take("not")
        (taken if negated else allowed).add(_value(words))
        words.finish(())
    return frozenset((allowed or _EVERY) - taken)


def _value(words: Words) -> bool | None:
    word = words.pop("yes or no")
    if word.lower in _MEANINGS:
        return _MEANINGS[word.lower]
    error = unexpected(word, tuple(_MEANINGS))
    raise FilterError(error.message, word.position, suggestion=error.suggestion or "'yes' or 'no'")
