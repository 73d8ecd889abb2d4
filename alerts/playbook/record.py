"""A signal as the log of decisions keeps it: plain JSON, with everything that it was worked out from. PURE."""

from __future__ import annotations

from typing import Any

from alerts.playbook.rule import Rule
from alerts.playbook.verdict import Part, Signal


def record(signal: Signal, rule: Rule) -> dict[str, Any]:
    """The verdict, the rule's version and thresholds, and each test with its days and exact figures (as texts)."""
    return {
        "signal": signal.name,
        "state": signal.state.value,
        "now": signal.now.text,
        "rule": signal.rule.text,
        "reason": signal.reason.value,
        "why": signal.why,
        "do": list(signal.do),
        "preset": signal.preset,
        "version": signal.version,
        "thresholds": {key: str(value) for key, value in rule.values.items()},
        "tests": [_test(part) for part in signal.parts],
    }


def _test(part: Part) -> dict[str, Any]:
    return {
        "check": part.check,
        "state": part.state.value,
        "now": part.now.text,
        "rule": part.rule.text,
        "reason": part.reason.value,
        "days": [day.isoformat() for day in part.days or ()],
        "late": [day.isoformat() for day in part.late],
        "inputs": dict(part.inputs),
    }
