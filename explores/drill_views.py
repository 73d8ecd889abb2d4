"""From a value of the table or chart to what is behind it. Its address is the query's, with the cell added.

``field`` names the column, ``row`` and ``pivot`` hold the values of its dimensions as JSON lists.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to
from explores import page
from explores.drill_menu import menu
from explores.outcome import outcome
from explores.page import Asked
from explores.semantic import url
from explores.semantic.cells import Cell, cell_of
from explores.semantic.drilling import rows_behind, split
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting
from explores.semantic.validate import validate
from explores.wish import Wish

OWN = ("field", "row", "pivot", "rows", "by")  # parameters that tell the cell and what is asked of it


@dataclass(frozen=True)
class Pointed:
    """A cell of the answer to the address's query."""

    asked: Asked
    query: Query
    cell: Cell
    setting: Setting


@require_GET
@allowed_to(Act.EXPLORE)
def drill_menu(request: HttpRequest, name: str) -> HttpResponse:
    """What can be asked of a value."""
    try:
        at = pointed(request, name)
        found = menu(at.asked.explore, at.query, at.cell, at.setting, at.asked.viewer)
    except SemanticError as error:
        return _refused(request, error)
    return render(request, "explores/_drill_menu.html", {"menu": found})


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


def _asked_for(request: HttpRequest, name: str, wanted: dict[str, str]) -> Asked:
    at = pointed(request, name)
    explore = at.asked.explore
    if wanted["by"]:
        query = split(explore, at.query, at.cell, wanted["by"], at.setting)
    else:
        found = rows_behind(explore, at.query, at.cell, at.setting)
        query = next((part.query for part in found if part.view.name == wanted["rows"]), found[0].query)
    wish = Wish.of(url.to_params(query))
    return page.wished(replace(at.asked, explore=page.find(at.asked.viewer, name), wish=wish, query=None))


def pointed(request: HttpRequest, name: str) -> Pointed:
    """The cell that a request points at. Raises SemanticError, Http404."""
    given = request.GET.copy()
    told = {key: given.pop(key)[-1] for key in OWN if key in given}
    request.GET = given  # type: ignore[assignment]  # what is left is the query
    asked = page.read(request, name)
    if asked.query is None:
        problem = asked.problem
        raise SemanticError(problem.what if problem else "Choose at least one field.", code="invalid_drill")
    validate(asked.explore, asked.query)
    query = rewrite(asked.explore, asked.query)
    cell = cell_of(asked.explore, query, told.get("field", ""), *(_values(told, key) for key in ("row", "pivot")))
    setting = Setting(asked.now, zone=asked.timezone, scope=tuple(sorted(asked.viewer.subaccounts)))
    return Pointed(asked, query, cell, setting)


def _values(told: dict[str, str], key: str) -> list[Any]:
    try:
        found = json.loads(told.get(key) or "[]")
    except ValueError:
        found = None
    if not isinstance(found, list) or any(isinstance(value, list | dict) for value in found):
        raise SemanticError(f"{key!r} takes a list of plain values.", code="invalid_drill", field=key)
    return found


def _refused(request: HttpRequest, error: SemanticError) -> HttpResponse:
    return render(request, "explores/_problem.html", {"problem": page.problem_of(error)}, status=400)
