"""Parts of a page's line of filters: a control's form, what it means, and the fields to filter by."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to
from dashboards import bar, chips, filters, panels
from dashboards.asking import Asked
from dashboards.controls import terms
from dashboards.explaining import Explained, explained
from dashboards.model import Filter
from dashboards.opening import asked_of, filter_of, stoppable
from dashboards.turning import Turned, turned


@require_GET
@allowed_to(Act.SEE)
def control(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A filter's form: as the address's parts fill it, else as its value does."""
    asked, each = _opened(request, slug, name)
    found = turned(asked, request.GET.lists())
    chip = chips.chip(each, asked.dashboard, asked.values, _rest(request, asked))
    with stoppable(request, asked) as within:
        panel = panels.panel(each, within, found.parts.get(name), found.faults.get(name, ""))
    context = {"chip": chip, "panel": panel, "said": _said(each, found), "dashboard": asked.dashboard, **bar.LISTS}
    if "inline" not in request.GET:
        return render(request, "dashboards/filters/_panel.html", context)
    if not panel.small or panel.stands_in:
        return HttpResponse(status=204)  # the chip stays
    return render(request, "dashboards/filters/_inline.html", context)


@require_GET
@allowed_to(Act.SEE)
def explain(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What a form being filled in means, or where it goes wrong; with ``within`` what the filters above leave of it."""
    asked, each = _opened(request, slug, name)
    if "within" in request.GET:
        with stoppable(request, asked) as within:
            picked = terms.picked(each.type, asked.values[name]) or ()
            gone, above = panels.excluded(each, within, picked)
        return render(request, "dashboards/filters/_excluded.html", {"excluded": gone, "above": above})
    said = _said(each, turned(asked, request.GET.lists()))
    return render(request, "dashboards/_explained.html", {"said": said})


def _said(each: Filter, found: Turned) -> Explained:
    fault = found.faults.get(each.name)
    return Explained("", fault) if fault else explained(each, found.asked.values[each.name], found.asked)


@require_GET
@allowed_to(Act.SEE)
def fields(request: HttpRequest, slug: str) -> HttpResponse:
    """The fields by which a viewer may narrow the page further."""
    asked = asked_of(request, slug)
    rest = _rest(request, asked)
    groups = bar.adding(asked, rest, request.GET.get("find", ""))
    context = {"groups": groups, "dashboard": asked.dashboard, "question": bar.Bar(asked, rest=tuple(rest)).question}
    return render(request, "dashboards/filters/_fields.html", context)


def _rest(request: HttpRequest, asked: Asked) -> list[tuple[str, str]]:
    pairs = ((key, value) for key, values in request.GET.lists() for value in values)
    return filters.rest_of(asked.dashboard, pairs)


def _opened(request: HttpRequest, slug: str, name: str) -> tuple[Asked, Filter]:
    asked = asked_of(request, slug)
    if not name.isprintable():
        raise Http404("there is no such filter")
    return asked, filter_of(asked.dashboard, name)
