"""What a link still shows: its dashboard with the filters it was made with, within what its maker may see today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from accounts.access import Act, NoAccess, may, may_on, viewer_for
from accounts.models import Role
from accounts.viewer import Viewer
from dashboards import added, looks, own, zones
from dashboards.asking import Asked
from dashboards.explaining import explained
from dashboards.library import dashboards
from dashboards.model import Dashboard
from dashboards.models import SharedLink
from explores.runner import catalog_for
from explores.semantic.errors import SemanticError

Attributes = tuple[tuple[str, tuple[str, ...]], ...]


class Ended(Exception):
    """The link shows nothing any more; the message says why, to people of the account."""


@dataclass(frozen=True)
class Opened:
    """A link that lives. ``version`` is the document's, 0 for one that comes with the product."""

    link: SharedLink
    dashboard: Dashboard
    values: dict[str, str]
    viewer: Viewer  # nobody in person: the rows of the link, in the least of roles
    version: int


def opened(link: SharedLink, now: datetime) -> Opened:
    """What the link shows at this moment. Raises Ended."""
    if link.revoked_at is not None:
        raise Ended("It was withdrawn.")
    if link.expires_at <= now:
        raise Ended("Its time is over.")
    maker = _maker(link)
    base, version = _dashboard(link, maker)
    viewer = _viewer(link, maker)
    dashboard = added.with_added(base, link.filters, catalog_for(viewer))
    values = _values(link, dashboard)
    _check_understood(Asked(dashboard=dashboard, values=values, viewer=viewer, now=now, pin=None))
    dashboard = zones.in_zone(dashboard, "")
    return Opened(link, dashboard, values, zones.seen_by(viewer, dashboard), version)


def _check_understood(asked: Asked) -> None:
    """Raise Ended where a filter that narrows the page cannot do so any more: its field may be gone."""
    for each in asked.dashboard.filters:
        value = asked.values[each.name]
        if each.field and value.strip() and explained(each, value, asked).fault:
            raise Ended(f"The filter {each.label} that it was made with means nothing any more.")


def _maker(link: SharedLink) -> Viewer:
    """Who made it, with their rights of today. Raises Ended where they may not share any more."""
    try:
        if link.made_by is None:
            raise NoAccess("the person is gone")
        maker = viewer_for(link.made_by, account=link.account_id)
    except NoAccess as error:
        raise Ended("Who made it is no longer of this account.") from error
    if not may(maker, Act.LINKS):
        raise Ended("Who made it may not share with outsiders any more.")
    return maker


def _dashboard(link: SharedLink, maker: Viewer) -> tuple[Dashboard, int]:
    if link.standard:
        if link.standard not in dashboards():
            raise Ended("This dashboard is not part of the product any more.")
        return dashboards()[link.standard], 0
    try:
        row = own.find(maker, link.dashboard_id)
        if not may_on(maker, Act.LINKS, row.folder):
            raise Ended("Who made it may only view its folder now.")
        return looks.followed(own.as_value(row), maker), row.version
    except Http404 as error:
        raise Ended("The dashboard is in the trash, or its maker may not open it any more.") from error
    except SemanticError as error:
        raise Ended("The dashboard cannot be read any more.") from error


def fixed(dashboard: Dashboard, values: dict[str, str]) -> dict[str, dict[str, str]]:
    """The filters of a page as a link keeps them: what each narrows, and to what."""
    return {
        each.name: {"field": each.field, "type": each.type, "value": values[each.name]} for each in dashboard.filters
    }


def _values(link: SharedLink, dashboard: Dashboard) -> dict[str, str]:
    """The link's own values. Raises Ended where a filter that narrowed it is gone: without it more would be seen."""
    now = fixed(dashboard, {each.name: each.default for each in dashboard.filters})
    for name, kept in link.filters.items():
        there = now.get(name)
        if kept["value"] and (there is None or (there["field"], there["type"]) != (kept["field"], kept["type"])):
            raise Ended(f"The filter {name!r} that it was made with is gone from the dashboard.")
        if there is not None:
            there["value"] = kept["value"]
    return {name: each["value"] for name, each in now.items()}


def _viewer(link: SharedLink, maker: Viewer) -> Viewer:
    """The link's sub-accounts and attributes that are still the maker's. Raises Ended where none is left."""
    scope = frozenset(link.subaccounts.values_list("pk", flat=True)) & maker.subaccounts
    if not scope:
        raise Ended("Who made it may not see its sub-accounts any more.")
    return Viewer(
        account=link.account_id,
        subaccounts=scope,
        role=Role.VIEWER,
        timezone=maker.timezone,
        attributes=_attributes(link.attributes, maker.attributes),
    )


def _attributes(kept: list[list[object]], now: Attributes) -> Attributes:
    """The values that were the maker's then and are so now. Raises Ended where a name has lost all of its values."""
    held = {name: set(values) for name, values in now}
    found: list[tuple[str, tuple[str, ...]]] = []
    for name, values in kept:
        assert isinstance(name, str) and isinstance(values, list)
        left = tuple(value for value in values if value in held.get(name, set()))
        if values and not left:
            raise Ended("Who made it has other attributes now.")
        found.append((name, left))
    return tuple(found)
