"""What a tile's template needs, by the kind of tile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from dashboards import cohort_compared, cohort_faces, cohort_pair, heat, reach, single
from dashboards.asking import Answered
from dashboards.changes import with_change
from dashboards.cohort_faces import Face
from dashboards.cohort_pair import Pair
from explores.answer import Answer
from explores.charts import options, record, single_value
from explores.charts.figure import figure, stackings
from explores.formatting import formats
from explores.formatting.formats import Style
from explores.page import MOST_ROWS
from explores.tables import marks, table

Context = dict[str, Any]
PHONE_COLUMNS = 3  # what a phone shows of a table; the others are hidden, or a push to the side away


def context(found: Answered, show: str, today: date, *, most: int | None = None) -> Context:
    """The template and its values. ``show`` is the reader's choice where a tile has several faces.

    ``most``: rows of a table that are drawn, those of a page by default; its foot says of how many.
    """
    if found.tile.vis == "table":
        found = replace(found, answer=shortened(found.answer, most or MOST_ROWS))
    answer = found.answer
    base: Context = {
        "answered": found,
        "answer": answer,
        "definitions": [field for field in answer.fields if field.definition],
        "empty": not answer.rows,
        "cut": answer.returned < answer.total_rows,
    }
    return base | _FACES.get(found.tile.vis, _chart)(found, show, today)


def shortened(answer: Answer, most: int) -> Answer:
    """The answer with as many rows as are drawn: a chart may stand on more. With subtotals it stays whole."""
    if len(answer.rows) <= most or answer.subtotals is not None:
        return answer
    filled = tuple(place for place in answer.filled if place < most)
    rows, totals = answer.rows[:most], answer.row_totals and answer.row_totals[:most]
    return replace(answer, rows=rows, row_totals=totals, filled=filled, returned=most - len(filled))


def _single(found: Answered, show: str, today: date) -> Context:
    """The total with its line and change; as an explore shows it where it was set up there."""
    if settings := found.tile.chart.get("settings"):
        values, _ = options.read("single", settings)
        style = Style(currency=found.answer.currency)
        return {"face": "dashboards/_figure.html", "figure": single_value(found.answer, style, values)}
    shown = single.single(found.answer, found.before, found.period, found.tile.better, today)
    return {"face": "dashboards/_single.html", "single": shown, "plain": True}


def _table(found: Answered, show: str, today: date) -> Context:
    answer = with_change(found.answer, found.before, found.period) if found.before and found.period else found.answer
    shown = table.build(answer, sorts=found.query.sorts, settings=found.tile.chart.get("settings", {}))
    more = max(0, len(shown.columns) - PHONE_COLUMNS)
    if shown.headings or answer.subtotals is not None or shown.look.values:
        whole = {"face": "dashboards/_whole_table.html", "table": shown, "total": shown.total}
        return {**whole, "more_columns": more}
    lines = [(list(zip(line.cells, shown.columns, strict=True)), _mark(line)) for line in shown.lines]
    total = list(zip(shown.total, shown.columns, strict=True)) if shown.total else []
    heads = [(column, "") for column in shown.columns]  # nowhere to sort by, unless the page says so
    face = {"face": "dashboards/_table.html", "table": shown, "heads": heads}
    return {**face, "lines": lines, "total": total, "more_columns": more}


def _mark(line: table.Line) -> SafeString:
    """What a row stands for, as its attribute."""
    return mark_safe("" if line.filled else marks.of_row(line))  # noqa: S308  # escaped there


def _record(found: Answered, show: str, today: date) -> Context:
    """The first row as a card; one of nothing but ∅ says nothing."""
    settings, _ = options.read("record", found.tile.chart.get("settings", {}))
    known = any(value is not None for row in found.answer.rows for value in row.values())
    return {"face": "dashboards/_record.html", "record": record(found.answer, options=settings), "empty": not known}


def _cohorts(found: Answered, show: str, today: date) -> Context:
    built = heat.heat_table(found.answer, show=show, today=today)
    return {
        "face": "dashboards/_cohorts.html",
        "heat": built,
        **_face_groups(found, built.face, built.unit),
        "steps": range(1, 10),
        "empty": not built.rows,
    }


def _face_groups(found: Answered, face: Face, unit: str) -> Context:
    """What the reader can switch a cohort tile to, and what that means."""
    known = cohort_faces.faces(found.answer)
    units = cohort_faces.UNITS if found.tile.vis == "cohorts" else dict(list(cohort_faces.UNITS.items())[:2])
    return {
        "faces": [(f"{each.name}.{unit}", each.label, each == face) for each in known],
        "units": [(f"{face.name}.{name}", label, name == unit) for name, label in units.items()],
        "meanings": cohort_faces.definitions(known),
    }


def _cohort_lines(found: Answered, show: str, today: date) -> Context:
    face, unit = cohort_faces.chosen(show, cohort_faces.faces(found.answer))
    pair = found.pair or Pair(())
    drawn = cohort_compared.lines(found.answer, face, unit, pair.months, today)
    chart = figure(drawn, {"type": "line"}, style=Style(currency=found.answer.currency), today=today)
    gone = [month for month in pair.months if month not in dict(pair.known)]
    return {
        "face": "dashboards/_cohort_lines.html",
        "chart": chart,
        "pair": pair,
        "gone": gone,
        "choices": list(zip(cohort_pair.CHOICES, (*pair.months, None, None), strict=False)),
        "empty": not pair.known,
        **_face_groups(found, face, unit),
    }


def _cohort_campaigns(found: Answered, show: str, today: date) -> Context:
    pair = found.pair or Pair(())
    shown = cohort_compared.campaigns(found.answer, pair.months, pair.returning)
    return {"face": "dashboards/_cohort_campaigns.html", "reached": shown, "empty": not shown.rows}


def _reach(found: Answered, show: str, today: date) -> Context:
    orders, buyers = (field.id for field in found.answer.fields[:2])
    counts = [(int(row[orders]), int(row[buyers] or 0)) for row in found.answer.rows if row[orders] is not None]
    stages = reach.stages(counts)
    widest = max((stage.share for stage in stages), default=0)
    bars = [
        (
            stage,
            formats.cell(float(stage.share), "percent"),
            f"{float(stage.share / widest) * 78:.2f}%" if widest else "0",
        )
        for stage in stages
    ]
    everyone = formats.count(sum(count for placed, count in counts if placed > 0))
    return {"face": "dashboards/_reach.html", "bars": bars, "everyone": everyone, "empty": not stages}


def _chart(found: Answered, show: str, today: date) -> Context:
    ways = stackings(found.answer, found.tile.vis)  # an area is stacked unless the tile says otherwise
    stacked = {"stack": True} if ways and ways[0] else {}
    chart = figure(
        found.answer,
        {**stacked, **found.tile.chart, "type": found.tile.vis},
        style=Style(currency=found.answer.currency),
        today=today,
    )
    return {"face": "dashboards/_chart.html", "chart": chart}


_FACES: dict[str, Callable[[Answered, str, date], Context]] = {
    "single": _single,
    "table": _table,
    "record": _record,
    "cohorts": _cohorts,
    "cohort_lines": _cohort_lines,
    "cohort_campaigns": _cohort_campaigns,
    "reach": _reach,
}
