"""What the gateway gives back: rows with everything needed to believe them. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Row = dict[str, Any]  # field id → value; a pivoted measure holds {pivot key: value}
ROW_TOTAL = ("row total",)  # the pivot key of what all pivot columns come to


@dataclass(frozen=True)
class AnswerField:
    """A column of an answer. ``kind``: dimension, measure or calculation; ``type`` as in the model."""

    id: str
    label: str  # "Orders › Revenue"
    short_label: str  # "Revenue"
    kind: str
    type: str  # text, number, date, timestamp, yesno, and for dates the time frame in ``timeframe``
    format: str  # integer, decimal, money, percent, text, date …
    definition: str = ""
    timeframe: str | None = None
    pivoted: bool = False
    estimated: str = ""  # the method, where it is an estimate
    additive: bool = False  # groups add up (sums, plain counts): a chart may make "Other" of what it leaves out

    @property
    def base(self) -> str:
        """The field it is of, or, for a column of a comparison (``comparing``), is compared."""
        return self.id.partition(":")[0]

    @property
    def is_earlier(self) -> bool:
        """Whether it holds the figures of an earlier time."""
        return self.id.endswith(":previous")

    @property
    def is_change(self) -> bool:
        """Whether it holds how much they changed."""
        return self.id.endswith((":change", ":percent"))

    of_measures: bool = False  # a calculation made of measures
    by_pivot: bool = True  # a figure in each pivot column; a calculation may have one column for all of them


@dataclass(frozen=True)
class Answer:
    """Rows, totals over all groups (never sums of shown rows), how many there are in all, and how fresh."""

    fields: tuple[AnswerField, ...]
    rows: Sequence[Row]
    totals: Row | None
    returned: int
    total_rows: int
    as_of: datetime
    sql: str
    seconds: float  # in the engine
    pivots: tuple[tuple[Any, ...], ...] = ()  # the pivot columns, in order
    row_totals: list[Row] | None = None
    subtotals: list[list[Row]] | None = None  # one list for each dimension but the last, leftmost first
    notes: tuple[str, ...] = field(default_factory=tuple)  # "clicks of contacts who ordered that month"
    cuts: tuple[str, ...] = ()  # those of the notes that tell of something left out
    timezone: str = "UTC"
    filled: tuple[int, ...] = ()  # places of rows that no row of the data stands behind; they are not counted
    fills: tuple[str, ...] = ()  # the dimensions that were filled in
    currency: str | None = None  # where every amount of the answer has one and the same
