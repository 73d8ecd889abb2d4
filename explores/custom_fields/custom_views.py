"""The fields that a person makes in a query: their section of the picker, their menus and their dialogs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from cdp.warehouse.base import WarehouseError
from explores import page, runner
from explores.answer import Answer
from explores.custom_fields import choices
from explores.custom_fields.changes import called, put
from explores.custom_fields.checking import Checked, Place, checked
from explores.custom_fields.forms import Form
from explores.custom_fields.kinds import AGGREGATES, FORMATS, NEW, STYLES, kind_of
from explores.custom_fields.menus import Row, menu
from explores.custom_fields.reading import specs_of
from explores.custom_fields.section import rows
from explores.formatting import formats
from explores.merging.asking import blank
from explores.merging.columns import NAME as MERGED_NAME
from explores.merging.state import Merge
from explores.page import Asked
from explores.quick_calculations import previous
from explores.semantic.custom.quick import QUICK
from explores.semantic.errors import SemanticError
from explores.semantic.model import COMMON
from explores.semantic.query import Query
from explores.stopping import stoppable
from explores.wish import Wish

PATIENCE = 1.5  # seconds that example values are looked for
EXAMPLES, MOST_ROWS = 4, 500  # values shown, and rows that a calculation is tried on


@require_GET
@allowed_to(Act.EXPLORE)
def section(request: HttpRequest, name: str) -> HttpResponse:
    """The query's own fields, as the picker lists them."""
    asked = page.read(request, name)
    return render(request, "explores/_custom_fields.html", of_page(asked))


def of_page(asked: Asked) -> dict[str, object]:
    """What the section of the picker needs: the query's own fields, and the kinds there are."""
    specs = specs_of(asked.wish.one("custom"))
    return {"custom_rows": rows(specs, asked.explore, asked.broken, asked.wish.fields), "kinds": NEW}


@require_GET
@allowed_to(Act.EXPLORE)
def field_menu(request: HttpRequest, name: str) -> HttpResponse:
    """What can be made of the field ``head`` and done with it."""
    asked = page.read(request, name)
    field = request.GET.get("head", "")
    wish = Wish(tuple(pair for pair in asked.wish.params if pair[0] != "head"))
    info = next((info for info in asked.explore.fields() if info.id == field), None)
    specs = specs_of(wish.one("custom"))
    if info is None and field not in specs:
        raise Http404(f"there is no field {field!r}")
    label = info.label if info else called(asked.explore, field, specs[field])
    row = Row(asked.explore, wish, field, info, label)
    return render(request, "explores/_column_menu.html", {"head": row, "groups": menu(row)})


@require_POST
@allowed_to(Act.EXPLORE)
def form(request: HttpRequest, name: str) -> HttpResponse:
    """The dialog of the field ``name``, or of a new one of ``kind``, filled in as far as the request says."""
    asked = _asked(request, name)
    edited = request.POST.get("name", "")
    specs = specs_of(asked.wish.one("custom"))
    shown = Form.of(edited, specs[edited]) if edited in specs else Form.sent(dict(request.POST.lists()))
    problem = asked.broken.get(edited)
    context = {
        "form": shown,
        "label": called(asked.explore, edited, specs[edited]) if edited in specs else "",
        "explore": asked.explore,
        "checked": Checked(edited, error=str(problem)) if problem else None,
        **_choices(asked, shown),
    }
    return render(request, "explores/_custom_dialog.html", context)


def _choices(asked: Asked, shown: Form) -> dict[str, object]:
    """What the lists of the dialog offer."""
    calculation = shown.kind.hue == "calc"
    dimensions = [i.id for i in asked.explore.fields() if i.kind == "dimension" and i.view != COMMON]
    names = [f for f in asked.wish.fields if f != shown.name] if calculation else dimensions
    figures = [f for f in names if f in asked.custom or not _is_dimension(asked, f)] if calculation else []
    of = [shown.values.get("of", "")]
    columns = [choices.Choice(f, _label(asked, f)) for f in figures]
    return {
        "fields": choices.keeping(choices.fields_for(shown.kind, asked.explore), of),
        "filter_fields": choices.keeping(choices.filter_fields(asked.explore), [first for first, _ in shown.rows]),
        "columns": [*choices.strangers(columns, of), *columns],
        "words": list(choices.words(asked.explore, names, calculation=calculation)),
        "aggregates": AGGREGATES.items(),
        "styles": STYLES.items(),
        "formats": FORMATS.items(),
        "quick": [(kind, quick.name) for kind, quick in QUICK.items()],
        "previous": previous(asked.explore, asked.wish),
    }


