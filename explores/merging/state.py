"""The address of a merged result: its queries, what they are matched on, and the picture. PURE.

``source=business?fields=…`` once for each query, the first one's rows first; ``match=a:b,c:d`` once for each of the
others in their order (``-``: on what speaks for itself); beside them what the address of any picture says, and what is
done to the merged rows: ``custom={…}`` (calculations), ``sorts=…``, ``limit=…``, ``total=1`` (totals of every query).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from explores.semantic.errors import SemanticError
from explores.wish import Wish

MOST = 8  # queries
AUTOMATIC = "-"
Pair = tuple[str, str]
_NAME = re.compile(r"[-\w]+", re.ASCII)  # as addresses of explores take it


@dataclass(frozen=True)
class Source:
    """One query: its explore, its own query string, and on what it is matched (empty: by itself)."""

    explore: str
    query: str
    pairs: tuple[Pair, ...] = ()

    @property
    def text(self) -> str:
        """As the address says it."""
        return f"{self.explore}?{self.query}"

    @property
    def wish(self) -> Wish:
        """What it asks."""
        return Wish.of(parse_qsl(self.query, keep_blank_values=True))

    @property
    def match(self) -> str:
        """The pairs as the address says them."""
        return ",".join(f"{one}:{other}" for one, other in self.pairs) or AUTOMATIC


@dataclass(frozen=True)
class Merge:
    """All of the address; ``rest`` is what is not about queries."""

    sources: tuple[Source, ...] = ()
    rest: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, params: list[tuple[str, str]]) -> Merge:
        """From the pairs of a query string. Raises SemanticError naming the part that is wrong."""
        texts = [value for name, value in params if name == "source"]
        matches = [value for name, value in params if name == "match"]
        if len(texts) > MOST:
            raise SemanticError(f"{len(texts)} queries are too many to merge; {MOST} is the most.", field="source")
        matches = ["", *matches, *[""] * len(texts)]
        sources = tuple(_source(text, match) for text, match in zip(texts, matches, strict=False))
        rest = tuple((name, value) for name, value in params if name not in {"source", "match"} and value)
        return cls(sources, rest)

    @property
    def params(self) -> list[tuple[str, str]]:
        """The address in pieces."""
        queries = [("source", source.text) for source in self.sources]
        return [*queries, *(("match", source.match) for source in self.sources[1:]), *self.rest]

    def href(self) -> str:
        """As the query string of a link."""
        return "?" + urlencode(self.params, safe="[],.:/?")

    def put(self, place: int, source: Source) -> Merge:
        """With another query in that place; at the end it is added."""
        return replace(self, sources=(*self.sources[:place], source, *self.sources[place + 1 :]))

    def without(self, place: int) -> Merge:
        """Without one of its queries; where that is the first, the next one takes its place."""
        kept = self.leading(1) if place == 0 and len(self.sources) > 1 else self
        gone = 1 if kept is not self else place
        return replace(kept, sources=(*kept.sources[:gone], *kept.sources[gone + 1 :]))

    def leading(self, place: int) -> Merge:
        """With another query as the first one: what the others are matched on is said of it, where it has that."""
        new, old = self.sources[place], self.sources[0]
        theirs = dict(new.pairs)
        others = [
            replace(each, pairs=tuple((theirs[one], other) for one, other in each.pairs if one in theirs))
            for each in self.sources[1:]
            if each is not new
        ]
        back = replace(old, pairs=tuple((other, one) for one, other in new.pairs))
        return replace(self, sources=(replace(new, pairs=()), back, *others))


def _source(text: str, match: str) -> Source:
    explore, _, query = text.partition("?")
    if not _NAME.fullmatch(explore):
        raise SemanticError("A query in the address names no explore: source=business?fields=….", field="source")
    return Source(explore, query, _pairs(match))


def _pairs(text: str) -> tuple[Pair, ...]:
    if text in {"", AUTOMATIC}:
        return ()
    found = [part.partition(":") for part in text.split(",")]
    if not all(one and mark and other for one, mark, other in found):
        takes = "pairs of dimensions such as orders.ordered_month:sms.occurred_month"
        raise SemanticError(f"The parameter 'match' is {text[:80]!r}; it takes {takes}.", field="match")
    return tuple((one, other) for one, _, other in found)
