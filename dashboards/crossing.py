"""What clicks on marks narrow a page to, as its address holds it. PURE.

``x[orders.channel]=Ads``, once for each value, as filter expressions; ``by[orders.channel]=revenue_by_channel`` names
the tile whose marks were clicked, which keeps them all. Between fields all must hold, within one any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_VALUES, MOST_FIELDS = 100, 12  # beyond these a filter of the page says it better
LONGEST = 2_000  # characters of one value
_OWN = re.compile(r"(x|by)\[([^\[\]]{1,200})\]")
Params = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Crossed:
    """One field and its values. ``by``: the id of the tile they were clicked in; empty: of none that is known."""

    field: str
    terms: tuple[str, ...]
    by: str = ""

    @property
    def expression(self) -> str:
        """The filter that lets any of the values through."""
        return ",".join(self.terms)

    @property
    def fault(self) -> str:
        """Why it can't be used, whatever the field is."""
        if len(self.terms) > MOST_VALUES:
            return f"{len(self.terms)} values are too many to cross-filter by; {MOST_VALUES} is the most."
        if any(len(term) > LONGEST for term in self.terms):
            return f"A value of more than {LONGEST:,} characters is too long to cross-filter by."
        return ""


def of_params(params: Params) -> tuple[Crossed, ...]:
    """From the pairs of a query string; what is no cross-filter is passed over, an empty value is none."""
    terms: dict[str, dict[str, None]] = {}
    tiles: dict[str, str] = {}
    for name, value in params:
        found = _OWN.fullmatch(name)
        if found and found[1] == "by":
            tiles[found[2]] = value
        elif found and value.strip():
            terms.setdefault(found[2], {})[value] = None
    fields = list(terms)[:MOST_FIELDS]
    return tuple(Crossed(field, tuple(terms[field]), tiles.get(field, "")) for field in fields)


def params_of(crossed: Iterable[Crossed]) -> list[tuple[str, str]]:
    """The same as parts of an address."""
    found: list[tuple[str, str]] = []
    for each in crossed:
        found += [(f"x[{each.field}]", term) for term in each.terms]
        found += [(f"by[{each.field}]", each.by)] if each.by else []
    return found


def clicked(
    crossed: Iterable[Crossed], tile: str, mark: Mapping[str, str], *, add: bool = False
) -> tuple[Crossed, ...]:
    """After a click on a mark of ``tile`` that stands for ``mark`` (field → expression).

    A click takes the place of what was clicked in that tile before; on what is chosen already it takes it back.
    ``add`` (with Ctrl) keeps the other values of the fields, and takes one back that is there.
    """
    known = {each.field: each for each in crossed}
    if add:
        known |= _added(known, tile, mark)
    else:
        alone = {each.field: each.terms for each in known.values() if each.by == tile}
        known = {field: each for field, each in known.items() if each.by != tile and field not in mark}
        if alone != {field: (term,) for field, term in mark.items()}:
            known |= {field: Crossed(field, (term,), tile) for field, term in mark.items()}
    return tuple(each for each in known.values() if each.terms)


def _added(known: Mapping[str, Crossed], tile: str, mark: Mapping[str, str]) -> dict[str, Crossed]:
    there = {field: known[field].terms if field in known else () for field in mark}
    if not all(term in there[field] for field, term in mark.items()):
        joined = {field: tuple(dict.fromkeys((*there[field], term))) for field, term in mark.items()}
        return {field: Crossed(field, terms, tile) for field, terms in joined.items()}
    # Of a mark of two fields the one that has other values goes on without it; else the mark goes as a whole.
    going = [field for field in mark if len(there[field]) > 1] or list(mark)
    left = {field: tuple(term for term in there[field] if term != mark[field]) for field in going}
    return {field: Crossed(field, terms, tile) for field, terms in left.items()}


def without(crossed: Iterable[Crossed], field: str) -> tuple[Crossed, ...]:
    """With that field at any value."""
    return tuple(each for each in crossed if each.field != field)
