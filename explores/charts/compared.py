"""What stands under a single value: the field beside it or the row below it. PURE."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from explores.answer import Answer, AnswerField
from explores.charts.picture import Options, chosen, switched
from explores.charts.pointed import address
from explores.charts.reading import dimensions, pivot_names, text
from explores.formatting import formats
from explores.formatting.codes import NumberCode
from explores.formatting.formats import Style

WAYS = ("value", "change", "progress", "progress_percent")


@dataclass(frozen=True)
class Cell:
    """One value of an answer, with the field it is of and what it is called; ``mark`` tells it to the page."""

    field: AnswerField
    value: Any
    name: str
    mark: str = ""


@dataclass(frozen=True)
class Comparison:
    """``arrow``: up, down or nothing; ``tone``: good, bad or nothing; ``share`` of the way in percent, 0 to 100."""

    label: str
    text: str
    arrow: str = ""
    tone: str = ""
    share: float | None = None
    percent: str = ""
    mark: str = ""  # tells the value compared with to the page

    @property
    def width(self) -> str:
        """The share as an attribute holds it, in whatever language the page is."""
        return f"{self.share or 0:g}"


def cells(answer: Answer, row: int, style: Style) -> list[Cell]:
    """The values of a row from left to right; a pivoted measure has one for each pivot value."""
    if row >= len(answer.rows):
        return []
    named = list(zip(answer.pivots, pivot_names(answer, style), strict=True))
    found: list[Cell] = []
    for field in answer.fields:
        held = answer.rows[row]
        value = held.get(field.id)
        if field.pivoted:
            continue
        if isinstance(value, dict):
            found += [
                Cell(field, value.get(pivot), f"{field.short_label} · {name}", address(answer, held, field, pivot))
                for pivot, name in named
            ]
        else:
            found.append(Cell(field, value, field.short_label, address(answer, held, field)))
    return found


def compared(answer: Answer, shown: Cell, options: Options, style: Style) -> Comparison | None:
    """The comparison that the settings ask for; None where they ask for none, or there is nothing beside the value."""
    wanted = chosen(options, "single.compare", ("none", "auto", "field", "row"))
    if wanted == "none":
        return _earlier(answer, shown, options, style)
    other = _other(answer, shown, wanted, style)
    return None if other is None else replace(_with(other, shown, options, style), mark=other.mark)


def _other(answer: Answer, shown: Cell, wanted: str, style: Style) -> Cell | None:
    other = None
    if wanted in {"auto", "field"}:
        other = _beside(answer, shown, style)
    if other is None and wanted in {"auto", "row"}:
        other = _below(answer, shown, style)
    return other


def _with(other: Cell, shown: Cell, options: Options, style: Style) -> Comparison:
    label = str(options.get("single.compare_label") or "") or other.name
    way = chosen(options, "single.compare_as", WAYS)
    told = _told(other, options, style)
    if way == "change":
        return _change(label, told, other.value, bad=switched(options, "single.positive_is_bad", False))
    if way == "value":
        return Comparison(label, told)
    return _progress(label, told, shown.value, other.value, percent=way == "progress_percent", style=style)


def _earlier(answer: Answer, shown: Cell, options: Options, style: Style) -> Comparison | None:
    """The query itself may compare with an earlier time: how much it changed since, and what it was."""
    mine = [cell for cell in cells(answer, 0, style) if cell.field.base == shown.field.base]
    was = next((cell for cell in mine if cell.field.is_earlier), None)
    share = next((cell for cell in mine if cell.field.is_change and cell.field.format == "percent"), None)
    if was is None:
        return None
    when = was.field.short_label.rpartition(", ")[2]
    if share is None or not formats.is_number(share.value):
        return Comparison(when, _told(was, {}, style))
    label = str(options.get("single.compare_label") or "") or f"vs {_told(was, {}, style)}, {when}"
    bad = switched(options, "single.positive_is_bad", False)
    return _change(label, formats.cell(share.value, "percent", style), share.value, bad=bad)


def _beside(answer: Answer, shown: Cell, style: Style) -> Cell | None:
    """The next value to the right; a figure beside a figure."""
    row = cells(answer, 0, style)
    places = [place for place, cell in enumerate(row) if (cell.field, cell.name) == (shown.field, shown.name)]
    rest = row[places[0] + 1 :] if places else []
    figures = [cell for cell in rest if cell.field.kind != "dimension"]
    return next(iter(figures), None)


def _below(answer: Answer, shown: Cell, style: Style) -> Cell | None:
    """The same field in the second row, called by what that row is."""
    for cell in cells(answer, 1, style):
        if (cell.field, cell.name) == (shown.field, shown.name):
            named = " · ".join(text(answer.rows[1], f, style) for f in dimensions(answer))
            return replace(cell, name=named or "the next row")
    return None


def _told(other: Cell, options: Options, style: Style) -> str:
    code = options.get("single.compare_format")
    if isinstance(code, NumberCode):
        return code.show(other.value, style)
    decimals = formats.column_decimals([other.value], other.field.format)
    return formats.cell(other.value, other.field.format, style, timeframe=other.field.timeframe, decimals=decimals)


def _change(label: str, told: str, value: Any, *, bad: bool) -> Comparison:
    """The value is taken as the change itself: nothing is computed."""
    if not formats.is_number(value) or not value:
        return Comparison(label, told)
    up = value > 0
    return Comparison(label, told.lstrip(formats.MINUS), "up" if up else "down", "bad" if up == bad else "good")


def _progress(label: str, told: str, value: Any, whole: Any, *, percent: bool, style: Style) -> Comparison:
    if not (formats.is_number(value) and formats.is_number(whole)) or whole <= 0:
        return Comparison(label, told)
    share = float(value) / float(whole)
    words = formats.cell(share, "percent_0", style) if percent else ""
    return Comparison(label, told, share=round(min(max(share, 0.0), 1.0) * 100, 1), percent=words)
