"""From a value of the table or chart to what is behind it: its menu, its rows, and what it means."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to
from cdp.warehouse.base import WarehouseError
from explores import page
from explores.drill.drill_menu import menu
from explores.drill.pointing import pointed
from explores.explaining import explain
from explores.outcome import outcome
from explores.page import Asked
from explores.semantic import url
from explores.semantic.drilling import rows_behind, split
from explores.semantic.errors import SemanticError
from explores.spelling import told_apart
from explores.stopping import stoppable
from explores.wish import Wish


@require_GET
@allowed_to(Act.EXPLORE)
def drill_menu(request: HttpRequest, name: str) -> HttpResponse:
    """What can be asked of a value."""
    try:
        at = pointed(request, name)
        found = menu(at.asked.explore, at.query, at.cell, at.setting, at.asked.viewer)
    except SemanticError as error:
        return _refused(request, error)
    return render(request, "explores/_drill_menu.html", {"menu": found, "explore": at.asked.explore})


@require_GET
@allowed_to(Act.EXPLORE)
def drilled(request: HttpRequest, name: str) -> HttpResponse:
    """A table to look into: of the address's query, or of ``rows`` (a view) or ``by`` (a dimension) of its cell."""
    wanted = {key: request.GET.get(key, "") for key in ("rows", "by")}
    try:
        asked = _asked_for(request, name, wanted) if "field" in request.GET else page.read(request, name)
    except SemanticError as error:
        return _refused(request, error)
    answer, problem = page.answer(asked, most=page.MOST_ROWS)
    if answer is None:
        problem = problem or page.Problem("Choose at least one field.")
        return render(request, "explores/_problem.html", {"problem": problem}, status=problem.status)
    context = {"outcome": outcome(asked, answer), "explore": asked.explore, "wish": asked.wish}
    return render(request, "explores/_drilled.html", context)


@require_GET
@allowed_to(Act.EXPLORE)
def explained(request: HttpRequest, name: str) -> HttpResponse:
    """What a figure means, which rows it is of, how they were reached, and the same figure counted without joins."""
    try:
        at = pointed(request, name)
        with stoppable(at.asked.viewer.user, at.asked.run) as handle:
            found = explain(at, handle)
    except (SemanticError, WarehouseError) as error:
        return _refused(request, error)
    return render(request, "explores/_explanation.html", {"one": found})


def _asked_for(request: HttpRequest, name: str, wanted: dict[str, str]) -> Asked:
    at = pointed(request, name)
    explore = at.asked.explore
    if wanted["by"]:
        query = split(explore, at.query, at.cell, wanted["by"], at.setting)
    else:
        found = rows_behind(explore, at.query, at.cell, at.setting)
        query = next((part.query for part in found if part.view.name == wanted["rows"]), found[0].query)
    wish = Wish.of(url.to_params(told_apart(at, query)))
    return page.wished(replace(at.asked, explore=page.find(at.asked.viewer, name), wish=wish, query=None))


def _refused(request: HttpRequest, error: SemanticError | WarehouseError) -> HttpResponse:
    problem = page.problem_of(error)
    return render(request, "explores/_problem.html", {"problem": problem}, status=problem.status)
