"""The files of an explore and of a merged result, and the sheets that ask for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from explores import export, page
from explores.answer import Answer
from explores.downloading.giving import Subject, pairs_of, pictured, response, told
from explores.downloading.sheets import Sheet, refused, sheet
from explores.files import FormatProblem
from explores.files import wanted as wanting
from explores.files.wanted import ALL, CURRENT, CUSTOM, Wanted
from explores.merging import views as merging
from explores.merging.asking import MOST_MERGED, Found, found
from explores.outcome import title
from explores.semantic.query import Query
from explores.wish import Wish

OF_SHEETS = {"place", "kind", "title"}  # what the page says beside its question when it opens a sheet
NOTHING = page.Problem("Choose at least one field: fields=orders.revenue")


@dataclass(frozen=True)
class Came:
    """What an address asked for and got."""

    asked: page.Asked
    answer: Answer | None
    problem: page.Problem | None

    def subject(self, name: str = "") -> Subject:
        """What its file is of."""
        assert self.answer is not None
        sorts = self.asked.query.sorts if self.asked.query else ()
        return Subject(self.answer, name or title(self.answer), self.asked.style, self.asked.wish.settings, sorts)


@require_GET
@allowed_to(Act.DOWNLOAD)
def download(request: HttpRequest, name: str, form: str = "") -> HttpResponseBase:
    """The query as a file: of the ``form`` that the address ends in, else as the ``file.…`` parameters say.

    ``.json`` is the whole answer as the API gives it; ``raw=1`` leaves text that looks like a formula alone.
    """
    base = reverse("explores:explore", args=[name])
    return _given(request, form, name, base, lambda wanted: _explored(request, name, wanted))


@require_GET
@allowed_to(Act.DOWNLOAD)
def merged(request: HttpRequest, form: str = "") -> HttpResponseBase:
    """The merged rows as a file, in the same ways."""
    base = reverse("explores:merge")
    return _given(request, form, "merged", base, lambda wanted: _merged(request, wanted))


@require_GET
@allowed_to(Act.DOWNLOAD)
def download_sheet(request: HttpRequest, name: str) -> HttpResponse:
    """The sheet over the query in the address."""
    asked = page.asked_for(viewer_of(request), name, Wish.of(_hidden(request)))
    asked = replace(asked, style=page.reader(request), again=True)
    answer, problem = page.answer(asked, most=page.MOST_ROWS)
    base = reverse("explores:explore", args=[name])
    why = wanting.barred(asked.query) if asked.query else ""
    offered = Sheet(reverse("explores:download_file", args=[name]), _hidden(request), base, why_not_all=why)
    return _sheet(request, Came(asked, answer, problem), offered)


@require_GET
@allowed_to(Act.DOWNLOAD)
def merged_sheet(request: HttpRequest) -> HttpResponse:
    """The sheet over a merged result."""
    came, problem = merging.shown(request)
    offered = Sheet(reverse("explores:merge_file"), _hidden(request), reverse("explores:merge"))
    return _sheet(request, Came(came.asked, came.answer, problem), offered)


def _sheet(request: HttpRequest, came: Came, offered: Sheet) -> HttpResponse:
    name = request.GET.get("title", "")
    if came.answer is None:
        problem = came.problem or NOTHING
        return refused(request, name, f"{problem.what} {problem.todo}".strip())
    return sheet(request, came.subject(name), offered)


def _hidden(request: HttpRequest) -> wanting.Pairs:
    return [(name, value) for name, value in pairs_of(request) if name not in OF_SHEETS]


def _given(
    request: HttpRequest, form: str, name: str, base: str, ask: Callable[[Wanted | None], Came]
) -> HttpResponseBase:
    if form == "json":
        came = ask(None)
        return _wrong(came, form) if came.answer is None else _as_api(came.answer)
    if picture := pictured(request, base):
        return picture
    try:
        wanted = wanting.read(request.GET.dict(), form)
        came = ask(wanted)
        if came.answer is None:
            return _wrong(came, form)
        return response(wanted, came.subject(wanted.title), name if form else "")
    except FormatProblem as error:
        return told(str(error))


def _as_api(answer: Answer) -> HttpResponse:
    return HttpResponse(json.dumps(export.to_json(answer), ensure_ascii=False), content_type="application/json")


def _wrong(came: Came, form: str) -> HttpResponse:
    """Why there is no answer: for programs, which name the format in the address, as JSON."""
    problem = came.problem or NOTHING
    if not form:
        return told(f"{problem.what} {problem.todo}".strip(), problem.status)
    body = {"error": {"message": problem.what, "todo": problem.todo, "field": problem.field}}
    return JsonResponse(body, status=problem.status)


def _explored(request: HttpRequest, name: str, wanted: Wanted | None) -> Came:
    asked = page.read(request, name)
    if asked.query is not None and wanted is not None:
        asked = replace(asked, query=_limited(asked.query, wanted))
    return Came(asked, *page.answer(asked, portions=wanted is not None))


def _limited(query: Query, wanted: Wanted) -> Query:
    return wanting.checked(wanted, wanting.barred(query)).limited(query)


def _merged(request: HttpRequest, wanted: Wanted | None) -> Came:
    state, problem = merging.read(request)
    limit = {ALL: "all", CUSTOM: str(wanted.most)}.get(wanted.rows, "") if wanted else ""
    if limit:
        state = replace(state, rest=(*(pair for pair in state.rest if pair[0] != "limit"), ("limit", limit)))
    shown = wanted is not None and wanted.rows == CURRENT
    came: Found = found(state, viewer_of(request), most=page.MOST_ROWS if shown else MOST_MERGED)
    asked = replace(came.asked, style=page.reader(request))
    return Came(asked, came.answer, problem or came.problem)
