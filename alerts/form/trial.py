"""The right side of the page: what the rule would have done, as the boxes stand."""

from __future__ import annotations

import time
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from alerts.form import complete, finding, showing, untyped
from alerts.form.acting import given
from alerts.form.amounts import PLAIN
from alerts.form.chart import Shown, chart_of
from alerts.form.finding import PAST
from alerts.form.offers import PERIODS
from alerts.form.reading import Reader
from alerts.form.showing import rule_of
from alerts.form.sight import Sight, seen
from alerts.form.typed import Typed
from alerts.keeping.trying import Trial, tried
from alerts.telling.money import style_of
from alerts.telling.saying import saying_in
from alerts.watching.backtest import DAYS, Backtest
from alerts.watching.picture import picture_of
from cdp.warehouse.base import WarehouseError
from deliveries.content.finding import Gone
from deliveries.sheet.reading import Wrong
from explores.formatting.formats import Style, cell
from explores.keeping.refused import Refused
from explores.page import told


@require_POST
@allowed_to(Act.ALERT)
def trial(request: HttpRequest) -> HttpResponse:
    """Of the form as it stands. While a box is wrong the last finding stays, and the fault is said."""
    viewer, typed = viewer_of(request), given(request)
    try:
        sight = seen(viewer, typed.sends.subject, typed.sends.filters, typed.watch, timezone.now())
    except Gone as error:
        return _answer(request, {"fault": str(error)})
    context = showing.about(sight) | {"made": showing.made(typed, sight), "quiet": showing.quiet_words(typed, sight)}
    figures = showing.figures_of(typed)
    context["complete"] = complete.words(sight.watched, figures, typed.sends, timezone.now())
    try:
        context |= _tried(viewer, typed, sight)
    except (Wrong, Refused) as error:
        said = next(iter(error.faults.values())) if isinstance(error, Wrong) else str(error)
        context["fault"] = said
    except WarehouseError as error:
        context["fault"] = told(error)
    return _answer(request, context)


def _answer(request: HttpRequest, context: Mapping[str, Any]) -> HttpResponse:
    """With a fault only what is said of it is put in; the finding stands as it was."""
    answer = render(request, "alerts/form/_trial.html", dict(context))
    if "fault" in context:
        answer["HX-Reswap"] = "none"
    return answer


def _tried(viewer: Viewer, typed: Typed, sight: Sight) -> dict[str, Any]:
    """What came of it. While no threshold is typed, one is tried that nothing reaches: the figures are seen by it."""
    days = int(typed.past) if typed.past in map(str, PAST) else DAYS
    blank = untyped.is_it(typed) and rule_of(typed, sight) is None
    reader = Reader(untyped.beyond(typed) if blank else typed, sight.offer)
    rule, policy, recurrence = reader.rule(), reader.policy(), reader.recurrence()
    if rule is None or reader.faults:
        raise Wrong(reader.faults)
    began = time.monotonic()
    wanted = Trial(typed.sends.subject, rule, recurrence, sight.filters, policy, days)
    found = tried(viewer, wanted, timezone.now())
    drawn = _drawn(found, wanted, sight, typed, blank)
    return drawn | {"took": time.monotonic() - began, "days": days, "blank": blank}


def _drawn(found: Backtest, wanted: Trial, sight: Sight, typed: Typed, blank: bool) -> dict[str, Any]:
    rule, frame = wanted.rule, typed.watch.partition(":")[2]
    first, style = rule.conditions[0], style_of(sight.watched)  # looked up once: each asks the warehouse's pin
    saying = saying_in(sight.watched.explore, style)
    picture, names = picture_of(rule, found.tried), finding.legend(rule, saying)
    figure = sight.offer.figure(first.field)
    unit = finding.unit_of(rule, figure.unit if figure else PLAIN)
    form = sight.watched.explore.field(first.field).format
    shown = Shown(saying.name(first.field), form, partial(saying.figure, first.field), style, frame, names)
    if blank:
        first = untyped.bare(first)
        head, told = untyped.heading(shown.name, wanted.days), untyped.sentence(picture, shown.figure)
        others = untyped.beginnings(rule, wanted.policy, found.tried, picture, unit)
    else:
        head = finding.heading(found.tried.count, wanted.days)
        told = finding.sentence(picture, rule, found.tried.count, wanted.days, PERIODS.get(frame, "check"))
        others = finding.others(rule, found.others, unit)
    return {
        "heading": head,
        "sentence": told,
        "chart": chart_of(picture, first, shown, f"{head}. {told}"),
        "legend": {str(mark): words for mark, words in names.items() if mark != "ignored" or rule.volume},
        "drawn": len(picture.lines),
        "keys": picture.keys,
        "others": others,
        "every": found.every,
        "checks": found.checks,
        "faults": found.faults,
    } | ({} if blank else _table(found, wanted, sight, frame, style))


def _table(found: Backtest, wanted: Trial, sight: Sight, frame: str, style: Style) -> dict[str, Any]:
    """The messages that would have come."""
    rule, fires, saying = wanted.rule, found.tried.fires, saying_in(sight.watched.explore, style)
    return {
        "heads": [saying.name(name) for name in rule.fields],
        "rows": finding.rows(rule, fires, partial(_written, sight, style), wanted.recurrence.zone),
        "fires": len(fires),
        "of": " and ".join(sight.offer.names) if rule.categories else PERIODS.get(frame, "").capitalize(),
        "known": finding.known(wanted.recurrence),
    }


def _written(sight: Sight, style: Style, name: str, value: Decimal) -> str:
    """A figure as the tile shows it."""
    return cell(value, sight.watched.explore.field(name).format, style)
