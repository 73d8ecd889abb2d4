"""What helps while somebody asks: values of a field from the data, groups of filters and what they mean."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to
from cdp.warehouse.base import WarehouseError
from explores import page, runner
from explores.filtering import filter_groups, operators
from explores.filtering.editor import Editor
from explores.filtering.suggestions import has_values, suggestions
from explores.semantic.errors import SemanticError
from explores.semantic.parameters import choices
from explores.stopping import stoppable

PATIENCE = 5.0  # seconds that values are looked for; a person types on meanwhile


@require_GET
@allowed_to(Act.EXPLORE)
def values(request: HttpRequest, name: str) -> HttpResponse:
    """Values of the text field ``field`` that hold ``search``, as options that fill a list box.

    ``as=expression``: the box takes a filter expression, in which values are written by its grammar.
    """
    asked = page.read(request, name)
    field, search = request.GET.get("field", ""), operators.sought(request.GET.get("search", ""))
    if not has_values(asked.explore, field):
        return render(request, "explores/_values.html", {})
    try:
        with stoppable(asked.viewer.user, asked.run, PATIENCE) as handle:
            found, total = suggestions(
                asked.explore.name,
                field,
                lambda query: runner.run(query, asked.viewer, now=asked.now, cancellation=handle),
                search=search,
                custom=asked.custom,
                chosen=choices(asked.explore, asked.wish.filters.items()),
            )
    except (SemanticError, WarehouseError) as error:
        return render(request, "explores/_values.html", {"problem": page.problem_of(error)})
    written = operators.term if request.GET.get("as") == "expression" else operators.option
    options = [(value, written(value)) for value in found]
    return render(request, "explores/_values.html", {"options": options, "total": total})


@require_GET
@allowed_to(Act.EXPLORE)
def where(request: HttpRequest, name: str) -> HttpResponse:
    """A ``part`` for the panel: an empty group, a formula, or the whole panel; without it, what ``where`` means."""
    asked = page.read(request, name)
    match request.GET.get("part", ""):
        case "group":
            return render(request, "explores/_filter_group.html", {"part": filter_groups.Part("any")})
        case "expression":
            context = {"part": filter_groups.Part(), **filter_groups.filter_words(asked)}
            return render(request, "explores/_filter_group.html", context)
        case "panel":
            return render(request, "explores/_filters.html", panel(asked))
    try:
        words = filter_groups.explained(asked, filter_groups.data_of(asked.wish.one("where")))
    except SemanticError as error:
        return render(request, "explores/_filter_words.html", {"root": {"error": str(error)}})
    return render(request, "explores/_filter_words.html", {"root": {"words": words}})


def panel(asked: page.Asked) -> dict[str, object]:
    """The filters of the address: those that all apply, and the groups beside them."""
    groups = filter_groups.roots(asked)
    needs_words = "expression" in asked.wish.one("where")
    return {
        "wish": asked.wish,
        "filters": [Editor.of(asked, field, expression) for field, expression in asked.wish.filters.items()],
        "filter_groups": groups,
        **(filter_groups.filter_words(asked) if needs_words else {}),
    }
