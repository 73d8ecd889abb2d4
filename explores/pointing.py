"""A value somebody points at: the address of a query with a cell added, read.

``field`` names the column, ``row`` and ``pivot`` hold the values of its dimensions as JSON lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from explores import page
from explores.page import Asked
from explores.semantic import json_text
from explores.semantic.calculated import without
from explores.semantic.cells import Cell, cell_of
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting
from explores.semantic.validate import validate

OWN = ("field", "row", "pivot", "rows", "by")  # parameters that tell the cell and what is asked of it


@dataclass(frozen=True)
class Pointed:
    """A cell of the answer to the address's query."""

    asked: Asked
    query: Query
    cell: Cell
    setting: Setting


def pointed(request: HttpRequest, name: str) -> Pointed:
    """The cell that a request points at. Raises SemanticError, Http404."""
    given = request.GET.copy()
    told = {key: given.pop(key)[-1] for key in OWN if key in given}
    request.GET = given  # type: ignore[assignment]  # what is left is the query
    asked = page.read(request, name)
    if asked.query is None:
        problem = asked.problem
        raise SemanticError(problem.what if problem else "Choose at least one field.", code="invalid_drill")
    query = without(asked.explore, asked.query)
    validate(asked.explore, query)
    query = rewrite(asked.explore, query)
    cell = cell_of(asked.explore, query, told.get("field", ""), *(_values(told, key) for key in ("row", "pivot")))
    setting = asked.setting
    return Pointed(asked, query, cell, setting)


def _values(told: dict[str, str], key: str) -> list[Any]:
    try:
        found = json_text.read(told.get(key) or "[]")
    except ValueError:
        found = None
    if not isinstance(found, list) or any(isinstance(value, list | dict) for value in found):
        raise SemanticError(f"{key!r} takes a list of plain values.", code="invalid_drill", field=key)
    return found
