"""What an edit of a dashboard's filters means to an alert on one of its tiles. PURE.

An alert names the filters that its maker set; those it does not name stand at the dashboard's default.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboards.added import free_name
from dashboards.filters import ANY_TIMEFRAME, listening
from dashboards.model import Dashboard, Filter, Tile

Own = Mapping[str, str]  # filter name → expression, of an alert
Part = tuple[str, str] | None  # the field that a filter narrows in a tile, and by what; None: it narrows nothing


@dataclass(frozen=True)
class Edit:
    """A filter as it was and as it is now, and the tile that hears it; None: the filter was added, or removed."""

    before: Filter | None
    after: Filter | None
    tile: Tile

    @property
    def name(self) -> str:
        """The filter's, in the document and in addresses."""
        found = self.after or self.before
        assert found is not None  # it is one of the two
        return found.name

    def was(self, own: Own) -> Part:
        """What the alert watched by it."""
        return _part(self.tile, self.before, own)

    def now(self, own: Own) -> Part:
        """What it would watch with these filters of its own."""
        return _part(self.tile, self.after, own)


def edits_of(before: Dashboard, after: Dashboard, tile: str) -> Iterator[Edit]:
    """Of filters that were added, removed, or narrow by something else now. None of a tile that is not on both."""
    old, new = before.tile(tile), after.tile(tile)
    if old is None or new is None:
        return
    for name in dict.fromkeys(each.name for each in (*before.filters, *after.filters)):
        was, now = before.filter(name), after.filter(name)
        if _said(was) != _said(now):
            yield Edit(was, now, new if now else old)  # with a filter goes what tiles say of it


def followed(own: Own, edit: Edit) -> dict[str, str]:
    """The alert's filters where it follows the edit: what the dashboard says now, whatever the alert said itself. The
    stretch of time of a tile that fits any is the alert's own choice, and stays."""
    if _is_stretch(edit):
        return kept(own, edit)
    return {name: value for name, value in own.items() if name != edit.name}


def kept(own: Own, edit: Edit) -> dict[str, str]:
    """The alert's filters where it watches on what it watched before the edit."""
    was, rest = edit.was(own), {name: value for name, value in own.items() if name != edit.name}
    if was == edit.now(own):
        return dict(own) if edit.after else rest
    if edit.after and was and listening(edit.tile, edit.after) == was[0]:
        return rest | {edit.name: was[1]}
    rest |= {edit.name: ""} if edit.after else {}
    return rest | {free_name(was[0], rest): was[1]} if was else rest


def moved(own: Own, edit: Edit) -> bool:
    """Whether an alert that follows the edit watches something else from then on."""
    return not _is_stretch(edit) and edit.was(own) != edit.now(followed(own, edit))


def _said(each: Filter | None) -> tuple[str, ...] | None:
    return (each.field, each.type, each.default) if each else None


def _part(tile: Tile, each: Filter | None, own: Own) -> Part:
    field = each and listening(tile, each)
    value = own.get(each.name, each.default) if each else ""
    return (field, value) if field and value.strip() else None


def _is_stretch(edit: Edit) -> bool:
    """Whether it is about the period of a tile whose time frame fits any."""
    narrows = {listening(edit.tile, each) for each in (edit.before, edit.after) if each and each.type == "date"}
    return bool(narrows - {None}) and any(name.endswith(ANY_TIMEFRAME) for name in edit.tile.query.fields)
