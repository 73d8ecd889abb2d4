"""Before a threshold is typed: what the figure did, and thresholds to begin with. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from alerts.form.amounts import Unit
from alerts.form.finding import Other, others
from alerts.form.typed import Line, Typed
from alerts.rules.condition import Condition, Op
from alerts.rules.nearby import DOWNWARD, UPWARD, suggested
from alerts.rules.others import counts
from alerts.rules.replay import Tried
from alerts.rules.rule import Rule
from alerts.rules.state import Policy
from alerts.watching.picture import Picture

FAR = "9" * 15  # a threshold that no figure reaches
Written = Callable[[Decimal], str]


def is_it(typed: Typed) -> bool:
    """Whether no amount stands in any condition yet."""
    return not any(line.value.strip() or line.upper.strip() for line in typed.lines)


def beyond(typed: Typed) -> Typed:
    """The same with one condition, which nothing breaches."""
    first = typed.lines[0]
    op = first.op if first.op in UPWARD | DOWNWARD else str(Op.ABOVE)
    return replace(typed, lines=(Line(first.key, first.field, op, f"-{FAR}" if op in DOWNWARD else FAR),), count=1)


def bare(condition: Condition) -> Condition:
    """The same without the height that it is held against, for the chart."""
    return replace(condition, op=Op.UNUSUAL)


def heading(name: str, days: int) -> str:
    """ "Hard bounce rate in the last 90 days"."""
    return f"{name} in the last {'year' if days == 365 else f'{days} days'}"


def sentence(picture: Picture, written: Written) -> str:
    """Where the figures lie, and what to do next."""
    figures = figures_of(picture)
    if not figures:
        return "No check found a figure."
    low, middle, high = (written(figures[place]) for place in (0, len(figures) // 2, -1))
    ends = f"Always {low}." if low == high else f"Between {low} and {high}, half of the time {middle} or less."
    return f"{ends} Type a threshold to see when the alert would have fired."


def figures_of(picture: Picture) -> list[Decimal]:
    """All that are drawn, the least first."""
    return sorted(point.figure for line in picture.lines.values() for point in line if point.figure is not None)


def beginnings(rule: Rule, policy: Policy, tried: Tried, picture: Picture, unit: Unit) -> list[Other]:
    """Thresholds with how often each would have fired, over the checks that were tried."""
    checks = [(one.at, one.seen) for one in tried.played]
    values = suggested(rule.conditions[0].op, figures_of(picture))
    return others(rule, counts(rule, policy, checks, values), unit)
