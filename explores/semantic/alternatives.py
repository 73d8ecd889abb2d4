"""Filters joined by OR across joins, taken apart into ways to pass that each keep to one place at a time. PURE.

A row of V passes a tree where some combination of the rows that hang together with it does. A tree that stays in one
place (what V has one of, or one branch of what it may have many of) is a condition there, whatever its shape. One that
spans several is written as alternatives: each a set of such conditions, all of which hold for the same combination.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product

from explores.semantic.joins import Step
from explores.semantic.joins import Tree as Reach
from explores.semantic.model import Dimension
from explores.semantic.resolve import Entry, Filter, Tree, leaves
from explores.semantic.where import error

MOST = 32  # ways to pass; each is a pass over the rows

Way = tuple[Entry, ...]
ForView = Callable[[Dimension], Dimension | None]


def for_view(entry: Entry, own: ForView) -> Entry | bool:
    """The entry in a view's own fields; True or False where that is known without looking at a row."""
    if isinstance(entry, Filter):
        field = own(entry.field)
        return entry.condition.accepts_null if field is None else Filter(field, entry.condition)
    parts = [for_view(part, own) for part in entry.parts]
    if entry.any in parts:  # one that holds decides an OR, one that does not an AND
        return entry.any
    kept = tuple(part for part in parts if not isinstance(part, bool))
    if len(kept) < 2:
        return kept[0] if kept else not entry.any
    return Tree(entry.any, kept)


def ways(reach: Reach, entries: Iterable[Entry]) -> tuple[list[Entry], list[Way]]:
    """What every row must pass in one place, and the ways of which it must pass one (none: no more is asked)."""
    shared: list[Entry] = []
    spanning: list[list[Way]] = []
    for entry in entries:
        if len(_places(reach, entry)) < 2:
            shared.append(entry)
        else:
            spanning.append(_ways(reach, entry))
    if not spanning:
        return shared, []
    return shared, _all(spanning)


def _places(reach: Reach, entry: Entry) -> set[Step | None]:
    return {reach.branch.get(leaf.field.view) for leaf in leaves([entry])}


def _ways(reach: Reach, entry: Entry) -> list[Way]:
    if isinstance(entry, Filter) or len(_places(reach, entry)) < 2:
        return [(entry,)]
    if not entry.any:
        return _all([_ways(reach, part) for part in entry.parts])
    return _checked([way for part in _gathered(reach, entry) for way in _ways(reach, part)])


def _gathered(reach: Reach, entry: Tree) -> Iterable[Entry]:
    """The parts of an OR, those that stay in the same place as one."""
    by_place: dict[Step | None, list[Entry]] = {}
    rest: list[Entry] = []
    for part in entry.parts:
        places = _places(reach, part)
        if len(places) == 1:
            by_place.setdefault(places.pop(), []).append(part)
        else:
            rest.append(part)
    for parts in by_place.values():
        yield parts[0] if len(parts) == 1 else Tree(any=True, parts=tuple(parts))
    yield from rest


def _all(lists: Sequence[Sequence[Way]]) -> list[Way]:
    """One way of each list, together."""
    found: list[Way] = [()]
    for ways_ in lists:
        found = _checked([(*left, *right) for left, right in product(found, ways_)])
    return found


def _checked(found: list[Way]) -> list[Way]:
    if len(found) > MOST:
        raise error(f"Taken apart they are more than {MOST} ways to pass. Use fewer OR groups across joined data.")
    return found
