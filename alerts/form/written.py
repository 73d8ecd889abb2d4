"""From an alert that is there to the boxes of the page."""

from __future__ import annotations

from dataclasses import replace

from alerts.form import amounts
from alerts.form.amounts import PLAIN, Unit
from alerts.form.offers import Offer
from alerts.form.typed import Line, Own, Typed
from alerts.keeping.drafts import Draft
from alerts.rules.condition import BARE, RANGES, Condition, Op
from alerts.rules.rule import SERIES, Rule
from alerts.rules.state import Policy
from deliveries.sheet import typed as sheet


def of_draft(draft: Draft, offer: Offer, version: int) -> Typed:
    """As the alert has it, its amounts in the units of the tile."""
    sends = sheet.of_draft(draft.sends, version)
    return _behaving(_watching(Typed(sends, note=draft.note), draft.rule, offer), draft.policy)


def _watching(typed: Typed, rule: Rule, offer: Offer) -> Typed:
    own = (
        Own(str(place), key, amounts.written(value, _unit(offer, rule.conditions[0].field)))
        for place, (key, value) in enumerate(sorted(rule.own.items()), 1)
    )
    lines = tuple(_line(str(place), one, offer) for place, one in enumerate(rule.conditions, 1))
    volume = rule.volume
    return replace(
        typed,
        lines=lines,
        count=len(lines),
        join=str(rule.join),
        watch=_watch(rule, offer),
        volume=volume.field if volume else "",
        least=amounts.written(volume.least, _unit(offer, volume.field)) if volume else "",
        in_a_row=str(rule.in_a_row),
        running=rule.running,
        own=tuple(own),
    )


def _watch(rule: Rule, offer: Offer) -> str:
    """Of a series with the time frame that its field has."""
    if rule.kind not in SERIES:
        return str(rule.kind)
    frame = rule.time.rpartition("_")[2]
    known = [way.value for way in offer.ways if way.value.startswith(f"{rule.kind}:")]
    return next((value for value in known if value == f"{rule.kind}:{frame}"), known[0] if known else str(rule.kind))


def _line(key: str, one: Condition, offer: Offer) -> Line:
    unit = PLAIN if one.op == Op.UNUSUAL or one.percent else _unit(offer, one.field)
    value = "" if one.op in BARE else amounts.written(one.value, unit)
    upper = amounts.written(one.upper, unit) if one.op in RANGES else ""
    return Line(key, one.field, str(one.op), value, upper, "percent" if one.percent else "amount")


def _unit(offer: Offer, name: str) -> Unit:
    figure = offer.figure(name)
    return figure.unit if figure else PLAIN


def _behaving(typed: Typed, policy: Policy) -> Typed:
    made = replace(typed, stays=not policy.repeat, recovery=policy.recovery, reminds=policy.remind_every is not None)
    if policy.remind_every is not None:
        made = replace(made, hours=str(round(policy.remind_every.total_seconds() / 3600)))
    if (quiet := policy.quiet) is None:
        return made
    days = tuple(map(str, sorted(quiet.weekdays)))
    return replace(made, hushed=True, hush_days=days, hush_from=f"{quiet.start:%H:%M}", hush_to=f"{quiet.end:%H:%M}")
