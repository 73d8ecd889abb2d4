"""The currency that the amounts of a question are told in: the one that its tile shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from accounts.viewer import Viewer
from alerts.watching.looking import Watched
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import Pin, WarehouseError
from explores.formatting.currency import currency_of
from explores.formatting.formats import Style, split_format
from explores.semantic.errors import SemanticError
from explores.semantic.model import Explore, Measure

BARE = Style()


def style_of(watched: Watched, pin: Pin | None = None) -> Style:
    """Of the figures of a question, and of what its ratios are over. ``pin``: the newest state without one."""
    try:
        names = [*watched.query.fields, *(one.id for one in watched.beside)]
        return Styles(watched.viewer, pin).of(watched.explore, names, watched.viewer.subaccounts)
    except SemanticError:
        return BARE


class Styles:
    """Those of many questions, each looked up once."""

    def __init__(self, viewer: Viewer, pin: Pin | None = None) -> None:
        self._viewer = viewer
        self._pin = pin
        self._found: dict[tuple[object, ...], Style] = {}

    def of(self, explore: Explore, names: Iterable[str], scope: Collection[int]) -> Style:
        """Without a currency where amounts are in several, and while the warehouse can't say."""
        fields = (explore.by_id.get(name) for name in names)
        money = [one for one in fields if isinstance(one, Measure) and split_format(one.format)[0] == "money"]
        if not money:
            return BARE
        key = (explore.name, *(one.id for one in money), *sorted(scope))
        if key not in self._found:
            self._found[key] = self._looked_up(explore, money, tuple(sorted(scope)))
        return self._found[key]

    def _looked_up(self, explore: Explore, money: list[Measure], scope: tuple[int, ...]) -> Style:
        try:
            self._pin = self._pin or open_warehouse().pin()
            return Style(currency=currency_of(money, explore, scope, self._pin, self._viewer)[0])
        except WarehouseError:
            return BARE
