"""The page as it is drawn: everything a template names, made from what stands in the boxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.access import viewer_of
from accounts.viewer import Viewer
from alerts.form import complete
from alerts.form.finding import PAST
from alerts.form.offers import Offer
from alerts.form.reading import Reader
from alerts.form.sight import Sight, seen
from alerts.form.typed import Line, Own, Typed
from alerts.models import Alert
from alerts.rules.condition import Op
from alerts.rules.rule import MOST_CONDITIONS, Rule
from alerts.rules.words import WORDS, rule_words, threshold_words
from alerts.telling.saying import saying_of
from dashboards.actions.listing import entries
from deliveries.content.finding import Gone
from deliveries.content.subject import Kind
from deliveries.models import Kind as Way
from deliveries.sheet import faces, filtering, showing
from deliveries.sheet.typed import NOW, VALUE
from explores.keeping import looks

OPS = {str(op): "is exactly" if op == Op.EQUAL else WORDS[op] for op in Op}
EVERY = {key: label for key, label in faces.KINDS.items() if key not in (NOW, "once")}
LISTS: dict[str, Any] = {
    **showing.LISTS,
    "ops": OPS.items(),
    "kinds": EVERY.items(),
    "joins": {"and": "and", "or": "or"}.items(),
    "past": PAST.items(),
    "most_conditions": MOST_CONDITIONS,
    "words_first": True,
    "targets_label": "Tell",
    "zone_label": "Time zone of the check",
}


Faults = Mapping[str, str]


@dataclass(frozen=True)
class Box:
    """One condition as it is drawn, with the sign of its figure's unit. ``wrong`` names its parts that are."""

    line: Line
    sign: str
    name: str
    wrong: frozenset[str]
    fault: str


@dataclass(frozen=True)
class OwnBox:
    """A threshold of its own as it is drawn; ``names`` are its boxes with their labels."""

    row: Own
    names: tuple[tuple[str, str], ...]
    fault: str


def page(
    request: HttpRequest,
    typed: Typed,
    *,
    alert: Alert | None = None,
    faults: Faults | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form and a place for the trial; of htmx the form alone."""
    viewer = viewer_of(request)
    try:
        sight = seen(viewer, typed.sends.subject, typed.sends.filters, typed.watch, timezone.now())
    except Gone as error:
        return gone(request, str(error))
    context = _context(request, viewer, typed, sight, faults or {})
    context |= {"faults": faults or {}, "alert": alert, "said": said}
    if getattr(request, "htmx", False):
        return render(request, "alerts/form/_form.html", context)
    return render(request, "alerts/form/page.html", context, status=status)


def choose(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What to watch: every dashboard and Look that the person may open."""
    kept = looks.seen(viewer).order_by("name")
    return render(request, "alerts/form/choose.html", {"entries": entries(viewer), "looks": kept})


def gone(request: HttpRequest, why: str) -> HttpResponse:
    """There is nothing to watch; ``why`` is for people."""
    return render(request, "alerts/form/gone.html", {"why": why}, status=404)


def _context(request: HttpRequest, viewer: Viewer, typed: Typed, sight: Sight, faults: Faults) -> dict[str, Any]:
    address = showing.writer(request).email
    return {
        **LISTS,
        **about(sight),
        "complete": complete.words(sight.watched, figures_of(typed), typed.sends, timezone.now()),
        "form": typed,
        "typed": typed.sends,
        "offer": sight.offer,
        "boxes": [_box(line, sight.offer, faults) for line in typed.lines],
        "own": [_own(row, sight.offer, faults) for row in typed.own],
        "made": made(typed, sight),
        "quiet": quiet_words(typed, sight),
        "held": [(VALUE + name, value) for name, value in typed.sends.filters.items()],
        "next": faces.next_of(typed.sends, timezone.now()),
        "faces": faces.faces(viewer, typed.sends, address),
        "saved": [(each, faces.ICONS[Way(each.kind)], faces.detail(each)) for each in faces.destinations(viewer)],
        "zones": showing.zones(),
        "content": showing.content(typed.sends),
        "draw": reverse("alerts:draw"),
        "own_unit": _sign(sight.offer, typed.lines[0].field),
    }


def about(sight: Sight) -> dict[str, Any]:
    """What the alert is on: for the head of the page and the chips of the filters."""
    found = sight.found
    crumbs = [(found.title, found.address)]
    if found.page is not None:
        crumbs = [(found.page.dashboard.title, found.address), (found.title, found.address)]
    shown = [row for row in filtering.shown(found, sight.filters) if row.set]
    return {
        "crumbs": crumbs,
        "found": found,
        "offered": True,
        "chips": shown,
        "dropped": sight.dropped,
        "stands": sight.stands,
        "is_explore": found.subject.kind == Kind.EXPLORE,
    }


def _box(line: Line, offer: Offer, faults: Faults) -> Box:
    figure, start = offer.figure(line.field), f"c{line.key}."
    mine = {name.removeprefix(start): words for name, words in faults.items() if name.startswith(start)}
    name = figure.name if figure else ""
    return Box(line, _sign(offer, line.field), name, frozenset(mine), " ".join(mine.values()))


def _own(row: Own, offer: Offer, faults: Faults) -> OwnBox:
    values = (*row.names, *[""] * len(offer.names))
    return OwnBox(row, tuple(zip(offer.names, values, strict=False)), faults.get(f"o{row.key}.value", ""))


def _sign(offer: Offer, name: str) -> str:
    figure = offer.figure(name)
    return figure.unit.sign if figure else ""


def figures_of(typed: Typed) -> list[str]:
    """Those that its conditions look at."""
    return [line.field for line in typed.lines if line.field]


def rule_of(typed: Typed, sight: Sight) -> Rule | None:
    """As the boxes stand; None while one of them is wrong."""
    return Reader(typed, sight.offer).rule()


def made(typed: Typed, sight: Sight) -> str:
    """The name that the alert has unless somebody gives it another."""
    rule = rule_of(typed, sight)
    return rule_words(rule, saying_of(sight.watched)) if rule else ""


def quiet_words(typed: Typed, sight: Sight) -> str:
    """Until when it stays quiet: "until the hard bounce rate is back below 0.40 %"."""
    rule = rule_of(typed, sight)
    if rule is None or len(rule.conditions) > 1 or rule.own:
        return "it is fine again"
    one, saying = rule.conditions[0], saying_of(sight.watched)
    back = {Op.ABOVE: "back to {} or less", Op.AT_LEAST: "back below {}", Op.BELOW: "back to {} or more",
            Op.AT_MOST: "back above {}"}.get(one.op)  # fmt: skip
    name = saying.name(one.field)
    return f"{name} is {back.format(threshold_words(one, saying))}" if back else "it is fine again"
