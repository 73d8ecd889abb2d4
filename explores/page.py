"""One request to an explore: who asks, what for, and what came of it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from accounts.access import viewer_of
from accounts.viewer import Viewer
from cdp.warehouse.base import NothingPublished, QueryCancelled, QueryTimeout, QueryTooLarge, WarehouseError
from explores import runner
from explores.answer import Answer
from explores.custom_fields.reading import readable, specs_of
from explores.formatting.formats import Style
from explores.recent import ANSWERS
from explores.semantic import query_json, url
from explores.semantic.choosing import with_parameters
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore
from explores.semantic.query import Query
from explores.semantic.settings import Setting, setting_for
from explores.stopping import stoppable
from explores.wish import Wish

log = logging.getLogger(__name__)
MOST_ROWS = 5000  # that a page draws; files have all
PATIENCE = 2.0  # seconds that a page waits for its first result; then it comes without, and can stop it


@dataclass(frozen=True)
class Problem:
    """Why there is no answer: what, where, and what to do."""

    what: str
    todo: str = ""
    field: str = ""
    suggestion: str = ""
    status: int = 400
    code: str = ""
    stopped: bool = False  # on wish, or because the page would not wait longer


@dataclass(frozen=True)
class Asked:
    """The question as far as it could be read. ``problem`` is set where it could not."""

    viewer: Viewer
    explore: Explore
    wish: Wish
    now: datetime
    style: Style
    run: str = ""  # by which the person can stop it
    again: bool = False  # only the looks of what is shown change: the last answer will do
    query: Query | None = None
    problem: Problem | None = None
    custom: Mapping[str, Any] = field(default_factory=dict)  # the address's own fields that can be read
    broken: Mapping[str, SemanticError] = field(default_factory=dict)  # and those that cannot

    @property
    def timezone(self) -> str:
        """The zone that dates are cut in."""
        return self.wish.one("tz") or self.viewer.timezone

    @property
    def sorts_all(self) -> bool:
        """Whether calculations are computed and sorted over every row there is, not those of the row limit."""
        return False

    @property
    def kept(self) -> dict[str, Any] | None:
        """The question as a Look or tile keeps it; None where it cannot be read."""
        return query_json.to_json(self.query) if self.query else None

    @property
    def setting(self) -> Setting:
        """What filters and dates mean here and now, for this viewer."""
        viewer = self.viewer
        return setting_for(
            self.explore, now=self.now, zone=self.timezone, scope=viewer.subaccounts, attributes=viewer.attributes
        )


def read(request: HttpRequest, name: str) -> Asked:
    """The request's viewer, explore (with the fields the address makes) and query. Raises Http404 for no explore."""
    wish = Wish.of((key, value) for key, values in request.GET.lists() for value in values)
    asked = asked_for(viewer_of(request), name, wish)
    run, again = request.headers.get("X-Run", ""), "X-Again" in request.headers
    return replace(asked, style=reader(request), run=run, again=again)


def asked_for(viewer: Viewer, name: str, wish: Wish) -> Asked:
    """The same from what an address says, read in English. Raises Http404 for no explore."""
    return wished(Asked(viewer, find(viewer, name), wish, datetime.now(UTC), Style()))


def wished(asked: Asked) -> Asked:
    """``asked`` with the fields and the query of its wish, or with what is wrong with it."""
    found = readable(_chosen(asked), specs_of(asked.wish.one("custom")))
    asked = replace(asked, explore=found.explore, custom=found.custom, broken=found.broken)
    if asked.wish.empty:
        return asked
    try:
        query = url.from_params(asked.explore.name, asked.wish.query_params())
    except SemanticError as error:
        return replace(asked, problem=problem_of(error))
    for name, wrong in found.broken.items():
        return replace(asked, problem=_broken(name, wrong))
    return replace(asked, query=query)


def _chosen(asked: Asked) -> Explore:
    """The explore as its parameters are chosen; at their defaults where a choice is wrong, which the answer says."""
    try:
        return with_parameters(asked.explore, asked.wish.filters.items())
    except SemanticError:
        return asked.explore


def _broken(name: str, error: SemanticError) -> Problem:
    """A custom field that cannot be made: said of the field, whatever in it is wrong."""
    problem = problem_of(error)
    said = problem.what if error.field == name else f"The custom field {name!r}: {problem.what}"
    return replace(problem, what=said, field=name)


def find(viewer: Viewer, name: str) -> Explore:
    """The viewer's explore of that name. Raises Http404 that names the nearest one."""
    try:
        return runner.catalog_for(viewer).explore(name)
    except SemanticError as error:
        raise Http404(str(error)) from error


def reader(request: HttpRequest) -> Style:
    """How the person reads figures."""
    return Style(get_language() or "en")


def answer(
    asked: Asked, *, most: int | None = None, within: float | None = None, portions: bool = False
) -> tuple[Answer | None, Problem | None]:
    """Run the query; ``most`` caps its rows (the answer says how many there are). Errors become a problem.

    A run that takes longer than ``within`` seconds is stopped. ``portions``: its rows are gone through once.
    """
    if asked.query is None:
        return None, asked.problem
    try:
        with stoppable(asked.viewer.user, asked.run, within) as handle:
            query = capped(asked.query, most)
            made = runner.run(
                query, asked.viewer, now=asked.now, cancellation=handle, recent=ANSWERS, again=asked.again,
                portions=portions,
            )  # fmt: skip
            return made, None
    except (SemanticError, WarehouseError) as error:
        return None, problem_of(error)


def sql(asked: Asked) -> tuple[str, Problem | None]:
    """The SQL behind the page's answer, laid out."""
    if asked.query is None:
        return "", asked.problem
    try:
        return runner.sql_of(capped(asked.query, MOST_ROWS), asked.viewer, now=asked.now), None
    except (SemanticError, WarehouseError) as error:
        return "", problem_of(error)


def capped(query: Query, most: int | None) -> Query:
    """The query with at most that many rows."""
    if most is None or (query.limit is not None and query.limit <= most):
        return query
    return replace(query, limit=most)


def told(error: SemanticError | WarehouseError) -> str:
    """The error in a line, for whom it is: what an engine says of files and folders is for the log."""
    if type(error) is not WarehouseError:
        return str(error)
    problem = problem_of(error)
    return f"{problem.what} {problem.todo}"


def problem_of(error: SemanticError | WarehouseError) -> Problem:
    """The error as a page says it."""
    if isinstance(error, SemanticError):
        todo = f"Try {error.suggestion}." if error.suggestion and error.code != "missing_field" else ""
        return Problem(error.message, todo, error.field or "", error.suggestion or "", code=error.code)
    if isinstance(error, QueryTimeout):
        what = f"Stopped after {settings.QUERY_TIMEOUT} s."
        return Problem(what, "Shorten the dates, remove a field, or add a filter.", status=504)
    if isinstance(error, QueryTooLarge):
        what = f"Stopped: it needs more than the {settings.ENGINE_MEMORY} of memory that one engine may take."
        return Problem(what, "Shorten the dates, remove a field, or add a filter.", status=507)
    if isinstance(error, QueryCancelled):
        return Problem("Stopped.", "Run it again, or ask for less.", status=409, stopped=True)
    if isinstance(error, NothingPublished):
        return Problem("There is no data yet.", str(error), status=409)
    log.error("the warehouse could not answer a page: %s", error)  # it may name folders, which are not for everyone
    return Problem("The warehouse could not answer.", "Run it again; if it stays, tell the operator.", status=503)
