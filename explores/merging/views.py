"""The page of merged results. The address is the whole state, as on the page of one explore."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from explores import export, page, runner
from explores.answer import AnswerField
from explores.keeping.content import wish_of
from explores.merging.answers import dimensions, fits
from explores.merging.asking import MOST_MERGED, Asking, Found, found
from explores.merging.state import Merge, Source
from explores.operators import condition
from explores.outcome import outcome, title
from explores.semantic.errors import SemanticError
from explores.semantic.resolve import filter_type
from explores.wish import Wish


@dataclass(frozen=True)
class Row:
    """One matching: the two chosen dimensions, empty where none is yet."""

    mine: str = ""
    theirs: str = ""


@dataclass(frozen=True)
class Card:
    """One query as the page lists it, with the addresses that change it."""

    query: Asking
    label: str
    title: str
    filters: list[str]
    edit: str
    lead: str
    remove: str
    mine: list[AnswerField]  # dimensions of the first query that any of its own fits
    theirs: list[AnswerField]
    rows: list[Row]


@require_GET
@allowed_to(Act.EXPLORE)
def merge(request: HttpRequest) -> HttpResponse:
    """Queries, what they are matched on, chart and table."""
    return render(request, "explores/merging/merge.html", _context(request))


@require_GET
@allowed_to(Act.EXPLORE)
def result(request: HttpRequest) -> HttpResponse:
    """The part of the page that another picture replaces; 4xx and 5xx carry the problem alone."""
    context = _context(request)
    if context["problem"] is not None:
        return render(request, "explores/_problem.html", context, status=context["problem"].status)
    return render(request, "explores/merging/_result.html", context)


@require_GET
@allowed_to(Act.EXPLORE)
def match(request: HttpRequest) -> HttpResponse:
    """The form under a query: ``left`` and ``right`` become what query ``place`` of ``state`` is matched on."""
    page_of_it = reverse("explores:merge")
    try:
        merge, place = Merge.of(_pairs_of(request.GET.get("state", ""))), int(request.GET.get("place", ""))
        source = merge.sources[place]
    except (SemanticError, ValueError, IndexError):
        return redirect(page_of_it)
    chosen = zip(request.GET.getlist("left"), request.GET.getlist("right"), strict=False)
    pairs = tuple((left, right) for left, right in chosen if left and right)
    return redirect(page_of_it + merge.put(place, Source(source.explore, source.query, pairs)).href())


@require_GET
@allowed_to(Act.DOWNLOAD)
def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """The merged rows as data."""
    state, problem = _read(request)
    came = found(state, viewer_of(request), most=MOST_MERGED)
    problem = problem or came.problem
    if problem is not None:
        body = {"error": {"message": problem.what, "todo": problem.todo, "field": problem.field}}
        return JsonResponse(body, status=problem.status)
    if came.answer is None:
        return JsonResponse({"error": {"message": "There is no query to merge: source=…"}}, status=400)
    if form == "json":
        made = json.dumps(export.to_json(came.answer), ensure_ascii=False)
        return HttpResponse(made, content_type="application/json")
    rows = export.to_csv(came.answer, raw=request.GET.get("raw") == "1")
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="merged.csv"'
    response["X-Rows"] = export.rows_header(came.answer)
    return response


def _read(request: HttpRequest) -> tuple[Merge, page.Problem | None]:
    try:
        return Merge.of([(name, value) for name, values in request.GET.lists() for value in values]), None
    except SemanticError as error:
        return Merge(), page.problem_of(error)


def _pairs_of(text: str) -> list[tuple[str, str]]:
    return list(wish_of(text).params)


def _context(request: HttpRequest) -> dict[str, Any]:
    viewer = viewer_of(request)
    state, problem = _read(request)
    came = found(state, viewer, most=page.MOST_ROWS, run=request.headers.get("X-Run", ""))
    wish = Wish.of(state.params)
    shown = None
    if came.answer and came.asked:
        shown = outcome(_as_page(request, came, wish), came.answer)
    return {
        "cards": [_card(query, came, state) for query in came.queries],
        "adding": [
            (one.label, _building(Source(one.name, ""), len(state.sources), state)) for one in _explores(request)
        ],
        "state": state.href(),
        "outcome": shown,
        "problem": problem or came.problem,
        "wish": wish,
    }


def _as_page(request: HttpRequest, came: Found, wish: Wish) -> page.Asked:
    """The first query's page with the address of the merge: what draws answers reads the picture from it."""
    first = came.asked
    assert first is not None  # there is an answer, so there is a first query
    return page.Asked(first.viewer, first.explore, wish, first.now, page.reader(request))


def _explores(request: HttpRequest) -> list[Any]:
    return list(runner.catalog_for(viewer_of(request)).explores.values())


def _building(source: Source, place: int, state: Merge) -> str:
    """The explore page on which that query is made; from there one comes back with it."""
    kept = [*source.wish.params, ("merge", f"{place}{state.href()}")]
    return reverse("explores:explore", args=[source.explore]) + Wish(tuple(kept)).href()


def _card(query: Asking, came: Found, state: Merge) -> Card:
    place = query.number - 1
    first = came.queries[0].answer
    theirs = dimensions(query.answer) if query.answer else []
    mine = [one for one in dimensions(first) if any(fits(one, other) for other in theirs)] if first else []
    page_of_it = reverse("explores:merge")
    return Card(
        query=query,
        label=query.asked.explore.label if query.asked else query.source.explore,
        title=title(query.answer) if query.answer else "",
        filters=_filters(query),
        edit=_building(query.source, place, state),
        lead=page_of_it + state.leading(place).href() if place else "",
        remove=page_of_it + state.without(place).href(),
        mine=mine,
        theirs=theirs,
        rows=[*(Row(*pair) for pair in query.pairs), Row()][: max(len(mine), 1)],
    )


def _filters(query: Asking) -> list[str]:
    """Its own filters in words."""
    if query.asked is None:
        return []
    labels = {info.id: info.label for info in query.asked.explore.fields()}
    return [
        f"{labels[name]} {condition(filter_type(query.asked.explore.field(name)), text)}" if name in labels else name
        for name, text in query.asked.wish.filters.items()
    ]
