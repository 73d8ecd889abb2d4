"""A single value tile: the figure, its small line, and the change from the previous period. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboards.sparkline import Sparkline, sparkline
from explores.answer import Answer, AnswerField
from explores.charts.periods import as_period, in_progress
from explores.formatting import formats
from explores.formatting.formats import Headline, Style
from explores.semantic.periods import Period

SMALL_AMOUNT = 0.01  # of the previous figure
SMALL_RATE = 0.001  # a tenth of a point


@dataclass(frozen=True)
class Delta:
    """A change in words. ``tone``: good, bad, or empty where it is neither."""

    text: str
    tone: str
    words: str
    brief: str = "vs prev."


@dataclass(frozen=True)
class Single:
    """Everything the tile shows."""

    figure: Headline
    definition: str
    line: Sparkline | None = None
    delta: Delta | None = None


def single(answer: Answer, before: Answer | None, period: Period | None, better: str, today: date) -> Single | None:
    """The answer's measure over the whole period; None where there is nothing to show a figure of."""
    measure = next((field for field in answer.fields if field.kind != "dimension"), None)
    if measure is None or all(row.get(measure.id) is None for row in answer.rows):
        return None
    style = Style(currency=answer.currency)
    value = (answer.totals or answer.rows[0]).get(measure.id)
    return Single(
        figure=formats.headline(value, measure.format, style),
        definition=measure.definition,
        line=_line(answer, measure, today),
        delta=_delta(value, before, period, better, style),
    )


def _line(answer: Answer, measure: AnswerField, today: date) -> Sparkline | None:
    """The finished units of time, oldest first."""
    time = next((field for field in answer.fields if field.timeframe), None)
    if time is None:
        return None
    dated = [
        (when, row.get(measure.id)) for row in answer.rows if (when := as_period(row.get(time.id), time.timeframe))
    ]
    dated.sort(key=lambda pair: str(pair[0]))
    unfinished = in_progress([when for when, _ in dated], time.timeframe, today)
    return sparkline([value for place, (_, value) in enumerate(dated) if place != unfinished])


def _delta(value: Any, before: Answer | None, period: Period | None, better: str, style: Style) -> Delta | None:
    if before is None or period is None:
        return None
    measure = next(field for field in before.fields if field.kind != "dimension")
    past = before.rows[0].get(measure.id) if before.rows else None
    words = f"vs previous {period.length}"
    text = formats.change(value, past, measure.format, style)
    if text == formats.NONE:
        return Delta("", "", f"nothing in the previous {period.length}", "nothing before")
    return Delta(text, _tone(value, past, measure, better), words)


def _tone(value: Any, past: Any, measure: AnswerField, better: str) -> str:
    """Good or bad for this measure; neither where the change is too small to act on."""
    change = float(value) - float(past)
    rate = formats.split_format(measure.format)[0] == "percent"
    if not better or abs(change) < (SMALL_RATE if rate else SMALL_AMOUNT * abs(float(past))):
        return ""
    return "good" if (change > 0) == (better == "up") else "bad"
