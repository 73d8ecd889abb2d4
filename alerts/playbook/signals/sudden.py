"""Signal 8: a sharp move within two days, against what is usual on such a day. PURE."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alerts.playbook.days import AdDay, Table
from alerts.playbook.figures import Figure, change, days
from alerts.playbook.rules import Rule
from alerts.playbook.verdict import Part, Trial
from alerts.playbook.windows import window
from alerts.rules.condition import Usual
from alerts.rules.usual import usual


def _over(above: str, below: str) -> Callable[[AdDay], Decimal | None]:
    def ratio(day: AdDay) -> Decimal | None:
        top, bottom = day.figure(above), day.figure(below)
        return top / bottom if top is not None and bottom else None

    return ratio


Measure = tuple[str, tuple[str, ...], Callable[[AdDay], Decimal | None]]
MEASURES: Mapping[str, Measure] = {
    "impressions": ("Impressions", ("impressions",), lambda day: day.figure("impressions")),
    "cpc": ("CPC", ("spend", "clicks"), _over("spend", "clicks")),
    "frequency": ("Daily frequency", ("impressions", "reach"), _over("impressions", "reach")),
    "ctr": ("CTR", ("clicks", "impressions"), _over("clicks", "impressions")),
    "roas": ("ROAS", ("purchase_value", "spend"), _over("purchase_value", "spend")),
}


def look(table: Table, rule: Rule, today: date) -> list[Part]:
    """One test a measure."""
    return [moved(name, table, rule, today) for name in MEASURES]


def moved(name: str, table: Table, rule: Rule, today: date) -> Part:
    """The farthest of the last days from its usual. Each day before them counts that is known and had enough volume."""
    label, fields, measure = MEASURES[name]
    length = rule.window(table.entity.level)
    trial = Trial(name, Figure(Decimal(length), days(length)), window(table, length, today))
    if lack := trial.lacks("impressions", *fields, whole=True):
        return lack
    past = [
        (day.day.isoformat(), value)
        for day in window(table, rule.days("usual_days"), today, length).days
        if _enough(day, rule) and (value := measure(day)) is not None
    ]
    if len(past) < rule.days("fewest_days"):
        return trial.too_early(f"{days(len(past))} to compare with", past=len(past))
    known = [day for day in trial.seen.days if name == "impressions" or _enough(day, rule)]
    moves = [_move(day, value, past) for day in known if (value := measure(day)) is not None]
    return _farthest(trial, label, [move for move in moves if move], rule)


def _enough(day: AdDay, rule: Rule) -> bool:
    """Enough was shown on the day for its rates to mean something; a day without impressions is no past to go by."""
    return day.impressions is not None and day.impressions >= rule.number("fewest_impressions")


@dataclass(frozen=True)
class _Move:
    """How far a day's figure went from what is usual on such a day; ``share`` is of the usual."""

    day: date
    value: Decimal
    usual: Usual
    share: Decimal

    def sharp(self, rule: Rule) -> bool:
        """Far by the usual spread, and much as a share: little alarms no steady ad, and its own ways no wild one."""
        far = abs(self.usual.distance(self.value)) >= rule.number("distance")
        return far and abs(self.share) >= rule.share("least_change")


def _move(day: AdDay, value: Decimal, past: Sequence[tuple[str, Decimal]]) -> _Move | None:
    """None where nothing is usual, or zero is: then no change can be told as a share."""
    normal = usual(past, day.day.isoformat())
    if normal is None or not normal.middle:
        return None
    return _Move(day.day, value, normal, value / normal.middle - 1)


def _farthest(trial: Trial, label: str, moves: Sequence[_Move], rule: Rule) -> Part:
    """The verdict on the day that moved most among those that can be judged."""
    if not moves:
        return trial.too_early("too little to judge by")
    move = max(moves, key=lambda each: (each.sharp(rule), abs(each.share)))
    fires = move.sharp(rule)
    now = Figure(move.share, f"{label} {change(move.share)}" if fires else "none")
    found = {"day": move.day, "value": move.value, "usual": move.usual.middle, "spread": move.usual.spread}
    return trial.says(fires, now, **found)
