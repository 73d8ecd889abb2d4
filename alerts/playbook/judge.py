"""From what is known of an ad and a rule to a signal: the one way in. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from alerts.playbook.availability import Source, source_of
from alerts.playbook.baseline import Acceptance, restarted, since
from alerts.playbook.days import Table
from alerts.playbook.figures import Figure
from alerts.playbook.rules import Rule
from alerts.playbook.signals import SIGNALS
from alerts.playbook.verdict import Part, Reason, Signal, State, deciding


def judge(table: Table, rule: Rule, today: date, accepted: Sequence[Acceptance] = ()) -> Signal:
    """What one rule says of an ad, on a day of the account's zone. Today is left out, but for negative reactions.

    ``accepted`` are the acceptances of a new normal: nothing before the one that counts for the rule is looked at.
    """
    entity = table.entity
    if entity.level not in rule.file.levels:
        return _nothing(rule, Reason.OTHER_LEVEL, "on another level")
    if entity.platform not in rule.file.platforms:
        return _nothing(rule, Reason.OTHER_PLATFORM, "not on this platform")
    begin = since(accepted, rule.name, today) or table.since
    given = source_of(rule.name, entity.platform, entity.level) is not Source.NONE
    if not given and not _said(table, rule):
        return _nothing(rule, Reason.NOT_GIVEN, "not reported")
    return _signal(rule, SIGNALS[rule.name](restarted(table, begin), rule, today))


def judge_all(
    table: Table, rules: Iterable[Rule], today: date, accepted: Sequence[Acceptance] = ()
) -> tuple[Signal, ...]:
    """Every rule, in the order given: *3 of 10 signals* are those that fire."""
    return tuple(judge(table, rule, today, accepted) for rule in rules)


def _said(table: Table, rule: Rule) -> bool:
    """Whether its figures came all the same, for example by a file."""
    own = {"impressions", "reach"}  # every platform gives these; they do not answer the rule's question
    wanted = [field for field in rule.file.fields if field not in own]
    return bool(table.overlaps) or any(getattr(day, field) is not None for day in table.days for field in wanted)


def _signal(rule: Rule, parts: list[Part]) -> Signal:
    part = deciding(parts, [check.name for check in rule.file.checks if check.leading])
    return Signal(
        name=rule.name,
        state=part.state,
        now=part.now,
        rule=part.rule,
        parts=tuple(parts),
        why=f"{rule.name}.{part.check}",
        do=_acts(rule, parts) if part.state is State.FIRES else (),
        reason=part.reason,
        preset=rule.preset,
        version=rule.file.version,
    )


def _acts(rule: Rule, parts: list[Part]) -> tuple[str, ...]:
    """What to do about the tests that fire, each act once, those of the first test first."""
    firing = {part.check for part in parts if part.state is State.FIRES}
    return tuple(dict.fromkeys(act.value for check in rule.file.checks if check.name in firing for act in check.do))


def _nothing(rule: Rule, reason: Reason, words: str) -> Signal:
    check = rule.file.checks[0].name
    now, none = Figure(None, words), Figure(None, "")
    part = Part(check, State.NOT_AVAILABLE, now, none, reason=reason)
    return Signal(
        rule.name, part.state, now, none, (part,), f"{rule.name}.{check}", (), reason, rule.preset, rule.file.version
    )