def _label(asked: Asked, field: str) -> str:
    info = next((info for info in asked.explore.fields() if info.id == field), None)
    return info.short_label if info else called(asked.explore, field, asked.custom.get(field))


def _is_dimension(asked: Asked, field: str) -> bool:
    return any(info.id == field and info.kind == "dimension" for info in asked.explore.fields())


@require_POST
@allowed_to(Act.EXPLORE)
def check(request: HttpRequest, name: str) -> HttpResponse:
    """What the form makes, or what is wrong with it and where."""
    asked, found = _checked(request, name)
    shown = () if found.error else _examples(asked, found)
    return render(request, "explores/_custom_told.html", {"checked": found, "examples": shown})


@require_POST
@allowed_to(Act.EXPLORE)
def save(request: HttpRequest, name: str) -> HttpResponse:
    """The query with the form's field in it, as {search, name}; 422 with what is wrong, and where."""
    asked, found = _checked(request, name)
    if found.error:
        return render(request, "explores/_custom_told.html", {"checked": found}, status=422)
    return JsonResponse({"search": put(asked.wish, found.name, found.spec).href(), "name": found.name})


def _checked(request: HttpRequest, name: str) -> tuple[Asked, Checked]:
    asked = _asked(request, name)
    base = asked.explore.plain or asked.explore
    place = Place(base, asked.custom, asked.wish.fields, asked.setting)
    return asked, checked(Form.sent(dict(request.POST.lists())), place)


def _asked(request: HttpRequest, name: str) -> Asked:
    """The page that the dialog stands on: ``state`` is its query string."""
    viewer = viewer_of(request)
    wish = Wish.of(parse_qsl(request.POST.get("state", "").lstrip("?"), keep_blank_values=True))
    if name == MERGED_NAME:
        return _merged(viewer, wish)
    asked = Asked(viewer, page.find(viewer, name), wish, datetime.now(UTC), page.reader(request))
    return page.wished(asked)


def _merged(viewer: Viewer, wish: Wish) -> Asked:
    """The page of merged results. Raises Http404 where its columns cannot be known."""
    try:
        came = blank(Merge.of(list(wish.params)), viewer)
    except SemanticError as error:
        raise Http404(str(error)) from error
    if came.problem:
        raise Http404(came.problem.what)
    return came.asked


def _examples(asked: Asked, found: Checked) -> tuple[str, ...]:
    """The first values of what an expression gives, where they come soon."""
    custom = {**asked.custom, found.name: found.spec}
    query = _example(asked, found, custom)
    if query is None:
        return ()
    try:
        with stoppable(asked.viewer.user, asked.run, PATIENCE) as handle:
            answer = runner.run(query, asked.viewer, now=asked.now, cancellation=handle)
    except (SemanticError, WarehouseError):
        return ()
    return _shown(answer, asked, found.name)


def _example(asked: Asked, found: Checked, custom: dict[str, object]) -> Query | None:
    """The question for examples: the values of a dimension, or the page's own with a calculation in it."""
    match kind_of(found.spec).key:
        case "dimension":
            zone = asked.wish.one("tz") or None
            return Query(asked.explore.name, (found.name,), limit=EXAMPLES, timezone=zone, custom=custom)
        case "calculation" if asked.query is not None:
            fields = tuple(dict.fromkeys([*asked.query.fields, found.name]))
            return replace(page.capped(asked.query, MOST_ROWS), fields=fields, custom=custom)
    return None


def _shown(answer: Answer, asked: Asked, name: str) -> tuple[str, ...]:
    column = next(field for field in answer.fields if field.id == name)
    style = replace(asked.style, currency=answer.currency)
    values = [row[name] for row in answer.rows[:EXAMPLES]]
    first = [next(iter(value.values()), None) if isinstance(value, dict) else value for value in values]
    return tuple(formats.cell(value, column.format, style, timeframe=column.timeframe) for value in first)
