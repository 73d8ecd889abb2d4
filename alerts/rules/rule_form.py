"""A rule as JSON, read strictly: whoever may write to the API may write anything. PURE."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from alerts.rules.condition import BARE, MOVES, RANGES, Condition, Op
from alerts.rules.rule import BadRule, Join, Kind, Rule, Volume, check
from alerts.rules.strict import a_flag, a_list, a_text, a_whole, an_object, number, one_of

NAMES = {"kind", "conditions", "join", "time", "categories", "volume", "in_a_row", "running", "own"}


def rule_to_json(rule: Rule) -> dict[str, Any]:
    """What an alert keeps; amounts are texts, so that they come back as they were typed."""
    return {
        "kind": str(rule.kind),
        "conditions": [_condition_to_json(one) for one in rule.conditions],
        "join": str(rule.join),
        "time": rule.time,
        "categories": list(rule.categories),
        "volume": {"field": rule.volume.field, "least": str(rule.volume.least)} if rule.volume else None,
        "in_a_row": rule.in_a_row,
        "running": rule.running,
        "own": [[*key, str(value)] for key, value in sorted(rule.own.items())],
    }


def _condition_to_json(one: Condition) -> dict[str, Any]:
    made: dict[str, Any] = {"field": one.field, "op": str(one.op)}
    if one.op not in BARE:
        made["value"] = str(one.value)
    if one.op in RANGES:
        made["upper"] = str(one.upper)
    if one.op in MOVES:
        made["percent"] = one.percent
    return made


def rule_from_json(data: object) -> Rule:
    """Reads what ``rule_to_json`` writes, and checks it. Raises BadRule for the first thing that is wrong."""
    given = an_object("rule", data, NAMES)
    categories = tuple(a_text("categories", one) for one in a_list("categories", given.get("categories", [])))
    return check(
        Rule(
            kind=one_of(Kind, "kind", given.get("kind")),
            conditions=tuple(_condition(one) for one in a_list("conditions", given.get("conditions"))),
            join=one_of(Join, "join", given.get("join", Join.ALL)),
            time=a_text("time", given.get("time", "")),
            categories=categories,
            volume=_volume(given.get("volume")),
            in_a_row=a_whole("in_a_row", given.get("in_a_row", 1)),
            running=a_flag("running", given.get("running", False)),
            own=_own(given.get("own", []), len(categories)),
        )
    )


def _condition(data: object) -> Condition:
    given = an_object("conditions", data, {"field", "op", "value", "upper", "percent"})
    op = one_of(Op, "op", given.get("op"))
    return Condition(
        field=a_text("field", given.get("field")),
        op=op,
        value=Decimal(0) if op in BARE else number("value", given.get("value")),
        upper=number("upper", given.get("upper")) if op in RANGES else Decimal(0),
        percent=a_flag("percent", given.get("percent", False)),
    )


def _volume(data: object) -> Volume | None:
    if data is None:
        return None
    given = an_object("volume", data, {"field", "least"})
    return Volume(a_text("volume", given.get("field")), number("volume", given.get("least")))


def _own(data: object, size: int) -> dict[tuple[str, ...], Decimal]:
    rows = [a_list("own", row) for row in a_list("own", data)]
    if any(len(row) != size + 1 for row in rows):
        raise BadRule("own", "A threshold of its own is a list: the values that name the row, then the threshold.")
    return {tuple(a_text("own", one) for one in row[:-1]): number("own", row[-1]) for row in rows}
