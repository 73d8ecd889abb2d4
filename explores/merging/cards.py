"""The queries of a merged result as its page lists them, with the addresses that change them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from explores.answer import AnswerField
from explores.filtering.operators import condition
from explores.merging.answers import dimensions, fits
from explores.merging.asking import Asking, Found
from explores.merging.state import Merge, Source
from explores.outcome import title
from explores.semantic.resolve import filter_type
from explores.ways import Choice, ways_out
from explores.wish import Wish


@dataclass(frozen=True)
class Row:
    """One matching: the two chosen dimensions, empty where none is yet."""

    mine: str = ""
    theirs: str = ""


@dataclass(frozen=True)
class Card:
    """One query as the page lists it."""

    query: Asking
    label: str
    title: str
    filters: list[str]
    edit: str
    alone: str  # the query by itself, on its explore
    lead: str
    remove: str
    mine: list[AnswerField]  # dimensions of the first query that any of its own fits
    theirs: list[AnswerField]
    rows: list[Row]


def card(query: Asking, came: Found) -> Card:
    """One of the queries of ``came``."""
    state, place = came.asked.state, query.number - 1
    first = came.queries[0].answer
    theirs = dimensions(query.answer) if query.answer else []
    mine = [one for one in dimensions(first) if any(fits(one, other) for other in theirs)] if first else []
    page_of_it = reverse("explores:merge")
    return Card(
        query=query,
        label=query.asked.explore.label if query.asked else query.source.explore,
        title=title(query.answer) if query.answer else "",
        filters=_filters(query),
        edit=building(query.source, place, state),
        alone=reverse("explores:explore", args=[query.source.explore]) + query.source.wish.href()
        if query.asked
        else "",
        lead=page_of_it + state.leading(place).href() if place else "",
        remove=page_of_it + state.without(place).href(),
        mine=mine,
        theirs=theirs,
        rows=[*(Row(*pair) for pair in query.pairs), Row()][: max(len(mine), 1)],
    )


def building(source: Source, place: int, state: Merge) -> str:
    """The explore page on which that query is made; from there one comes back with it."""
    kept = [*source.wish.params, ("merge", f"{place}{state.href()}")]
    return reverse("explores:explore", args=[source.explore]) + Wish(tuple(kept)).href()


def ways(came: Found) -> list[Choice]:
    """Links that mend what stands in the way: in the query it is of, or in the merge itself."""
    if came.problem is None:
        return []
    if came.place is None:
        return [way for way in ways_out(came.asked.wish, came.problem) if way.key == "remove"]
    query = came.queries[came.place]
    if query.asked is None or query.problem is None:
        return []
    found = ways_out(query.asked.wish, query.problem)
    return [Choice(way.key, way.label, _mended(came.asked.state, came.place, query.source, way.href)) for way in found]


def _mended(state: Merge, place: int, source: Source, href: str) -> str:
    return state.put(place, Source(source.explore, href.removeprefix("?"), source.pairs)).href()


def _filters(query: Asking) -> list[str]:
    """Its own filters in words."""
    if query.asked is None:
        return []
    labels = {info.id: info.label for info in query.asked.explore.fields()}
    return [
        f"{labels[name]} {condition(filter_type(query.asked.explore.field(name)), text)}" if name in labels else name
        for name, text in query.asked.wish.filters.items()
    ]
