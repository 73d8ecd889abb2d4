"""Totals and findings for tests of what a digest says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from alerts.digest.totals import Account, Sums, Weeks

THROUGH = date(2026, 11, 19)
TODAY = date(2026, 11, 20)


def weeks(spend: int, results: int, before: int = 700, brought: int = 70) -> Weeks:
    """Seven days and the seven before."""
    return Weeks(Sums(Decimal(spend), Decimal(results)), Sums(Decimal(before), Decimal(brought)))


def account(name: str = "Alba", currency: str = "EUR", goal: str = "purchases", *missing: date) -> Account:
    """With 840 spent on 84 results after 700 on 70."""
    return Account(name, currency, THROUGH, missing, {goal: weeks(840, 84)})
