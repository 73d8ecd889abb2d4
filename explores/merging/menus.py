"""The menu of a column of merged results. What changes a query is done on its explore. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from explores.custom_fields.changes import name_for, put, removed
from explores.custom_fields.reading import specs_of
from explores.tables.column_looks import looking
from explores.tables.columns import Entry, Head, Maker, calculating, sorting, taking

MOST_RATIOS = 5  # offered for a column


def own(head: Head) -> Iterable[Entry]:
    """Change a calculation, or take it away."""
    if head.field in head.explore.calculations:
        yield Entry("Edit…", "pencil", custom=urlencode({"name": head.field}))
        yield Entry("Remove", "trash-2", href=removed(head.wish, head.field).href())


def ratios(head: Head) -> Iterable[Entry]:
    """The column divided by another: what people merge for, such as revenue by spend."""
    infos = {info.id: info for info in head.explore.fields() if info.kind != "dimension" and info.type == "number"}
    if (mine := infos.get(head.field)) is None:
        return
    for other in [infos[name] for name in head.wish.fields if name in infos and name != head.field][:MOST_RATIOS]:
        label = f"{mine.short_label} / {other.short_label}"
        spec = {"calculation": f"${{{mine.id}}} / ${{{other.id}}}", "label": label}
        made = put(head.wish, name_for(label, specs_of(head.wish.one("custom"))), spec)
        yield Entry(f"Divide by {other.short_label}", "divide", href=made.href())


MENU: list[Maker] = [sorting, own, ratios, calculating, looking, taking]


def menu(head: Head) -> list[list[Entry]]:
    """The groups of entries for a column, empty ones left out."""
    groups = [list(maker(head)) for maker in MENU]
    return [group for group in groups if group]
