"""The switch between kinds of charts: the common ones in a row, the others in a menu, each a link. PURE."""

from __future__ import annotations

from dataclasses import dataclass

from explores.charts.kinds import ALL, BY_NAME, Kind, menu
from explores.wish import Wish


@dataclass(frozen=True)
class Link:
    """A kind, and the address that draws the same answer by it."""

    kind: Kind
    href: str
    current: bool


@dataclass(frozen=True)
class Switch:
    """``other`` is the kind in force where it is one of the menu."""

    common: list[Link]
    groups: list[tuple[str, list[Link]]]
    other: Kind | None


def switch(current: str, wish: Wish) -> Switch:
    """The switch of a page that shows ``current``."""

    def link(kind: Kind) -> Link:
        return Link(kind, wish.having(vis=kind.name).href(), kind.name == current)

    found = BY_NAME.get(current)
    return Switch(
        common=[link(kind) for kind in ALL if kind.common],
        groups=[(group, [link(kind) for kind in kinds]) for group, kinds in menu()],
        other=found if found and not found.common else None,
    )
