"""What helps while somebody types: values of a field from the data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to
from cdp.warehouse.base import WarehouseError
from explores import operators, page, runner
from explores.semantic.errors import SemanticError
from explores.stopping import stoppable
from explores.suggestions import has_values, suggestions

PATIENCE = 5.0  # seconds that values are looked for; a person types on meanwhile


@require_GET
@allowed_to(Act.EXPLORE)
def values(request: HttpRequest, name: str) -> HttpResponse:
    """Values of the text field ``field`` that hold ``search``, as options that fill a list box."""
    asked = page.read(request, name)
    field, search = request.GET.get("field", ""), request.GET.get("search", "")
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
            )
    except (SemanticError, WarehouseError) as error:
        return render(request, "explores/_values.html", {"problem": page.problem_of(error)})
    options = [(value, operators.in_box([value, ""]).removesuffix(", ")) for value in found]
    return render(request, "explores/_values.html", {"options": options, "total": total})
