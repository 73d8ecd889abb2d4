"""What a message says: which rows fired, which are fine again. PURE."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from alerts.rules.condition import MOVES, Op, moved
from alerts.rules.judging import Judged
from alerts.rules.rule import Rule
from alerts.rules.state import Effect, What
from alerts.rules.words import Saying, rule_words, unusual_words

MOST_ROWS = 10  # that a message names
LOWEST_FIRST = frozenset({Op.BELOW, Op.AT_MOST, Op.DECREASES})
NOTED = frozenset({What.FIRED, What.REMINDER})
BEGINS = {
    What.FIRED: "Alert",
    What.REMINDER: "Still in breach",
    What.RECOVERED: "Fine again",
    What.NO_DATA: "No data",
    What.BROKE: "Cannot be checked",
    What.MENDED: "Checked again",
}


@dataclass(frozen=True)
class Message:
    """``title`` is the subject of a mail."""

    title: str
    text: str


def message_of(name: str, rule: Rule, effects: Sequence[Effect], saying: Saying, note: str = "") -> Message:
    """All that one check has to tell: the alert's name after the most urgent of it, then paragraph by paragraph, and
    its note where something is in breach."""
    first = next(what for what in What if any(effect.what == what for effect in effects))
    parts = [_told(rule, effect, saying) for effect in effects]
    parts += [f"Note: {note}"] if note and first in NOTED else []
    return Message(f"{BEGINS[first]}: {name}", "\n\n".join(parts))


def _told(rule: Rule, effect: Effect, saying: Saying) -> str:
    match effect.what:
        case What.FIRED:
            lines = [f"{rule_words(rule, saying)}:", *_rows(rule, effect, saying)]
        case What.REMINDER:
            lines = [f"Still so: {rule_words(rule, saying)}.", *_rows(rule, effect, saying)]
        case What.RECOVERED:
            lines = [f"No longer so: {rule_words(rule, saying)}.", *_rows(rule, effect, saying), *_gone(effect)]
        case What.NO_DATA:
            lines = ["The question has no figures to judge. Look whether its filters still find anything."]
        case What.BROKE:
            lines = [f"It cannot be checked any more. {effect.said}"]
        case _:
            lines = ["It can be checked again."]
    return "\n".join(lines)


def _gone(effect: Effect) -> list[str]:
    return [f"{' · '.join(key)}: no longer in the result" for key in effect.gone]


def _rows(rule: Rule, effect: Effect, saying: Saying) -> Iterator[str]:
    rows = worst_first(rule, effect.rows)
    yield from (row_words(rule, row, saying) for row in rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        yield f"and {len(rows) - MOST_ROWS:,} more."


def worst_first(rule: Rule, rows: Sequence[Judged]) -> list[Judged]:
    """By the first condition's figure; those without one last."""
    first = rule.conditions[0]
    sign = 1 if first.op in LOWEST_FIRST else -1

    def order(row: Judged) -> tuple[bool, object]:
        figure = row.reading.figures.get(first.field)
        return (figure is None, sign * figure if figure is not None else 0)

    return sorted(rows, key=order)


def row_words(rule: Rule, row: Judged, saying: Saying) -> str:
    """ "Weekly edit 45, Sunday 8 November 2026: 0.45 % (Sent 83,950)"."""
    first, *others = rule.fields
    whose = ", ".join(part for part in (" · ".join(row.reading.key), _when(row.reading.at)) if part)
    beside = "; ".join(f"{saying.name(name)} {_figure(row, name, saying)}" for name in others)
    told = _figure(row, first, saying) + _against(rule, row, saying) + (f" ({beside})" if beside else "")
    return f"{whose}: {told}" if whose else f"{saying.name(first)}: {told}"


def _figure(row: Judged, name: str, saying: Saying) -> str:
    figure = row.reading.figures.get(name)
    return "no figure" if figure is None else saying.figure(name, figure)


def _against(rule: Rule, row: Judged, saying: Saying) -> str:
    """What it is measured from: the figure before, or the usual."""
    first, figure = rule.conditions[0], row.reading.figures.get(rule.conditions[0].field)
    if first.op == Op.UNUSUAL:
        return f". {unusual_words(row, first.field, saying)}" if row.usual else ""
    if first.op not in MOVES or figure is None or row.before is None:
        return ""
    step = moved(first, figure, row.before)
    share = f", {step:+.1f} %" if first.percent and step is not None else ""
    return f" after {saying.figure(first.field, row.before)}{share}"


def _when(at: str) -> str:
    """A day in words; other times as the question shows them."""
    try:
        day = date.fromisoformat(at)
    except ValueError:
        return at.replace("T", " ")[:16]
    return f"{day:%A} {day.day} {day:%B %Y}"
