"""What an outsider with a link sees: one dashboard, read-only, without sign-in, cookies or ways onwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import SubAccount
from cdp.warehouse.base import WarehouseError
from dashboards import chips, estimates, kept, layout, notes, parts
from dashboards.actions.as_table import SHOW, turned
from dashboards.asking import Asked, answered, moment, pin_named
from dashboards.cells import FIRST_SCREEN
from dashboards.explaining import explained
from dashboards.ground import ground
from dashboards.model import Tile
from dashboards.models import SharedLink
from dashboards.sharing import guessing, links
from dashboards.sharing.faces import face_of, ways
from dashboards.sharing.opening import Ended, Opened, opened
from explores.page import told
from explores.semantic.errors import SemanticError
from ui.tokens import THEMES

SALT = "dashboards.sharing"
LASTS = 12 * 3600  # seconds that an open page keeps to its published state and moment
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Shown:
    """A link as it was opened, with the page's state and moment, which its tiles share."""

    opened: Opened
    asked: Asked


def guarded(view: View) -> View:
    """Find the link of the token, and answer for one that is unknown, ended or guessed at."""

    @require_GET
    @wraps(view)
    def answer(request: HttpRequest, token: str, **rest: Any) -> HttpResponse:
        if guessing.guessing(request):
            said = "Too many addresses were tried from here. Wait a minute, then open the link again."
            return _sealed(_page("gone", what="Not now", why=said, status=429))
        link = links.known(token)
        if link is None:
            guessing.guessed(request)
            said = "No dashboard is shared under this address. Check that the whole link was copied."
            return _sealed(_page("gone", what="There is nothing here", why=said, status=404))
        try:
            found = opened(link, timezone.now())
        except Ended:
            return _sealed(_over(link), link)
        return _sealed(view(request, _shown(request, found), token, **rest), link)

    return answer


@guarded
def page(request: HttpRequest, shown: Shown, token: str) -> HttpResponse:
    """The dashboard: what it is fixed to in words, and a place for each tile, which then asks for itself."""
    found, asked = shown.opened, shown.asked
    links.count(found.link)
    dashboard = found.dashboard
    tabs = [(label, replace(dashboard, shown=name)) for name, label in dashboard.tabs.items()] or [("", dashboard)]
    said = [(chip, explained(chip.filter, chip.value, asked)) for chip in chips.chips(dashboard, found.values)]
    theme = request.GET.get("theme", "")
    return _page(
        "page",
        dashboard=dashboard,
        guide=notes.guide_outside(dashboard),
        asked=asked,
        link=found.link,
        token=token,
        state=signing.dumps([found.link.pk, asked.pin.id if asked.pin else 0, asked.now.isoformat()], salt=SALT),
        fixed=[(chip, words) for chip, words in said if chip.set or chip.filter.type == "parameter"],
        subaccounts=SubAccount.objects.filter(pk__in=found.viewer.subaccounts).order_by("name"),
        tabs=[(label, [_cell(tile) for tile in each.here]) for label, each in tabs],
        theme=theme if theme in THEMES else "",
    )


def _cell(tile: Tile) -> tuple[Tile, str, str]:
    """A tile, its place, and when it asks: what is seen without scrolling first."""
    return tile, layout.classes(tile.box), "load" if tile.box.y < FIRST_SCREEN else "load delay:300ms"


@guarded
def tile(request: HttpRequest, shown: Shown, token: str, name: str) -> HttpResponse:
    """One tile's answer."""
    found, asked = shown.opened, shown.asked
    each = found.dashboard.tile(name)
    if each is None or not each.asks:
        return HttpResponse(status=404)
    face = face_of(each, request.GET.get(SHOW, ""))
    key = _kept_under(shown, name, face)
    known = kept.find(_address(found, name, face), key, asked.now)
    return known or _answered(shown, each, face, key)


def _answered(shown: Shown, each: Tile, face: str, key: str) -> HttpResponse:
    asked = shown.asked
    context: dict[str, Any] = {"asked": asked, "kept_mark": kept.MARK, "outside": True, "tools": ways(each, face)}
    each = context["tile"] = turned(each, face)
    stretch = None
    if guessing.busy(shown.opened.link.pk):
        context["error"] = "This link is asked too often at the moment. Reload the page in a minute."
        return HttpResponse(render_to_string("dashboards/sharing/_tile.html", context))
    try:
        answer = answered(each, asked)
        unheard = [one.filter for one in answer.unheard]
        if wide := [one.label for one in unheard if one.added or asked.values[one.name] != one.default]:
            raise SemanticError(f"It can't be narrowed by {', '.join(wide)}, which this link is fixed to.")
        context |= parts.context(answer, face, asked.today)
        context["method"] = estimates.method_of(answer.answer, asked.viewer)
        stretch = kept.stretch_of(answer, asked) if key else None
    except (SemanticError, WarehouseError) as error:
        context["error"] = told(error)
    response = HttpResponse(render_to_string("dashboards/sharing/_tile.html", context))
    if stretch and key == _kept_under(shown, each.id, face):  # what it rests on did not change while it was made
        kept.keep(key, response, stretch, asked)
    return response


def _kept_under(shown: Shown, name: str, face: str) -> str:
    found, pin = shown.opened, shown.asked.pin
    return kept.key_of(_address(found, name, face), found.viewer, ground(found.viewer, str(pin.id) if pin else ""))


def _shown(request: HttpRequest, found: Opened) -> Shown:
    """Only what the page itself signed says of which state and moment it is: an outsider chooses neither."""
    pin, now = "", timezone.now()
    try:
        number, of, at = signing.loads(request.GET.get("at", ""), salt=SALT, max_age=LASTS)
        if number == found.link.pk:
            pin, now = str(of or ""), moment(at)
    except (signing.BadSignature, ValueError, TypeError):
        pass
    return Shown(found, Asked(found.dashboard, found.values, found.viewer, now, pin_named(pin)))


def _address(found: Opened, name: str, face: str) -> HttpRequest:
    """What a fragment depends on of its address: link, version, tile and face, and nothing that an outsider adds."""
    plain = HttpRequest()
    plain.path = f"shared/{found.link.pk}/{found.version}/{name}/{face}"
    return plain


def _over(link: SharedLink) -> HttpResponse:
    """Whom to ask; why exactly is the account's own business, and stands in its list of links."""
    maker = str(link.made_by) if link.made_by else link.account.name
    time = link.expires_at <= timezone.now()
    why = f"It was open until {_day(link)}." if time else "It does not work any more."
    todo = f"Ask {maker} of {link.account.name} for a new one." if link.made_by else f"Ask {maker} for a new one."
    return _page("gone", what="This link has ended", why=why, todo=todo, status=410)


def _day(link: SharedLink) -> str:
    day: datetime = link.expires_at
    return f"{day.day} {day:%b %Y}"


def _page(name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page without anything of whoever may be signed in: no context of the request's, so no cookie either."""
    return HttpResponse(render_to_string(f"dashboards/sharing/{name}.html", context), status=status)


def _sealed(response: HttpResponse, link: SharedLink | None = None) -> HttpResponse:
    """Not indexed, not kept, not told onwards; framed only by the sites that the link names."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    if link is not None and link.origins:
        response.xframe_options_exempt = True  # that header can name no site
        response._csp_replace = {"frame-ancestors": list(link.origins)}  # type: ignore[attr-defined]  # the policy can
    return response
