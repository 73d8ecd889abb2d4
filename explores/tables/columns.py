"""The menu of a column: what can be done with it, as entries in groups that other parts of the page add to. PURE.

A maker takes the column and gives its entries. ``MENU`` of ``column_menu`` holds the makers in the order of their
groups; whoever has more to offer for a column adds a maker there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from explores import quick_calculations
from explores.filling.rule import barred as barring
from explores.filling.rule import wanted
from explores.semantic import url
from explores.semantic.errors import SemanticError
from explores.semantic.field_info import FieldInfo
from explores.semantic.model import Dimension, Explore, Measure
from explores.semantic.query import Query, Sort
from explores.semantic.rewrite import with_default_sort
from explores.semantic.settings import Setting
from explores.wish import Key, Wish, sorted_by

_SETTING = Setting(datetime(2000, 1, 1, tzinfo=UTC), "UTC", ())  # whatever the moment: which values there could be


@dataclass(frozen=True)
class Entry:
    """One line of the menu: a way to a new address (``href``), or an act of the page by its name (``act``)."""

    label: str
    icon: str
    href: str = ""
    act: str = ""  # one that static/explores/column-menu.js knows: filter, info, copy, copy-table
    current: bool = False  # a switch that is on
    query: str = ""  # an address that the page takes over without running it
    custom: str = ""  # what the dialog of a custom field opens with, as parameters
    barred: str = ""  # why it cannot be done now: it is shown, and does nothing


@dataclass(frozen=True)
class Head:
    """A column of the result of an address. ``query`` is None where the address cannot be read."""

    explore: Explore
    wish: Wish
    query: Query | None
    field: str
    pivot: str | None = None  # the pivot column, by its name

    @classmethod
    def of(cls, name: str, explore: Explore, wish: Wish, query: Query | None) -> Head:
        """The column that a sort would call ``name``. Raises SemanticError where the table has none such."""
        key = url.parse_sort(name)
        if key.field not in wish.fields:
            raise SemanticError(f"The table has no column {key.field!r}.", code="unknown_column", field=key.field)
        return cls(explore, wish, query, key.field, key.pivot)

    @cached_property
    def info(self) -> FieldInfo | None:
        """What the catalog says of the field; None for a calculation."""
        return next((info for info in self.explore.fields() if info.id == self.field), None)

    @property
    def label(self) -> str:
        """The name of the column."""
        return self.info.short_label if self.info else self.field

    @property
    def is_pivot(self) -> bool:
        """Whether its values are the columns."""
        return self.field in self.wish.pivots

    def kind(self, field: str) -> str:
        """Of any field of the table: dimension, measure or calculation."""
        found = self.explore.by_id.get(field)
        return {Dimension: "dimension", Measure: "measure"}.get(type(found), "calculation")

    @cached_property
    def sorts(self) -> list[Key]:
        """The sorts in force, the default one too."""
        try:
            query = with_default_sort(self.explore, self.query) if self.query else None
        except SemanticError:
            query = None
        return [(sort.field, sort.descending, sort.pivot) for sort in query.sorts] if query else []

    def sorted(self, keys: Iterable[Key]) -> str:
        """The address with other sorts."""
        return self.wish.having(sorts=url.sorts_text([Sort(*key) for key in keys]) or None).href()


Maker = Callable[[Head], Iterable[Entry]]


def sorting(head: Head) -> Iterable[Entry]:
    """Up, down, as one more key, or no longer."""
    here = (head.field, head.pivot)
    alone, there = len(head.sorts) == 1, [key for key in head.sorts if (key[0], key[2]) == here]
    ways = (("Sort ascending", "arrow-up-narrow-wide", False), ("Sort descending", "arrow-down-wide-narrow", True))
    for label, icon, down in ways:
        key = (head.field, down, head.pivot)
        yield Entry(label, icon, href=head.sorted([key]), current=alone and key in head.sorts)
    if not there and head.sorts:
        more = sorted_by(head.sorts, (head.field, _first_down(head), head.pivot), also=True)
        yield Entry("Add to the sort", "list-plus", href=head.sorted(more))
    elif there and head.wish.words("sorts"):
        rest = [key for key in head.sorts if key not in there]
        yield Entry("Take out of the sort" if rest else "Sort as at first", "list-x", href=head.sorted(rest))


def _first_down(head: Head) -> bool:
    """Figures and dates start with the largest."""
    is_date = head.info is not None and head.info.type in {"date", "timestamp"}
    return is_date or head.kind(head.field) != "dimension"


def pivoting(head: Head) -> Iterable[Entry]:
    """To columns, or back to rows."""
    if head.kind(head.field) != "dimension":
        return
    pivots = [name for name in head.wish.pivots if name != head.field]
    if head.is_pivot:
        yield Entry("Unpivot", "rows-3", href=tidied(head, _with(head.wish, pivots=pivots)).href())
        return
    no_figure = all(head.kind(name) == "dimension" for name in head.wish.fields)
    barred = "A pivot needs a measure: add one first." if no_figure else ""
    yield Entry(
        "Pivot", "columns-3", href=tidied(head, _with(head.wish, pivots=[*pivots, head.field])).href(), barred=barred
    )


def filling(head: Head) -> Iterable[Entry]:
    """The values that no row has: on, off, or why not."""
    if head.query is None or head.kind(head.field) != "dimension":
        return
    label, on = "Fill in missing values", wanted(head.explore, head.query, _SETTING)
    if head.field in on.names:
        rest = [name for name in on.names if name != head.field]
        yield Entry(label, "between-vertical-start", href=_filled(head, rest), current=True)
        if not on.by_hand and _filtered_by_time(head):
            yield Entry("Fill the whole period", "calendar-plus", href=_filled(head, [*on.names]))
        return
    barred = barring(head.explore, head.query, head.field, _SETTING)
    yield Entry(label, "between-vertical-start", href=_filled(head, [*on.names, head.field]), barred=barred)


def _filled(head: Head, names: list[str]) -> str:
    return head.wish.having(fill_fields=",".join(names) or "none").href()


def _filtered_by_time(head: Head) -> bool:
    field = head.explore.dimension(head.field)
    filtered = (head.explore.by_id.get(name) for name, text in head.wish.filters.items() if text.strip())
    return field.group is not None and any(
        isinstance(one, Dimension) and (one.view, one.group) == (field.view, field.group) for one in filtered
    )


def filtering(head: Head) -> Iterable[Entry]:
    """A filter on the field."""
    if head.kind(head.field) != "calculation":
        yield Entry("Filter on this", "list-filter", act="filter")


def calculating(head: Head) -> Iterable[Entry]:
    """The usual calculations of a column of figures."""
    for label, wish in quick_calculations.offered(head.explore, head.wish, head.field):
        yield Entry(label, "calculator", href=wish.href())


def moving(head: Head) -> Iterable[Entry]:
    """To the left or right among columns of its kind: dimensions stand before measures."""
    for label, icon, step in (("Move left", "arrow-left", -1), ("Move right", "arrow-right", 1)):
        moved = _moved(head, step)
        if moved is not None:
            yield Entry(label, icon, href=moved.href())


def _moved(head: Head, step: int) -> Wish | None:
    fields = list(head.wish.fields)
    alike = [
        name
        for name in fields
        if head.kind(name) == head.kind(head.field) and (name in head.wish.pivots) == head.is_pivot
    ]
    place = alike.index(head.field) + step
    if not 0 <= place < len(alike):
        return None
    here, there = fields.index(head.field), fields.index(alike[place])
    fields[here], fields[there] = fields[there], fields[here]
    return _with(head.wish, fields=fields)


def taking(head: Head) -> Iterable[Entry]:
    """Values to paste elsewhere."""
    if not head.is_pivot:
        yield Entry("Copy values", "copy", act="copy")
    yield Entry("Copy the table", "table-2", act="copy-table")


def removing(head: Head) -> Iterable[Entry]:
    """The field goes out of the query; a filter on it stays."""
    if len(head.wish.fields) == 1:
        return
    pivots = [name for name in head.wish.pivots if name != head.field]
    fields = [name for name in head.wish.fields if name != head.field]
    sorts = [word for word in head.wish.words("sorts") if word.split(" ")[0] != head.field]
    kept = tidied(head, _with(head.wish, fields=fields, pivots=pivots, sorts=sorts))
    yield Entry("Remove", "trash-2", href=kept.href())


def telling(head: Head) -> Iterable[Entry]:
    """What the field means."""
    if head.info is not None:
        yield Entry("About this field", "info", act="info")


def _with(wish: Wish, **lists: list[str]) -> Wish:
    """The wish with its lists replaced where they stand, so that an address changes only where it must."""
    texts = {name: ",".join(values) for name, values in lists.items()}
    there = tuple((name, texts.pop(name) if name in texts else value) for name, value in wish.params)
    return Wish.of((*there, *texts.items()))


def tidied(head: Head, wish: Wish) -> Wish:
    """Without the switches and sorts that the fields leave no room for, so that the question can be asked."""
    if all(head.kind(name) == "dimension" for name in wish.fields):
        wish = wish.having(pivots=None)
    dimensions = [name for name in wish.fields if head.kind(name) == "dimension" and name not in wish.pivots]
    if len(dimensions) < 2:
        wish = wish.having(subtotal=None)
    fills = [name for name in wish.words("fill_fields") if name in wish.fields]
    if wish.one("fill_fields") not in {"", "none"}:
        wish = _with(wish, fill_fields=fills)
    if wish.pivots != head.wish.pivots:
        wish = _with(wish, sorts=[word for word in wish.words("sorts") if "[" not in word])
    return wish if wish.pivots else wish.having(row_total=None)
