"""Signals as lines of the panel."""

from __future__ import annotations

from typing import Any

from alerts.screen.signals import signals

COUNTED = {"other": "Catalogue visitors", "by": "contacts", "measured_on": "2026-11-22", "exclude": "All customers"}
MEASURED = {"other": "Broad", "by": "platform", "measured_on": "2026-11-02"}


def overlap(state: str, **inputs: str) -> dict[str, Any]:
    return {"signal": "overlap", "state": state, "tests": [{"check": "share", "state": state, "inputs": inputs}]}


def test_an_overlap_says_with_whom_and_whom_to_keep_out() -> None:
    said = "Shared with Catalogue visitors. Keep out: All customers. Counted in own contacts, as of 22 Nov 2026."
    assert signals([overlap("fires", **COUNTED)]).shared == said


def test_of_what_a_platform_measured_nobody_knows_whom_to_keep_out() -> None:
    said = "Shared with Broad. As the platform measured it, as of 2 Nov 2026."
    assert signals([overlap("fires", **MEASURED)]).shared == said


def test_an_overlap_that_is_fine_or_unknown_names_nobody() -> None:
    assert signals([overlap("fine", **COUNTED), overlap("not_available")]).shared == ""
