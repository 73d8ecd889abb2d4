"""TikTok's words and ours: what was set, what comes of it, and where the budget sits. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from connectors.ads.control import Change, Pause
from connectors.ads.reading import Unreadable, amount, moment, text
from connectors.ads.standing import Budget, Learning, Level, Runs, Span, Standing, Switch, Target

WORD = {Level.CAMPAIGN: "campaign", Level.AD_SET: "adgroup", Level.AD: "ad"}  # in paths and names of fields
_STATES = ["operation_status", "secondary_status", "modify_time"]
FIELDS = {
    Level.CAMPAIGN: ["campaign_id", "campaign_name", *_STATES, "budget", "budget_mode", "budget_optimize_on",
                     "is_smart_performance_campaign"],
    Level.AD_SET: ["adgroup_id", "adgroup_name", "campaign_id", *_STATES, "budget", "budget_mode"],
    Level.AD: ["ad_id", "ad_name", "adgroup_id", "campaign_id", *_STATES],
}  # fmt: skip
SMART = "It belongs to a Smart+ campaign, which TikTok switches in other ways. Change it on the platform."
_SET = {"ENABLE": Switch.ON, "DISABLE": Switch.OFF, "DELETE": Switch.REMOVED}
_SPANS = {
    "BUDGET_MODE_DAY": Span.DAILY,
    "BUDGET_MODE_DYNAMIC_DAILY_BUDGET": Span.DAILY,
    "BUDGET_MODE_TOTAL": Span.LIFETIME,
    "BUDGET_MODE_INFINITE": Span.UNLIMITED,
}
_RUNNING = ("_STATUS_ENABLE", "_DELIVERY_OK", "_PARTIALLY_APPROVED", "_PARTIAL_APPROVED", "_SHADOW_ADGROUP_REAUDIT")
_NOT = (  # the first whose words the state ends with
    ("_CAMPAIGN_DELETE", Runs.NO, "Its campaign was deleted."),
    ("_ADGROUP_DELETE", Runs.NO, "Its ad set was deleted."),
    ("_DELETE", Runs.NO, "It was deleted."),
    ("_CAMPAIGN_DISABLE", Runs.NO, "Its campaign is paused."),
    ("_ADGROUP_DISABLE", Runs.NO, "Its ad set is paused."),
    ("_DISABLE", Runs.NO, "It is paused."),
    ("_CAMPAIGN_EXCEED", Runs.NO, "Its campaign is out of budget."),
    ("_BUDGET_EXCEED", Runs.NO, "It is out of budget."),
    ("_BALANCE_EXCEED", Runs.NO, "The account is out of money."),
    ("_AUDIT_DENY", Runs.NO, "TikTok did not approve it."),
    ("_QUALIFICATION_DENY", Runs.NO, "TikTok did not approve it."),
    ("_REAUDIT", Runs.WAITING, "It was changed and is in review."),
    ("_AUDIT", Runs.WAITING, "It is in review."),
    ("_PARTIAL_AUDIT_NO_DELIVERY", Runs.WAITING, "It is in review."),
    ("_NOT_START", Runs.WAITING, "It has not begun."),
    ("_DONE", Runs.NO, "It is over."),
    ("_CREATE", Runs.NO, "It has no ads that could run."),
    ("ACCOUNT_PUNISH", Runs.NO, "TikTok has put a penalty on the account."),
)


def id_field(level: Level) -> str:
    """The name of an id: campaign_id, adgroup_id, ad_id."""
    return f"{WORD[level]}_id"


def operation(change: Change) -> str:
    """What is sent to switch."""
    return "DISABLE" if isinstance(change, Pause) else "ENABLE"


def standing(
    target: Target, row: Mapping[str, object], above: Mapping[Level, Mapping[str, object]], currency: str, now: datetime
) -> Standing:
    """What a row says, with those of the ad set and campaign it belongs to. Raises Unreadable."""
    if text(row, id_field(target.level)) != target.id or not text(row, "operation_status"):
        raise Unreadable("another object, or one without a status")
    secondary = text(row, "secondary_status")
    runs, why = runs_of(secondary)
    campaign = row if target.level is Level.CAMPAIGN else above.get(Level.CAMPAIGN, {})
    smart = campaign.get("is_smart_performance_campaign") is True
    return Standing(
        target=target, name=text(row, f"{WORD[target.level]}_name"), runs=runs, why=why,
        set=_set(text(row, "operation_status"), secondary),
        words=(text(row, "operation_status"), secondary), budget=_budget({**above, target.level: row}, currency),
        learning=Learning.NOT_TOLD, changed_at=moment(row, "modify_time"), looked_back_to=None, read_at=now,
        locked=SMART if smart else "",
    )  # fmt: skip


def _set(operation_status: str, secondary: str) -> Switch:
    """What is deleted, or belongs to what is, keeps the switch that it had."""
    return Switch.REMOVED if secondary.endswith("_DELETE") else _SET.get(operation_status, Switch.UNKNOWN)


def runs_of(secondary: str) -> tuple[Runs, str]:
    """Whether it runs by its secondary status, and a sentence on why it does not."""
    if secondary.endswith(_RUNNING):
        return Runs.YES, ""
    for ending, runs, why in _NOT:
        if secondary.endswith(ending):
            return runs, why
    return Runs.UNKNOWN, "TikTok says of it what is not known here."


def _budget(rows: Mapping[Level, Mapping[str, object]], currency: str) -> Budget | None:
    """That of the campaign where TikTok shares it out, else that of the ad set, else that of the campaign."""
    campaign, group = rows.get(Level.CAMPAIGN, {}), rows.get(Level.AD_SET, {})
    order = [(Level.AD_SET, group), (Level.CAMPAIGN, campaign)]
    if campaign.get("budget_optimize_on") is True:
        order.reverse()
    held = [found for level, row in order if (found := _held(level, row, currency)) is not None]
    return next((each for each in held if each.span is not Span.UNLIMITED), held[0] if held else None)


def _held(level: Level, row: Mapping[str, object], currency: str) -> Budget | None:
    span = _SPANS.get(text(row, "budget_mode"))
    value = amount(row, "budget")
    if span is None or (span is not Span.UNLIMITED and not value):
        return None
    return Budget(span, None if span is Span.UNLIMITED else value, currency, level, text(row, id_field(level)))
