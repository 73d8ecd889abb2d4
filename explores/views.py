"""The pages of explores. The address is the whole state: what it says is what is shown."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, viewer_of
from explores import page, runner, stopping
from explores.custom_fields import custom_views
from explores.custom_fields.typing_views import panel
from explores.filtering.editor import Editor
from explores.keeping.head import head
from explores.outcome import outcome
from explores.picker import Entry, sections
from explores.quickstart import quick_starts
from explores.semantic.errors import SemanticError
from explores.spoken import spoken, spoken_ways
from explores.tables import columns
from explores.tables.column_menu import menu
from explores.ways import fewer, ways_out


@require_GET
@allowed_to(Act.EXPLORE)
def index(request: HttpRequest) -> HttpResponse:
    """The explores there are."""
    explores = runner.catalog_for(viewer_of(request)).explores.values()
    counted = [(one, sum(section.count for section in sections(one.fields()))) for one in explores]
    return render(request, "explores/index.html", {"explores": counted})


@require_GET
@allowed_to(Act.EXPLORE)
def explore(request: HttpRequest, name: str) -> HttpResponse:
    """One explore: picker, filters, chart and table of the query in the address."""
    asked = page.read(request, name)
    shown = sections((asked.explore.plain or asked.explore).fields())
    context = {
        **_result(asked, within=page.PATIENCE),
        **custom_views.of_page(asked),
        "explores": runner.catalog_for(asked.viewer).explores.values(),
        "sections": shown,
        "count": sum(section.count for section in shown),
    }
    return render(request, "explores/explore.html", context)


@require_GET
@allowed_to(Act.EXPLORE)
def result(request: HttpRequest, name: str) -> HttpResponse:
    """The part of the page that a new query replaces; 4xx and 5xx carry the problem alone."""
    asked = page.read(request, name)
    context = _result(asked)
    problem = context["problem"]
    if problem is not None:
        return render(request, "explores/_problem.html", context, status=problem.status)
    return render(request, "explores/_result.html", context)


def _result(asked: page.Asked, within: float | None = None) -> dict[str, Any]:
    """Everything but the picker. ``waiting``: the answer takes longer than ``within``, so the page asks again."""
    answer, problem = page.answer(asked, most=page.MOST_ROWS, within=within)
    waiting = within is not None and problem is not None and problem.stopped
    problem = None if waiting else problem
    ways = ways_out(asked.wish, problem) if problem else []
    return {
        "waiting": waiting,
        "asked": asked,
        "explore": asked.explore,
        "wish": asked.wish,
        "timezone": asked.timezone,
        "problem": problem and spoken(problem, asked.explore),
        "ways_out": spoken_ways(ways, asked.explore),
        **panel(asked),
        "outcome": outcome(asked, answer) if answer else None,
        "fewer": fewer(asked) if answer and not answer.rows else (),
        "quick_starts": quick_starts(asked.explore) if asked.wish.empty and not asked.wish.one("merge") else (),
        **head(asked),
    }


@require_POST
@allowed_to(Act.EXPLORE)
def stop(request: HttpRequest, name: str) -> HttpResponse:
    """Stop the engine on one's own ``run``, in whatever process it is."""
    return stopping.stop_asked(request)


@require_GET
@allowed_to(Act.EXPLORE)
def sql(request: HttpRequest, name: str) -> HttpResponse:
    """The SQL of the query in the address, laid out; asked for when somebody looks at it."""
    text, problem = page.sql(page.read(request, name))
    if problem is not None:
        return HttpResponse(f"{problem.what} {problem.todo}", content_type="text/plain", status=problem.status)
    return HttpResponse(text, content_type="text/plain")


@require_GET
@allowed_to(Act.EXPLORE)
def filter_editor(request: HttpRequest, name: str) -> HttpResponse:
    """The chip and editor of one filter: ``field``, and ``expression`` or ``op`` with its boxes ``v``."""
    asked = page.read(request, name)
    editor = Editor.of(asked, request.GET.get("field", ""), request.GET.get("expression", ""))
    if "op" in request.GET:
        editor = editor.typed(request.GET["op"], request.GET.getlist("v"), changed="explain" not in request.GET)
    template = "explores/_explained.html" if "explain" in request.GET else "explores/_filter.html"
    return render(request, template, {"filter": editor, "open": True})


@require_GET
@allowed_to(Act.EXPLORE)
def field_info(request: HttpRequest, name: str) -> HttpResponse:
    """What a field means, and the SQL behind it."""
    found = page.find(viewer_of(request), name)
    wanted = request.GET.get("field", "")
    info = next((info for info in found.fields() if info.id == wanted), None)
    if info is None:
        try:
            found.field(wanted)
        except SemanticError as error:
            return render(request, "explores/_problem.html", {"problem": page.problem_of(error)}, status=404)
    return render(request, "explores/_info.html", {"entry": Entry(info, info.short_label) if info else None})


@require_GET
@allowed_to(Act.EXPLORE)
def column_menu(request: HttpRequest, name: str) -> HttpResponse:
    """What can be done with the column ``head`` of the table of the query in the address."""
    asked = page.read(request, name)
    try:
        head = columns.Head.of(request.GET.get("head", ""), asked.explore, asked.wish.having(head=None), asked.query)
    except SemanticError as error:
        return render(request, "explores/_problem.html", {"problem": page.problem_of(error)}, status=404)
    return render(request, "explores/_column_menu.html", {"head": head, "groups": menu(head)})
