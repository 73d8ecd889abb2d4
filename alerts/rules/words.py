"""Conditions and verdicts as people read them. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alerts.rules.condition import BARE, MOVES, RANGES, Condition, Op, Usual
from alerts.rules.judging import Judged
from alerts.rules.rule import SERIES, Join, Rule

WORDS: dict[Op, str] = {
    Op.ABOVE: "is above",
    Op.AT_LEAST: "is at least",
    Op.BELOW: "is below",
    Op.AT_MOST: "is at most",
    Op.EQUAL: "is",
    Op.BETWEEN: "is between",
    Op.OUTSIDE: "is outside",
    Op.CHANGES: "changes by",
    Op.INCREASES: "increases by",
    Op.DECREASES: "decreases by",
    Op.NO_DATA: "has no data",
    Op.UNUSUAL: "is unusual",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Saying:
    """How the question shows its figures: the name of a field, and a figure of it in its unit ("0.40 %")."""

    name: Callable[[str], str]
    figure: Callable[[str, Decimal], str]


def condition_words(one: Condition, saying: Saying) -> str:
    """ "Hard bounce rate is above 0.40 %"."""
    told = f"{saying.name(one.field)} {WORDS[one.op]}"
    if one.op in BARE or one.op == Op.UNUSUAL:
        return told
    if one.op in RANGES:
        return f"{told} {saying.figure(one.field, one.value)} {_and(one.op)} {saying.figure(one.field, one.upper)}"
    return f"{told} {threshold_words(one, saying)}"


def _and(op: Op) -> str:
    return "and" if op == Op.BETWEEN else "to"


def threshold_words(one: Condition, saying: Saying) -> str:
    """ "0.40 %"; of a move "20 % or more"; of what is unusual, how many usual spreads."""
    if one.op == Op.UNUSUAL:
        return f"{plain(one.value)} times the usual spread"
    if one.op in MOVES:
        step = f"{plain(one.value)} %" if one.percent else saying.figure(one.field, one.value)
        return f"{step} or more"
    return saying.figure(one.field, one.value)


def plain(value: Decimal) -> str:
    """Without zeros at the end, and never as a power of ten."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rule_words(rule: Rule, saying: Saying) -> str:
    """The whole rule in one line, which is also the name that an alert begins with."""
    joined = f" {rule.join} ".join(condition_words(one, saying) for one in rule.conditions)
    if rule.in_a_row > 1:
        joined += f", {rule.in_a_row} {'times' if rule.kind not in SERIES else 'rows'} in a row"
    if rule.volume is not None:
        least, name = saying.figure(rule.volume.field, rule.volume.least), saying.name(rule.volume.field)
        joined += f", with at least {least} {name[:1].lower()}{name[1:]}"
    return joined


def joins(join: Join) -> str:
    """Between two conditions on the screen."""
    return "and" if join == Join.ALL else "or"


def unusual_words(row: Judged, field: str, saying: Saying) -> str:
    """Why a figure is called unusual: "412 is far below 1,020, the usual of a Tuesday (950 to 1,090)"."""
    figure, usual = row.reading.figures.get(field), row.usual
    if figure is None or usual is None:
        return ""
    side = "above" if figure > usual.middle else "below"
    low, high = usual.middle - usual.spread, usual.middle + usual.spread
    of = f"the usual of a {_weekday(row)}" if usual.weekday else "the usual"
    span = f"{saying.figure(field, low)} to {saying.figure(field, high)}"
    distance = f"{_far(usual, figure)}{side} {saying.figure(field, usual.middle)}"
    return f"{saying.figure(field, figure)} is {distance}, {of} ({span})."


def _far(usual: Usual, figure: Decimal) -> str:
    return "far " if abs(usual.distance(figure)) >= 3 else ""


def _weekday(row: Judged) -> str:
    return WEEKDAYS[date.fromisoformat(row.reading.at).weekday()]
