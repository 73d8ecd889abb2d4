"""Meta's words and ours: fields, states, budgets in minor units. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from connectors.ads.control import Change, DailyBudget, Pause, Resume, in_parts
from connectors.ads.faults import Asked
from connectors.ads.reading import Unreadable, amount, inner, listed, moment, text
from connectors.ads.standing import Budget, Learning, Level, Runs, Span, Standing, Switch, Target

_BUDGETS = "id,daily_budget,lifetime_budget"
_COMMON = "id,name,account_id,status,effective_status,updated_time,issues_info"
FIELDS = {
    Level.CAMPAIGN: f"{_COMMON},daily_budget,lifetime_budget",
    Level.AD_SET: f"{_COMMON},daily_budget,lifetime_budget,learning_stage_info,campaign{{{_BUDGETS}}}",
    Level.AD: f"{_COMMON},adset{{{_BUDGETS},learning_stage_info}},campaign{{{_BUDGETS}}}",
}
# Currencies that have no minor unit at Meta (its page "Currency codes", column Offset); all others have hundredths.
WHOLE = frozenset({"CLP", "COP", "CRC", "HUF", "ISK", "IDR", "JPY", "KRW", "PYG", "TWD", "VND"})
_SET = {"ACTIVE": Switch.ON, "PAUSED": Switch.OFF, "DELETED": Switch.REMOVED, "ARCHIVED": Switch.REMOVED}
_RUNS = {
    "ACTIVE": (Runs.YES, ""),
    "PAUSED": (Runs.NO, "It is paused."),
    "CAMPAIGN_PAUSED": (Runs.NO, "Its campaign is paused."),
    "ADSET_PAUSED": (Runs.NO, "Its ad set is paused."),
    "DELETED": (Runs.NO, "It was deleted."),
    "ARCHIVED": (Runs.NO, "It was archived."),
    "DISAPPROVED": (Runs.NO, "Meta did not approve it."),
    "PENDING_BILLING_INFO": (Runs.NO, "The account has no way to pay."),
    "WITH_ISSUES": (Runs.NO, "Meta reports a problem with it."),
    "PENDING_REVIEW": (Runs.WAITING, "It is in review."),
    "PREAPPROVED": (Runs.WAITING, "It was approved and has not begun."),
    "IN_PROCESS": (Runs.WAITING, "Meta is still taking the last change in."),
}
_LEARNING = {"LEARNING": Learning.YES, "SUCCESS": Learning.NO, "FAIL": Learning.NO}


def offset(currency: str) -> int:
    """Minor units in one unit."""
    return 1 if currency in WHOLE else 100


def standing(target: Target, row: Mapping[str, object], currency: str, now: datetime) -> Standing:
    """What a row of FIELDS says. Raises Unreadable."""
    if text(row, "id") != target.id or not text(row, "status"):
        raise Unreadable("another object, or one without a status")
    effective = text(row, "effective_status")
    runs, why = _RUNS.get(effective, (Runs.UNKNOWN, "Meta says of it what is not known here."))
    issues = tuple(text(each, "error_summary") for each in listed(row.get("issues_info")))
    return Standing(
        target=target, name=text(row, "name"), set=_SET.get(text(row, "status"), Switch.UNKNOWN), runs=runs, why=why,
        words=(text(row, "status"), effective, *filter(None, issues)), budget=_budget(target, row, currency),
        learning=_learning(target, row), changed_at=moment(row, "updated_time"), looked_back_to=None, read_at=now,
    )  # fmt: skip


def _learning(target: Target, row: Mapping[str, object]) -> Learning:
    """Ad sets learn; an ad takes part in the learning of its ad set."""
    of = inner(row, "adset") if target.level is Level.AD else row
    return _LEARNING.get(text(inner(of, "learning_stage_info"), "status"), Learning.NOT_TOLD)


def _budget(target: Target, row: Mapping[str, object], currency: str) -> Budget | None:
    """That of the ad set, or of the campaign where Meta shares it out among the ad sets."""
    own = {Level.CAMPAIGN: row, Level.AD_SET: row, Level.AD: inner(row, "adset")}[target.level]
    level = Level.CAMPAIGN if target.level is Level.CAMPAIGN else Level.AD_SET
    found = _held(own, level, currency)
    return found or (None if level is Level.CAMPAIGN else _held(inner(row, "campaign"), Level.CAMPAIGN, currency))


def _held(row: Mapping[str, object], level: Level, currency: str) -> Budget | None:
    for name, span in (("daily_budget", Span.DAILY), ("lifetime_budget", Span.LIFETIME)):
        minor = amount(row, name)
        if minor:  # "0" where the other kind is set
            return Budget(span, minor / offset(currency), currency, level, text(row, "id"))
    return None


def parameters(change: Change, currency: str, asked: Asked) -> dict[str, str]:
    """What is sent for it. Raises Fault where Meta's units cannot say it."""
    match change:
        case Pause():
            return {"status": "PAUSED"}
        case Resume():
            return {"status": "ACTIVE"}
        case DailyBudget(value):
            return {"daily_budget": str(in_parts(value, offset(currency), asked))}
