"""The page of merged results. The address is the whole state, as on the page of one explore."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from explores import page, runner
from explores.custom_fields.changes import removed
from explores.custom_fields.kinds import label_of
from explores.custom_fields.reading import specs_of
from explores.files.wanted import rest
from explores.keeping.content import wish_of
from explores.keeping.head import head
from explores.merging.asking import Found, blank, found
from explores.merging.cards import building, card, ways
from explores.merging.menus import menu
from explores.merging.state import Merge, Source
from explores.outcome import outcome
from explores.semantic.errors import SemanticError
from explores.tables import columns


@dataclass(frozen=True)
class Broken:
    """A calculation that is left out, why, and the address without it."""

    name: str
    label: str
    error: SemanticError
    without: str


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
        params = list(wish_of(request.GET.get("state", "")).params)
        merge, place = Merge.of(params), int(request.GET.get("place", ""))
        source = merge.sources[place]
    except (SemanticError, ValueError, IndexError):
        return redirect(page_of_it)
    chosen = zip(request.GET.getlist("left"), request.GET.getlist("right"), strict=False)
    pairs = tuple((left, right) for left, right in chosen if left and right)
    return redirect(page_of_it + merge.put(place, Source(source.explore, source.query, pairs)).href())


@require_GET
@allowed_to(Act.EXPLORE)
def column_menu(request: HttpRequest) -> HttpResponse:
    """What can be done with the column ``head`` of the table."""
    state, problem = read(request)
    came = blank(state, viewer_of(request))
    problem = problem or came.problem
    try:
        wish = came.asked.wish.having(head=None)
        column = columns.Head.of(request.GET.get("head", ""), came.asked.explore, wish, came.asked.query)
    except SemanticError as error:
        problem = problem or page.problem_of(error)
    if problem is not None:
        return render(request, "explores/_problem.html", {"problem": problem}, status=404)
    return render(request, "explores/_column_menu.html", {"head": column, "groups": menu(column)})


def read(request: HttpRequest) -> tuple[Merge, page.Problem | None]:
    """The merge of an address, or an empty one and what is wrong with it."""
    try:
        return Merge.of(rest((name, value) for name, values in request.GET.lists() for value in values)), None
    except SemanticError as error:
        return Merge(), page.problem_of(error)


def shown(request: HttpRequest) -> tuple[Found, page.Problem | None]:
    """The merge of an address as this reader sees it."""
    state, problem = read(request)
    run, again = request.headers.get("X-Run", ""), "X-Again" in request.headers
    came = found(state, viewer_of(request), most=page.MOST_ROWS, run=run, again=again)
    came = replace(came, asked=replace(came.asked, style=page.reader(request)))
    return came, problem or came.problem


def _context(request: HttpRequest) -> dict[str, Any]:
    came, problem = shown(request)
    asked = replace(came.asked, problem=problem)
    state = asked.state
    adding = runner.catalog_for(asked.viewer).explores.values()
    return {
        "cards": [card(query, came) for query in came.queries],
        "adding": [(one.label, building(Source(one.name, ""), len(state.sources), state)) for one in adding],
        "state": state.href(),
        "explore": asked.explore,
        "outcome": outcome(asked, came.answer) if came.answer else None,
        "problem": problem,
        "ways_out": ways(came),
        "broken": _broken(came),
        "own_totals": any(source.wish.flag("total") for source in state.sources),
        "wish": asked.wish,
        **head(asked),
    }


def _broken(came: Found) -> list[Broken]:
    specs, wish = specs_of(came.asked.wish.one("custom")), came.asked.wish
    return [
        Broken(name, label_of(name, specs.get(name)), error, removed(wish, name).href())
        for name, error in came.broken.items()
    ]
