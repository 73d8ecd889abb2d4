"""The part of a column's menu that is of looks alone: what is hidden, in sight, folded, drawn with bars. PURE."""

from __future__ import annotations

from collections.abc import Iterable

from explores.tables.columns import Entry, Head
from explores.tables.look import Look
from explores.wish import Wish


def looking(head: Head) -> Iterable[Entry]:
    """Freeze, pin, bars, fold, hide; and the way to all other settings."""
    if not head.is_pivot:
        yield from _in_sight(head)
        yield from _bars(head)
        yield from _folds(head)
        if len(head.wish.fields) - len(head.wish.pivots) > 1:
            yield Entry("Hide", "eye-off", href=_set(head, f"column.{head.field}.hidden", "1"))
    widths = [key for key in head.wish.settings if key.startswith("column.") and key.endswith(".width")]
    if widths:
        sized = head.wish.having(**{f"c[{key}]": None for key in widths})
        yield Entry("Size columns automatically", "move-horizontal", href=sized.href())
    yield Entry("Settings of columns", "settings-2", act="settings")


def _in_sight(head: Head) -> Iterable[Entry]:
    look = Look.of(head.wish.settings)
    if look["frozen"] == head.field:
        yield Entry("Freeze up to here", "snowflake", href=_set(head, "frozen", None), current=True)
    elif head.kind(head.field) == "dimension" or not head.wish.pivots:
        yield Entry("Freeze up to here", "snowflake", href=_set(head, "frozen", head.field))
    pinned = bool(look.column(head.field)["pinned"])
    if pinned or not head.wish.pivots:
        key = f"column.{head.field}.pinned"
        yield Entry("Pin to the left", "pin", href=_set(head, key, None if pinned else "1"), current=pinned)


def _bars(head: Head) -> Iterable[Entry]:
    """Bars stand on the first measure by themselves."""
    if head.kind(head.field) == "dimension":
        return
    chosen = Look.of(head.wish.settings).column(head.field)["bars"]
    first = next((name for name in head.wish.fields if head.kind(name) == "measure"), "")
    usual = head.field == first and not head.wish.pivots
    on = usual if chosen == "auto" else chosen == "on"
    value = None if usual != on else ("off" if on else "on")
    yield Entry("Bars in cells", "chart-bar", href=_set(head, f"column.{head.field}.bars", value), current=on)


def _folds(head: Head) -> Iterable[Entry]:
    """Groups of a subtotal: those of every dimension but the last."""
    rows = [name for name in head.wish.fields if head.kind(name) == "dimension" and name not in head.wish.pivots]
    if not head.wish.flag("subtotal") or head.field not in rows[:-1]:
        return
    folded = bool(Look.of(head.wish.settings).column(head.field)["folded"])
    key = f"column.{head.field}.folded"
    yield Entry("Fold groups", "fold-vertical", href=_set(head, key, None if folded else "1"), current=folded)


def _set(head: Head, key: str, value: str | None) -> str:
    return head.wish.having(**{f"c[{key}]": value}).href()


def unhidden(wish: Wish) -> str:
    """The address with every column shown."""
    keys = [key for key in wish.settings if key.startswith("column.") and key.endswith(".hidden")]
    return wish.having(**{f"c[{key}]": None for key in keys}).href()


def hidden(wish: Wish) -> list[str]:
    """The fields of the table that are hidden."""
    look = Look.of(wish.settings)
    return [name for name in wish.fields if look.column(name)["hidden"]]
