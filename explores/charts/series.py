"""An answer as points to draw: where they stand, and the series they belong to. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from explores.answer import Answer, AnswerField, Row
from explores.charts.cells import Mark, cell, together
from explores.charts.palette import colour, faded, marker
from explores.charts.periods import as_period, fill, instant
from explores.export import PIVOT_MARK, pivot_name
from explores.formatting import formats
from explores.formatting.formats import Style

MOST_SERIES = 8
EARLIER = 45  # percent of its colour that a series of an earlier time keeps

Slots = dict[str, int]


@dataclass(frozen=True)
class Look:
    """What was chosen for a series; empty: by itself. ``waits``: hidden until its name in the legend is clicked."""

    colour: str = ""
    shape: str = ""
    type: str = ""
    axis: str = ""
    waits: bool = False


@dataclass
class Series:
    """One measure, or one of its pivot values, over all points. ``slot`` picks colour and marker; None is Other."""

    name: str
    field: AnswerField
    values: list[float | None]
    texts: list[str]
    slot: int | None = None
    is_other: bool = False
    id: str = ""  # in settings: the measure, and after a mark the pivot column
    look: Look = Look()
    marks: Sequence[Mark] = ()  # what each figure stands for

    @property
    def colour(self) -> str:
        """The chosen colour, else that of its slot."""
        found = self.look.colour or colour(self.slot)
        return faded(found, EARLIER) if self.field.is_earlier else found

    @property
    def marker(self) -> str:
        """The chosen shape, else that of its slot."""
        return self.look.shape or marker(self.slot)

    @property
    def size(self) -> float:
        """How much it weighs beside others."""
        return sum(abs(value) for value in self.values if value is not None)

    @property
    def drawable(self) -> list[float]:
        """The values there are."""
        return [value for value in self.values if value is not None]


@dataclass
class Points:
    """Positions and series. ``periods`` are set where the points are dates; then they ascend."""

    title: str
    names: list[str]
    series: list[Series]
    periods: list[date] | None = None
    timeframe: str | None = None
    notes: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)  # of the answer, in the order of the points; {} where a gap is
    scale: str = ""  # what the x axis is: time, linear (then ``places`` are set), else category
    places: list[float] = field(default_factory=list)
    known: list[Series] = field(default_factory=list)  # all there are, also those that are not drawn
    lines: list[str] = field(default_factory=list)  # what reference lines say
    words: list[dict[str, Any]] = field(default_factory=list)  # annotations: what lines over the figures say


def points(
    answer: Answer, style: Style, slots: Slots | None = None, *, gaps: bool = False, most: int | None = None
) -> Points:
    """The answer's rows as points. ``gaps``: periods without a row become empty points, so that a line breaks.

    ``most``: names drawn at most; dates go on.
    """
    dimensions = [f for f in answer.fields if f.kind == "dimension" and not f.pivoted]
    rows, periods, notes = _placed([*answer.rows], dimensions)
    if periods is not None and gaps:
        rows, periods = _with_gaps(rows, periods, dimensions[0].timeframe)
    if periods is None and most and len(rows) > most:
        notes.append(f"The first {most} of {formats.count(len(rows), style)} rows are drawn; the table has all.")
        rows = rows[:most]
    found = Points(
        title=" · ".join(f.short_label for f in dimensions),
        names=[_name(row, dimensions, style) for row in rows],
        series=list(_series(answer, rows, style)),
        periods=periods,
        timeframe=dimensions[0].timeframe if periods is not None else None,
        notes=notes,
        rows=rows,
        scale="time" if periods is not None else "category",
    )
    found.series = _few_enough(found, style)
    assign(found.series, slots if slots is not None else {})
    return found


def _placed(rows: list[Row], dimensions: list[AnswerField]) -> tuple[list[Row], list[date] | None, list[str]]:
    """One date dimension makes a time axis, ascending whatever the order of the rows."""
    if len(dimensions) != 1:
        return rows, None, []
    only = dimensions[0]
    if only.type not in {"date", "timestamp"} and only.timeframe is None:
        return rows, None, []
    dated = [(as_period(row.get(only.id), only.timeframe), row) for row in rows]
    there = sorted(((when, row) for when, row in dated if when is not None), key=lambda pair: instant(pair[0]))
    if not there:
        return rows, None, []
    if any(when is None and row.get(only.id) is not None for when, row in dated):
        return rows, None, []  # a time frame such as the day of the week: names, not dates
    lost = len(rows) - len(there)
    notes = [f"{lost} row{'s' * (lost != 1)} without {only.short_label.lower()} not drawn."] if lost else []
    return [row for _, row in there], [when for when, _ in there], notes


def _with_gaps(rows: list[Row], periods: list[date], timeframe: str | None) -> tuple[list[Row], list[date]]:
    if len(set(periods)) < len(periods):
        return rows, periods  # a second dimension is hidden: a period has several rows
    by_period = dict(zip(periods, rows, strict=True))
    every = fill(periods, timeframe)
    return [by_period.get(when, {}) for when in every], every


def _name(row: Row, dimensions: list[AnswerField], style: Style) -> str:
    return " · ".join(formats.cell(row.get(f.id), f.format, style, timeframe=f.timeframe) for f in dimensions)


def _series(answer: Answer, rows: list[Row], style: Style) -> Iterable[Series]:
    measures = [f for f in answer.fields if f.kind != "dimension" and formats.is_numeric(f.format)]
    pivoted = [f for f in answer.fields if f.pivoted]
    for measure in measures:
        if not pivoted or not measure.by_pivot:
            made = _one(measure.short_label, measure, [row.get(measure.id) for row in rows], style, measure.id)
            made.marks = [cell(measure, row) for row in rows]
            yield made
            continue
        for pivot in answer.pivots:
            parts = [
                formats.cell(part, f.format, style, timeframe=f.timeframe)
                for part, f in zip(pivot, pivoted, strict=False)
            ]
            name = " · ".join([*parts, measure.short_label] if len(measures) > 1 else parts)
            values = [(row.get(measure.id) or {}).get(pivot) for row in rows]
            made = _one(name, measure, values, style, f"{measure.id}{PIVOT_MARK}{pivot_name(pivot)}")
            made.marks = [cell(measure, row, pivot) for row in rows]
            yield made


def _one(name: str, measure: AnswerField, values: list[Any], style: Style, named: str = "") -> Series:
    decimals = formats.column_decimals(values, measure.format)
    return Series(
        name=name,
        field=measure,
        values=[float(value) if formats.is_number(value) else None for value in values],
        texts=[formats.cell(value, measure.format, style, decimals=decimals) for value in values],
        id=named,
    )


def _few_enough(found: Points, style: Style) -> list[Series]:
    """Beyond eight series: the seven largest, and Other where amounts may be added up."""
    if len(found.series) <= MOST_SERIES:
        return found.series
    largest = sorted(found.series, key=lambda series: -series.size)[: MOST_SERIES - 1]
    kept = [series for series in found.series if any(series is one for one in largest)]
    rest = [series for series in found.series if not any(series is one for one in largest)]
    first = rest[0].field
    if not (first.additive and all(series.field == first for series in rest)):
        found.notes.append(f"The 7 largest of {len(found.series)} series are drawn; the rest cannot be added up.")
        return kept
    found.notes.append(f"The 7 largest of {len(found.series)} series are drawn; Other adds up the rest.")
    sums = [sum(there) if (there := [v for v in column if v is not None]) else None for column in _columns(rest)]
    other = _one("Other", first, list(sums), style, "other")
    other.is_other = True
    other.marks = [together(marks) for marks in zip(*(one.marks for one in rest), strict=True)]
    return [*kept, other]


def _columns(series: list[Series]) -> Iterable[tuple[float | None, ...]]:
    return zip(*(one.values for one in series), strict=True)


def assign(series: list[Series], slots: Slots) -> None:
    """Slots in order; a name that has one keeps it, also in the next chart that is given the same ``slots``."""
    for one in series:
        if one.is_other or one.field.is_earlier:
            continue
        if one.name not in slots:
            taken = {slots[other.name] for other in series if other.name in slots}
            slots[one.name] = next((n for n in range(MOST_SERIES) if n not in taken), len(slots) % MOST_SERIES)
        one.slot = slots[one.name]
    by_id = {one.id: one.slot for one in series}
    for one in series:
        if one.field.is_earlier:  # in the colour of what it is compared with, paler
            one.slot = by_id.get(one.id.replace(one.field.id, one.field.base, 1), 0)
