"""Who may do what: the one table of acts, and the one way from a person to a ``Viewer``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase
from rest_framework.request import Request

from accounts.belonging import belonging
from accounts.models import Account, ApiToken, Level, Role, SubAccount, User
from accounts.viewer import Viewer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.sessions.backends.base import SessionBase

SESSION_KEY = "subaccount"  # the sub-account chosen on screen
KNOWN = "known_viewer"  # where a request keeps whom it was found to come from
Rest = ParamSpec("Rest")


class Act(StrEnum):
    """Something a role may or may not do; the value is what people read."""

    SEE = "See dashboards"
    EXPLORE = "Run explores"
    DOWNLOAD = "Download results"
    TOKENS = "Make API tokens of their own"
    SHARE = "Share what they see by a short link"
    LINKS = "Give outsiders a link to a dashboard"
    SAVE = "Save and change Looks and dashboards"
    SEND = "Send a value where an action of its field says"
    SUBSCRIBE = "Get the digest of ads by mail"
    DELIVER = "Send and schedule reports, and save where they go"
    ALERT = "Set alerts, and answer them"
    ADS = "Pause and resume ads, set their calendars, and accept what is normal"
    ADS_RULES = "Say what ads should cost, and what may act by itself"
    FOLDERS = "Make, rename, move and delete shared folders"
    IMPORT = "Import files and mend quarantined rows"
    SOURCES = "Connect sources"
    PEOPLE = "Invite people and give roles"
    SETTINGS = "Change the account's settings"
    PERSONAL = "Open the personal folders of others"
    ERASE = "Delete for ever what somebody else made"


EVERYONE = frozenset(Role)
ACTS: dict[Act, frozenset[Role]] = {
    Act.SEE: EVERYONE,
    Act.EXPLORE: EVERYONE,
    Act.DOWNLOAD: EVERYONE,
    Act.TOKENS: frozenset({Role.ANALYST, Role.ADMIN}),
    Act.SHARE: EVERYONE,
    Act.LINKS: frozenset({Role.ANALYST, Role.ADMIN}),
    Act.SAVE: frozenset({Role.ANALYST, Role.ADMIN}),
    Act.SEND: frozenset({Role.ANALYST, Role.ADMIN}),
    Act.SUBSCRIBE: EVERYONE,
    Act.DELIVER: frozenset({Role.ANALYST, Role.ADMIN}),
    Act.ALERT: frozenset({Role.ANALYST, Role.ADMIN}),
    Act.ADS: frozenset({Role.ANALYST, Role.ADMIN}),
    Act.ADS_RULES: frozenset({Role.ADMIN}),
    Act.FOLDERS: frozenset({Role.ANALYST, Role.ADMIN}),
    Act.IMPORT: frozenset({Role.ANALYST, Role.ADMIN}),
    Act.SOURCES: frozenset({Role.ADMIN}),
    Act.PEOPLE: frozenset({Role.ADMIN}),
    Act.SETTINGS: frozenset({Role.ADMIN}),
    Act.PERSONAL: frozenset({Role.ADMIN}),
    Act.ERASE: frozenset({Role.ADMIN}),
}


class NoAccess(Exception):
    """This person has nothing to see here; the message says why and is for the operator, not for a stranger."""


def may(viewer: Viewer, act: Act) -> bool:
    """Does the viewer's role allow the act? Which rows they see is another question: ``viewer.subaccounts``."""
    return viewer.role in ACTS[act]


class Kept(Protocol):
    """What a person keeps in an account: a folder, and everything that lies in one."""

    @property
    def account_id(self) -> int:
        """The account it is of."""

    @property
    def private_to(self) -> int | None:
        """The person whose alone it is; None: it is shared in the account."""

    @property
    def audience_id(self) -> int | None:
        """Who may see it, where it is shared with some people and teams only; None: with everyone of the account."""


CHANGING = frozenset({Act.SAVE, Act.FOLDERS, Act.LINKS})  # what takes the level Manage; everything else takes View


def level_on(viewer: Viewer, kept: Kept) -> Level | None:
    """How far that very thing is open to the viewer, whatever their role: the one place that decides. None: not at all.

    Never another account's; admins manage everything; what is a person's own is theirs alone; what has an audience is
    for whom it names; all else is everybody's.
    """
    if kept.account_id != viewer.account:
        return None
    if may(viewer, Act.PERSONAL):
        return Level.MANAGE
    if kept.private_to is not None:
        return Level.MANAGE if kept.private_to == viewer.user else None
    if kept.audience_id is None or kept.audience_id in viewer.managed:
        return Level.MANAGE
    return Level.VIEW if kept.audience_id in viewer.audiences else None


