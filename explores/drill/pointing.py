"""A value somebody points at: the address of a query with a cell added, read.

``field`` names the column, ``row`` and ``pivot`` hold the values of its dimensions as JSON lists. A sum over several
rows tells in ``row``, as a JSON object, the dimensions they have in common: {"orders.channel": "Email"}.
"""

from __future__ import annotations

from collections.abc import Mapping
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

OWN = ("field", "row", "pivot", "rows", "by", "action")  # parameters that tell the cell and what is asked of it


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
    return at(page.read(request, name), told)


def at(asked: Asked, told: Mapping[str, str]) -> Pointed:
    """The cell of the answer to ``asked`` that ``told`` tells, by the same names. Raises SemanticError."""
    if asked.query is None:
        problem = asked.problem
        raise SemanticError(problem.what if problem else "Choose at least one field.", code="invalid_drill")
    query = without(asked.explore, asked.query)
    validate(asked.explore, query)
    query = rewrite(asked.explore, query)
    cell = cell_of(asked.explore, query, told.get("field", ""), _row(told), _pivot(told))
    setting = asked.setting
    return Pointed(asked, query, cell, setting)


def _row(told: Mapping[str, str]) -> list[Any] | dict[str, Any]:
    found = _read(told, "row")
    if isinstance(found, dict):
        return dict(zip(found, _plain(list(found.values()), "row"), strict=True))
    return _plain(found, "row")


def _pivot(told: Mapping[str, str]) -> list[Any]:
    return _plain(_read(told, "pivot"), "pivot")


def _read(told: Mapping[str, str], key: str) -> Any:
    try:
        return json_text.read(told.get(key) or "[]")
    except ValueError:
        return None


def _plain(values: Any, key: str) -> list[Any]:
    if not isinstance(values, list) or any(isinstance(value, list | dict) for value in values):
        raise SemanticError(f"{key!r} takes a list of plain values.", code="invalid_drill", field=key)
    return values
