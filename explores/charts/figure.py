"""From an answer and a kind of chart to a figure, or to a sentence why there is none. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from explores.answer import Answer
from explores.charts import bars, cartesian, kinds, pie, scatter
from explores.charts.axes import choose_scale
from explores.charts.dressing import dress
from explores.charts.narrowed import narrowed
from explores.charts.options import read
from explores.charts.picture import Options, WrongShape
from explores.charts.pointed import Sum, point
from explores.charts.reading import unfilled
from explores.charts.series import Points, Slots, points
from explores.charts.template import CONFIG
from explores.charts.trellis import Draw, trellis
from explores.charts.trend_lines import none_over
from explores.charts.words import listed
from explores.formatting import formats
from explores.formatting.formats import Style

KINDS = {kind.name: kind.label for kind in kinds.ALL}
_DRAW: dict[str, Draw] = {
    "column": cartesian.column,
    "line": cartesian.line,
    "area": cartesian.area,
    "bar": bars.bar,
    "scatter": scatter.scatter,
    "pie": pie.pie,
}
NO_ROWS = "No rows came back, so there is nothing to draw."
TRENDED = {"column", "line", "area", "scatter"}
MANY_POINTS = 24  # beyond this a time axis reads better as a line
MANY_NAMES, LONG_NAME = 7, 10
MOST_NAMES = 500  # on an axis in the order of the rows; bars and slices are sorted first, points are binned


@dataclass(frozen=True)
class Named:
    """A series as the settings call it, as the reader does, and its colour (a token, or ``#rrggbb``)."""

    id: str
    name: str
    colour: str


@dataclass(frozen=True)
class Chart:
    """``plot`` is what Plotly takes, in token colours; empty where ``empty`` says why nothing is drawn."""

    kind: str
    plot: dict[str, Any] = field(default_factory=dict)
    summary: str = ""  # for those who do not see the picture
    notes: tuple[str, ...] = ()  # what is left out or starts elsewhere than at zero
    empty: str = ""
    lines: tuple[str, ...] = ()  # what its reference lines say
    series: tuple[Named, ...] = ()  # all there are, also those that are hidden
    sums: tuple[Sum, ...] = ()  # figures drawn that no row of the table has

    def to_json(self) -> dict[str, Any]:
        """As the page hands it to the chart element."""
        return {**self.plot, "summary": self.summary}


def figure(
    answer: Answer,
    vis: str | Mapping[str, Any] = "",
    *,
    style: Style | None = None,
    today: date | None = None,
    slots: Slots | None = None,
) -> Chart:
    """The answer as a chart of kind ``vis``.

    A name of KINDS, or {"type": name, "stack": true | "percent", "trend": "linear,average:7", "settings": {…}}, the
    settings as texts by their names in ``explores.charts.options``. Drawing finds them read, by those names.

    ``today`` (in the answer's zone) marks the period that is not over. ``slots`` remembers which value has which
    colour; hand the same dict to each chart of a page.
    """
    options: dict[str, Any] = {"type": vis} if isinstance(vis, str) else dict(vis)
    options.setdefault("today", today)
    kind = options.get("type") or suggest(answer)
    answer = _drawable(answer, str(kind))
    draw = _DRAW.get(str(kind))
    settings, untaken = read(str(kind) if kind in KINDS else "table", options.pop("settings", None) or {})
    if kind in kinds.DRAW:
        return _whole(str(kind), answer, settings | options, style or Style(), untaken)
    if draw is None:
        return Chart(str(kind) if kind in KINDS else "table", notes=_ended(untaken))
    options = settings | options | {"type": kind}
    style = style or Style()
    style = Style(style.language, style.currency or answer.currency)
    whole = answer
    answer, cut = narrowed(whole, options, kind, style)
    found = points(answer, style, slots, gaps=kind in {"line", "area"}, most=_most(kind, answer))
    found.notes += cut
    choose_scale(found, options)
    dress(found, options, kind)
    reason = _nothing_to_draw(whole, found)
    known = tuple(Named(one.id, one.name, one.colour) for one in found.known if one.id)
    if reason:
        return Chart(kind, empty=reason, notes=_ended(untaken), series=known)
    plot = _drawn(found, answer, style, options, draw)
    if kind not in TRENDED:
        none_over(found, options, f"a {KINDS[kind].lower()} chart")
    if not plot:
        return Chart(kind, empty=found.notes[-1] if found.notes else "There is nothing to draw.", series=known)
    plot["config"] = CONFIG
    sums = point(plot, whole, style)
    found.notes += untaken
    return Chart(kind, plot, _summary(kind, found), _ended(found.notes), "", tuple(found.lines), known, sums)


def _whole(kind: str, answer: Answer, options: Options, style: Style, untaken: list[str]) -> Chart:
    """A kind that reads the answer itself, not points along an axis."""
    whole, answer = answer, answer if kind == "heatmap" else unfilled(answer)  # other gaps than its would be told
    style = Style(style.language, style.currency or answer.currency)
    if not answer.rows:
        return Chart(kind, empty=NO_ROWS, notes=_ended(untaken))
    try:
        made = kinds.DRAW[kind](answer, style, options)
    except WrongShape as error:
        return Chart(kind, empty=str(error), notes=_ended(untaken))
    if options.get("trend"):
        made.notes.append(f"No trend line over a {KINDS[kind].lower()}.")
    plot = {"data": made.data, "layout": made.layout, "config": CONFIG | made.config}
    sums = point(plot, whole, style)
    return Chart(kind, plot, made.summary, _ended([*made.notes, *untaken]), sums=sums)


def _drawn(found: Points, answer: Answer, style: Style, options: dict[str, Any], draw: Draw) -> dict[str, Any]:
    """The figure, or small ones where those were chosen."""
    if options.get("trellis", "none") == "none":
        return draw(found, answer, style, options)
    return trellis(found, answer, style, options, draw)


def _ended(notes: list[str]) -> tuple[str, ...]:
    return tuple(note.removesuffix(".") for note in dict.fromkeys(notes))


def _drawable(answer: Answer, kind: str) -> Answer:
    """Without differences, which are no heights; figures of an earlier time stand beside others in plain charts."""
    beside = kind in {"column", "bar", "line", "area"}
    kept = tuple(f for f in answer.fields if not f.is_change and (beside or not f.is_earlier))
    return replace(answer, fields=kept) if len(kept) < len(answer.fields) else answer


def suggest(answer: Answer) -> str:
    """The kind that reads best where the person has not chosen one."""
    dimensions = [f for f in answer.fields if f.kind == "dimension" and not f.pivoted]
    if not any(f.kind != "dimension" and formats.is_numeric(f.format) for f in answer.fields):
        return "table"
    if not dimensions:
        return "column" if answer.pivots else "single"
    if dimensions[0].timeframe or dimensions[0].type in {"date", "timestamp"}:
        return "line" if len(answer.rows) > MANY_POINTS or answer.pivots else "column"
    names = [str(row.get(dimensions[0].id) or "") for row in answer.rows]
    long = len(names) > MANY_NAMES or any(len(name) > LONG_NAME for name in names)
    return "bar" if long else "column"


def stackings(answer: Answer, kind: str) -> tuple[str, ...]:
    """The ways to stack, as the address says them ("" is side by side); none where the series do not add up."""
    measures = [f for f in answer.fields if f.kind != "dimension" and formats.is_numeric(f.format)]
    several = len(answer.pivots) > 1 if any(f.pivoted for f in answer.fields) else len(measures) > 1
    alike = len({formats.split_format(f.format)[0] for f in measures}) == 1
    if not (several and alike and all(f.additive for f in measures)):
        return ()
    return {"column": ("", "1", "percent"), "bar": ("", "1", "percent"), "area": ("1", "percent")}.get(kind, ())


def takes_trends(kind: str, stack: str) -> bool:
    """Whether a trend line may be drawn over the series of this kind of chart: not over parts of a stack."""
    return kind in TRENDED and not stack


def _most(kind: str, answer: Answer) -> int | None:
    measures = sum(f.kind != "dimension" and formats.is_numeric(f.format) for f in answer.fields)
    in_order = kind in {"column", "line", "area"} or (kind == "scatter" and measures < 2)
    return MOST_NAMES if in_order else None


def _nothing_to_draw(answer: Answer, found: Points) -> str:
    if not answer.rows:
        return NO_ROWS
    if not found.names:
        return "Every row is hidden by the settings of the chart."
    if not found.series and any(f.kind != "dimension" and formats.is_numeric(f.format) for f in answer.fields):
        return "Every series is hidden by the settings of the chart."
    if not found.series:
        return "A chart needs a measure. Pick one at the left, or read the table."
    if not any(series.drawable for series in found.series):
        return (
            f"Every value of {listed([series.name for series in found.series])} is missing; there is nothing to draw."
        )
    return ""


def _summary(kind: str, found: Points) -> str:
    first = found.series[0]
    there = [(value, place) for place, value in enumerate(first.values) if value is not None]
    what = f"{KINDS[kind]} chart of {listed([series.name for series in found.series])}"
    by = f" by {found.title}, {len(found.names)} points" if found.title else ""
    span = f" from {found.names[0]} to {found.names[-1]}" if found.periods else ""
    if not there:
        return f"{what}{by}{span}."
    high, low = max(there)[1], min(there)[1]
    ends = f" {first.name} is highest at {first.texts[high]} ({found.names[high] or 'all'})"
    if high != low:
        ends += f", lowest at {first.texts[low]} ({found.names[low]})"
    return f"{what}{by}{span}.{ends}."
