"""From the boxes of the page to a rule, a policy and a draft. Whatever is wrong is said of its box; all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import TypeVar

from alerts.form import amounts
from alerts.form.amounts import BadAmount, Unit
from alerts.form.offers import Offer
from alerts.form.typed import Line, Own, Typed
from alerts.keeping.drafts import Draft
from alerts.rules.condition import BARE, MOVES, RANGES, Condition, Op
from alerts.rules.policy_form import policy_from_json
from alerts.rules.rule import CATEGORIES, SERIES, BadRule, Join, Kind, Rule, Volume, check
from alerts.rules.state import Policy
from deliveries.cadence import BadRecurrence, Recurrence
from deliveries.cadence import Kind as Every
from deliveries.sheet import reading as sheet
from deliveries.sheet import when
from deliveries.sheet.reading import Wrong
from deliveries.sheet.typed import NOW
from explores.keeping.refused import Refused, plain

Found = TypeVar("Found")
Choice = TypeVar("Choice", Op, Join)
LONGEST_NOTE = 1000


class Reader:
    """One reading: what is wrong is kept by the box that it stands at."""

    def __init__(self, typed: Typed, offer: Offer) -> None:
        self.typed = typed
        self.offer = offer
        self.faults: dict[str, str] = {}

    def tried(self, box: str, read: Callable[[], Found], instead: Found) -> Found:
        """What is read, or ``instead`` where that can't be; then it is said at the box, or at the one that it names."""
        try:
            return read()
        except BadAmount as error:
            self.faults[box] = str(error)
        except (BadRule, BadRecurrence) as error:
            self.faults[box or error.field] = error.message
        except Refused as error:
            self.faults[error.field or box] = str(error)
        return instead

    def rule(self) -> Rule | None:
        """What is watched; None where something about it is wrong."""
        before = len(self.faults)
        made = self._rule()
        if len(self.faults) > before:
            return None
        try:
            return check(made)
        except BadRule as error:
            self.faults[_box(made, self.typed, error)] = error.message
            return None

    def _rule(self) -> Rule:
        kind = self.tried("watch", self._kind, Kind.SINGLE)
        conditions = tuple(self._condition(line) for line in self.typed.lines)
        if self.typed.count > len(conditions):
            self.faults["conditions"] = f"That is {self.typed.count:,} conditions, more than an alert takes."
        return Rule(
            kind, conditions, self.tried("join", lambda: _one_of(Join, self.typed.join), Join.ALL),
            time=self.offer.time if kind in SERIES else "",
            categories=self.offer.categories if kind in CATEGORIES else (),
            volume=self.tried("least", self._volume, None),
            in_a_row=self.tried("in_a_row", lambda: _whole(self.typed.in_a_row), 1),
            running=self.typed.running and kind in SERIES,
            own=self._own(conditions[0].field) if kind in CATEGORIES else {},
        )  # fmt: skip

    def _kind(self) -> Kind:
        if self.typed.watch not in {way.value for way in self.offer.ways}:
            raise BadAmount("Choose which rows are watched.")
        return Kind(self.typed.watch.partition(":")[0])

    def _condition(self, line: Line) -> Condition:
        box = f"c{line.key}"
        figure = next((one for one in self.offer.figures if one.id == line.field), None)
        if figure is None:
            self.faults[f"{box}.field"] = "The question has no such figure any more; choose one."
        op = self.tried(f"{box}.op", lambda: _one_of(Op, line.op), Op.ABOVE)
        percent = op in MOVES and line.by == "percent"
        unit = amounts.PLAIN if figure is None or op == Op.UNUSUAL or percent else figure.unit
        if percent:
            unit = Unit("%")
        zero = Decimal(0)
        value = zero if op in BARE else self.tried(f"{box}.value", lambda: amounts.read(line.value, unit), zero)
        upper = zero
        if op in RANGES:
            upper = self.tried(f"{box}.upper", lambda: self._upper(line, value, unit), zero)
        return Condition(line.field, op, value, upper, percent)

    def _upper(self, line: Line, value: Decimal, unit: Unit) -> Decimal:
        upper = amounts.read(line.upper, unit)
        if upper < value and f"c{line.key}.value" not in self.faults:
            raise BadAmount(f"The range ends at {unit.said(amounts.written(upper, unit))}, before it begins.")
        return upper

    def _volume(self) -> Volume | None:
        if not self.typed.least:
            return None
        figure = next((one for one in self.offer.volumes if one.id == self.typed.volume), None)
        if figure is None:
            raise BadAmount("Choose the figure that a row can have too little of.")
        least = amounts.read(self.typed.least, figure.unit)
        if least < 0:
            raise BadAmount("The least volume is 0 or more.")
        return Volume(figure.id, least)

    def _own(self, field: str) -> dict[tuple[str, ...], Decimal]:
        figure = self.offer.figure(field)
        unit = figure.unit if figure else amounts.PLAIN
        made: dict[tuple[str, ...], Decimal] = {}
        for row in self.typed.own:
            if any(row.names) or row.value:
                self.tried(f"o{row.key}.value", partial(self._own_row, row, unit, made), None)
        return made

    def _own_row(self, row: Own, unit: Unit, made: dict[tuple[str, ...], Decimal]) -> None:
        names = tuple(row.names)
        if len(names) != len(self.offer.categories) or not any(names):
            raise BadAmount("Name the row that this threshold is for.")
        if names in made:
            raise BadAmount(f"{' · '.join(names)} has a threshold already.")
        made[names] = amounts.read(row.value, unit)

    def policy(self) -> Policy:
        """How it behaves."""
        typed, usual = self.typed, Policy()
        reminds = self.tried("hours", self._reminds, usual) if typed.reminds else usual
        quiet = self.tried("quiet", self._quiet, usual) if typed.hushed else usual
        return Policy(not typed.stays, typed.recovery, reminds.remind_every, quiet.quiet)

    def _reminds(self) -> Policy:
        return policy_from_json({"remind_hours": _whole(self.typed.hours)})

    def _quiet(self) -> Policy:
        start, end = when.clock(self.typed.hush_from), when.clock(self.typed.hush_to)
        if start is None or end is None:
            raise BadAmount("Quiet hours begin and end at a time of the day, such as 22:00.")
        days = [int(day) for day in self.typed.hush_days if day.isascii() and day.isdecimal() and len(day) == 1]
        zone = self.typed.sends.zone
        return policy_from_json({"quiet": {"start": start, "end": end, "zone": zone, "weekdays": days}})

    def recurrence(self) -> Recurrence:
        """When it is checked."""
        self.faults |= when.faults(self.typed.sends)
        usual = Recurrence(Every.DAILY, "UTC")
        if self.typed.sends.when == NOW:
            self.faults["when"] = "Choose when it is checked."
            return usual
        return self.tried("", lambda: when.recurrence(self.typed.sends), usual)


