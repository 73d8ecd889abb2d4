"""Which standard dashboards have data to show already, and what the others wait for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.cache import cache
from redis.exceptions import RedisError

from cdp.warehouse.base import WarehouseError
from dashboards.asking import Asked
from dashboards.model import Dashboard, Tile
from explores.catalogs import catalog_for
from explores.semantic.errors import SemanticError
from explores.semantic.model import Measure

KEPT = 86_400  # seconds; a published state does not change


@dataclass(frozen=True)
class Waiting:
    """One dashboard in the list. ``ready``: its first tile has a figure, at whatever time."""

    dashboard: Dashboard
    ready: bool


def waiting(every: list[Asked]) -> list[Waiting]:
    """All of them, one page each, as one person sees them; asked once for a published state."""
    known = _kept(every)
    if known is None:
        known = [each.dashboard.slug for each in every if has_data(each)]
        _keep(every, known)
    return [Waiting(each.dashboard, each.dashboard.slug in known) for each in every]


def has_data(asked: Asked) -> bool:
    """Whether the dashboard's first tile has a figure other than nothing, without any filter."""
    tile = next(iter(asked.dashboard.asking), None)
    if asked.pin is None or tile is None:
        return False
    try:
        rows = asked.ask(replace(tile.query, fields=_figures(tile, asked), filters=(), sorts=(), pivots=())).rows
    except (SemanticError, WarehouseError):
        return False
    return any(value not in {None, 0} for row in rows for value in row.values())


def _figures(tile: Tile, asked: Asked) -> tuple[str, ...]:
    known = catalog_for(asked.viewer).explore(tile.query.explore).by_id
    return tuple(name for name in tile.query.fields if isinstance(known.get(name), Measure))


def _key(every: list[Asked]) -> str:
    first = every[0]
    state = first.pin.data_as_of.isoformat() if first.pin else ""
    return f"ready:{state}:{first.viewer.account}:{','.join(map(str, sorted(first.viewer.subaccounts)))}"


def _kept(every: list[Asked]) -> list[str] | None:
    try:
        found: list[str] | None = cache.get(_key(every))
    except RedisError:  # slower, and right
        return None
    return found


def _keep(every: list[Asked], known: list[str]) -> None:
    try:
        cache.set(_key(every), known, KEPT)
    except RedisError:
        return
