"""Signals, diagnosis and the next decision as a ``Health`` row keeps them. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from alerts.health.judging import Stand
from alerts.health.saying import LABELS, chip
from alerts.health.shapes import DiagnosisShape, NextShape, PartShape, SettingShape, SignalShape
from alerts.health.wishes import Choice
from alerts.playbook import texts
from alerts.playbook.acts import Act
from alerts.playbook.diagnosis import Diagnosis, acts
from alerts.playbook.evidence.verdict import Verdict
from alerts.playbook.evidence.verdict_words import chance_words, headline
from alerts.playbook.record import record
from alerts.playbook.rule import Rule
from alerts.playbook.rules import playbook
from alerts.playbook.verdict import Part, Reason, Signal, State

NO_PLATFORM = "The playbook does not know this platform."


def signals_json(stand: Stand, choices: Mapping[str, Choice]) -> list[SignalShape]:
    """All ten, in the order of the playbook."""
    return [_signal(name, stand.signals.get(name), choices.get(name) or Choice()) for name in playbook()]


def _signal(name: str, signal: Signal | None, choice: Choice) -> SignalShape:
    if signal is None or choice.rule is None:
        return _silent(name, choice)
    kept = record(signal, choice.rule)
    firing = signal.state is State.FIRES
    return {
        **_setting(name, choice),
        "chip": chip(signal.why, signal.now.text) if firing else "",
        "state": signal.state.value,
        "now": signal.now.text,
        "rule": signal.rule.text,
        "said": _said(signal.why, signal.state, signal.reason),
        "reason": signal.reason.value,
        "why": signal.why,
        "do": list(signal.do),
        "advice": texts.do(signal.do),
        "version": signal.version,
        "thresholds": kept["thresholds"],
        "tests": [_part(name, part, test) for part, test in zip(signal.parts, kept["tests"], strict=True)],
    }


def _setting(name: str, choice: Choice) -> SettingShape:
    return {
        "signal": name,
        "label": playbook()[name].title,
        "preset": choice.preset,
        "own": choice.own,
        "mode": choice.mode,
        "setting_version": choice.version,
    }


def _silent(name: str, choice: Choice) -> SignalShape:
    """It was switched off, what was set can't be read, or nobody knows the platform."""
    state, now = (
        ("broken", "not readable") if choice.fault else ("off", "off") if choice.off else ("not_available", "–")
    )
    return {
        **_setting(name, choice),
        "chip": "",
        "state": state,
        "now": now,
        "rule": "",
        "said": choice.fault or ("It was switched off in the rules." if choice.off else NO_PLATFORM),
        "reason": "",
        "why": "",
        "do": [],
        "advice": [],
        "version": playbook()[name].version,
        "thresholds": _thresholds(choice.rule),
        "tests": [],
    }


def _thresholds(rule: Rule | None) -> dict[str, str]:
    return {key: str(value) for key, value in rule.values.items()} if rule else {}


def _part(name: str, part: Part, test: dict[str, Any]) -> PartShape:
    key = f"{name}.{part.check}"
    return {
        "check": part.check,
        "label": LABELS[key],
        "state": part.state.value,
        "now": part.now.text,
        "rule": part.rule.text,
        "said": _said(key, part.state, part.reason),
        "reason": part.reason.value,
        "days": test["days"],
        "late": test["late"],
        "inputs": test["inputs"],
        "shown_first": part.shown_first.text if part.shown_first else "",
    }


def _said(why: str, state: State, reason: Reason) -> str:
    if state is State.FIRES:
        return texts.why(why)
    return texts.REASONS.get(reason, "") if state is not State.FINE else ""


def diagnosis_json(found: Diagnosis) -> DiagnosisShape:
    """One cause."""
    return {
        "cause": found.cause.value,
        "said": found.said,
        "do": [act.value for act in found.acts],
        "advice": [texts.DO[act] for act in found.acts],
        "reasons": [texts.why(key) for key in found.reasons],
        "shown": [{"label": label, "now": figure.text} for label, figure in found.shown],
        "other": found.other,
    }


def next_json(stand: Stand, choices: Mapping[str, Choice], at: datetime) -> NextShape:
    """The next decision: a pause where the evidence asks for it; else what its signals say; else to wait."""
    act, why = _next(stand)
    others = [each for each in acts(stand.diagnosis, list(stand.signals.values())) if each.value != act]
    saves = stand.total("spend")
    return {
        "act": act,
        "label": texts.DO[Act(act)] if act in set(Act) else LABEL_OF[act],
        "why": why,
        "others": [texts.DO[each] for each in others],
        "at": at.isoformat(),
        "saves": float(saves / 7) if act == Act.PAUSE and saves is not None else None,
    }


LABEL_OF = {"wait": "Wait.", "none": "Nothing to do."}


def _next(stand: Stand) -> tuple[str, str]:
    judged = stand.judgement
    if judged and judged.verdict is Verdict.PAUSE:
        return Act.PAUSE.value, f"{headline(judged, noun=stand.noun)}."
    todo = [each for each in acts(stand.diagnosis, list(stand.signals.values())) if each is not Act.PAUSE]
    if todo and not (judged and judged.incident):
        return todo[0].value, _reason(stand)
    if judged is None or judged.why:
        return "wait", f"{headline(judged, noun=stand.noun)}." if judged else "Its cost is not judged."
    if judged.verdict is Verdict.WATCH:
        return "wait", f"{chance_words(judged.chance)} chance that it costs too much: not enough for a pause."
    return "none", "Its cost is within the target."


def _reason(stand: Stand) -> str:
    if stand.diagnosis:
        return stand.diagnosis[0].said
    firing = [signal for signal in stand.signals.values() if signal.firing and signal.do]
    return texts.why(firing[0].why) if firing else ""
