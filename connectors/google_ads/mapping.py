"""Google's words and ours: states with their reasons, budgets in micros. PURE."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from connectors.ads.reading import Unreadable, amount, inner, moment, text, texts
from connectors.ads.standing import Budget, Learning, Level, Runs, Span, Standing, Switch, Target
from connectors.google_ads.queries import RESOURCE

MICROS = 1_000_000
ROW = {Level.CAMPAIGN: "campaign", Level.AD_SET: "adGroup", Level.AD: "adGroupAd"}
STATUS = {Switch.ON: "ENABLED", Switch.OFF: "PAUSED"}
_SET = {"ENABLED": Switch.ON, "PAUSED": Switch.OFF, "REMOVED": Switch.REMOVED}
_RUNS = {
    "ELIGIBLE": (Runs.YES, ""),
    "LIMITED": (Runs.YES, ""),
    "LEARNING": (Runs.YES, ""),
    "PAUSED": (Runs.NO, "It is paused."),
    "REMOVED": (Runs.NO, "It was removed."),
    "ENDED": (Runs.NO, "It is over."),
    "MISCONFIGURED": (Runs.NO, "Google reports that it is not set up rightly."),
    "NOT_ELIGIBLE": (Runs.NO, "Google reports that it cannot run."),
    "PENDING": (Runs.WAITING, "It has not begun, or is in review."),
}
_WHY = (  # the first that is among the reasons
    ("CAMPAIGN_PAUSED", "Its campaign is paused."),
    ("AD_GROUP_PAUSED", "Its ad set is paused."),
    ("CAMPAIGN_REMOVED", "Its campaign was removed."),
    ("AD_GROUP_REMOVED", "Its ad set was removed."),
    ("CAMPAIGN_ENDED", "Its campaign is over."),
    ("CAMPAIGN_PENDING", "Its campaign has not begun."),
    ("AD_GROUP_AD_DISAPPROVED", "Google did not approve it."),
    ("AD_GROUP_AD_UNDER_REVIEW", "It is in review."),
)
_IDS = {level: re.compile(r"[0-9]{1,19}", re.ASCII) for level in (Level.CAMPAIGN, Level.AD_SET)}
_IDS[Level.AD] = re.compile(r"[0-9]{1,19}~[0-9]{1,19}", re.ASCII)


def is_id(target: Target) -> bool:
    """Digits, of an ad those of its ad set and ``~`` before its own."""
    return _IDS[target.level].fullmatch(target.id) is not None


def standing(
    target: Target,
    row: Mapping[str, object],
    *,
    currency: str,
    changed_at: datetime | None,
    since: datetime,
    now: datetime,
) -> Standing:
    """What a row says; changes were looked for from ``since``. Raises Unreadable."""
    own, campaign = inner(row, ROW[target.level]), inner(row, "campaign")
    primary, reasons = text(own, "primaryStatus"), texts(own, "primaryStatusReasons")
    runs, why = _RUNS.get(primary, (Runs.UNKNOWN, "Google says of it what is not known here."))
    if target.level is not Level.CAMPAIGN and runs in {Runs.NO, Runs.WAITING} and text(own, "status") != "PAUSED":
        why = next((words for reason, words in _WHY if reason in reasons), why)
    words = (text(own, "status"), primary, text(own, "servingStatus"), *reasons)
    return Standing(
        target=target, name=text(own, "name") or text(inner(own, "ad"), "name"),
        set=_SET.get(text(own, "status"), Switch.UNKNOWN), runs=runs, why=why, words=tuple(filter(None, words)),
        budget=_budget(inner(row, "campaignBudget"), campaign, currency), learning=_learning(campaign),
        changed_at=changed_at, looked_back_to=since, read_at=now,
    )  # fmt: skip


def target_of(level: Level, row: Mapping[str, object]) -> Target:
    """Which object a row is of. Raises Unreadable."""
    name = text(inner(row, ROW[level]), "resourceName")
    if not name:
        raise Unreadable("a row without a resource name")
    return Target(level, name.rpartition("/")[2])


def changes(level: Level, rows: Iterable[Mapping[str, object]], zone: str, now: datetime) -> dict[Target, datetime]:
    """The latest change of each, up to now. Google tells it in the account's zone. Raises Unreadable."""
    latest: dict[Target, datetime] = {}
    clock = _zone(zone)
    for row in rows:
        status = inner(row, "changeStatus")
        at = moment(status, "lastChangeDateTime", clock, now)
        name = text(status, _camel(RESOURCE[level]))
        if at is None or not name:
            raise Unreadable("a change without a time or an object")
        target = Target(level, name.rpartition("/")[2])
        latest[target] = max(at, latest.get(target, at))
    return latest


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, KeyError):  # of a name that is none, or is not known
        raise Unreadable(f"{name!r} is no zone") from None


def _learning(campaign: Mapping[str, object]) -> Learning:
    """Google's bidding learns for a whole campaign."""
    system, reasons = text(campaign, "biddingStrategySystemStatus"), texts(campaign, "primaryStatusReasons")
    if text(campaign, "primaryStatus") == "LEARNING" or "BIDDING_STRATEGY_LEARNING" in reasons:
        return Learning.YES
    if system in {"", "UNKNOWN", "UNSPECIFIED", "UNAVAILABLE", "MULTIPLE"}:
        return Learning.NOT_TOLD
    return Learning.YES if "LEARNING" in system else Learning.NO


def _budget(budget: Mapping[str, object], campaign: Mapping[str, object], currency: str) -> Budget | None:
    """Of the campaign, always; other campaigns may draw on it."""
    micros = amount(budget, "amountMicros")
    if micros is None:
        return None
    span = Span.DAILY if text(budget, "period") in {"", "DAILY"} else Span.LIFETIME
    sharers = int(amount(budget, "referenceCount") or 1)
    shared = max(sharers, 2) if budget.get("explicitlyShared") is True else 1
    return Budget(
        span, micros / MICROS, currency, Level.CAMPAIGN, text(campaign, "id"), shared, text(campaign, "campaignBudget")
    )


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(each.title() for each in rest)
