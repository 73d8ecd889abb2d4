"""Several answers as one: to each row of the first, the rows of the others that have the same values. PURE.

Nothing is joined in the engine: each answer came through the gateway as it is. A row of the first without a match
stays, its other columns empty. Where an added answer has several rows of the same values (it has a dimension that is
not matched on), the first one's row stands once for each; a note says so, because its figures then do not add up.
A missing value matches a missing value: both are the group "no value" of their answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, product
from math import prod
from typing import Any

from explores.answer import Answer, AnswerField, Row
from explores.formatting import formats
from explores.semantic.errors import SemanticError

Pair = tuple[str, str]  # a dimension of the first answer, and one of the added
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Part:
    """An added answer, and what it is matched on. ``number`` counts from 1, which is the first answer's."""

    answer: Answer
    pairs: tuple[Pair, ...]
    number: int


def merged(first: Answer, parts: Sequence[Part], *, most: int) -> Answer:
    """All of it as one answer of at most ``most`` rows. Raises SemanticError for what cannot be matched."""
    for part in parts:
        _check(first, part)
    names = _names(first, parts)
    indexes = [_index(part) for part in parts]
    found = [_found(row, first, parts, indexes) for row in first.rows]
    counts = [prod(len(rows) or 1 for rows in each) for each in found]
    blank = frozenset(place for place in first.filled if not any(found[place]))
    pairs = list(islice(_rows(first, found, names), most))
    filled = tuple(here for here, (place, _) in enumerate(pairs) if place in blank)
    answers = [first, *(part.answer for part in parts)]
    cuts = [note for number, answer in enumerate(answers, start=1) for note in _cut(number, answer)]
    left = [note for part, index in zip(parts, indexes, strict=True) for note in _unmatched(first, part, index)]
    return replace(
        first,
        fields=_fields(first, parts, names),
        rows=[row for _, row in pairs],
        totals=_totals(first, parts, names),
        returned=len(pairs) - len(filled),
        total_rows=sum(counts) - len(blank),
        filled=filled,
        as_of=min(answer.as_of for answer in answers),
        sql="\n\n".join(f"-- Query {number}\n{answer.sql}" for number, answer in enumerate(answers, start=1)),
        seconds=sum(answer.seconds for answer in answers),
        notes=(*_own_notes(answers), *_several(counts), *left, *cuts),
        cuts=tuple(cuts),
        currency=_one(
            [answer.currency for answer in answers if any(field.format == "money" for field in answer.fields)]
        ),
    )


def automatic(first: Answer, added: Answer) -> tuple[Pair, ...]:
    """The dimensions that speak for themselves: the same field, else the same name, else dates cut alike."""
    pairs: list[Pair] = []
    for theirs in dimensions(added):
        left = [mine for mine in dimensions(first) if fits(mine, theirs) and mine.id not in {pair[0] for pair in pairs}]
        for alike in (_same_field, _same_name, _same_time):
            if mine := next((each for each in left if alike(each, theirs)), None):
                pairs.append((mine.id, theirs.id))
                break
    return tuple(pairs)


def dimensions(answer: Answer) -> list[AnswerField]:
    """What can be matched on."""
    return [field for field in answer.fields if field.kind == "dimension"]


def fits(mine: AnswerField, theirs: AnswerField) -> bool:
    """Whether values of the two can be the same: of one kind, and dates cut alike."""
    return _kind(mine) == _kind(theirs) and (_kind(mine) != "date" or mine.timeframe == theirs.timeframe)


def _kind(field: AnswerField) -> str:
    return {"timestamp": "date", "number": "number", "yesno": "yesno", "date": "date"}.get(field.type, "text")


def _same_field(mine: AnswerField, theirs: AnswerField) -> bool:
    return mine.id == theirs.id


def _same_name(mine: AnswerField, theirs: AnswerField) -> bool:
    return mine.short_label == theirs.short_label


def _same_time(mine: AnswerField, theirs: AnswerField) -> bool:
    return mine.timeframe is not None and mine.timeframe == theirs.timeframe


def _check(first: Answer, part: Part) -> None:
    known = {field.id: field for field in dimensions(first)}
    theirs = {field.id: field for field in dimensions(part.answer)}
    where = f"Query {part.number}"
    if not part.pairs:
        raise _error(f"{where} is matched on nothing. Choose a dimension of it and one of the first query.", part)
    for one, other in part.pairs:
        if one not in known or other not in theirs:
            missing, of = (one, "the first query") if one not in known else (other, where.lower())
            raise _error(f"{where} is matched on {missing!r}, which is no dimension of {of} now. Choose another.", part)
        if not fits(known[one], theirs[other]):
            labels = f"{theirs[other].label} with {known[one].label}"
            raise _error(f"{where} cannot match {labels}: their values are never the same.", part)


def _error(message: str, part: Part) -> SemanticError:
    return SemanticError(message, code="invalid_match", field=f"match {part.number}")


