"""What can be made of a field, and done with it: the menu of its row in the picker. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from explores import quick_calculations
from explores.custom_fields.changes import copied, name_for, put, removed, usual_label
from explores.custom_fields.kinds import AGGREGATES, OF_NUMBERS, kind_of
from explores.custom_fields.reading import specs_of
from explores.semantic.field_info import FieldInfo
from explores.semantic.model import COMMON, Explore
from explores.tables.columns import Entry
from explores.wish import Wish


@dataclass(frozen=True)
class Row:
    """A field of the picker: of the catalog or of the query. ``info`` is None for a calculation or a broken field."""

    explore: Explore
    wish: Wish
    field: str
    info: FieldInfo | None
    label: str
    pivot: None = None  # as a column's menu asks

    @property
    def own(self) -> bool:
        """Whether it was made in the query."""
        return "." not in self.field

    @property
    def can_be_source(self) -> bool:
        """Whether other fields can be made of it."""
        return self.info is not None and self.info.view != COMMON and self.info.kind != "calculation"


def menu(row: Row) -> list[list[Entry]]:
    """The groups of entries, empty ones left out."""
    groups = [list(entries) for entries in (changing(row), aggregates(row), forms(row), quick(row), telling(row))]
    return [group for group in groups if group]


def changing(row: Row) -> Iterable[Entry]:
    """Edit, duplicate and remove a field of the query."""
    if row.own:
        yield Entry("Edit…", "pencil", custom=urlencode({"name": row.field}))
        yield Entry("Duplicate", "copy-plus", query=copied(row.explore, row.wish, row.field).href())
        yield Entry("Remove", "trash-2", query=removed(row.wish, row.field).href() or "?")


def aggregates(row: Row) -> Iterable[Entry]:
    """A custom measure at once: "Sum", "Average" and so on."""
    if row.info is None or row.info.kind != "dimension" or not row.can_be_source:
        return
    numeric = row.info.type == "number"
    for name, label in AGGREGATES.items():
        if name == "percentile" or (name in OF_NUMBERS and not numeric):
            continue
        if name in {"min", "max"} and row.info.type not in {"number", "date", "timestamp"}:
            continue
        yield Entry(label, "sigma", query=_added(row, {"type": name, "of": row.field}).href())


def forms(row: Row) -> Iterable[Entry]:
    """What needs a dialog."""
    if row.info is None or not row.can_be_source:
        return
    if row.info.kind == "measure":
        yield Entry("Filtered measure…", "list-filter", custom=_new("filtered", row.field))
        return
    if row.info.type == "number":
        yield Entry("Bin…", "boxes", custom=_new("bin", row.field))
    yield Entry("Group…", "group", custom=_new("group", row.field))
    yield Entry("Custom measure…", "sigma", custom=_new("measure", row.field))


def quick(row: Row) -> Iterable[Entry]:
    """Quick calculations of a column of figures."""
    for label, wish in quick_calculations.offered(row.explore, row.wish, row.field):
        yield Entry(label, "calculator", query=wish.href())


def telling(row: Row) -> Iterable[Entry]:
    """What is asked of every field."""
    yield Entry("Copy id", "clipboard-copy", act="copy-id")
    if row.info is not None:
        yield Entry("About this field", "info", act="info")


def _added(row: Row, spec: dict[str, str]) -> Wish:
    label = usual_label(row.explore, kind_of(spec).key, spec)
    return put(row.wish, name_for(label, specs_of(row.wish.one("custom"))), {**spec, "label": label})


def _new(kind: str, of: str) -> str:
    return urlencode({"kind": kind, "of": of})