def may_on(viewer: Viewer, act: Act, kept: Kept) -> bool:
    """May the viewer do this with that very thing? Where the thing is open far enough and the role allows it."""
    level = level_on(viewer, kept)
    return may(viewer, act) and level is not None and (level == Level.MANAGE or act not in CHANGING)


def may_erase(viewer: Viewer, kept: Kept, maker: int | None) -> bool:
    """May the viewer delete it for ever? What they made themselves or lies in their own folder; else admins alone."""
    mine = viewer.user is not None and viewer.user in {maker, kept.private_to}
    return may_on(viewer, Act.SAVE, kept) and (mine or may(viewer, Act.ERASE))


def kept_for(viewer: Viewer, folder: str = "") -> models.Q:
    """The same for a list: what ``level_on`` opens. ``folder`` is the way there: ``folder__``."""
    ours = models.Q(**{f"{folder}account": viewer.account})
    if may(viewer, Act.PERSONAL):
        return ours
    mine = models.Q(**{f"{folder}owner": viewer.user or 0})
    shared = models.Q(**{f"{folder}owner": None})
    heard = models.Q(**{f"{folder}audience": None}) | models.Q(**{f"{folder}audience__in": viewer.audiences})
    return ours & (mine | (shared & heard))


def owned_for(viewer: Viewer, way: str = "") -> models.Q:
    """Of what is one person's each (schedules, their receipts): the viewer's own; for admins all of the account.
    ``way`` leads there: ``schedule__``."""
    ours = models.Q(**{f"{way}account": viewer.account})
    return ours if may(viewer, Act.PERSONAL) else ours & models.Q(**{f"{way}owner": viewer.user or 0})


def viewer_for(
    user: User | AnonymousUser, *, account: Account | int | None = None, subaccount: SubAccount | int | None = None
) -> Viewer:
    """The person with their rows: of ``account`` (else of their first by name), narrowed to one sub-account if given.

    Raises ``NoAccess`` for a person who is signed out, inactive, no member, or may not see that sub-account.
    """
    if not isinstance(user, User) or not user.is_active:
        raise NoAccess(f"{user} is not signed in or no longer active")
    found = belonging(user.pk, account.pk if isinstance(account, Account) else account)
    if found is None:
        raise NoAccess(f"{user.email} is no member of {account or 'any account'}")
    return found if subaccount is None else _in(found, subaccount)


def _in(viewer: Viewer, subaccount: SubAccount | int) -> Viewer:
    wanted = subaccount.pk if isinstance(subaccount, SubAccount) else subaccount
    if wanted not in viewer.subaccounts:
        raise NoAccess(f"person {viewer.user} may not see sub-account {wanted} of account {viewer.account}")
    return replace(viewer, subaccounts=frozenset({wanted}))


def viewer_of(request: HttpRequest | Request) -> Viewer:
    """Who asks in this request: the signed-in person in their chosen sub-account, or the owner of an API token.

    A chosen sub-account that they may no longer see is forgotten. Raises ``Http404`` for a stranger, who learns
    nothing of what there is.
    """
    viewer = whole_viewer_of(request)
    return viewer if _token(request) else _in_chosen_subaccount(viewer, request.session)


def whole_viewer_of(request: HttpRequest | Request) -> Viewer:
    """The same with all their rows, whatever sub-account is chosen. Looked up once a request; raises ``Http404``."""
    known: Viewer | None = getattr(request, KNOWN, None)
    if known is None or known.user != request.user.pk:  # a sign-in or sign-out changes who asks on the way
        token = _token(request)
        try:
            known = viewer_for(request.user, account=token.account_id if token else None)
        except NoAccess as error:
            raise Http404 from error
        setattr(request, KNOWN, known)
    return known


def _token(request: HttpRequest | Request) -> ApiToken | None:
    token = request.auth if isinstance(request, Request) else None
    return token if isinstance(token, ApiToken) else None


def _in_chosen_subaccount(viewer: Viewer, session: SessionBase) -> Viewer:
    chosen = session.get(SESSION_KEY)
    if chosen is not None and chosen not in viewer.subaccounts:
        del session[SESSION_KEY]
        return viewer
    return viewer if chosen is None else replace(viewer, subaccounts=frozenset({chosen}))


View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def allowed_to(act: Act) -> Callable[[View[Rest]], View[Rest]]:
    """Guard a page: sign-in first, 404 for a stranger, 403 for a role that may not."""

    def guard(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            check(viewer_of(request), act)
            return view(request, *args, **kwargs)

        return login_required(guarded)

    return guard


def check(viewer: Viewer, act: Act) -> None:
    """Raise ``PermissionDenied`` unless the viewer may."""
    if not may(viewer, act):
        raise PermissionDenied(f"Your role ({Role(viewer.role).label}) may not: {act}. Ask an admin of the account.")
