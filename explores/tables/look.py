"""How a table is to look, as its settings say: theme, order and looks of its columns. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from explores.charts import options
from explores.charts.options.registry import find
from explores.formatting import formats
from explores.formatting.codes import DateCode, NumberCode
from explores.formatting.formats import Style

if TYPE_CHECKING:
    from explores.tables.table import Column

Code = NumberCode | DateCode


@dataclass(frozen=True)
class Look:
    """The settings of one table, and what to say of those that are none."""

    values: Mapping[str, Any] = field(default_factory=dict)  # as ``options.read`` gives them
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Look:
        """From the settings of an address or file; those of charts are left to charts."""
        mine = {key: value for key, value in given.items() if _is_mine(key)}
        if not mine:
            return PLAIN
        values, notes = options.read("table", mine)
        return cls(values, tuple(notes))

    def __getitem__(self, name: str) -> Any:
        return self.values[name] if name in self.values else _DEFAULTS[name]

    @cached_property
    def columns(self) -> dict[str, dict[str, Any]]:
        """The settings of each column that has some, by its field."""
        return options.each(self.values, "column", "table")

    def column(self, name: str) -> dict[str, Any]:
        """The settings of one column."""
        return self.columns.get(name, _COLUMN)

    @property
    def classes(self) -> str:
        """Of the table element, beside its own."""
        switches = {
            f"theme-{self['theme']}": self["theme"] != "white",
            "cut-text": self["truncate_text"],
            "wrap-text": not self["truncate_text"],
            "cut-heads": self["truncate_headers"],
            "unfitted": not self["fit"],
        }
        return "".join(f" {name}" for name, on in switches.items() if on)

    def cells(self, name: str) -> str:
        """The classes of a column's cells."""
        mine = self.column(name)
        return "".join([*(f" t-{word}" for word in mine["style"]), " sized" if mine["width"] else ""])

    def arranged(self, columns: Sequence[Column]) -> list[int]:
        """The places of the columns to show: pinned ones first, row totals where they were asked for, none hidden."""
        shown = [place for place, column in enumerate(columns) if not self.column(column.field.id)["hidden"]]
        if not self.columns and not self["row_totals_first"]:
            return shown
        return sorted(shown or list(range(len(columns))), key=lambda place: self._rank(columns[place]))

    def _rank(self, column: Column) -> int:
        if self.is_pinned(column):
            return 0
        if column.field.kind == "dimension":
            return 1
        return 2 if column.total and self["row_totals_first"] else 3

    def is_pinned(self, column: Column) -> bool:
        """Whether the column comes first and stays in sight; one of many pivot columns does not."""
        return column.pivot is None and bool(self.column(column.field.id)["pinned"])

    def frozen(self, columns: Sequence[Column]) -> int:
        """How many of the arranged columns stay in sight, from the left."""
        names = [column.field.id if column.pivot is None else "" for column in columns]
        upto = names.index(self["frozen"]) + 1 if self["frozen"] and self["frozen"] in names else 0
        return max(upto, sum(map(self.is_pinned, columns)))


def coded(value: Any, code: Code | None, style: Style) -> str | None:
    """The text by a format of one's own; None where it says nothing of such a value."""
    if isinstance(code, NumberCode) and formats.is_number(value):
        return code.show(value, style)
    if isinstance(code, DateCode) and isinstance(value, date):
        return code.show(value, style)
    return None


def _is_mine(key: str) -> bool:
    option = find(key, "table")
    return option is not None and "table" in option.kinds


_DEFAULTS = {option.key: option.default for option in options.declared("table") if not option.per}
_COLUMN = options.one({}, "column", "", "table")
PLAIN = Look()