def draft(typed: Typed, offer: Offer, filters: Mapping[str, str], name: str) -> Draft:
    """What a person chose, with the ``filters`` in force; an empty ``name`` is made of the rule. Raises Wrong."""
    reader = Reader(typed, offer)
    rule, policy, recurrence = reader.rule(), reader.policy(), reader.recurrence()
    targets = sheet.targets(typed.sends, reader.faults)
    note = reader.tried("note", lambda: plain(typed.note, "note", LONGEST_NOTE), "")
    called = reader.tried("name", lambda: sheet.one_line(name, "name"), "")
    if rule is None or reader.faults:
        raise Wrong(reader.faults)
    return Draft(typed.sends.subject, rule, recurrence, targets, policy, filters, called, note)


def _box(rule: Rule, typed: Typed, error: BadRule) -> str:
    """The box that the rule's own check means: of the first condition that is wrong by itself."""
    for line, one in zip(typed.lines, rule.conditions, strict=False):
        try:
            check(Rule(rule.kind, (one,), time=rule.time, categories=rule.categories))
        except BadRule as found:
            if found.message == error.message:
                return f"c{line.key}.{found.field}"
    return {"kind": "watch", "volume": "least"}.get(error.field, error.field)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise BadAmount("It takes a whole number, 1 or more.")
    return int(text)


def _one_of(kinds: type[Choice], text: str) -> Choice:
    try:
        return kinds(text)
    except ValueError as error:
        raise BadAmount("Choose one of those that are offered.") from error