def _names(first: Answer, parts: Sequence[Part]) -> list[dict[str, str]]:
    """For each part, its fields that are not matched on, each under a name that nothing else has."""
    taken = {field.id for field in first.fields}
    found = []
    for part in parts:
        matched = {other for _, other in part.pairs}
        names: dict[str, str] = {}
        for field in part.answer.fields:
            if field.id not in matched:
                name = field.id
                while name in taken:
                    name = f"{name}_q{part.number}"
                names[field.id] = name
                taken.add(name)
        found.append(names)
    return found


def _fields(first: Answer, parts: Sequence[Part], names: list[dict[str, str]]) -> tuple[AnswerField, ...]:
    """Dimensions before measures, each in the order of the queries."""
    labels = {field.short_label for field in first.fields}
    fields = list(first.fields)
    for part, mine in zip(parts, names, strict=True):
        for field in part.answer.fields:
            if field.id in mine:
                fields.append(_renamed(field, mine[field.id], part.number, field.short_label in labels))
        labels |= {field.short_label for field in part.answer.fields}
    several = any(other.id not in dict(part.pairs).values() for part in parts for other in dimensions(part.answer))
    plain = [replace(field, additive=False) for field in fields] if several else fields
    return tuple(sorted(plain, key=lambda field: field.kind != "dimension"))


def _renamed(field: AnswerField, name: str, number: int, alike: bool) -> AnswerField:
    if not alike:
        return replace(field, id=name)
    return replace(
        field, id=name, label=f"{field.label} (query {number})", short_label=f"{field.short_label} (query {number})"
    )


def _index(part: Part) -> dict[Key, list[Row]]:
    fields = {field.id: field for field in part.answer.fields}
    found: dict[Key, list[Row]] = {}
    filled = frozenset(part.answer.filled)  # nothing stands behind these
    for row in (row for place, row in enumerate(part.answer.rows) if place not in filled):
        found.setdefault(tuple(_same(row.get(name), fields[name]) for _, name in part.pairs), []).append(row)
    return found


def _same(value: Any, field: AnswerField) -> Any:
    """The value as it is compared: dates no finer than their time frame."""
    return formats.moment(value, field.timeframe) if isinstance(value, date) else value


def _found(row: Row, first: Answer, parts: Sequence[Part], indexes: list[dict[Key, list[Row]]]) -> list[list[Row]]:
    """For each part, its rows that match."""
    fields = {field.id: field for field in first.fields}
    keys = (tuple(_same(row.get(name), fields[name]) for name, _ in part.pairs) for part in parts)
    return [index.get(key, []) for key, index in zip(keys, indexes, strict=True)]


def _rows(first: Answer, found: list[list[list[Row]]], names: list[dict[str, str]]) -> Iterator[tuple[int, Row]]:
    """Each row with the place of the first answer's row that it begins with."""
    for place, row in enumerate(first.rows):
        for chosen in product(*(rows or [{}] for rows in found[place])):
            together = dict(row)
            for theirs, mine in zip(chosen, names, strict=True):
                together |= {name: theirs.get(field) for field, name in mine.items()}
            yield place, together


def _totals(first: Answer, parts: Sequence[Part], names: list[dict[str, str]]) -> Row | None:
    """What each query has as totals: over all of its own rows, whatever stands here."""
    totals: Row = dict(first.totals or {})
    for part, mine in zip(parts, names, strict=True):
        totals |= {mine[name]: value for name, value in (part.answer.totals or {}).items() if name in mine}
    return totals or None


def _unmatched(first: Answer, part: Part, index: dict[Key, list[Row]]) -> list[str]:
    fields = {field.id: field for field in first.fields}
    matched = {tuple(_same(row.get(name), fields[name]) for name, _ in part.pairs) for row in first.rows}
    count = sum(len(rows) for key, rows in index.items() if key not in matched)
    if not count:
        return []
    rows = f"{count:,} row{'s' if count > 1 else ''} of query {part.number}"
    counted = " Its total counts them too." if part.answer.totals else ""
    verbs = ("match", "are") if count > 1 else ("matches", "is")
    return [f"{rows} {verbs[0]} nothing in the first query and {verbs[1]} left out.{counted}"]


def _cut(number: int, answer: Answer) -> list[str]:
    if answer.returned >= answer.total_rows:
        return []
    counted = " Its total is over all of them." if answer.totals else ""
    return [f"Only the first {answer.returned:,} of {answer.total_rows:,} rows of query {number} are merged.{counted}"]


def _own_notes(answers: Sequence[Answer]) -> list[str]:
    return [f"Query {number}: {note}" for number, answer in enumerate(answers, start=1) for note in answer.notes]


def _several(counts: list[int]) -> list[str]:
    many = sum(count > 1 for count in counts)
    if not many:
        return []
    rows = f"{many:,} row{'s' if many > 1 else ''} of the first query"
    verbs = ("match", "stand") if many > 1 else ("matches", "stands")
    return [f"{rows} {verbs[0]} several of another and {verbs[1]} once for each: their figures do not add up here."]


def _one(values: list[str | None]) -> str | None:
    return values[0] if len(set(values)) == 1 else None
