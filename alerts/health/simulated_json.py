"""A simulation as JSON: for the page, the API and the command line. PURE."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from alerts.health.simulating import Outcome, Paused, Simulated, Trial


def simulated_json(found: list[Simulated], trial: Trial) -> dict[str, Any]:
    """All ad accounts; money by currency, as amounts of two can't be added. Amounts are texts, so that none is
    rounded."""
    currencies = sorted({each.facts.currency for each in found})
    return {
        "rule": trial.rule,
        "preset": trial.choice.preset,
        "level": trial.level.value,
        "days": trial.days,
        "totals": [_totals([each for each in found if each.facts.currency == code], code) for code in currencies],
        "decisions": [_decision(paused, each) for each in found for paused in each.paused],
    }


def _totals(found: list[Simulated], currency: str) -> dict[str, Any]:
    spent = [each.spend for each in found]
    known = [amount for amount in spent if amount is not None]
    return {
        "currency": currency,
        "spend": str(sum(known, Decimal(0))) if len(known) == len(spent) else None,
        "decisions": sum(len(each.paused) for each in found),
        "waste_saved": str(sum((each.saved for each in found), Decimal(0))),
        "sales_lost": str(sum((each.lost for each in found), Decimal(0))),
        "results_lost": str(sum((each.lost_results for each in found), Decimal(0))),
        **{outcome.value: sum(each.count(outcome) for each in found) for outcome in Outcome},
    }


def _decision(paused: Paused, of: Simulated) -> dict[str, Any]:
    figures = {"limit": paused.limit, "spend_after": paused.spend, "results_after": paused.results,
               "value_after": paused.value, "beyond_limit": paused.beyond}  # fmt: skip
    return {
        "day": paused.day.isoformat(),
        "account": of.facts.name,
        "level": paused.key[0].value,
        "row": paused.key[1],
        "name": paused.name,
        "said": paused.said,
        "chance": paused.chance,
        "currency": of.facts.currency,
        **{name: None if value is None else str(value) for name, value in figures.items()},
        "outcome": paused.outcome.value,
    }
