"""What the JSON of a ``Health`` row holds. PURE.

Money, counts and chances are JSON numbers; days are ``2026-11-19``; null is "not known", never zero. Texts are whole
English sentences, or the words of a figure; amounts in them carry their currency.
"""

from __future__ import annotations

from typing import TypedDict


class PartShape(TypedDict):
    """One test of a signal, as ``alerts.playbook.record`` keeps it, and its words."""

    check: str
    label: str  # "No result"
    state: str  # as of the signal
    now: str  # "4 days down"
    rule: str  # "3 days"
    said: str  # why it matters where it fires, why there is no verdict where there is none, else empty
    reason: str  # of alerts.playbook.verdict.Reason
    days: list[str]  # first and last day looked at
    late: list[str]
    inputs: dict[str, str]  # every figure it was worked out from
    shown_first: str  # what to look at before it: "frequency 2.4"


class SettingShape(TypedDict):
    """A rule and how it is set."""

    signal: str  # the rule's name
    label: str  # "Weak results"
    preset: str
    own: bool  # whether thresholds of the account's own are used
    mode: str  # of the rule's Setting
    setting_version: int  # of the rule's Setting; 0: nobody has changed it


class SignalShape(SettingShape):
    """One of the ten rules, in the order of the playbook; all ten are there."""

    chip: str  # label and figure in few words: "ROAS 0.8"; empty unless it fires
    state: str  # fires, fine, waiting, not_available, too_early; off; broken (its setting can't be read)
    now: str
    rule: str
    said: str  # a sentence: why it matters where it fires, why there is no verdict where there is none, else empty
    reason: str
    why: str  # key of alerts.playbook.texts.WHY
    do: list[str]  # alerts.playbook.acts.Act, the first to try first; empty unless it fires
    advice: list[str]  # the same as sentences: "Pause it."
    version: int  # of the rule's file
    thresholds: dict[str, str]
    tests: list[PartShape]


class DaysShape(TypedDict):
    """Which days the evidence looks at."""

    first: str
    last: str
    wanted: int
    received: int
    late: list[str]  # received, but results of them are still to come
    missing: list[str]  # not received
    restated: int  # days whose figures were reported anew in the last two days
    words: str  # "7 of 7 days received, none restated. Today is left out."


class DecidingShape(TypedDict):
    """``alerts.playbook.evidence.deciding.Deciding``, in money."""

    as_expected: float | None
    without_result: float | None
    pauses: bool


class PriorShape(TypedDict):
    """What was expected before its own results."""

    origin: str  # campaign, norm
    siblings: int
    results: float
    spend: float
    spread: float
    words: str


class IncidentShape(TypedDict):
    """What holds every pause of the ad account."""

    cause: str  # of alerts.playbook.evidence.outage.Cause
    since: str
    expected: float | None
    words: str


class EvidenceShape(TypedDict):
    """The judgement on its cost. Where nobody knows a limit, ``verdict`` is "no verdict" and ``why`` "no limit"; where
    its results are never reported "no results"; where it was switched off "off". Then only ``headline``, ``days``,
    ``spend``, ``raw_results`` and ``incident`` are told; the rest is null or empty."""

    verdict: str  # pause, watch, no verdict, healthy
    why: str  # of evidence.verdict.Why ("late days" …), "no limit", "no results", "off"; empty where there is a verdict
    headline: str  # "99 % chance this ad costs too much", or why there is no verdict
    chance: float | None
    chance_words: str  # "99 %"; empty without a limit
    alone: float | None  # the same chance without hearing the campaign
    currency: str
    result: str  # what counts as a result: "purchases"
    limit: float | None
    limit_from: str  # goal; usual: the ad account's own cost; none
    typical_cost: float | None  # as likely below as above
    range: list[float]  # low and high of the 90 % range; empty without a limit
    range_words: str
    curve: list[list[float]]  # about 60 pairs: cost, height (the highest is 1); from left to right
    spend: float  # of ``days``; so are the results. They reach farther back than seven days where little was spent
    raw_results: float
    matured_results: float | None
    counted_spend: float
    counted_results: float
    raw_cost: float | None
    cost: float | None  # of the counted
    results_words: str  # "11 results so far, about 13 once late ones are in"
    days: DaysShape
    deciding: DecidingShape | None
    deciding_words: str  # "About €84.00 more spend decides it."; empty where it is decided
    holding: list[str]  # what still stands between a high chance and a pause
    prior: PriorShape | None
    looks: int  # days on which it was judged before
    levels: dict[str, float]  # watch, pause, alone, error, first_spend
    clumping: float
    learned: bool  # whether how results come in late was learned from own restatements
    incident: IncidentShape | None
    preset: str  # of the setting "evidence"
    mode: str
    setting_version: int


class ShownShape(TypedDict):
    """A figure to look at: ``Bounce rate``, ``42 %``."""

    label: str
    now: str


class DiagnosisShape(TypedDict):
    """One cause that several signals point to, the clearest first."""

    cause: str  # of alerts.playbook.diagnosis.Cause
    said: str
    do: list[str]  # acts, the first to try first
    advice: list[str]
    reasons: list[str]  # sentences
    shown: list[ShownShape]
    other: str  # the audience to exclude


class NextShape(TypedDict):
    """What to do next. ``act``: of alerts.playbook.acts, or "wait" (nothing to decide yet), or "none" (all well)."""

    act: str
    label: str  # "Pause it."
    why: str  # a sentence
    others: list[str]  # further sentences on what could be done instead
    at: str | None  # when it is judged anew at the latest: ISO moment, UTC
    saves: float | None  # a day, of a pause: the mean daily spend of the seven days
