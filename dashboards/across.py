"""The cross-filters of one view of a page, and what they do to its tiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards import narrowing
from dashboards.model import Tile
from dashboards.narrowing import Known, Narrowing
from explores.catalogs import catalog_for
from explores.semantic.model import Explore
from explores.semantic.settings import Setting, setting_for

if TYPE_CHECKING:
    from dashboards.asking import Asked


@dataclass(frozen=True)
class Across:
    """All cross-filters, read in the explores of who looks."""

    asked: Asked
    explores: Mapping[str, Explore]
    known: tuple[Known, ...] = ()

    def of(self, tile: Tile) -> Narrowing:
        """What they do to one tile."""
        if not self.known or not tile.asks:
            return narrowing.NONE
        tile = self.asked.dashboard.tile(tile.id) or tile  # as it is written, whatever it was made ready for
        return narrowing.narrowing(tile, self.asked.dashboard, self.known, self.explores)


def across(asked: Asked) -> Across:
    """Those of the page; none where the dashboard has them switched off."""
    if not asked.crossed or not asked.dashboard.settings.cross_filter:
        return Across(asked, {})
    viewer, explores = asked.viewer, catalog_for(asked.viewer).explores

    def setting(explore: Explore) -> Setting:
        return setting_for(
            explore, now=asked.now, zone=viewer.timezone, scope=viewer.subaccounts, attributes=viewer.attributes
        )

    read = (narrowing.known(each, asked.dashboard, explores, setting) for each in asked.crossed)
    return Across(asked, explores, tuple(read))
