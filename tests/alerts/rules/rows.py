"""Readings and rules to try alerts with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from alerts.rules.condition import Condition, Figure, Op
from alerts.rules.reading import Key, Observation, Reading
from alerts.rules.rule import Kind, Rule, Volume, check

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
FIRST_DAY = date(2026, 1, 5)  # a Monday


def figure(value: float | str | None) -> Figure:
    return None if value is None else Decimal(str(value))


def above(value: float, *, kind: Kind = Kind.SINGLE, op: Op = Op.ABOVE, **options: object) -> Rule:
    """The rate above a threshold; rows of less than 100 sent are too few where ``least`` is given."""
    least = options.pop("least", None)
    given: dict[str, object] = {
        "time": "day" if "series" in kind else "",
        "categories": ("campaign",) if "category" in kind else (),
        "volume": None if least is None else Volume("sent", Decimal(str(least))),
        **options,
    }
    return check(Rule(kind, (Condition("rate", op, Decimal(str(value))),), **given))  # type: ignore[arg-type]


def alone(rate: float | None, sent: float = 1000) -> Observation:
    return Observation((Reading((), "", {"rate": figure(rate), "sent": figure(sent)}),))


def each(rates: Mapping[str, float | None]) -> Observation:
    """A row for each campaign."""
    return Observation(tuple(Reading((name,), "", {"rate": figure(rate)}) for name, rate in rates.items()))


def days(*rates: float | None, key: Key = (), sent: float = 1000, begin: int = 0) -> Observation:
    """A row for each day from the first Monday on."""
    return Observation(
        tuple(
            Reading(key, str(FIRST_DAY + timedelta(begin + place)), {"rate": figure(rate), "sent": figure(sent)})
            for place, rate in enumerate(rates)
        )
    )
